"""The street's group: its moderator, who belongs to it, and the badge that comes of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.explore.acts import People
from tests.explore.village import GROUP, MODERATOR
from tests.explore.workers import Worker
from whapp.app.attest import attest as attest_member
from whapp.app.invite import invite as make_code
from whapp.app.join_group import join_group
from whapp.app.leave_group import leave_group
from whapp.app.revoke_badge import revoke_badge
from whapp.app.revoke_invitation import revoke_invitation
from whapp.bootstrap import services
from whapp.domain.errors import Busy, NotFound, WrongRole
from whapp.domain.invitation import invitation_id

MAX_USES = 2


def invite(people: People) -> None:
    """A code for the group chat, that lets two people in."""

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, *_of_whoever_left(people))
            return
        people.codes.append(worker.result.code)
        if not people.world.table.get((f"INVITE#{worker.result.invitation.id}", "INVITATION")):
            people.world.blame("nothing lost", "the moderator is told a code that nobody keeps")

    work = partial(make_code, services, GROUP, MODERATOR, 30, MAX_USES)
    people.act("invite", "the moderator makes a code", work, judge, who=MODERATOR)


def end_code(people: People) -> None:
    """The newest code works no more."""
    if not people.codes:
        return
    id_ = invitation_id(people.codes[-1])

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, *_of_whoever_left(people))
        elif "revoked_at" not in (people.world.table.get((f"INVITE#{id_}", "INVITATION")) or {}):
            people.world.blame("I8", "the moderator is told that the code is ended, and it is not")

    work = partial(revoke_invitation, services, GROUP, MODERATOR, id_)
    people.act("end code", "the moderator ends the code", work, judge, who=MODERATOR)


def join(people: People, who: str) -> None:
    """Join with the newest code."""
    if not people.codes:
        return
    work = partial(join_group, services, who, people.codes[-1], shown_on_profile=True, introduction=None)
    _belong(people, "join", who, who, work, {"pending", "attested", "revoked"}, NotFound)


def leave(people: People, who: str) -> None:
    """Leave the group, not Whapp."""
    _belong(people, "leave group", who, who, partial(leave_group, services, who, GROUP), {""})


def attest(people: People, who: str) -> None:
    """The moderator knows them."""
    work = partial(attest_member, services, GROUP, MODERATOR, who)
    _belong(people, "attest", MODERATOR, who, work, {"attested"}, NotFound, *_of_whoever_left(people))


def revoke(people: People, who: str) -> None:
    """The moderator takes their word back."""
    work = partial(revoke_badge, services, GROUP, MODERATOR, who)
    _belong(people, "revoke", MODERATOR, who, work, {"revoked"}, NotFound, *_of_whoever_left(people))


def _belong(
    people: People,
    what: str,
    by: str,
    who: str,
    work: Callable[[], Any],
    leads_to: set[str],
    *allowed: type[Exception],
) -> None:
    """Whoever is told that it is done was told so truly at some instant."""

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, Busy, *allowed)
        elif not leads_to & (seen := people.world.standings(who, worker.known["begun"])):
            people.world.blame("I8", f"{by} is told of {what} {who}, and it was {seen}")

    people.act(what, f"{by}: {what} {who}", work, judge, who=by)


def _of_whoever_left(people: People) -> tuple[type[Exception], ...]:
    """What a moderator is told who is leaving, or has left."""
    return (NotFound, WrongRole) if MODERATOR in people.gone else ()
