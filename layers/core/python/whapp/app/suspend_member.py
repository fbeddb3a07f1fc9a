"""The safety desk takes a member out."""

from contextlib import suppress

from whapp.app.authorize import caller
from whapp.app.change import change
from whapp.app.change_profile import change_profile
from whapp.app.every import every
from whapp.domain import acts, care
from whapp.domain.ask import request_id_of
from whapp.domain.authority import Action, authorize
from whapp.domain.errors import NotFound, OwnSuspension, StateForbids
from whapp.domain.event import Actor
from whapp.domain.group import names_of
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.ports import Services
from whapp.telemetry import logger


def suspend_member(services: Services, member_id: str, desk_id: str) -> Member:
    """Nobody asks them any more and they can do nothing; what is under way ends, and the others hear it kindly.

    Their own requests are cancelled, what they promised is searched on for; they hear of it by a letter. The profile
    comes first: from then on no yes of theirs counts. A group that is left to nobody is told to operations. May be
    repeated. Raises WrongRole, OwnSuspension, NotFound, Busy.
    """
    authorize(caller(services, desk_id), Action.KEEP_SAFE, ())
    if member_id == desk_id:
        raise OwnSuspension

    def act(member: Member | None) -> Member:
        if member is None:
            raise NotFound
        if member.suspended_at:
            return member
        logger.warning("member suspended", member_id=member_id, by=desk_id)
        return services.members.save(member, care.suspended(member, services.now()))

    suspended = change_profile(services, member_id, act)
    _end_requests(services, member_id)
    _end_asks(services, member_id)
    _tell_of_groups(services, suspended)
    return suspended


def _tell_of_groups(services: Services, suspended: Member) -> None:
    """The groups that nobody keeps but whoever is suspended: nobody can attest there, and old badges want a look."""
    for group in services.groups.kept_by(names_of(suspended)):
        others = services.members.find(group.moderators - names_of(suspended)).values()
        if all(other.suspended_at for other in others):
            logger.warning("group without moderator", group_id=group.id)


def _end_requests(services: Services, member_id: str) -> None:
    """Those that were asked for somebody else go on: a guest did nothing wrong."""

    def act(request: Request) -> tuple[Request, None]:
        return acts.leave(request, services.now(), Actor.WHAPP), None

    for request in every(lambda cursor: services.requests.of_requester(member_id, cursor)):
        if request.requester_id == member_id and not request.status.is_final:
            with suppress(NotFound, StateForbids):  # it came to an end just now
                change(services, request.id, act)


def _end_asks(services: Services, member_id: str) -> None:
    def act(request: Request) -> tuple[Request, None]:
        return acts.part(request, member_id, Actor.WHAPP, services.now()), None

    for ask_id in every(lambda cursor: services.requests.asked_of(member_id, cursor)):
        with suppress(NotFound):
            change(services, request_id_of(ask_id), act)
