"""The pages behind the letters to idle helpers, and how they come back in the app."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.support.builders import amsterdam
from tests.support.fakes import FakeServices
from tests.support.idle import DAY, a_month_later, anna, idle_services, letters, link, silent_since, the_job
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.reply_view import ReplyState
from whapp.app.save_profile import Profile, save_profile
from whapp.app.show_reply import UNKNOWN, show_reply
from whapp.domain import care
from whapp.domain.care import MONTH, SILENT_ASKS
from whapp.domain.category import Category
from whapp.domain.member import Member
from whapp.ports import VerifiedContact


@pytest.fixture
def services() -> FakeServices:
    return idle_services()


@pytest.fixture
def never_asked(services: FakeServices) -> FakeServices:
    return a_month_later(services)


@pytest.fixture
def silent(never_asked: FakeServices) -> FakeServices:
    return silent_since(never_asked)


# --- the pages ---


def test_practising_looks_like_a_question_and_changes_nothing_but_that_it_is_noted(never_asked: FakeServices) -> None:
    the_job(never_asked)
    before = anna(never_asked)
    page = show_reply(never_asked, link(never_asked))
    assert page.state is ReplyState.PRACTICE
    assert page.question
    assert (page.question.category, page.question.needed_from) == (Category.GROCERIES, amsterdam(2026, 4, 4, 14))
    assert anna(never_asked) == before, "looking changes nothing"
    for button in (Decision.NO, Decision.YES, Decision.NO):
        assert answer_reply(never_asked, link(never_asked), button, None).state is ReplyState.PRACTISED
    after = anna(never_asked)
    noted = replace(before, version=after.version, care=replace(before.care, practised_at=never_asked.now()))
    assert after == noted
    assert never_asked.requests.ids == []


@pytest.mark.parametrize("button", [Decision.CONTACT, Decision.WITHDRAW, Decision.FILTER])
def test_other_buttons_do_nothing_on_a_letters_page(silent: FakeServices, button: Decision) -> None:
    the_job(silent)
    before = anna(silent)
    assert answer_reply(silent, link(silent), button, None).state is ReplyState.RESTING
    assert answer_reply(silent, link(silent), Decision.NO, None).state is ReplyState.RESTING
    assert anna(silent) == before


def test_one_button_and_they_are_asked_again(silent: FakeServices) -> None:
    the_job(silent)
    assert show_reply(silent, link(silent)).state is ReplyState.RESTING
    assert care.rests(anna(silent)), "looking changes nothing"
    silent.clock.goes_on(3 * MONTH)
    for _ in range(2):
        assert answer_reply(silent, link(silent), Decision.YES, None).state is ReplyState.WILLING
    back = anna(silent)
    assert back.may_be_asked_at(silent.now()) == silent.now()
    assert (back.record.silences, back.last_answered) == (0, silent.now())
    assert show_reply(silent, link(silent)).state is ReplyState.WILLING


def test_an_old_link_gives_way_to_the_newest_and_ends_no_pause_twice(silent: FakeServices) -> None:
    the_job(silent)
    answer_reply(silent, link(silent), Decision.YES, None)
    version = anna(silent).version
    answer_reply(silent, link(silent), Decision.YES, None)
    assert anna(silent).version == version


@pytest.mark.parametrize("wrong", ["0", "0secret", "0" + "x" * 22, "0\x00", "0🧺", "0\ud800"])
def test_a_letters_link_that_leads_nowhere_gets_the_friendly_page(never_asked: FakeServices, wrong: str) -> None:
    """I22"""
    the_job(never_asked)
    assert show_reply(never_asked, wrong) == UNKNOWN
    assert answer_reply(never_asked, wrong, Decision.YES, None) == UNKNOWN


# --- in the app ---


def saves_profile(services: FakeServices, paused_until: datetime | None) -> Member:
    services.identity.contacts["anna"] = VerifiedContact("+31612345678", None)
    profile = Profile(first_name="Anna", birth_year=1980, home=anna(services).home, paused_until=paused_until)
    return save_profile(services, "anna", "token of anna", profile)


def test_the_app_ends_the_pause_by_saving_the_profile_without_it(silent: FakeServices) -> None:
    the_job(silent)
    saved = saves_profile(silent, None)
    assert (saved.record.silences, saved.last_answered, saved.care.at) == (0, silent.now(), silent.now() + MONTH)
    silent.clock.goes_on(MONTH)
    the_job(silent)
    assert len(letters(silent)) == 1


def test_whoever_comes_back_to_pause_themselves_has_their_own_pause(silent: FakeServices) -> None:
    the_job(silent)
    until = silent.now() + 5 * DAY
    assert saves_profile(silent, until).paused_until == until
    assert show_reply(silent, link(silent)).state is ReplyState.RESTING


def test_saving_the_profile_with_its_pause_changes_nothing_about_it(silent: FakeServices) -> None:
    the_job(silent)
    saved = saves_profile(silent, anna(silent).paused_until)
    assert care.rests(saved)
    assert saved.record.silences == SILENT_ASKS
