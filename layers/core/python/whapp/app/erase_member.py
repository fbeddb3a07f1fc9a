"""A member leaves."""

from contextlib import suppress
from functools import partial

from whapp.app.change import change
from whapp.app.every import every
from whapp.app.give_answer import give_answer
from whapp.app.leave_all_groups import leave_all_groups
from whapp.app.list_asks import list_asks
from whapp.app.remove_profile import remove_profile
from whapp.app.withdraw import withdraw
from whapp.domain import acts
from whapp.domain.ask import Answer, AskState
from whapp.domain.errors import NotFound, NotPermitted, StateForbids
from whapp.domain.group import email_key, names_of
from whapp.domain.request import ASK_MOVES, Request, Status
from whapp.ports import Services, VerifiedContact


def erase_member(services: Services, member_id: str, access_token: str) -> None:
    """Erase everything about the member, and let go of what is open, so that nobody waits in vain.

    What stays is under an id that leads to nobody: that there was a request, and what became of it. May be repeated,
    whatever broke it off. A suspension and blocks are remembered under a hash of the phone, for the safety of others.
    The profile goes first: from then on nobody can ask them, or send them anything. The sign-in goes last, since
    without it nobody could repeat it. Raises NotPermitted, with nothing done, for a revoked token.
    """
    contact = _contact(services, access_token)
    if contact is None and services.members.find([member_id]):
        raise NotPermitted
    gone = remove_profile(services, member_id, contact.phone if contact else None)
    names = names_of(gone) if gone else frozenset({member_id})
    if contact and contact.email:
        names |= {email_key(contact.email)}
    services.notifier.close_mailbox(member_id)
    _let_go_of_requests(services, member_id)
    _let_go_of_asks(services, member_id)
    leave_all_groups(services, member_id, names)
    services.holdings.clear(member_id)
    if contact:
        services.identity.erase(access_token)
        remove_profile(services, member_id)  # should it have been saved meanwhile


def _contact(services: Services, access_token: str) -> VerifiedContact | None:
    """What sign-in knows; None when it does not know this token, or not any more."""
    try:
        return services.identity.contact(access_token)
    except NotPermitted:
        return None


def _let_go_of_requests(services: Services, member_id: str) -> None:
    """Their own, and those that they asked for somebody else."""

    def act(request: Request) -> tuple[Request, None]:
        return acts.gone(request, services.now()), None

    for request in every(lambda cursor: services.requests.of_requester(member_id, cursor)):
        with suppress(NotFound):  # over since the index was read
            change(services, request.id, act, wake=not request.status.is_final)


def _let_go_of_asks(services: Services, member_id: str) -> None:
    for view in every(lambda cursor: list_asks(services, member_id, cursor)):
        if view.request.status is Status.MATCHED and view.request.match == view.ask:
            with suppress(StateForbids):
                withdraw(services, view.request.id, member_id)
        elif AskState.DECLINED in ASK_MOVES[view.ask.state]:
            no = partial(give_answer, services, ask=view.ask, helper=None, said=Answer.NO, reason=None)
            change(services, view.request.id, no)
