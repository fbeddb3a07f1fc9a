"""Joining a group with a code, over the fakes and over the table."""

from typing import Any

import pytest

from tests.support.fakes import TownServices
from tests.support.group_builders import a_group, an_invitation, belongs, invited, joins
from tests.support.town import Town
from whapp.app.edit_group import GroupChanges, edit_group
from whapp.app.list_group_members import list_group_members
from whapp.app.list_invitations import list_invitations
from whapp.app.list_memberships import list_memberships
from whapp.app.revoke_badge import revoke_badge
from whapp.app.revoke_invitation import revoke_invitation
from whapp.app.show_invitation import show_invitation
from whapp.domain.budget import BUDGETS, Spending
from whapp.domain.errors import (
    BudgetSpent,
    LimitReached,
    NotFound,
)
from whapp.domain.group import GroupStatus
from whapp.domain.invitation import MAX_INVITATIONS
from whapp.domain.membership import MAX_GROUPS, Standing


def test_joining_twice_says_the_same_and_uses_the_code_once(watch: Town) -> None:
    watch.neighbour("Anna")
    made = invited(watch.services)
    first = joins(watch.services, "anna", made.code, introduction="Anna van 12")
    again = joins(watch.services, "anna", made.code.lower().replace("-", " "))
    assert again.membership == first.membership
    [invitation] = list_invitations(watch.services, "watch", "mo")
    assert (invitation.uses, invitation.id) == (1, made.invitation.id)
    [mine] = list_memberships(watch.services, "anna")
    assert mine.group.name == "Buurtpreventie Zonnelaan"
    [member] = list_group_members(watch.services, "watch", "mo", None).items
    assert (member.first_name, member.membership.introduction) == ("Anna", "Anna van 12")


def test_a_revoked_member_who_joins_again_stays_revoked(watch: Town) -> None:
    watch.neighbour("Anna")
    belongs(watch.services, "anna")
    revoke_badge(watch.services, "watch", "mo", "anna")
    again = joins(watch.services, "anna", invited(watch.services).code)
    assert again.membership.standing is Standing.REVOKED


class Counting:
    """Remembers which calls are made to a port."""

    def __init__(self, port: Any, calls: list[str]) -> None:
        self._port = port
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._port, name)

        def counted(*arguments: Any, **named: Any) -> Any:
            self._calls.append(name)
            return call(*arguments, **named)

        return counted


def spied(services: TownServices) -> list[str]:
    """Every call to the table's ports from now on, in order."""
    calls: list[str] = []
    for port in ("members", "groups", "invitations", "memberships", "budgets"):
        setattr(services, port, Counting(getattr(services, port), calls))
    return calls


def test_codes_that_do_not_work_are_all_alike_to_whoever_tries_them(watch: Town) -> None:
    watch.neighbour("Anna")
    services = watch.services
    now = services.now()
    services.invitations.create(an_invitation("ended", ends_at=now))
    services.invitations.create(an_invitation("used up", max_uses=1, uses=1))
    services.invitations.create(an_invitation("revoked", revoked_at=now))
    calls = spied(services)
    seen = []
    for code in ("CCC-CCC-CCC", "ended", "used up", "revoked", "", "💥" * 40):
        calls.clear()
        with pytest.raises(NotFound) as refused:
            joins(services, "anna", code)
        joined = list(calls)
        calls.clear()
        assert show_invitation(services, code, counted=True) is None
        seen.append((str(refused.value), joined, list(calls)))
    assert seen == [("", ["get", "spend", "get"], ["get"])] * 6


def test_guessing_ends_after_ten_codes_in_an_hour(watch: Town) -> None:
    watch.neighbour("Anna")
    watch.neighbour("Bert")
    code = invited(watch.services).code
    for _ in range(BUDGETS[Spending.CODES].limit):
        with pytest.raises(NotFound):
            joins(watch.services, "anna", "CCC-CCC-CCC")
    with pytest.raises(BudgetSpent) as spent:
        joins(watch.services, "anna", code)
    assert 0 < spent.value.seconds <= 3600
    joins(watch.services, "bert", code)
    watch.time_passes(hours=1)
    joins(watch.services, "anna", code)


def test_nobody_joins_without_a_profile_or_more_groups_than_there_may_be(watch: Town) -> None:
    watch.neighbour("Anna")
    with pytest.raises(NotFound):
        joins(watch.services, "nobody", invited(watch.services).code)
    for number in range(MAX_GROUPS + 1):
        watch.services.groups.create(a_group(f"group-{number}"))
        if number < MAX_GROUPS:
            joins(watch.services, "anna", invited(watch.services, group_id=f"group-{number}").code)
        if number % 5 == 4:
            watch.time_passes(hours=1)
    with pytest.raises(LimitReached):
        joins(watch.services, "anna", invited(watch.services).code)


def test_a_look_at_the_page_is_counted_and_a_closed_group_has_none(watch: Town) -> None:
    made = invited(watch.services)
    for counted in (True, False, True):
        view = show_invitation(watch.services, made.code, counted=counted)
        assert view
        assert view.group.id == "watch"
    assert [each.visits for each in list_invitations(watch.services, "watch", "mo")] == [2]
    edit_group(watch.services, "watch", "cees", GroupChanges(status=GroupStatus.CLOSED))
    assert show_invitation(watch.services, made.code, counted=True) is None
    watch.neighbour("Anna")
    with pytest.raises(NotFound):
        joins(watch.services, "anna", made.code)


def test_a_revoked_code_lets_nobody_in_any_more(watch: Town) -> None:
    made = invited(watch.services)
    watch.neighbour("Anna")
    for _ in range(2):
        revoke_invitation(watch.services, "watch", "mo", made.invitation.id)
    with pytest.raises(NotFound):
        joins(watch.services, "anna", made.code)


def test_a_group_has_no_more_codes_than_there_may_be(watch: Town) -> None:
    made = [invited(watch.services) for _ in range(MAX_INVITATIONS)]
    with pytest.raises(LimitReached):
        invited(watch.services)
    revoke_invitation(watch.services, "watch", "mo", made[0].invitation.id)
    invited(watch.services)
