"""Answers by SMS, over the fakes and over the table: one phone, one ask, one effect, and no talking to machines."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from tests.support.builders import phone_of
from tests.support.fakes import TownServices
from tests.support.town import Neighbour, Town
from whapp.app.erase_member import erase_member
from whapp.app.hear_sms import Heard, hear_sms
from whapp.domain.ask import AskState
from whapp.domain.budget import BUDGETS, Spending
from whapp.domain.errors import NotFound, SmsPaused
from whapp.domain.language import Language
from whapp.domain.member import UNTIL_THEY_SAY_SO
from whapp.domain.messages.by_return import Reply, write_back
from whapp.domain.messages.gsm import ONE_PART, septets
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Status
from whapp.domain.texting import Said, Text, understand

OURS = "+3197010257777"
_ids = count()


def sends(
    town: Town, words: str, *, by: str = "anna", id_: str = "", at: datetime | None = None, to: str = OURS
) -> Heard:
    """This neighbour sends us these words; everybody then does what follows."""
    id_ = id_ or f"text-{next(_ids)}"
    phone = by if by[0] in "+0123456789" else phone_of(by)
    heard = hear_sms(town.services, Text(id=id_, phone=phone, to=to, words=words, at=at or town.services.now()))
    town.settles()
    return heard


def replies(town: Town, to: str = "anna") -> list[Reply]:
    """What was said by return, in order, to this neighbour; they have heard it then."""
    known = {write_back(reply, Language.NL).sms: reply for reply in Reply}
    found = []
    for number, sent in enumerate(town.services.notifier.sent):
        if sent.member.id == to and sent.message.sms in known:
            found.append(known[sent.message.sms])
            town._heard.add(number)  # noqa: SLF001 - these are no notices
    return found


@pytest.fixture
def street(town: Town) -> Town:
    """Rosa, who asks, and Anna, who is asked."""
    town.neighbour("Rosa", offers=())
    town.neighbour("Anna")
    return town


def test_a_yes_by_sms_wins_and_a_repeat_of_it_changes_nothing(street: Town) -> None:
    """I1, I8, I15."""
    request = street.asks_for_help(Neighbour(street, "rosa"))
    Neighbour(street, "anna").is_asked()
    assert sends(street, "Ja!", id_="one") is Heard.REPLIED
    assert request.status is Status.MATCHED
    Neighbour(street, "rosa").phone.expects_sms(NoticeKind.MATCHED)
    timeline = request.timeline
    assert sends(street, "Ja!", id_="one") is Heard.SILENT
    assert request.timeline == timeline
    assert replies(street) == [Reply.MATCHED]
    request.is_done()


def test_a_no_by_sms_is_a_no(street: Town) -> None:
    request = street.asks_for_help(Neighbour(street, "rosa"))
    Neighbour(street, "anna").is_asked()
    assert sends(street, "Nee, ik ben op vakantie") is Heard.REPLIED
    assert replies(street) == [Reply.DECLINED]
    street.time_passes(hours=8)
    assert request.status.is_final
    assert len(request.now.asks) == 1
    Neighbour(street, "rosa").phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)


def test_only_the_phone_that_was_asked_can_answer(street: Town) -> None:
    street.neighbour("Bert", offers=())
    request = street.asks_for_help(Neighbour(street, "rosa"))
    Neighbour(street, "anna").is_asked()
    assert sends(street, "ja", by="bert") is Heard.REPLIED
    assert replies(street, "bert") == [Reply.HELP]
    assert request.status is Status.OPEN
    request.is_cancelled_by_requester()
    Neighbour(street, "anna").phone.expects_sms(NoticeKind.RELEASED)


def test_a_text_that_is_older_than_the_ask_does_not_answer_it(street: Town) -> None:
    """A yes to yesterday's question, delivered again today, is no yes to today's."""
    request = street.asks_for_help(Neighbour(street, "rosa"))
    Neighbour(street, "anna").is_asked()
    sends(street, "ja", at=street.services.now() - timedelta(seconds=2))
    assert request.status is Status.OPEN
    assert replies(street) == [Reply.HELP]
    request.is_cancelled_by_requester()
    Neighbour(street, "anna").phone.expects_sms(NoticeKind.RELEASED)


def test_stop_pauses_at_once_and_is_confirmed_once(street: Town) -> None:
    """I7."""
    assert sends(street, "Stop.") is Heard.REPLIED
    assert street.services.members.get("anna").paused_until == UNTIL_THEY_SAY_SO
    assert [sends(street, "STOP") for _ in range(3)] == [Heard.SILENT] * 3
    request = street.asks_for_help(Neighbour(street, "rosa"))
    assert not request.now.asks
    Neighbour(street, "rosa").phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    assert replies(street) == [Reply.STOPPED]


def test_start_ends_the_pause_and_a_late_repeat_of_it_does_not_undo_a_stop(street: Town) -> None:
    sends(street, "stop")
    assert sends(street, "start", id_="start") is Heard.REPLIED
    assert street.services.members.get("anna").paused_until is None
    sends(street, "stop")
    assert sends(street, "start", id_="start") is Heard.SILENT
    assert street.services.members.get("anna").paused_until == UNTIL_THEY_SAY_SO
    assert replies(street) == [Reply.STOPPED, Reply.STARTED, Reply.STOPPED]


def test_whatever_else_is_sent_gets_one_help_text_a_day(street: Town) -> None:
    assert [sends(street, "wie is dit?") for _ in range(4)] == [Heard.REPLIED, *[Heard.SILENT] * 3]
    street.time_passes(days=1)
    assert sends(street, "ja maar niet vandaag") is Heard.REPLIED
    assert replies(street) == [Reply.HELP, Reply.HELP]


def test_a_machine_that_answers_everything_is_soon_talking_to_itself(street: Town) -> None:
    for _ in range(50):
        sends(street, "stop")
        sends(street, "start")
        sends(street, "Bedankt voor uw bericht")
    assert len(replies(street)) == BUDGETS[Spending.REPLIES].limit


@pytest.mark.parametrize("sender", ["+31687654321", "1234", "KPN", "+49151234567890", "+31201234567", ""])
def test_nobody_we_do_not_know_is_answered(street: Town, sender: str) -> None:
    text = Text(id="x", phone=sender, to=OURS, words="stop", at=street.services.now())
    assert hear_sms(street.services, text) is Heard.IGNORED
    assert not street.services.notifier.sent


def test_our_own_number_is_not_answered_even_if_a_member_holds_it(street: Town) -> None:
    assert sends(street, "hallo", to=phone_of("anna")) is Heard.IGNORED


def test_a_stop_holds_though_no_sms_may_confirm_it(street: Town) -> None:
    street.services.notifier.trouble["anna"] = SmsPaused(street.services.now() + timedelta(hours=1))
    assert sends(street, "stop") is Heard.SILENT
    assert street.services.members.get("anna").paused_until == UNTIL_THEY_SAY_SO


# --- whose phone it is ---


def test_a_phone_that_changed_hands_is_its_last_holders(street: Town) -> None:
    services: TownServices = street.services
    anna = services.members.get("anna")
    street.neighbour("Bert")
    bert = services.members.get("bert")
    services.members.save(bert, replace(bert, phone=anna.phone))
    assert services.members.of_phone(anna.phone or "").id == "bert"
    with pytest.raises(NotFound):
        services.members.of_phone(bert.phone or "")
    erase_member(services, "anna", "token of anna")
    assert services.members.of_phone(anna.phone or "").id == "bert"


def test_who_left_is_not_found_by_their_phone(street: Town) -> None:
    erase_member(street.services, "anna", "token of anna")
    assert sends(street, "stop") is Heard.IGNORED


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("JA", Said.YES), ("ja.", Said.YES), (" Ja graag! ", Said.YES), ("yes", Said.YES), ("ja\n", Said.YES),
        ("ja maar pas morgen", Said.OTHER), ("jaap", Said.OTHER), ("nee", Said.NO), ("NEE sorry", Said.NO),
        ("no", Said.NO), ("noot", Said.OTHER), ("stop", Said.STOP), ("STOP!", Said.STOP), ("start", Said.START),
        ("stop daarmee niet", Said.OTHER), ("", Said.OTHER), ("👍", Said.OTHER), ("x" * 10_000, Said.OTHER),
    ],
)  # fmt: skip
def test_a_word_means_one_thing_only(words: str, said: Said) -> None:
    assert understand(words) is said


@pytest.mark.parametrize("reply", Reply)
@pytest.mark.parametrize("language", Language)
def test_a_reply_fits_in_one_sms(reply: Reply, language: Language) -> None:
    length = septets(write_back(reply, language).sms)
    assert length is not None
    assert length <= ONE_PART


def test_a_yes_that_comes_late_counts_while_nobody_else_said_it(street: Town) -> None:
    request = street.asks_for_help(Neighbour(street, "rosa"))
    Neighbour(street, "anna").is_asked()
    street.time_passes(hours=0.6)
    assert [ask.state for ask in request.now.asks] == [AskState.TIMED_OUT]
    sends(street, "ja prima, ik kom")
    assert replies(street) == [Reply.MATCHED]
    Neighbour(street, "rosa").phone.expects_sms(NoticeKind.MATCHED)
    request.is_done()


def test_a_no_after_the_yes_takes_nothing_back_and_tells_the_way(street: Town) -> None:
    request = street.asks_for_help(Neighbour(street, "rosa"))
    Neighbour(street, "anna").is_asked()
    for words in ("ja", "nee, ik kan toch niet"):
        sends(street, words)
    assert request.status is Status.MATCHED
    assert replies(street) == [Reply.MATCHED, Reply.STILL_COMING]
    Neighbour(street, "rosa").phone.expects_sms(NoticeKind.MATCHED)
    request.is_done()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Ja prima, ik kom", Said.YES),
        ("ja dat is goed", Said.YES),
        ("Jaa!", Said.YES),
        ("ok ja", Said.YES),
        ("ja?", Said.OTHER),
        ("ja, als het niet regent", Said.OTHER),
        ("No problem, I will come!", Said.OTHER),
        ("nee hoor, graag zelfs", Said.OTHER),
        ("nee geen probleem, ik doe het", Said.OTHER),
        ("nee, ik kan niet komen", Said.NO),
        ("Stop aub", Said.STOP),
        ("STOP ALL", Said.STOP),
        ("stop er niet mee", Said.OTHER),
        ("...", Said.OTHER),
    ],
)
def test_words_mean_what_people_mean_by_them(words: str, said: Said) -> None:
    assert understand(words) is said


@pytest.mark.parametrize("words", ["JA", "NEE", "START", "hallo"])
def test_whoever_is_suspended_hears_that_and_nothing_that_is_untrue(street: Town, words: str) -> None:
    street.asks_for_help(Neighbour(street, "rosa"))
    Neighbour(street, "anna").is_asked()
    anna = street.services.members.get("anna")
    street.services.members.save(anna, replace(anna, suspended_at=street.services.now()))
    assert sends(street, words) is Heard.REPLIED
    assert replies(street) == [Reply.SUSPENDED]
    assert sends(street, "STOP") is Heard.REPLIED
    assert replies(street)[1:] == [Reply.STOPPED]
    street.time_passes(hours=7)
    Neighbour(street, "rosa").phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
