"""A member asks for help."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from whapp.app.favourite import favourite
from whapp.app.search import bench, widen
from whapp.app.spend import spend
from whapp.app.stand import stand
from whapp.app.vouching import large, vouching
from whapp.app.welcome_guest import welcome_guest
from whapp.domain.acts import check_until
from whapp.domain.asking import searched_everywhere
from whapp.domain.budget import Spending, purse, purse_of
from whapp.domain.category import Category
from whapp.domain.errors import Busy, InvalidInput, KeyReused, NotFound, Unsafe
from whapp.domain.estimate import estimate
from whapp.domain.event import Actor, Happening
from whapp.domain.ids import request_id
from whapp.domain.member import Member
from whapp.domain.place import Point
from whapp.domain.policy import CIRCLES, ENOUGH
from whapp.domain.request import LONGEST_AGO, Request, Shortlist, Status, Urgency, Wording
from whapp.domain.safety import concern
from whapp.ports import Services
from whapp.telemetry import logger

ATTEMPTS = 3  # only a repeat of the same call, at the same instant, is in the way


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a requester fills in. Without `location` it is at home, without `address` at the home address."""

    category: Category
    text: str
    needed_from: datetime
    needed_until: datetime
    urgency: Urgency
    location: Point | None = None
    address: str | None = None
    last_helper_first: bool = field(default=False, repr=False)
    group_first: bool = field(default=False, repr=False)

    @property
    def fingerprint(self) -> str:
        """The same for the same need only."""
        wishes = " last helper first" * self.last_helper_first + " group first" * self.group_first
        return sha256((repr(self) + wishes).encode()).hexdigest()  # as before, for those who wish neither


def create_request(  # noqa: PLR0913 - the last two go together
    services: Services,
    requester_id: str,
    need: Need,
    key: str | None,
    *,
    guest: Member | None = None,
    posted_by: str | None = None,
) -> Request:
    """Accept a request, start looking, and tell the honest chance.

    With a `key` that whoever asks used before, the request made then is returned as it was first answered; KeyReused
    when it was for another need or for somebody else. A `guest`, for whom `posted_by` asks, is kept with it. What
    somebody asks for whom no moderator vouches is held until a while after their first request. Raises NotFound
    without a profile, InvalidInput for a time or place that cannot be, Unsafe for what neighbours must not be asked
    for, BudgetSpent.
    """
    requester = guest or services.members.get(requester_id)
    now = services.now()
    place = _place(requester, need)
    # A profile from before there were parts has its cell from other borders.
    at_home = place == requester.home and requester.part is not None
    rings = requester.rings if at_home else services.grid.rings(place, CIRCLES)
    groups = vouching(services, [requester])
    new_id = request_id(posted_by or requester_id, key or services.mint())
    request = Request(
        id=new_id,
        requester_id=requester_id,
        category=need.category,
        urgency=need.urgency,
        needed_from=need.needed_from,
        needed_until=need.needed_until,
        point=services.grid.middle(rings[0][0]),
        rings=rings,
        created_at=now,
        wording=Wording(text=need.text, address=need.address or (requester.address if not need.location else None)),
        fingerprint=need.fingerprint,
        watch_at=now + services.policy.slack,
        groups=frozenset(groups),
        posted_by=posted_by,
    ).note(Happening.CREATED, now, Actor.REQUESTER)
    if key and (earlier := _earlier(services, request)):
        return earlier
    _check_window(need, now)
    _check_safety(need)
    spend(services, purse_of(posted_by) if posted_by else purse(requester), Spending.REQUESTS)
    if not groups:
        first = services.requests.first_asked_at(requester_id) or now
        held_until = services.policy.first_ask_at(first)
        request = replace(request, held_until=held_until if held_until and held_until > now else None)
    if guest:
        welcome_guest(services, guest)
    request = stand(services, request, requester, place, now)
    if need.group_first:
        request = replace(request, first_groups=large(groups))
    if need.last_helper_first:
        request = replace(request, shortlist=Shortlist(made_at=now, prospects=favourite(services, request, now)))
    request = _look_around(services, request, now)
    for _ in range(ATTEMPTS):
        if services.requests.create(request):
            services.logbook.note(request)
            services.cascades.start(request)
            return request
        if earlier := _earlier(services, request):
            return earlier
    raise Busy


def _earlier(services: Services, request: Request) -> Request | None:
    """The request that was made with the same key, as it was answered then."""
    try:
        earlier = services.requests.load(request.id)
    except NotFound:
        return None
    if not earlier.fingerprint:  # forgotten meanwhile: whoever asked has left
        raise NotFound
    if (earlier.fingerprint, earlier.requester_id) != (request.fingerprint, request.requester_id):
        raise KeyReused
    return replace(
        earlier,
        status=Status.OPEN,
        round=1,
        needed_from=request.needed_from,
        needed_until=request.needed_until,
        circles=None,
    )


def _place(requester: Member, need: Need) -> Point:
    """Where help is needed. It is not kept: only the cells around it, and the middle of what holds many people."""
    place = need.location or requester.home
    if place is None:
        raise InvalidInput("location", "is needed while your profile has no home")
    if not place.is_dutch:
        raise InvalidInput("location", "must be in the Netherlands")
    return place.rounded()


def _check_window(need: Need, now: datetime) -> None:
    check_until(need.needed_until, now)
    if need.needed_until <= need.needed_from:
        raise InvalidInput("needed_until", "must be after needed_from")
    if now - need.needed_from > LONGEST_AGO:
        raise InvalidInput("needed_from", "is too long ago")


def _check_safety(need: Need) -> None:
    for field_, words in (("text", need.text), ("address", need.address)):
        if words and (found := concern(need.category, words)):
            # Not of whom: that could tell of their health.
            logger.info("unsafe request refused", concern=found, field=field_)
            raise Unsafe(found, field_)


def _look_around(services: Services, request: Request, now: datetime) -> Request:
    """Search as far as an honest chance needs: until it is high enough, or there is nowhere left to look."""
    while True:
        request = widen(services, request, now)
        told = estimate(request, bench(services, request, now), services.policy, now)
        if told.chance >= ENOUGH or searched_everywhere(request):
            return replace(request, chance=told.chance, expected_minutes=told.minutes)
