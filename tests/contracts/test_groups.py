"""What `whapp.ports` promises about groups, invitations, memberships and roles, kept by the fakes and by the table."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import HOME, MORNING, a_member, a_request, an_ask, an_offer, hours, minutes
from tests.support.fake_pages import PAGE_SIZE
from tests.support.fakes import TownServices
from tests.support.group_builders import a_group, a_membership, an_invitation, attested
from whapp.domain.ask import AskState
from whapp.domain.authority import Role
from whapp.domain.category import Category
from whapp.domain.errors import Conflict, InvalidInput, NotFound
from whapp.domain.event import Actor, Happening
from whapp.domain.figures import Figures, Happened
from whapp.domain.group import Group, GroupKind, GroupStatus, email_key
from whapp.domain.invitation import Invitation
from whapp.domain.membership import Membership
from whapp.domain.request import Status

EVERYTHING = Group(
    id="partner",
    name="Gemeente Wéstwoud",
    kind=GroupKind.MUNICIPALITY,
    centre=HOME,
    radius_m=9000,
    created_at=MORNING,
    status=GroupStatus.CLOSED,
    moderators=frozenset({"mo", email_key("bea@example.org")}),
    members=12,
    attested=7,
    version=3,
)


def with_anna(services: TownServices, *offers: Category) -> None:
    """Anna is a member, the group is there, and so is a code."""
    services.members.save(None, a_member(offers=frozenset()))
    for category in offers:
        services.members.save_offer(services.members.get("anna"), an_offer(category=category))
    services.groups.create(a_group())
    services.invitations.create(an_invitation())


def anna_joins(services: TownServices, **known: Any) -> Membership:
    services.memberships.join(a_membership(**known), an_invitation(), MORNING)
    return services.memberships.get("anna", "watch")


# --- groups ---


def test_a_group_comes_back_as_it_was_and_is_made_once(services: TownServices) -> None:
    assert services.groups.create(EVERYTHING)
    assert not services.groups.create(replace(EVERYTHING, name="Another"))
    assert services.groups.get("partner") == EVERYTHING
    assert services.groups.find(["partner", "nothing"]) == {"partner": EVERYTHING}
    with pytest.raises(NotFound):
        services.groups.get("nothing")


def test_the_example_leaves_nothing_at_its_default() -> None:
    assert {each.name for each in fields(Group) if getattr(EVERYTHING, each.name) == each.default} == set()


def test_many_are_made_at_once_and_those_that_are_there_stay(services: TownServices) -> None:
    services.groups.create(a_group("group-007", name="Was there"))
    many = [a_group(f"group-{number:03}") for number in range(120)]
    assert services.groups.create_many(many) == 119
    assert services.groups.create_many(many) == 0
    assert services.groups.get("group-007").name == "Was there"
    assert services.groups.get("group-119") == many[-1]


def test_a_group_is_saved_by_whoever_read_it_last_and_its_counts_stay(services: TownServices) -> None:
    with_anna(services)
    before = services.groups.get("watch")
    anna_joins(services)
    after = services.groups.save(before, replace(before, name="Zonnelaan", moderators=frozenset({"bea"})))
    assert after.version == before.version + 1
    stored = services.groups.get("watch")
    assert (stored.name, stored.moderators, stored.members) == ("Zonnelaan", frozenset({"bea"}), 1)
    with pytest.raises(Conflict):
        services.groups.save(before, replace(before, name="Too late"))


def test_a_group_can_be_left_without_moderators(services: TownServices) -> None:
    services.groups.create(a_group())
    before = services.groups.get("watch")
    services.groups.save(before, replace(before, moderators=frozenset()))
    assert services.groups.get("watch").moderators == frozenset()


def test_moderators_find_their_groups_under_each_of_their_names(services: TownServices) -> None:
    by_email = email_key("Mo@Example.org ")
    services.groups.create(a_group("one", name="A"))
    services.groups.create(a_group("two", name="B", moderators=frozenset({by_email})))
    services.groups.create(a_group("three", name="C", moderators=frozenset({"bea"})))
    assert [each.id for each in services.groups.kept_by({"mo", by_email})] == ["one", "two"]
    one = services.groups.get("one")
    services.groups.save(one, replace(one, moderators=frozenset({"bea"})))
    assert [each.id for each in services.groups.kept_by({"mo"})] == []
    assert [each.id for each in services.groups.kept_by({"bea"})] == ["one", "three"]


def test_operations_read_every_group_page_by_page(services: TownServices) -> None:
    services.groups.create_many(
        [a_group(f"group-{number:03}", created_at=MORNING + minutes(number)) for number in range(PAGE_SIZE + 2)]
    )
    first = services.groups.every(None)
    assert [each.id for each in first.items[:2]] == ["group-026", "group-025"]
    assert [each.id for each in services.groups.every(first.next).items] == ["group-001", "group-000"]
    with pytest.raises(InvalidInput):
        services.groups.every("made up")


# --- invitations ---


def test_an_invitation_comes_back_as_it_was(services: TownServices) -> None:
    everything = Invitation(
        id="0" * 32,
        group_id="watch",
        created_at=MORNING,
        ends_at=MORNING + hours(1),
        max_uses=3,
        uses=2,
        visits=9,
        revoked_at=MORNING,
    )
    assert {each.name for each in fields(Invitation) if getattr(everything, each.name) == each.default} == set()
    services.invitations.create(everything)
    assert services.invitations.get(everything.id) == everything
    with pytest.raises(Conflict):
        services.invitations.create(everything)
    with pytest.raises(NotFound):
        services.invitations.get("1" * 32)


def test_visits_are_counted_and_an_end_stays_an_end(services: TownServices) -> None:
    invitation = an_invitation()
    services.invitations.create(invitation)
    services.invitations.create(an_invitation("another", created_at=MORNING + hours(1)))
    services.invitations.create(an_invitation("elsewhere", group_id="street"))
    services.invitations.visited(invitation)
    services.invitations.visited(invitation)
    services.invitations.revoke(invitation, MORNING)
    services.invitations.revoke(invitation, MORNING + hours(2))
    newest, oldest = services.invitations.of_group("watch")
    assert newest.id == an_invitation("another").id
    assert (oldest.visits, oldest.revoked_at) == (2, MORNING)


def test_what_is_not_there_is_neither_revoked_nor_visited(services: TownServices) -> None:
    services.invitations.revoke(an_invitation(), MORNING)
    services.invitations.visited(an_invitation())
    assert services.invitations.of_group("watch") == []
    services.invitations.create(an_invitation())
    assert services.invitations.get(an_invitation().id) == an_invitation()


# --- memberships ---


def test_a_membership_comes_back_as_it_was_and_is_counted(services: TownServices) -> None:
    with_anna(services)
    joined = anna_joins(services, introduction="Anna van nummer 12", shown_on_profile=False)
    assert joined == a_membership(introduction="Anna van nummer 12", shown_on_profile=False)
    assert services.memberships.of_member("anna") == [joined]
    assert services.memberships.of_group("watch", None).items == [joined]
    assert services.memberships.find([("anna", "watch"), ("anna", "street")]) == [joined]
    group = services.groups.get("watch")
    assert (group.members, group.attested, services.invitations.get(an_invitation().id).uses) == (1, 0, 1)
    with pytest.raises(NotFound):
        services.memberships.get("anna", "street")


def test_nobody_joins_twice_or_without_a_profile_a_group_or_a_good_code(services: TownServices) -> None:
    with_anna(services)
    services.invitations.create(an_invitation("ended", ends_at=MORNING))
    services.invitations.create(an_invitation("revoked", revoked_at=MORNING))
    services.invitations.create(an_invitation("used up", max_uses=1, uses=1))
    for membership, invitation in (
        (a_membership(), an_invitation("ended")),
        (a_membership(), an_invitation("revoked")),
        (a_membership(), an_invitation("used up", max_uses=1)),
        (a_membership(), an_invitation("unknown")),
        (a_membership("nobody"), an_invitation()),
        (a_membership(group_id="nothing"), an_invitation()),
    ):
        with pytest.raises(Conflict):
            services.memberships.join(membership, invitation, MORNING)
    assert services.memberships.of_member("anna") == []
    anna_joins(services)
    with pytest.raises(Conflict):
        anna_joins(services)
    assert services.groups.get("watch").members == 1


def test_a_badge_is_in_step_with_the_group_the_profile_and_the_offers(services: TownServices) -> None:
    with_anna(services, Category.GROCERIES, Category.PETS)
    before = anna_joins(services)
    member = services.members.get("anna")
    services.memberships.save(before, before.attested("mo", MORNING), member, "mo")

    stored = services.memberships.get("anna", "watch")
    assert stored == attested(version=2)
    group, known = services.groups.get("watch"), services.members.get("anna")
    assert (group.members, group.attested) == (1, 1)
    assert (known.groups, known.version) == (frozenset({"watch"}), member.version + 1)
    assert [each.groups for each in services.members.offers("anna")] == [{"watch"}] * 2
    assert [each.groups for each in services.members.offering(Category.PETS, "here")] == [{"watch"}]

    services.memberships.save(stored, stored.revoked(), known, "mo")
    group, known = services.groups.get("watch"), services.members.get("anna")
    assert (group.members, group.attested, known.groups) == (0, 0, frozenset())
    assert [each.groups for each in services.members.offering(Category.PETS, "here")] == [frozenset()]


def test_a_membership_is_saved_by_whoever_read_it_last(services: TownServices) -> None:
    with_anna(services)
    before = anna_joins(services)
    member = services.members.get("anna")
    services.memberships.save(before, replace(before, shown_on_profile=False), member)
    with pytest.raises(Conflict):
        services.memberships.save(before, before.attested("mo", MORNING), member, "mo")
    now = services.memberships.get("anna", "watch")
    services.members.save(member, replace(member, first_name="Ans"))
    with pytest.raises(Conflict):
        services.memberships.save(now, now.attested("mo", MORNING), member, "mo")
    assert services.groups.get("watch").attested == 0


def test_the_word_of_somebody_who_keeps_the_group_no_more_does_not_count(services: TownServices) -> None:
    with_anna(services)
    before = anna_joins(services)
    group = services.groups.get("watch")
    services.groups.save(group, replace(group, moderators=frozenset({"bea"})))
    with pytest.raises(Conflict):
        services.memberships.save(before, before.attested("mo", MORNING), services.members.get("anna"), "mo")
    assert services.members.get("anna").groups == frozenset()


def test_a_badge_brings_no_half_of_an_offer_into_being(services: TownServices) -> None:
    services.members.save(None, a_member(offers=frozenset({Category.PETS})))
    services.groups.create(a_group())
    services.invitations.create(an_invitation())
    before = anna_joins(services)
    with pytest.raises(Conflict):
        services.memberships.save(before, before.attested("mo", MORNING), services.members.get("anna"), "mo")
    assert services.members.offers("anna") == []
    assert services.memberships.get("anna", "watch") == before


@pytest.mark.parametrize("gone", [False, True], ids=["still a member", "without a profile"])
def test_leaving_takes_everything_along(services: TownServices, gone: bool) -> None:
    with_anna(services, Category.GROCERIES)
    before = anna_joins(services)
    services.memberships.save(before, before.attested("mo", MORNING), services.members.get("anna"), "mo")
    member = services.members.get("anna")
    if gone:
        services.members.erase(member)
    services.memberships.leave(services.memberships.get("anna", "watch"), None if gone else member)
    group = services.groups.get("watch")
    assert (group.members, group.attested) == (0, 0)
    assert services.memberships.of_group("watch", None).items == []
    assert services.memberships.of_member("anna") == []
    if not gone:
        assert services.members.get("anna").groups == frozenset()
        assert services.members.offers("anna")[0].groups == frozenset()


def test_nobody_leaves_while_something_changes(services: TownServices) -> None:
    with_anna(services)
    before = anna_joins(services)
    services.memberships.save(before, replace(before, shown_on_profile=False), services.members.get("anna"))
    with pytest.raises(Conflict):
        services.memberships.leave(before, None)


def test_badges_are_due_at_their_time(services: TownServices) -> None:
    with_anna(services)
    before = anna_joins(services)
    assert list(services.memberships.due(MORNING + timedelta(days=1000))) == []
    after = before.attested("mo", MORNING)
    services.memberships.save(before, after, services.members.get("anna"), "mo")
    assert after.due_at
    assert list(services.memberships.due(after.due_at - timedelta(seconds=1))) == []
    assert list(services.memberships.due(after.due_at)) == [("anna", "watch")]


def test_an_offer_for_the_attested_is_found_while_a_group_attests_its_owner(services: TownServices) -> None:
    """Fifty that may never be asked would hide everybody else for ever (promise 3)."""
    with_anna(services, Category.CHILD_MINDING, Category.PETS)

    def found(category: Category) -> list[str]:
        return [offer.member_id for offer in services.members.offering(category, "here")]

    joined = anna_joins(services)
    assert (found(Category.CHILD_MINDING), found(Category.PETS)) == ([], ["anna"])
    services.memberships.save(joined, joined.attested("mo", MORNING), services.members.get("anna"), "mo")
    assert (found(Category.CHILD_MINDING), found(Category.PETS)) == (["anna"], ["anna"])
    badge = services.memberships.get("anna", "watch")
    services.memberships.save(badge, badge.lapsed(), services.members.get("anna"))
    assert (found(Category.CHILD_MINDING), found(Category.PETS)) == ([], ["anna"])


def test_the_badges_that_are_due_longest_come_first(services: TownServices) -> None:
    with_anna(services)
    names = [f"member-{number}" for number in range(6)]  # over the shards of the index
    for number, name in enumerate(names):
        services.members.save(None, a_member(name, phone=None, offers=frozenset()))
        services.memberships.join(a_membership(name), an_invitation(), MORNING)
        joined, member = services.memberships.get(name, "watch"), services.members.get(name)
        services.memberships.save(joined, joined.attested("mo", MORNING - timedelta(days=number)), member, "mo")
    due = list(services.memberships.due(MORNING + timedelta(days=1000)))
    assert due == [(name, "watch") for name in reversed(names)]


# --- roles ---


def test_roles_are_given_and_taken_back(services: TownServices) -> None:
    assert services.roles.of("cees") == frozenset()
    services.roles.give("cees", Role.OPERATIONS)
    services.roles.give("cees", Role.OPERATIONS)
    assert services.roles.of("cees") == {Role.OPERATIONS}
    assert services.roles.of("anna") == frozenset()
    services.roles.take("cees", Role.OPERATIONS)
    services.roles.take("cees", Role.OPERATIONS)
    assert services.roles.of("cees") == frozenset()


# --- figures ---


def test_what_happens_to_a_request_is_counted_for_each_group_once(services: TownServices) -> None:
    services.members.save(None, a_member(offers=frozenset()))
    made = a_request(groups=frozenset({"watch", "street"})).note(Happening.CREATED, MORNING, Actor.REQUESTER)
    services.requests.create(made)
    stored = services.requests.load(made.id)
    yes = an_ask("anna", state=AskState.ACCEPTED, closed_at=MORNING)
    matched = replace(stored, status=Status.MATCHED, asks=(yes,)).note(Happening.MATCHED, MORNING + minutes(7.5))
    now = services.requests.save(stored, matched)
    helped = replace(now, status=Status.HELPED).note(Happening.HELPED, MORNING + hours(24 * 30))
    services.requests.save(now, helped)
    for group_id in ("watch", "street"):
        march = services.groups.counts(group_id, "2026-03")
        assert sorted((each.what, each.minutes) for each in march) == [(Happened.ASKED, None), (Happened.YES, 7)]
        [april] = services.groups.counts(group_id, "2026-04")
        assert april.what is Happened.HELPED
        assert len({each.person for each in march}) == 1
    assert services.groups.counts("watch", "2026-05") == []


def test_the_figures_of_a_month_are_kept_as_they_were_told_first(services: TownServices) -> None:
    first = Figures(month="2026-03", members=20, requests=10, minutes_to_yes=5)
    assert services.groups.tell("watch", first) == first
    assert services.groups.tell("watch", replace(first, members=30)) == first
    assert services.groups.told("watch") == {"2026-03": first}
    assert services.groups.told("street") == {}


# --- finding each other ---


def test_open_requests_are_found_in_their_cell(services: TownServices) -> None:
    for number, cell in enumerate(("here", "north", "here")):
        request = a_request(
            id=f"request-{number:08}", rings=((cell,), ("far",)), created_at=MORNING - minutes(number)
        ).note(Happening.CREATED, MORNING)
        services.requests.create(request)
    assert {each.id for each in services.requests.open_in("here")} == {"request-00000002", "request-00000000"}
    closed = services.requests.load("request-00000002")
    services.requests.save(closed, replace(closed, status=Status.CANCELLED, closed_at=MORNING))
    [still] = services.requests.open_in("here")
    assert still == replace(services.requests.load(still.id), shortlist=None)
    assert services.requests.open_in("far") == []


def test_who_lives_in_a_cell_is_known_as_many_or_not(services: TownServices) -> None:
    for number in range(3):
        services.members.save(None, a_member(f"neighbour-{number}"))
    services.members.save(None, a_member("elsewhere", rings=(("north",),)))
    services.members.save(None, a_member("nowhere", rings=()))
    assert services.members.live_in("here", 3)
    assert not services.members.live_in("here", 4)
    moving = services.members.get("neighbour-0")
    services.members.save(moving, replace(moving, rings=(("north",),)))
    assert not services.members.live_in("here", 3)
    services.members.erase(services.members.get("neighbour-1"))
    assert not services.members.live_in("here", 2)
