"""Members, offers, requests and asks with sensible defaults: a test names only what it is about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from whapp.app.create_request import Need
from whapp.domain.ask import Ask, AskState, hash_secret
from whapp.domain.asking import Candidate
from whapp.domain.category import Category
from whapp.domain.hours import AMSTERDAM
from whapp.domain.member import Channel, Member, Offer
from whapp.domain.notice import Notice, NoticeKind
from whapp.domain.place import Point
from whapp.domain.policy import CIRCLES, Policy
from whapp.domain.request import Prospect, Request, Shortlist, Status, Urgency
from whapp.ports import Requests

HOME = Point(52.09, 5.12)
RINGS = (("here",), ("north", "south"), ("far",))
PART = "here/s"
REQUEST_ID = "abcdefgh12345678"
REQUESTER = "rosa"


def amsterdam(year: int, month: int, day: int, hour: int = 0, minute: int = 0, *, fold: int = 0) -> datetime:
    """The instant at which the clock in Amsterdam shows this."""
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM, fold=fold).astimezone(UTC)


MORNING = amsterdam(2026, 3, 4, 10)  # a Wednesday, and nobody's quiet time


# Nobody's first request is held; the tests of the hold itself say otherwise.
AT_ONCE = Policy(first_wait=timedelta())


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def phone_of(member_id: str) -> str:
    """The phone of this neighbour, and of nobody else."""
    return f"+316{crc32(member_id.encode()) % 10**8:08}"


def a_member(id_: str = "anna", **known: Any) -> Member:
    """Somebody with a phone who lives next door and offers to do groceries."""
    member = Member(
        id=id_,
        first_name=id_.capitalize(),
        birth_year=1980,
        phone="+31612345678",
        channels=(Channel.SMS,),
        home=HOME,
        rings=RINGS,
        part=PART,
        address="Dorpsstraat 1",
        offers=frozenset({Category.GROCERIES}),
        version=1,
    )
    return replace(member, **known)


def an_offer(member_id: str = "anna", **known: Any) -> Offer:
    """Groceries for anybody within two kilometres, at any time."""
    offer = Offer(member_id=member_id, category=Category.GROCERIES, radius_m=2000, point=HOME, cell="here")
    return replace(offer, **known)


def a_request(**known: Any) -> Request:
    """Rosa needs groceries today before six; the search has not begun."""
    request = Request(
        id=REQUEST_ID,
        requester_id=REQUESTER,
        category=Category.GROCERIES,
        urgency=Urgency.TODAY,
        needed_from=MORNING + hours(4),
        needed_until=MORNING + hours(8),
        point=HOME,
        rings=RINGS,
        created_at=MORNING,
        watch_at=MORNING + minutes(2),
    )
    return replace(request, **known)


def created(requests: Requests, **known: Any) -> Request:
    """A request as stored."""
    request = a_request(**known)
    assert requests.create(request)
    return requests.load(request.id)


def a_shortlist(*member_ids: str, made_at: datetime = MORNING, circles: int = CIRCLES) -> Shortlist:
    """These neighbours in the own cell, best first, when the search has looked everywhere."""
    prospects = tuple(Prospect(member_id=member_id, circle=0) for member_id in member_ids)
    return Shortlist(made_at=made_at, circles=circles, prospects=prospects)


def an_ask(helper_id: str = "anna", **known: Any) -> Ask:
    """The first ask of the first round, asked just now, with half an hour to answer."""
    ask = Ask(
        request_id=REQUEST_ID,
        round=1,
        number=1,
        helper_id=helper_id,
        state=AskState.OPEN,
        asked_at=MORNING,
        deadline=MORNING + minutes(30),
        circle=0,
        reply_hash=hash_secret(f"secret of {helper_id}"),
    )
    return replace(ask, **known)


def a_notice(kind: NoticeKind = NoticeKind.ASK, member_id: str = "anna", **known: Any) -> Notice:
    """The message of the first ask, not sent yet."""
    notice = Notice(round=1, number=1, kind=kind, member_id=member_id)
    return replace(notice, **known)


def asked(*helper_ids: str, state: AskState = AskState.OPEN, **known: Any) -> Request:
    """A request for which these neighbours were asked, in this order."""
    closed = None if state is AskState.OPEN else MORNING
    asks = tuple(
        an_ask(helper_id, number=number, state=state, closed_at=closed, learnt=_learnt(state))
        for number, helper_id in enumerate(helper_ids, start=1)
    )
    return a_request(**{"asks": asks, "shortlist": a_shortlist(), **known})


def _learnt(state: AskState) -> AskState | None:
    return None if state is AskState.OPEN else state


def matched(helper_id: str = "anna", *others: Ask, **known: Any) -> Request:
    """A request to which this neighbour said yes."""
    yes = an_ask(helper_id, state=AskState.ACCEPTED, closed_at=MORNING, learnt=AskState.ACCEPTED)
    return a_request(**{"asks": (yes, *others), "shortlist": a_shortlist(), "status": Status.MATCHED, **known})


def a_bench(*members: Member, circle: int = 0) -> tuple[Candidate, ...]:
    """Those who may be asked next, best first."""
    return tuple(Candidate(member, Prospect(member_id=member.id, circle=circle)) for member in members)


def people(*members: Member) -> dict[str, Member]:
    """The profiles by id; Rosa, who asks, is always one of them."""
    return {member.id: member for member in (a_member(REQUESTER, offers=frozenset()), *members)}


def secrets(names: Iterable[str] = ()) -> "Mint":
    """A mint of secrets that can be foretold."""
    return Mint(names)


class Mint:
    """Makes secret-1, secret-2 and so on, after the names it was given."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = list(names)
        self._made = 0

    def __call__(self) -> str:
        if self._names:
            return self._names.pop(0)
        self._made += 1
        return f"secret-{self._made:014}"  # as long as a real one


def a_need(now: datetime = MORNING, **known: Any) -> Need:
    """Groceries, today before six in the evening."""
    need = Need(
        category=Category.GROCERIES,
        text="melk en brood",
        needed_from=now + hours(4),
        needed_until=now + hours(8),
        urgency=Urgency.TODAY,
    )
    return replace(need, **known)
