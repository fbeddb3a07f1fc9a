"""Keeping a group: who may do what, over the fakes and over the table."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.fakes import TownServices
from tests.support.group_builders import a_group, a_new_group, an_invitation, belongs, invited, joins
from tests.support.town import Neighbour, Town
from whapp.app.appoint_moderator import appoint_moderator
from whapp.app.attest import attest
from whapp.app.create_group import create_group
from whapp.app.dismiss_moderator import dismiss_moderator
from whapp.app.edit_group import GroupChanges, edit_group
from whapp.app.list_group_members import list_group_members
from whapp.app.list_groups import list_groups
from whapp.app.list_invitations import list_invitations
from whapp.app.read_figures import read_figures
from whapp.app.read_group import read_group
from whapp.app.revoke_badge import revoke_badge
from whapp.app.revoke_invitation import revoke_invitation
from whapp.domain.errors import (
    InvalidInput,
    KeyReused,
    LastModerator,
    NotFound,
    OwnBadge,
    WrongRole,
)
from whapp.domain.group import GroupStatus

ACTS: dict[str, Callable[[TownServices, str], object]] = {
    "read": lambda services, who: read_group(services, "watch", who),
    "edit": lambda services, who: edit_group(services, "watch", who, GroupChanges(name="Mine")),
    "appoint": lambda services, who: appoint_moderator(services, "watch", who, "anna"),
    "dismiss": lambda services, who: dismiss_moderator(services, "watch", who, "mo"),
    "invite": invited,
    "list invitations": lambda services, who: list_invitations(services, "watch", who),
    "revoke invitation": lambda services, who: revoke_invitation(services, "watch", who, an_invitation().id),
    "list members": lambda services, who: list_group_members(services, "watch", who, None),
    "attest": lambda services, who: attest(services, "watch", who, "anna"),
    "revoke": lambda services, who: revoke_badge(services, "watch", who, "anna"),
    "figures": lambda services, who: read_figures(services, "watch", who),
}
KNOW_NOBODY = {"invite", "list invitations", "revoke invitation", "list members", "attest", "revoke"}


@pytest.mark.parametrize("act", ACTS)
def test_to_strangers_and_to_moderators_of_other_groups_the_group_does_not_exist(watch: Town, act: str) -> None:
    watch.neighbour("Anna")
    watch.services.groups.create(a_group("another", moderators=frozenset({"bea"})))
    watch.services.invitations.create(an_invitation())
    joins(watch.services, "anna", invited(watch.services).code)
    for who in ("anna", "bea", "nobody"):
        with pytest.raises(NotFound):
            ACTS[act](watch.services, who)


@pytest.mark.parametrize("act", ACTS)
def test_operations_keep_groups_going_but_know_nobody(watch: Town, act: str) -> None:
    watch.neighbour("Anna")
    joins(watch.services, "anna", invited(watch.services).code)
    if act in KNOW_NOBODY:
        with pytest.raises(WrongRole):
            ACTS[act](watch.services, "cees")
    elif act == "dismiss":
        with pytest.raises(LastModerator):
            ACTS[act](watch.services, "cees")
    else:
        ACTS[act](watch.services, "cees")


def test_a_code_of_another_group_is_not_a_moderators_to_end(watch: Town) -> None:
    watch.services.groups.create(a_group("another", moderators=frozenset({"bea"})))
    other = invited(watch.services, "bea", "another")
    with pytest.raises(NotFound):
        revoke_invitation(watch.services, "watch", "mo", other.invitation.id)
    with pytest.raises(NotFound):
        revoke_invitation(watch.services, "watch", "mo", "0" * 32)


def test_only_operations_take_groups_in_and_twice_is_once(watch: Town) -> None:
    for who in ("mo", "nobody"):
        with pytest.raises(WrongRole):
            create_group(watch.services, who, a_new_group())
    made = create_group(watch.services, "cees", a_new_group())
    assert create_group(watch.services, "cees", a_new_group(name=" buurtpreventie zonnelaan")) == made
    with pytest.raises(KeyReused):
        create_group(watch.services, "cees", a_new_group(radius_m=100))
    with pytest.raises(InvalidInput):
        create_group(watch.services, "cees", a_new_group(centre=replace(a_new_group().centre, lat=0)))
    assert {group.id for group in list_groups(watch.services, "cees", None).items} == {"watch", made.id}


def test_whoever_signs_in_with_the_address_of_a_moderator_is_one(watch: Town) -> None:
    made = create_group(watch.services, "cees", a_new_group(moderator_email="Bea@example.org"))
    watch.neighbour("Bea", offers=())
    [kept] = list_groups(watch.services, "bea", None).items
    assert kept.id == made.id
    invited(watch.services, "bea", made.id)
    with pytest.raises(LastModerator):
        dismiss_moderator(watch.services, made.id, "bea", "bea")


def test_a_moderator_hands_over_to_an_attested_member_and_resigns(watch: Town) -> None:
    for name in ("Anna", "Bert"):
        watch.neighbour(name)
    with pytest.raises(LastModerator):
        dismiss_moderator(watch.services, "watch", "mo", "mo")
    joins(watch.services, "bert", invited(watch.services).code)
    for nobody_yet in ("anna", "bert", "nobody"):
        with pytest.raises(NotFound):
            appoint_moderator(watch.services, "watch", "mo", nobody_yet)
    belongs(watch.services, "anna")
    for _ in range(2):
        assert appoint_moderator(watch.services, "watch", "mo", "anna").moderators == {"mo", "anna"}
    with pytest.raises(WrongRole):
        dismiss_moderator(watch.services, "watch", "mo", "anna")
    dismiss_moderator(watch.services, "watch", "mo", "mo")
    with pytest.raises(NotFound):
        read_group(watch.services, "watch", "mo")
    assert read_group(watch.services, "watch", "anna").moderators == {"anna"}


def test_operations_appoint_and_dismiss(watch: Town) -> None:
    watch.neighbour("Bea")
    appoint_moderator(watch.services, "watch", "cees", "bea")
    dismiss_moderator(watch.services, "watch", "cees", "mo")
    dismiss_moderator(watch.services, "watch", "cees", "mo")
    assert read_group(watch.services, "watch", "bea").moderators == {"bea"}


def test_a_moderator_edits_but_does_not_close(watch: Town) -> None:
    edited = edit_group(watch.services, "watch", "mo", GroupChanges(name="Zonnelaan e.o.", radius_m=1200))
    assert (edited.name, edited.radius_m, edited.centre) == ("Zonnelaan e.o.", 1200, a_group().centre)
    with pytest.raises(WrongRole):
        edit_group(watch.services, "watch", "mo", GroupChanges(status=GroupStatus.CLOSED))
    edit_group(watch.services, "watch", "mo", GroupChanges(status=GroupStatus.ACTIVE))
    with pytest.raises(InvalidInput):
        edit_group(watch.services, "watch", "mo", GroupChanges(centre=replace(a_group().centre, lat=0)))


def test_nobody_attests_themselves_or_a_stranger(watch: Town) -> None:
    watch.neighbour("Anna")
    joins(watch.services, "mo", invited(watch.services).code)
    with pytest.raises(OwnBadge):
        attest(watch.services, "watch", "mo", "mo")
    with pytest.raises(NotFound):
        attest(watch.services, "watch", "mo", "anna")


def test_who_leaves_whapp_leaves_every_group(watch: Town, caplog: pytest.LogCaptureFixture) -> None:
    anna = watch.neighbour("Anna")
    belongs(watch.services, anna.id)
    appoint_moderator(watch.services, "watch", "mo", anna.id)
    anna.leaves_whapp()
    group = watch.services.groups.get("watch")
    assert (group.members, group.attested, group.moderators) == (0, 0, frozenset({"mo"}))
    assert list_group_members(watch.services, "watch", "mo", None).items == []
    Neighbour(watch, "mo").leaves_whapp()
    assert watch.services.groups.get("watch").moderators == frozenset()
