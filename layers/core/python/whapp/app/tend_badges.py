"""Badges whose time has come: a reminder a month before the end of their year, and the end."""

from contextlib import suppress
from datetime import datetime

from whapp.app.reach import reach
from whapp.domain.errors import Conflict, DeliveryDelayed, NotFound, Undeliverable
from whapp.domain.member import Member
from whapp.domain.membership import Membership, Tended
from whapp.domain.messages import badge_ends
from whapp.ports import Services


def tend_badges(services: Services, until: datetime | None = None) -> list[tuple[str, Tended]]:
    """Look after every badge that is due, the longest due first; the group of each and what was done.

    Begins with none at or after `until`: the next run goes on where this one stops. One that cannot be looked after
    does not keep the others waiting; what went wrong is raised at the end, together.
    """
    tended: list[tuple[str, Tended]] = []
    failures: list[Exception] = []
    for member_id, group_id in services.memberships.due(services.now()):
        if until and services.now() >= until:
            break
        try:
            tended.append((group_id, _tend(services, member_id, group_id)))
        except Exception as failure:  # noqa: BLE001 - raised again below
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} badges could not be looked after", failures)
    return tended


def _tend(services: Services, member_id: str, group_id: str) -> Tended:
    """Remind or end. Whoever was faster has done it: then nothing is left to do."""
    now = services.now()
    with suppress(NotFound, Conflict):
        membership = services.memberships.get(member_id, group_id)
        member = services.members.get(member_id)
        if membership.due_at is None or membership.due_at > now:
            return Tended.NOTHING
        if not membership.is_attested_at(now):
            services.memberships.save(membership, membership.lapsed(), member)
            return Tended.LAPSED
        if membership.needs_reminder and member.may_be_told_at(now) == now:
            return _remind(services, membership, member)
    return Tended.NOTHING


def _remind(services: Services, membership: Membership, member: Member) -> Tended:
    """Claim first, so that two workers never remind at once; what could not be sent is tried again next time."""
    now = services.now()
    services.memberships.save(membership, membership.claimed_for_reminder(now), member)
    claimed = services.memberships.get(membership.member_id, membership.group_id)
    if _send(services, member) or not claimed.needs_reminder:
        services.memberships.save(claimed, claimed.reminded(), services.members.get(member.id))
    return Tended.REMINDED


def _send(services: Services, member: Member) -> bool:
    """Whether nothing is left to try."""
    try:
        reach(services, member, badge_ends.TEXTS[member.language])
    except DeliveryDelayed:
        return False
    except Undeliverable:
        return True
    return True
