"""The care job and the pages behind its letters, on the fakes: once, twice at once, and with everything that breaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest

from tests.support.builders import MORNING, a_member, amsterdam, hours
from tests.support.fakes import FakeServices, Sent, fake_services
from tests.support.idle import (
    DAY,
    OFFER,
    a_month_later,
    anna,
    change,
    idle_services,
    letters,
    link,
    silent_since,
    the_job,
)
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.erase_member import erase_member
from whapp.app.look_after import Looked, look_after
from whapp.app.remove_offer import remove_offer
from whapp.app.reply_view import ReplyState
from whapp.app.save_offer import save_offer
from whapp.app.show_reply import UNKNOWN, show_reply
from whapp.domain import care
from whapp.domain.care import MONTH, SILENT_ASKS
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.errors import DeliveryDelayed, DeliveryUnknown, Undeliverable
from whapp.domain.hours import QuietHours
from whapp.domain.member import Channel, Letter, Member


@pytest.fixture
def services() -> FakeServices:
    return idle_services()


@pytest.fixture
def never_asked(services: FakeServices) -> FakeServices:
    return a_month_later(services)


@pytest.fixture
def silent(never_asked: FakeServices) -> FakeServices:
    return silent_since(never_asked)


# --- looking after ---


def test_the_first_look_is_a_month_after_the_first_offer(services: FakeServices) -> None:
    assert anna(services).care.at == MORNING + MONTH
    services.clock.goes_on(DAY)
    save_offer(services, replace(OFFER, category=Category.PETS))
    assert anna(services).care.at == MORNING + MONTH
    assert the_job(services) == Looked(0, 0, timedelta(0), True, ())


def test_a_practice_ask_comes_once_and_never_again(never_asked: FakeServices) -> None:
    assert the_job(never_asked) == Looked(1, 1, timedelta(0), True, ())
    assert letters(never_asked) == [("anna", "Whapp: oefen een keer met een vraag")]
    for _ in range(400):
        never_asked.clock.goes_on(DAY)
        the_job(never_asked)
    assert len(letters(never_asked)) == 1


def test_whoever_is_silent_for_long_is_paused_and_told_once(silent: FakeServices) -> None:
    the_job(silent)
    assert care.rests(anna(silent))
    for _ in range(400):
        silent.clock.goes_on(DAY)
        the_job(silent)
    assert letters(silent) == [("anna", "Whapp: wil je nog gevraagd worden?")]
    assert list(silent.members.to_look_after(silent.now() + 100 * MONTH)) == [], "nothing left to look at"


def test_whoever_stopped_offering_is_left_alone_until_they_offer_again(never_asked: FakeServices) -> None:
    remove_offer(never_asked, "anna", Category.GROCERIES)
    assert the_job(never_asked).letters == 0
    never_asked.clock.goes_on(MONTH)
    save_offer(never_asked, OFFER)
    assert anna(never_asked).care.at == never_asked.now() + MONTH


def test_whoever_left_is_not_written_to_and_their_link_leads_nowhere(never_asked: FakeServices) -> None:
    """I7"""
    the_job(never_asked)
    erase_member(never_asked, "anna", "token of anna")
    assert show_reply(never_asked, link(never_asked)) == UNKNOWN
    assert answer_reply(never_asked, link(never_asked), Decision.YES, None) == UNKNOWN
    never_asked.clock.goes_on(MONTH)
    assert the_job(never_asked) == Looked(0, 0, timedelta(0), True, ())


@pytest.mark.parametrize(
    ("phone", "by"),
    [
        (None, [Channel.SMS]),
        (Undeliverable(), [Channel.EMAIL]),
        (DeliveryDelayed(), [Channel.EMAIL]),
        (DeliveryUnknown(), []),
    ],
    ids=["works", "no number", "no signal", "no answer"],
)
def test_a_letter_comes_by_the_first_channel_that_takes_it_and_by_no_other(
    never_asked: FakeServices, phone: Exception | None, by: list[Channel]
) -> None:
    change(never_asked, channels=(Channel.SMS, Channel.EMAIL), email="anna@example.org")
    if phone:
        never_asked.notifier.trouble["anna", Channel.SMS] = phone
    the_job(never_asked)
    assert [sent.channel for sent in never_asked.notifier.sent] == by


# --- what breaks ---


def test_two_runs_at_once_write_once(never_asked: FakeServices) -> None:
    runs: list[Looked] = []
    never_asked.notifier.watching = lambda _: runs.append(the_job(never_asked))
    the_job(never_asked)
    assert len(letters(never_asked)) == 1
    assert runs == [Looked(0, 0, timedelta(0), True, ())]


def test_the_slower_of_two_that_read_the_same_member_writes_nothing(never_asked: FakeServices) -> None:
    save, raced = never_asked.members.save, iter([True])

    def late(before: Member | None, after: Member) -> Member:
        if next(raced, False):
            the_job(never_asked)
        return save(before, after)

    never_asked.members.save = late  # type: ignore[method-assign]
    assert the_job(never_asked).letters == 0
    assert len(letters(never_asked)) == 1


class WorkerDied(BaseException):
    """The process ends here."""


def dies(_: Sent) -> None:
    raise WorkerDied


def after_sending(services: FakeServices) -> None:
    """The next mark is never made."""
    save = services.members.save

    def dying(before: Member | None, after: Member) -> Member:
        if after.care.told:
            raise WorkerDied
        return save(before, after)

    services.members.save = dying  # type: ignore[method-assign]


def before_sending(services: FakeServices) -> None:
    services.notifier.watching = dies


@pytest.mark.parametrize("silence", [0, SILENT_ASKS])
@pytest.mark.parametrize("breaks", [before_sending, after_sending])
def test_a_worker_that_dies_never_makes_two_letters_in_a_month(
    never_asked: FakeServices, breaks: Callable[[FakeServices], None], silence: int
) -> None:
    if silence:
        change(never_asked, record=Record(silences=silence), asked_until=never_asked.now() - DAY)
    original = never_asked.members.save
    breaks(never_asked)
    with pytest.raises(WorkerDied):
        the_job(never_asked)
    never_asked.members.save = original  # type: ignore[method-assign]
    never_asked.notifier.watching = lambda _: None
    for _ in range(29):
        never_asked.clock.goes_on(DAY)
        the_job(never_asked)
    assert len(letters(never_asked)) == (breaks is after_sending)
    never_asked.clock.goes_on(DAY)
    the_job(never_asked)
    assert len(letters(never_asked)) == 1 + (breaks is after_sending), "the next month, for nobody knows"
    assert answer_reply(never_asked, link(never_asked), Decision.YES, None).state in (
        ReplyState.PRACTISED,
        ReplyState.WILLING,
    )


def test_a_phone_without_signal_is_tried_again_the_next_days_and_then_a_month_later(silent: FakeServices) -> None:
    """I10. In between she is asked as ever: nobody rests who never heard of it."""
    silent.notifier.trouble["anna"] = DeliveryDelayed()
    tried: list[datetime] = []
    send = silent.notifier.send

    def counted(*args: object) -> None:
        tried.append(silent.now())
        send(*args)  # type: ignore[arg-type] # handed on as they came

    silent.notifier.send = counted  # type: ignore[assignment, method-assign]
    start = silent.now()
    for day in range(66):
        the_job(silent)
        assert care.rests(silent.members.get("anna")) is (day in (0, 1, 32, 33, 64, 65))
        silent.clock.goes_on(DAY)
    assert [(at - start) // DAY for at in tried] == [0, 1, 2, 32, 33, 34, 64, 65]


def test_a_letter_that_may_have_gone_out_is_not_repeated_in_the_same_month(silent: FakeServices) -> None:
    silent.notifier.trouble["anna"] = DeliveryUnknown()
    the_job(silent)
    silent.notifier.trouble.clear()
    for _ in range(29):
        silent.clock.goes_on(DAY)
        the_job(silent)
    assert letters(silent) == []
    silent.clock.goes_on(DAY)
    the_job(silent)
    assert len(letters(silent)) == 1


def test_when_the_signal_is_back_the_letter_comes_once(silent: FakeServices) -> None:
    silent.notifier.trouble["anna"] = DeliveryDelayed()
    the_job(silent)
    silent.notifier.trouble.clear()
    for _ in range(100):
        silent.clock.goes_on(DAY)
        the_job(silent)
    assert len(letters(silent)) == 1
    assert answer_reply(silent, link(silent), Decision.YES, None).state is ReplyState.WILLING


def test_a_number_that_is_no_number_is_not_tried_again(silent: FakeServices) -> None:
    silent.notifier.trouble["anna"] = Undeliverable()
    the_job(silent)
    silent.notifier.trouble.clear()
    for _ in range(3):
        silent.clock.goes_on(MONTH)
        the_job(silent)
    assert letters(silent) == []


def test_one_that_cannot_be_looked_after_does_not_keep_the_others_waiting(never_asked: FakeServices) -> None:
    for name in ("bert", "cees"):
        never_asked.members.save(None, a_member(name, offers=frozenset({Category.PETS})))
        before = never_asked.members.get(name)
        never_asked.members.save(before, replace(before, care=replace(before.care, at=never_asked.now())))
    never_asked.notifier.trouble["anna"] = RuntimeError("broken")
    looked = look_after(never_asked, never_asked.now() + hours(1))
    assert [str(failure) for failure in looked.failures] == ["broken"]
    assert {who for who, _ in letters(never_asked)} == {"bert", "cees"}


def test_a_run_stops_in_time_and_the_next_goes_on_with_the_longest_overdue(never_asked: FakeServices) -> None:
    now = never_asked.now()
    for number in range(5):
        id_ = f"neighbour-{number}"
        never_asked.members.save(None, a_member(id_))
        before = never_asked.members.get(id_)
        never_asked.members.save(before, replace(before, care=replace(before.care, at=now - number * hours(1))))
    never_asked.notifier.watching = lambda _: never_asked.clock.goes_on(hours(1))
    looked = the_job(never_asked, hours(2))
    assert looked == Looked(2, 2, hours(4), False, ())
    assert [who for who, _ in letters(never_asked)] == ["neighbour-4", "neighbour-3"]
    assert the_job(never_asked, hours(24)).done
    assert len(letters(never_asked)) == 6


# --- a year of it ---


@pytest.mark.parametrize("year", [2027, 2028])
def test_a_year_of_hours_brings_no_letter_in_quiet_hours_and_none_within_a_month_of_another(year: int) -> None:
    """I16, over both nights on which the clock is changed, and a leap day."""
    sleepers = {"anna": QuietHours(), "bert": QuietHours(time(9, 15), time(8, 10))}  # awake for less than an hour
    services = fake_services(*(a_member(name, quiet_hours=quiet) for name, quiet in sleepers.items()))
    services.clock.now = start = amsterdam(year, 1, 1)
    for name in sleepers:
        save_offer(services, replace(OFFER, member_id=name))
    while services.now() < start + 366 * DAY:
        the_job(services)
        for name in sleepers:
            member = services.members.get(name)
            if (
                member.care.told and not care.rests(member) and not member.record.silences
            ):  # asked in vain, time and again
                silent_now = replace(member, record=Record(silences=SILENT_ASKS), asked_until=services.now())
                services.members.save(member, silent_now)
            elif care.rests(member) and member.care.at is None:
                services.members.save(member, care.welcome_back(member, services.now()))
        services.clock.goes_on(hours(1))
    for name, quiet in sleepers.items():
        told = [sent.at for sent in services.notifier.sent if sent.member.id == name]
        assert len(told) >= 5
        assert not any(quiet.cover(at) for at in told)
        assert all(later - earlier >= MONTH for earlier, later in pairwise(told))
    assert {sent.message.subject for sent in services.notifier.sent} == {
        "Whapp: oefen een keer met een vraag",
        "Whapp: wil je nog gevraagd worden?",
    }
    assert Letter.STILL_WILLING in {services.members.get(name).care.letter for name in sleepers}
