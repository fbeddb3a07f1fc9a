"""Whoever leaves and signs up anew with the same phone is kept from others as before, over the fakes and the table."""

from dataclasses import replace

import pytest

from tests.support.builders import phone_of
from tests.support.fakes import TownServices
from tests.support.town import HelpRequest, Neighbour, Town
from whapp.app.admit import admit
from whapp.app.block_member import block_member
from whapp.app.lift_suspension import lift_suspension
from whapp.app.list_blocks import list_blocks
from whapp.app.save_profile import Profile, save_profile
from whapp.app.suspend_member import suspend_member
from whapp.app.unblock_member import unblock_member
from whapp.domain.authority import Role
from whapp.domain.category import Category
from whapp.domain.errors import Suspended
from whapp.domain.leaver import Leaver
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind
from whapp.ports import VerifiedContact


def comes_back(town: Town, who: Neighbour, *, offers: tuple[Category, ...] = ()) -> Neighbour:
    """The same phone, and by the sign-in service another person."""
    newcomer = town.neighbour(f"New{who.id}", offers=offers)
    shows_the_phone_of(town, newcomer, who)
    return newcomer


def shows_the_phone_of(town: Town, newcomer: Neighbour, who: Neighbour) -> Member:
    verified = VerifiedContact(phone_of(who.id), f"{newcomer.id}@example.org")
    town.services.identity.contacts[newcomer.id] = verified
    return save_again(town, newcomer)


def save_again(town: Town, who: Neighbour) -> Member:
    known = town.services.members.get(who.id)
    profile = Profile(first_name=known.first_name, birth_year=1980, home=known.home, address=known.address)
    return save_profile(town.services, who.id, f"token of {who.id}", profile)


def helped(town: Town) -> tuple[HelpRequest, Neighbour, Neighbour]:
    """Rosa was helped by Anna."""
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    groceries.is_done()
    return groceries, rosa, anna


@pytest.mark.parametrize("leaver", ["rosa", "anna"])
@pytest.mark.parametrize("blocker", ["rosa", "anna"])
def test_two_who_are_apart_stay_so_when_one_comes_back(town: Town, blocker: str, leaver: str) -> None:
    """I7: whoever blocked, whoever left, and whoever asks."""
    groceries, rosa, anna = helped(town)
    block_member(town.services, groceries.id, blocker, None)
    left, stayed = (rosa, anna) if leaver == "rosa" else (anna, rosa)
    left.leaves_whapp()
    assert not town.services.members.get(stayed.id).apart
    newcomer = comes_back(town, left, offers=(Category.GROCERIES,))
    for asks in (newcomer, stayed):
        assert town.asks_for_help(asks).chance == 0
        asks.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    if blocker == stayed.id:
        [block] = list_blocks(town.services, stayed.id)
        unblock_member(town.services, stayed.id, block.id)
        town.time_passes(hours=1)
        town.asks_for_help(stayed)
        newcomer.is_asked()


def test_who_is_suspended_stays_so_until_the_desk_lifts_it(town: Town) -> None:
    town.services.roles.give("cees", Role.OPERATIONS)
    _, _, anna = helped(town)
    suspend_member(town.services, anna.id, "cees")
    anna.leaves_whapp()
    newcomer = comes_back(town, anna)
    with pytest.raises(Suspended):
        admit(town.services, newcomer.id)
    lift_suspension(town.services, newcomer.id, "cees")
    newcomer.leaves_whapp()
    admit(town.services, comes_back(town, newcomer).id)  # and it is not remembered any more


def test_a_phone_that_is_taken_out_of_the_profile_first_is_remembered_too(town: Town) -> None:
    groceries, rosa, anna = helped(town)
    block_member(town.services, groceries.id, rosa.id, None)
    town.services.identity.contacts[anna.id] = VerifiedContact(None, "anna@example.org")
    save_again(town, anna)
    anna.leaves_whapp()
    newcomer = comes_back(town, anna)
    assert town.services.members.get(newcomer.id).blocked_by == {rosa.id}
    assert town.services.members.get(rosa.id).blocks == {newcomer.id}


def test_of_almost_everybody_nothing_is_remembered(town: Town) -> None:
    _, rosa, anna = helped(town)
    for who in (rosa, anna):
        who.leaves_whapp()
        assert town.services.members.leaver(phone_of(who.id)) is None


def test_it_is_forgotten_after_its_term_and_when_it_has_served(town: Town) -> None:
    groceries, rosa, anna = helped(town)
    block_member(town.services, groceries.id, anna.id, None)
    rosa.leaves_whapp()
    known = Leaver(blocked_by=frozenset({anna.id}))
    town.time_passes(days=364)
    assert town.services.members.leaver(phone_of(rosa.id)) == known
    newcomer = comes_back(town, rosa)
    assert town.services.members.leaver(phone_of(rosa.id)) is None
    newcomer.leaves_whapp()
    assert town.services.members.leaver(phone_of(rosa.id)) == known
    town.services.clock.now = town.services.now().replace(year=town.services.now().year + 1)
    town.time_passes(days=1)
    assert town.services.members.leaver(phone_of(rosa.id)) is None


def test_who_left_meanwhile_is_left_out(town: Town) -> None:
    groceries, rosa, anna = helped(town)
    block_member(town.services, groceries.id, anna.id, None)
    rosa.leaves_whapp()
    anna.leaves_whapp()
    newcomer = comes_back(town, rosa)
    assert not town.services.members.get(newcomer.id).apart


def test_an_erasure_that_broke_off_before_the_others_profiles_is_finished(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I15: what is remembered tells whose profiles still name whoever left."""
    groceries, rosa, anna = helped(town)
    block_member(town.services, groceries.id, anna.id, None)

    def dies(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(town.services.members, "keep_apart", dies)
        with pytest.raises(ConnectionError):
            rosa.leaves_whapp()
    assert town.services.members.get(anna.id).blocks == {rosa.id}
    rosa.leaves_whapp()
    assert not town.services.members.get(anna.id).apart


def test_a_newcomer_who_could_not_be_saved_is_recognised_at_the_next_try(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I7: the others are warned before the newcomer is there."""
    groceries, rosa, anna = helped(town)
    block_member(town.services, groceries.id, anna.id, None)
    rosa.leaves_whapp()
    newcomer = town.neighbour("Newrosa", offers=())

    def dies(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(town.services.members, "save", dies)
        with pytest.raises(ConnectionError):
            shows_the_phone_of(town, newcomer, rosa)
    assert town.services.members.get(anna.id).blocks == {newcomer.id}
    save_again(town, newcomer)
    assert town.services.members.get(newcomer.id).blocked_by == {anna.id}


def test_what_is_remembered_is_read_as_it_was_kept(services: TownServices) -> None:
    anna = Member(id="anna", first_name="Anna", birth_year=1980, phone=phone_of("anna"))
    suspended = replace(anna, suspended_at=services.now(), blocks=frozenset({"rosa"}), blocked_by=frozenset({"bert"}))
    services.members.erase(services.members.save(None, suspended))
    assert services.members.leaver(phone_of("anna")) == Leaver(
        suspended_at=services.now(), blocks=frozenset({"rosa"}), blocked_by=frozenset({"bert"})
    )
