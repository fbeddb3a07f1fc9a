"""Stories from beginning to end, over the fakes and over the table."""

from dataclasses import replace
from typing import Any

from tests.support.builders import AT_ONCE, amsterdam, hours
from tests.support.town import HelpRequest, Neighbour, Town
from whapp.app.reply_view import ReplyState, Word
from whapp.app.tend import Tended
from whapp.domain.event import Happening
from whapp.domain.hours import QuietHours
from whapp.domain.member import Channel
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Status, Urgency


def test_the_first_neighbour_says_yes_and_helps(town: Town) -> None:
    rosa, anna, _ = town.neighbour("Rosa"), town.neighbour("Anna"), town.neighbour("Bert", metres=800)
    groceries = town.asks_for_help(rosa)
    assert anna.is_asked().says_yes().state is ReplyState.MATCHED
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    contact = anna.looks_up_contact().contact
    assert contact
    assert (contact.first_name, contact.address) == ("Rosa", "Rosastraat 1")
    groceries.is_done()
    assert groceries.status is Status.HELPED
    assert groceries.timeline == [
        Happening.CREATED, Happening.ASKED, Happening.MATCHED, Happening.CONTACT_SHOWN, Happening.HELPED,
    ]  # fmt: skip
    assert not town.services.cascades.running


def test_silence_and_a_no_lead_to_the_next_neighbour(town: Town) -> None:
    rosa = town.neighbour("Rosa")
    anna, bert, cas = (town.neighbour(name, metres=500 * at) for at, name in enumerate(("Anna", "Bert", "Cas")))
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    town.time_passes(minutes=29)
    town.nobody_else_hears_anything()
    town.time_passes(minutes=1)
    bert.is_asked().says_no()
    assert cas.is_asked().says_yes().state is ReplyState.MATCHED
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert anna.says_yes().state is ReplyState.STAND_BY
    assert [ask.helper_id for ask in groceries.now.asks] == ["anna", "bert", "cas"]


def test_the_stand_by_is_asked_first_when_the_match_falls_through(town: Town) -> None:
    rosa = town.neighbour("Rosa")
    anna, bert, _ = (town.neighbour(name, metres=500 * at) for at, name in enumerate(("Anna", "Bert", "Cas")))
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    town.time_passes(minutes=30)
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    anna.says_yes()
    assert bert.withdraws_by_link().state is ReplyState.WITHDRAWN
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    assert anna.is_asked().says_yes().state is ReplyState.MATCHED
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert (groceries.now.round, groceries.status) == (2, Status.MATCHED)


def test_a_yes_to_the_question_of_an_earlier_round_is_good_news_too(town: Town) -> None:
    """Anna kept silent in the first round, and says yes in the second before anybody asks her again."""
    rosa, anna, bert, cas = (town.neighbour(name) for name in ("Rosa", "Anna", "Bert", "Cas"))
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    town.time_passes(minutes=30)
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    bert.withdraws(groceries)
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    cas.is_asked()
    assert anna.says_yes().state is ReplyState.MATCHED
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    cas.phone.expects_sms(NoticeKind.RELEASED)


