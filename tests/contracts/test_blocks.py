"""Blocks, mutual and silent, over the fakes and over the table."""

from dataclasses import replace

import pytest

from tests.support.builders import a_member, an_ask, created, matched
from tests.support.fakes import TownServices
from tests.support.town import HelpRequest, Neighbour, Town
from whapp.app.answer_ask import answer_ask
from whapp.app.block_member import Block, block_member
from whapp.app.keep_apart import keep_apart
from whapp.app.list_asks import list_asks
from whapp.app.list_blocks import list_blocks
from whapp.app.list_needs import list_needs
from whapp.app.read_request import read_request
from whapp.app.reply_view import ReplyState
from whapp.app.show_contact import show_contact
from whapp.app.show_reply import show_reply
from whapp.app.step_forward import step_forward
from whapp.app.unblock_member import unblock_member
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, AskState
from whapp.domain.block import MOST
from whapp.domain.errors import Conflict, LimitReached, NotFound
from whapp.domain.event import Happening
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Status


def blocks(town: Town, request: HelpRequest, who: Neighbour, round_: int | None = None) -> Block:
    made = block_member(town.services, request.id, who.id, round_)
    town.settles()
    return made


def a_match(town: Town) -> tuple[HelpRequest, Neighbour, Neighbour]:
    """Rosa asked, Anna said yes."""
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    return groceries, rosa, anna


def test_the_requester_blocks_the_helper_and_the_search_goes_on_without_them(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    bert = town.neighbour("Bert", metres=900)
    assert blocks(town, groceries, rosa).first_name == "Anna"
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)  # the words of any visit that is cancelled
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert groceries.timeline == [
        Happening.CREATED, Happening.ASKED, Happening.MATCHED, Happening.CALLED_OFF, Happening.ASKED, Happening.MATCHED,
    ]  # fmt: skip
    blocks(town, groceries, rosa, round_=1)  # I15: and not whoever helps now
    assert groceries.status is Status.MATCHED


def test_who_is_blocked_does_not_learn_it(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    blocks(town, groceries, rosa)
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    assert anna.link
    assert show_reply(town.services, anna.link).state is ReplyState.CLOSED
    assert anna.says_yes().state is ReplyState.CLOSED
    [view] = list_asks(town.services, anna.id, None).items
    assert view.shown == (AskState.RELEASED, Status.CANCELLED)
    assert answer_ask(town.services, view.ask.id, anna.id, Answer.YES, None) is Outcome.CLOSED
    assert list_blocks(town.services, anna.id) == []
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)


