"""A moderator asks for help on behalf of a neighbour who has no app."""

from dataclasses import dataclass

from whapp.app.authorize import caller
from whapp.app.create_request import Need, create_request
from whapp.app.welcome_guest import welcome_guest
from whapp.domain.authority import Action, authorize
from whapp.domain.errors import InvalidInput
from whapp.domain.group import around
from whapp.domain.ids import request_id
from whapp.domain.member import Channel, Member
from whapp.domain.membership import MAX_GROUPS
from whapp.domain.request import Request
from whapp.domain.retention import Matter, until
from whapp.ports import Services

GUEST = "guest-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """For whom it is. That they consent was recorded by whoever asks in their name."""

    first_name: str
    phone: str


def post_on_behalf(services: Services, moderator_id: str, need: Need, neighbour: Neighbour, key: str | None) -> Request:
    """Accept the request, in the moderator's list, for a guest who hears of it by plain SMS only.

    Those of the moderator's groups that are around that place vouch for the guest, as many as anybody may belong to.
    The same key gives the same request; KeyReused when it was for another need or neighbour. Raises WrongRole for
    whoever keeps no group, InvalidInput without a location, and what `create_request` raises.
    """
    who = caller(services, moderator_id)
    groups = [group for group in services.groups.kept_by(who.names) if group.is_active]
    authorize(who, Action.ASK_FOR_ANOTHER, groups)
    if need.location is None:
        raise InvalidInput("location", "is needed for somebody else")
    key = key or services.mint()
    guest = Member(
        id=GUEST + request_id(moderator_id, key),
        first_name=neighbour.first_name,
        birth_year=0,  # not asked: the moderator knows them
        phone=neighbour.phone,
        channels=(Channel.SMS,),
        groups=frozenset(group.id for group in around(groups, need.location)[:MAX_GROUPS]),
        kept_until=until(Matter.GUEST, need.needed_until),
    )
    if services.members.find([guest.id]):
        welcome_guest(services, guest)  # the same key: it must be the same guest
    return create_request(services, guest.id, need, key, guest=guest, posted_by=moderator_id)