def test_nobody_is_woken_at_night(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    town.services.clock.now = amsterdam(2026, 3, 4, 22)
    groceries = town.asks_for_help(rosa, needed_until=amsterdam(2026, 3, 5, 18))
    town.time_passes(hours=9)
    town.nobody_else_hears_anything()
    town.time_passes(hours=1)
    anna.is_asked()
    assert Happening.WAITING_FOR_WAKING_HOURS in groceries.timeline


def test_an_owl_hears_at_night_what_the_lark_hears_in_the_morning(town: Town) -> None:
    rosa = town.neighbour("Rosa")
    anna = town.neighbour("Anna", quiet_hours=QuietHours(amsterdam(2026, 3, 4).time(), amsterdam(2026, 3, 4).time()))
    town.services.clock.now = amsterdam(2026, 3, 4, 22)
    town.asks_for_help(rosa, needed_from=amsterdam(2026, 3, 5, 14), needed_until=amsterdam(2026, 3, 5, 18))
    anna.is_asked().says_yes()
    town.nobody_else_hears_anything()
    town.time_passes(hours=10)
    rosa.phone.expects_sms(NoticeKind.MATCHED)


def test_when_nobody_answers_the_requester_is_told_honestly(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    town.time_passes(hours=2)
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    assert groceries.status is Status.NOBODY_AVAILABLE
    assert anna.says_yes().state is ReplyState.CLOSED


def test_whoever_said_yes_hears_when_it_is_cancelled(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    groceries.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    assert anna.says_yes().state is ReplyState.CLOSED


def test_whoever_was_asked_hears_when_it_is_cancelled(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    groceries.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_after_the_visit_both_are_asked_and_silence_is_good_news(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    anna.looks_up_contact()
    town.time_passes(hours=10)
    rosa.phone.expects_sms(NoticeKind.DID_IT_WORK_OUT)
    anna.phone.expects_sms(NoticeKind.DID_YOU_HELP)
    town.time_passes(hours=60)
    assert groceries.status is Status.HELPED


TOMORROW_AT_TWO: dict[str, Any] = {"needed_from": amsterdam(2026, 3, 5, 14), "needed_until": amsterdam(2026, 3, 5, 18)}


def test_a_reminded_helper_says_to_be_coming_and_nobody_hears_more(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa, **TOMORROW_AT_TWO)
    first = anna.is_asked().link
    anna.says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    town.time_passes(hours=8)
    assert anna.follows_the_link_in(NoticeKind.VISIT_REMINDER).link != first
    assert anna.says_to_be_coming().word is Word.CONFIRMED
    town.time_passes(hours=23)
    anna.link = first
    assert anna.says_it_worked_out().word is Word.TOLD
    groceries.is_done()
    town.nobody_else_hears_anything()
    assert groceries.timeline[-4:] == [
        Happening.REMINDED, Happening.COMING, Happening.HELPER_SAYS_HELPED, Happening.HELPED,
    ]  # fmt: skip


def bert_will_come_and_anna_stands_by(town: Town) -> tuple[Neighbour, Neighbour, Neighbour, HelpRequest]:
    """Help for tomorrow at two: Rosa, Anna, Bert, and the request."""
    rosa = town.neighbour("Rosa")
    anna, bert = (town.neighbour(name, metres=500 * at) for at, name in enumerate(("Anna", "Bert")))
    groceries = town.asks_for_help(rosa, **TOMORROW_AT_TWO)
    anna.is_asked()
    town.time_passes(minutes=30)
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert anna.says_yes().state is ReplyState.STAND_BY
    return rosa, anna, bert, groceries


def test_a_silent_helper_is_let_go_for_the_stand_by_who_was_warned_before(town: Town) -> None:
    rosa, anna, bert, groceries = bert_will_come_and_anna_stands_by(town)
    town.time_passes(hours=26, minutes=30)
    bert.follows_the_link_in(NoticeKind.VISIT_REMINDER).follows_the_link_in(NoticeKind.ARE_YOU_COMING)
    anna.phone.expects_sms(NoticeKind.STAND_BY_WARNED)
    assert groceries.status is Status.MATCHED
    town.time_passes(minutes=30)
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    bert.follows_the_link_in(NoticeKind.LET_GO)
    assert anna.is_asked().says_yes().state is ReplyState.MATCHED
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert bert.says_yes().state is ReplyState.STAND_BY
    assert (groceries.now.round, groceries.status) == (2, Status.MATCHED)
    town.nobody_else_hears_anything()


def test_a_silent_helper_may_still_come_when_nobody_else_said_yes(town: Town) -> None:
    rosa, anna, bert, groceries = bert_will_come_and_anna_stands_by(town)
    town.time_passes(hours=27)
    bert.follows_the_link_in(NoticeKind.VISIT_REMINDER).follows_the_link_in(NoticeKind.ARE_YOU_COMING)
    anna.phone.expects_sms(NoticeKind.STAND_BY_WARNED)
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    anna.is_asked()
    assert bert.follows_the_link_in(NoticeKind.LET_GO).says_yes().state is ReplyState.MATCHED
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    anna.phone.expects_sms(NoticeKind.RELEASED)
    assert groceries.status is Status.MATCHED
    town.nobody_else_hears_anything()


def test_when_nobody_stands_by_the_requester_hears_that_the_helper_is_silent(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa, **TOMORROW_AT_TWO)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    town.time_passes(hours=27, minutes=30)
    anna.follows_the_link_in(NoticeKind.VISIT_REMINDER).follows_the_link_in(NoticeKind.ARE_YOU_COMING)
    rosa.phone.expects_sms(NoticeKind.HELPER_SILENT)
    assert anna.says_to_be_coming().word is Word.CONFIRMED
    town.nobody_else_hears_anything()
    assert groceries.status is Status.MATCHED


def test_when_nobody_came_another_neighbour_is_asked_at_once(town: Town) -> None:
    rosa, anna, bert = town.neighbour("Rosa"), town.neighbour("Anna"), town.neighbour("Bert", metres=500)
    groceries = town.asks_for_help(rosa, needed_from=town.services.now())
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert anna.says_it_did_not_work_out().word is Word.TOLD
    rosa.phone.expects_sms(NoticeKind.HELPER_SAYS_NOT)
    groceries.nobody_came()
    anna.phone.expects_sms(NoticeKind.FELL_THROUGH)
    assert bert.is_asked().says_yes().state is ReplyState.MATCHED
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert anna.says_yes().state is ReplyState.FELL_THROUGH
    town.nobody_else_hears_anything()


def test_a_thank_you_reaches_the_helper_when_everything_had_come_to_rest(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    groceries.is_done()
    assert not town.services.cascades.running
    for _ in range(2):
        groceries.thanks()
    anna.phone.expects_sms(NoticeKind.THANKS)
    town.nobody_else_hears_anything()
    assert (groceries.now.generation, groceries.now.watch_at) == (2, None)
    assert groceries.timeline[-2:] == [Happening.HELPED, Happening.THANKED]


def test_a_thank_you_waits_for_the_morning_and_for_a_cascade_that_could_not_be_started(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    groceries.is_done()
    town.services.clock.now = amsterdam(2026, 3, 4, 23)
    town.services.cascades.out_of_reach = True
    groceries.thanks()
    town.services.cascades.out_of_reach = False
    town.time_passes(minutes=3)
    assert town.the_janitor_comes() == [(groceries.id, Tended.RESTARTED)]
    town.nobody_else_hears_anything()
    town.time_passes(hours=9)
    anna.phone.expects_sms(NoticeKind.THANKS)
    assert groceries.now.watch_at is None


def test_a_broken_phone_costs_no_time(town: Town) -> None:
    rosa, anna, bert = town.neighbour("Rosa"), town.neighbour("Anna"), town.neighbour("Bert", metres=500)
    anna.phone.breaks()
    groceries = town.asks_for_help(rosa)
    bert.is_asked()
    assert groceries.timeline == [Happening.CREATED, Happening.ASKED, Happening.NOT_REACHED, Happening.ASKED]


def test_a_phone_without_signal_is_tried_again(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    anna.phone.has_no_signal()
    town.asks_for_help(rosa)
    anna.phone.works_again()
    town.time_passes(seconds=31)
    anna.is_asked()


def test_whoever_never_got_the_question_is_not_told_to_forget_it(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna")
    anna.phone.has_no_signal()
    groceries = town.asks_for_help(rosa)
    groceries.is_cancelled_by_requester()
    anna.phone.works_again()
    town.time_passes(minutes=5)
    town.nobody_else_hears_anything()


def test_whoever_has_no_signal_three_times_is_replaced_before_the_deadline(town: Town) -> None:
    """I9, promise 1: an ask whose message was given up must not hold its place for the whole patience."""
    rosa, anna, bert = town.neighbour("Rosa"), town.neighbour("Anna"), town.neighbour("Bert", metres=500)
    anna.phone.has_no_signal()
    town.asks_for_help(rosa, urgency=Urgency.PLANNED, needed_until=town.services.now() + hours(40))
    town.time_passes(minutes=3)
    bert.is_asked()


def test_with_two_at_once_the_second_may_come_from_the_next_circle(town: Town) -> None:
    """I7, I12: whoever was asked before the search widened hears of it, and bears the load."""
    town.services.policy = replace(AT_ONCE, most_open_asks=2)
    rosa, anna, bert = town.neighbour("Rosa"), town.neighbour("Anna"), town.neighbour("Bert", metres=600)
    cas = town.neighbour("Cas", metres=2300)
    now = town.services.now()
    groceries = town.asks_for_help(rosa, needed_from=now, needed_until=now + hours(0.75))
    bert.is_asked()
    anna.is_asked().says_yes()
    bert.phone.expects_sms(NoticeKind.RELEASED)
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    town.time_passes(minutes=31)
    anna.withdraws(groceries)  # the second round looks in the own cell first, and finds Bert only
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    bert.is_asked()
    cas.is_asked()
    assert [town.services.members.get(each.id).asked_this_week for each in (bert, cas)] == [2, 1]


def test_by_sms_and_email_is_twice_the_same(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa"), town.neighbour("Anna", channels=(Channel.SMS, Channel.EMAIL))
    town.asks_for_help(rosa)
    anna.is_asked()
    assert anna.link
    assert anna.link in anna.phone.expects_email(NoticeKind.ASK).email


def test_good_news_that_is_no_longer_true_is_not_told(town: Town) -> None:
    """I8: the match came and went while Rosa slept."""
    rosa = town.neighbour("Rosa")
    anna = town.neighbour("Anna", quiet_hours=QuietHours(amsterdam(2026, 3, 4).time(), amsterdam(2026, 3, 4).time()))
    town.services.clock.now = amsterdam(2026, 3, 4, 22)
    groceries = town.asks_for_help(rosa, needed_until=amsterdam(2026, 3, 5, 18))
    anna.is_asked().says_yes()
    groceries.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    town.time_passes(hours=11)
    town.nobody_else_hears_anything()


def test_whoever_leaves_is_replaced_and_hears_nothing_any_more(town: Town) -> None:
    """I7."""
    rosa, anna, bert = town.neighbour("Rosa"), town.neighbour("Anna"), town.neighbour("Bert", metres=500)
    town.asks_for_help(rosa)
    anna.is_asked().leaves_whapp()
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    bert.leaves_whapp()  # nobody is left, so one message tells it all
    rosa.phone.expects_sms(NoticeKind.NOBODY_ELSE)


def test_the_janitor_restarts_a_cascade_that_died(town: Town) -> None:
    rosa, anna, bert = town.neighbour("Rosa"), town.neighbour("Anna"), town.neighbour("Bert", metres=500)
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    town.all_cascades_die()
    town.time_passes(minutes=30)
    assert town.the_janitor_comes() == [], "not overdue yet"
    town.time_passes(minutes=5)
    assert town.the_janitor_comes() == [(groceries.id, Tended.RESTARTED)]
    bert.is_asked()
    assert groceries.now.generation == 2