def test_the_helper_blocks_the_requester_who_reads_that_they_cannot_come(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    assert blocks(town, groceries, anna) == blocks(town, groceries, anna)
    rosa.phone.expects_sms(NoticeKind.NOBODY_ELSE)
    assert groceries.timeline[2:4] == [Happening.MATCHED, Happening.WITHDRAWN]
    assert [each.first_name for each in list_blocks(town.services, anna.id)] == ["Rosa"]


@pytest.mark.parametrize("blocker", ["rosa", "anna"])
def test_contact_is_gone_at_once_also_when_the_help_was_given(town: Town, blocker: str) -> None:
    """I11."""
    groceries, rosa, anna = a_match(town)
    groceries.is_done()
    assert show_contact(town.services, groceries.id, anna.id).address == "Rosastraat 1"
    told = len(groceries.timeline)
    blocks(town, groceries, Neighbour(town, blocker))
    for who in (rosa, anna):
        with pytest.raises(NotFound):
            show_contact(town.services, groceries.id, who.id)
    with pytest.raises(NotFound):
        read_request(town.services, groceries.id, anna.id)
    assert (groceries.status, len(groceries.timeline)) == (Status.HELPED, told)  # I6, and no look that was none


@pytest.mark.parametrize("blocker", ["rosa", "anna"])
def test_two_who_are_apart_are_never_asked_for_each_other(town: Town, blocker: str) -> None:
    """I7: neither way, whoever blocked; until it is taken back."""
    groceries, rosa, anna = a_match(town)
    groceries.is_done()
    block = blocks(town, groceries, Neighbour(town, blocker))
    second = town.asks_for_help(rosa)
    assert second.chance == 0
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    unblock_member(town.services, blocker, block.id)
    unblock_member(town.services, blocker, block.id)
    assert list_blocks(town.services, blocker) == []
    town.time_passes(hours=1)
    town.asks_for_help(rosa)
    anna.is_asked()


@pytest.mark.parametrize("blocker", ["rosa", "anna"])
def test_a_need_is_not_shown_across_a_block(town: Town, blocker: str) -> None:
    groceries, rosa, anna = a_match(town)
    groceries.is_done()
    town.neighbour("Bert")
    for number in range(10):
        town.neighbour(f"Crowd{number}", offers=())
    second = town.asks_for_help(rosa)
    Neighbour(town, "bert").is_asked()
    assert len(list_needs(town.services, anna.id)) == 1
    blocks(town, groceries, Neighbour(town, blocker))
    assert list_needs(town.services, anna.id) == []
    with pytest.raises(NotFound):
        step_forward(town.services, second.id, anna.id)


def test_what_else_is_under_way_between_the_two_ends_too(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    town.time_passes(hours=1)
    second = town.asks_for_help(rosa)
    anna.is_asked()
    blocks(town, groceries, rosa)
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    assert [ask.state for ask in second.now.asks] == [AskState.CALLED_OFF]
    assert anna.says_yes().state is ReplyState.CLOSED
    for _ in (groceries, second):
        rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)


def test_a_worker_who_dies_between_the_block_and_the_rest_leaves_it_to_the_next_look(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    keep_apart(town.services, rosa.id, anna.id)  # and no further
    assert anna.looks_up_contact().state is ReplyState.CLOSED
    town.all_cascades_die()
    town.time_passes(hours=7)
    town.the_janitor_comes()
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    assert Happening.CALLED_OFF in groceries.timeline


def test_after_the_time_to_help_nobody_is_looked_for_again(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    town.time_passes(hours=8, minutes=30)
    anna.phone.expects_sms(NoticeKind.ARE_YOU_COMING)
    rosa.phone.expects_sms(NoticeKind.HELPER_SILENT)
    blocks(town, groceries, rosa)
    assert groceries.status is Status.MATCHED
    with pytest.raises(NotFound):
        show_contact(town.services, groceries.id, anna.id)
    town.time_passes(days=3)
    rosa.phone.expects_sms(NoticeKind.DID_IT_WORK_OUT)
    assert groceries.now.match  # I14, and Anna hears no more of it


def test_a_stranger_and_a_requester_without_a_helper_can_block_nobody(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    for who in (rosa, Neighbour(town, "somebody")):
        with pytest.raises(NotFound):
            blocks(town, groceries, who)


def test_there_is_an_end_to_blocking(town: Town) -> None:
    groceries, rosa, _ = a_match(town)
    full = frozenset(f"member-{number}" for number in range(MOST))
    town.services.members.keep_apart([replace(town.services.members.get(rosa.id), blocks=full)])
    with pytest.raises(LimitReached):
        blocks(town, groceries, rosa)
    assert groceries.status is Status.MATCHED


def test_who_leaves_is_forgotten_by_those_they_were_apart_from(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    groceries.is_done()
    blocks(town, groceries, rosa)
    anna.leaves_whapp()
    assert town.services.members.get(rosa.id).blocks == frozenset()


def test_who_could_not_leave_stays_apart(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """I7: the profile goes before the blocks, which are on the other profile too."""
    groceries, rosa, anna = a_match(town)
    groceries.is_done()
    blocks(town, groceries, anna)

    def breaks_off(_: Member) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(town.services.members, "erase", breaks_off)
        with pytest.raises(ConnectionError):
            rosa.leaves_whapp()
    assert not town.services.members.get(anna.id).may_help(rosa.id)


def test_two_profiles_change_together_or_not_at_all(services: TownServices) -> None:
    one = services.members.save(None, a_member("rosa", offers=frozenset()))
    other = services.members.save(None, a_member("anna", offers=frozenset()))
    apart = replace(one, blocks=frozenset({"anna"})), replace(other, blocked_by=frozenset({"rosa"}))
    services.members.save(other, replace(other, first_name="Ann"))
    with pytest.raises(Conflict):
        services.members.keep_apart(apart)
    assert services.members.get("rosa") == one
    other = services.members.get("anna")
    services.members.keep_apart((apart[0], replace(other, blocked_by=frozenset({"rosa"}))))
    assert services.members.get("rosa") == replace(apart[0], version=2)
    assert services.members.get("anna").blocked_by == {"rosa"}
    assert services.members.get("anna").first_name == "Ann"


@pytest.mark.parametrize(
    "apart",
    [a_member("anna", blocks=frozenset({"rosa"})), a_member("anna", blocked_by=frozenset({"rosa"}))],
    ids=["blocks", "blocked_by"],
)
def test_nobody_is_matched_who_was_kept_apart_meanwhile(services: TownServices, apart: Member) -> None:
    """I11: the yes and the block are on their way at once."""
    services.members.save(None, apart)
    before = created(services.requests)
    after = matched("anna", version=before.version)
    with pytest.raises(Conflict):
        services.requests.save(before, after)
    assert services.requests.load(before.id).status is Status.OPEN


@pytest.mark.parametrize(
    "apart",
    [a_member("bert", blocks=frozenset({"rosa"})), a_member("bert", blocked_by=frozenset({"rosa"}))],
    ids=["blocks", "blocked_by"],
)
def test_nobody_stands_by_who_was_kept_apart_meanwhile(services: TownServices, apart: Member) -> None:
    """I11: a late yes and the block are on their way at once."""
    for helper in (a_member("anna"), apart):
        services.members.save(None, helper)
    open_ = created(services.requests)
    before = services.requests.save(open_, matched("anna", an_ask("bert", number=2, state=AskState.RELEASED)))
    with pytest.raises(Conflict):
        services.requests.save(before, before.with_ask(an_ask("bert", number=2, state=AskState.STAND_BY)))
    assert services.requests.load(before.id).newest_asks["bert"].state is AskState.RELEASED
