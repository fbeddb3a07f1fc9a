"""Stories of helpers whom nothing happens to, over the fakes and over the table."""

from tests.support.builders import hours
from tests.support.letters import reply_id_in
from tests.support.town import Town
from whapp.app.look_after import look_after
from whapp.app.reply_view import ReplyState
from whapp.domain.category import Category
from whapp.domain.member import Letter
from whapp.domain.notice import NoticeKind


def the_care_job_runs(town: Town) -> int:
    """How many letters went out."""
    looked = look_after(town.services, town.services.now() + hours(1))
    assert looked.failures == ()
    return looked.letters


def is_asked_in_vain(town: Town, times: int) -> None:
    """Rosa needs something once a week, Anna is the only one to ask, and says nothing."""
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    for _ in range(times):
        town.asks_for_help(rosa)
        anna.is_asked()
        town.time_passes(days=7)
        rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)


def test_four_asks_in_vain_and_she_is_asked_whether_she_still_wants_to(town: Town) -> None:
    is_asked_in_vain(town, 4)
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    assert the_care_job_runs(town) == 0, "the month is not over"
    town.time_passes(days=2)
    assert the_care_job_runs(town) == 1
    anna.link = reply_id_in(anna.phone.expects_letter(Letter.STILL_WILLING))
    groceries = town.asks_for_help(rosa)
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    assert [ask.helper_id for ask in groceries.now.asks] == []

    assert anna.says_yes().state is ReplyState.WILLING
    [offer] = town.services.members.offers("anna")
    assert offer.record.silences == 0, "forgiven where the search looks, too"
    town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)


def test_three_asks_in_vain_are_forgiven(town: Town) -> None:
    is_asked_in_vain(town, 3)
    town.time_passes(days=30)
    assert the_care_job_runs(town) == 0


def test_a_no_is_an_answer_and_starts_the_count_anew(town: Town) -> None:
    is_asked_in_vain(town, 3)
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    town.asks_for_help(rosa)
    anna.is_asked().says_no()
    town.time_passes(days=30)
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    assert the_care_job_runs(town) == 0


def test_whoever_is_never_asked_practises(town: Town) -> None:
    anna = town.neighbour("Anna", offers=(Category.PETS,))
    town.time_passes(days=30)
    assert the_care_job_runs(town) == 1
    anna.link = reply_id_in(anna.phone.expects_letter(Letter.PRACTICE))
    assert anna.says_no().state is ReplyState.PRACTISED
    town.time_passes(days=30)
    assert the_care_job_runs(town) == 0
