"""The guard against no-shows: who is reminded, asked, warned or let go before a visit, and when nothing is done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    Mint,
    a_member,
    amsterdam,
    an_ask,
    hours,
    matched,
    minutes,
    people,
)
from whapp.domain import acts, cascade
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, AskState
from whapp.domain.cascade import Decision
from whapp.domain.errors import NotFound, StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.guard import plan_for
from whapp.domain.hours import QuietHours
from whapp.domain.member import Channel, Member
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.policy import Policy
from whapp.domain.request import Request, Status, Urgency
from whapp.domain.step import Step, StepKind

VISIT = amsterdam(2026, 3, 6, 14)  # Friday at two; the yes was given on Wednesday morning
EVE = amsterdam(2026, 3, 5, 18)
CHECK, WARNING, LAST = VISIT - hours(2), VISIT - hours(1), VISIT - minutes(30)
ANNA, BERT = a_member("anna"), a_member("bert")
STAND_BY = an_ask("bert", number=2, state=AskState.STAND_BY, closed_at=MORNING)
POLICY = Policy()


def a_visit(*others: object, **known: object) -> Request:
    """Anna comes on Friday."""
    return matched("anna", *others, **{"needed_from": VISIT, "needed_until": VISIT + hours(3), **known})  # type: ignore[arg-type] # asks


def decide(request: Request, now: datetime, known: Mapping[str, Member] | None = None) -> Decision:
    return cascade.decide(request, (), people(ANNA, BERT) if known is None else known, POLICY, now, Mint())


def as_sent(decision: Decision) -> Request:
    """The request once everything that this decision sends was sent."""
    gone = {delivery.notice.id for delivery in decision.deliveries}
    notices = decision.request.notices
    sent = tuple(
        replace(each, state=NoticeState.SENT, sent=(Channel.SMS,)) if each.id in gone else each for each in notices
    )
    return replace(decision.request, notices=sent, news=())


def lives(request: Request, *moments: datetime, known: Mapping[str, Member] | None = None) -> Request:
    """The request after these looks."""
    for now in moments:
        request = as_sent(decide(request, now, known))
    return request


def told(decision: Decision) -> list[tuple[str, NoticeKind]]:
    return [(delivery.to.id, delivery.notice.kind) for delivery in decision.deliveries]


def noted(decision: Decision) -> list[tuple[Happening, datetime, int | None]]:
    """What the timeline says, when, and about which ask."""
    return [(event.what, event.at, event.ask) for event in decision.request.news]


# --- when ---


@pytest.mark.parametrize(
    ("visit", "quiet", "reminder"),
    [
        (VISIT, QuietHours(), EVE),
        (VISIT, QuietHours(time(0), time(0)), EVE),
        (VISIT, QuietHours(time(18), time(7)), amsterdam(2026, 3, 5, 17, 30)),
        (VISIT, QuietHours(time(17, 45), time(9)), amsterdam(2026, 3, 5, 17, 30)),
        (VISIT, QuietHours(time(12), time(20)), amsterdam(2026, 3, 5, 11, 30)),
        (VISIT, QuietHours(time(0, 15), time(20)), amsterdam(2026, 3, 5)),
        (VISIT, QuietHours(time(0), time(20)), EVE),
        (VISIT, QuietHours(time(0, 0), time(23, 59)), EVE),
        (amsterdam(2026, 3, 6, 0, 30), QuietHours(), EVE),
        (amsterdam(2026, 3, 29, 10), QuietHours(), amsterdam(2026, 3, 28, 18)),
        (amsterdam(2026, 10, 25, 10), QuietHours(), amsterdam(2026, 10, 24, 18)),
        (amsterdam(2026, 3, 30, 10), QuietHours(), amsterdam(2026, 3, 29, 18)),
    ],
    ids=[
        "usual",
        "none",
        "from six",
        "before six",
        "sleeps by day",
        "from midnight",
        "all of that day",
        "nearly always",
        "night",
        "spring",
        "autumn",
        "after",
    ],
)
def test_the_reminder_is_for_the_evening_before_or_earlier_that_day(
    visit: datetime, quiet: QuietHours, reminder: datetime
) -> None:
    """I16."""
    plan = plan_for(a_visit(needed_from=visit), a_member("anna", quiet_hours=quiet), POLICY)
    assert plan.reminder == reminder
    assert (plan.check, plan.warning, plan.last) == (visit - hours(2), visit - hours(1), visit - minutes(30))


@pytest.mark.parametrize(("speed", "step", "reminder"), [(1, 1800, 72000), (10, 180, 7200), (2400, 10, 60)])
def test_everything_shrinks_with_the_speed_but_not_to_nothing(speed: float, step: float, reminder: float) -> None:
    plan = plan_for(a_visit(), ANNA, Policy(speed=speed))
    seconds = [(VISIT - at).total_seconds() for at in (plan.reminder, plan.fresh, plan.check, plan.warning, plan.last)]
    assert seconds == [reminder, 6 * step, 4 * step, 2 * step, step]


# --- a helper who answers ---


def test_the_evening_before_the_helper_is_reminded_once_with_a_link() -> None:
    before = decide(a_visit(), MORNING + hours(1))
    assert (before.step, before.deliveries) == (Step(StepKind.ACCOMPANY, EVE), ())
    evening = decide(a_visit(), EVE)
    assert (told(evening), noted(evening)) == ([("anna", NoticeKind.VISIT_REMINDER)], [(Happening.REMINDED, EVE, 1)])
    secret = evening.deliveries[0].notice.secret
    assert secret
    assert evening.request.asks[0].answers_to(secret)
    assert evening.request.asks[0].answers_to("secret of anna")
    again = decide(as_sent(evening), EVE + hours(1))
    assert (again.step, again.deliveries, noted(again)) == (Step(StepKind.ACCOMPANY, CHECK), (), [])
    check = decide(as_sent(again), CHECK)
    assert (told(check), noted(check)) == (
        [("anna", NoticeKind.ARE_YOU_COMING)],
        [(Happening.ASKED_IF_COMING, CHECK, 1)],
    )


@pytest.mark.parametrize(
    ("yes", "now", "asked"),
    [
        (EVE, EVE + minutes(1), []),
        (EVE - minutes(1), EVE + minutes(1), [NoticeKind.VISIT_REMINDER]),
        (VISIT - hours(3) - minutes(1), CHECK, [NoticeKind.ARE_YOU_COMING]),
        (VISIT - hours(3), CHECK, []),
        (EVE - minutes(1), CHECK, [NoticeKind.ARE_YOU_COMING]),
    ],
)
def test_a_yes_of_just_now_needs_no_reminder(yes: datetime, now: datetime, asked: list[NoticeKind]) -> None:
    request = a_visit()
    request = request.with_ask(replace(request.asks[0], closed_at=yes))
    assert [kind for _, kind in told(decide(request, now))] == asked


@pytest.mark.parametrize("at", [EVE, EVE + minutes(5)])
@pytest.mark.parametrize("sign", ["coming", "contact"])
def test_any_sign_since_the_evening_settles_it(sign: str, at: datetime) -> None:
    request = lives(a_visit(STAND_BY), EVE)
    signed = acts.coming(request, "anna", EVE, at) if sign == "coming" else acts.show_contact(request, "anna", at)[0]
    for now in (CHECK, WARNING, LAST):
        decision = decide(signed, now)
        assert (decision.deliveries, decision.step.until) == ((), signed.needed_until + hours(2))


def test_a_look_at_the_phone_number_on_the_day_of_the_yes_is_no_sign_for_friday() -> None:
    looked = acts.show_contact(a_visit(), "anna", MORNING + minutes(1))[0]
    assert told(decide(looked, EVE)) == [("anna", NoticeKind.VISIT_REMINDER)]
    by_rosa = acts.show_contact(a_visit(), REQUESTER, EVE)[0]
    assert told(decide(by_rosa, EVE)) == [("anna", NoticeKind.VISIT_REMINDER)]


def test_saying_twice_that_one_comes_is_saying_it_once() -> None:
    """I15, I21."""
    once = acts.coming(a_visit(), "anna", EVE, EVE)
    assert [(event.what, event.by, event.ask) for event in once.news] == [(Happening.COMING, Actor.HELPER, 1)]
    assert acts.coming(once, "anna", EVE, EVE + hours(1)) == once
    assert acts.coming(a_visit(), "anna", EVE, EVE - minutes(1)) == a_visit(), "too early to mean anything"


def test_only_the_helper_of_a_visit_to_come_can_say_so() -> None:
    for request, who, now, refusal in (
        (a_visit(STAND_BY), "bert", EVE, NotFound),
        (a_visit(status=Status.OPEN, asks=()), "anna", EVE, NotFound),
        (a_visit(), "anna", VISIT, StateForbids),
        (a_visit(status=Status.HELPED), "anna", EVE, StateForbids),
    ):
        with pytest.raises(refusal):
            acts.coming(request, who, EVE, now)


# --- a helper who stays silent ---


def test_the_stand_by_is_warned_before_the_silent_helper_is_let_go() -> None:
    request = lives(a_visit(STAND_BY), EVE, CHECK)
    warned = decide(request, WARNING)
    assert told(warned) == [("bert", NoticeKind.STAND_BY_WARNED)]
    assert noted(warned) == [(Happening.STAND_BY_WARNED, WARNING, 2)]
    assert warned.step == Step(StepKind.ACCOMPANY, LAST)
    request = as_sent(warned)
    assert decide(request, LAST - minutes(1)).request.match
    let_go = decide(request, LAST)
    after = let_go.request
    assert (after.status, after.round, after.match, after.shortlist) == (Status.OPEN, 2, None, None)
    assert [ask.state for ask in after.asks] == [AskState.LET_GO, AskState.STAND_BY]
    assert after.asks[0].closed_at == LAST
    assert told(let_go) == [(REQUESTER, NoticeKind.SEARCHING_AGAIN), ("anna", NoticeKind.LET_GO)]
    assert noted(let_go) == [(Happening.LET_GO, LAST, 1)]
    assert after.news[0].by is Actor.WHAPP
    assert let_go.step.kind is StepKind.FINISH


def test_whoever_was_let_go_may_still_say_yes_and_the_requester_hears_it() -> None:
    """I8, promise 7."""
    open_again = lives(a_visit(STAND_BY, notices=()), EVE, CHECK, WARNING, LAST)
    link = next(ask for ask in open_again.asks if ask.helper_id == "anna")
    assert len(link.later_hashes) == 3, "the links of the reminder, the question and the farewell all work"
    after, outcome = acts.answer(open_again, link, Answer.YES, None, LAST + minutes(2))
    assert (outcome, after.status, after.match and after.match.helper_id) == (Outcome.MATCHED, Status.MATCHED, "anna")
    assert (REQUESTER, NoticeKind.MATCHED) in told(decide(after, LAST + minutes(2)))
    assert acts.answer(open_again, link, Answer.NO, None, LAST)[1] is Outcome.DECLINED


def test_without_a_stand_by_the_match_stays_and_the_requester_is_told() -> None:
    """Promise 7."""
    request = lives(a_visit(), EVE, CHECK, WARNING)
    last = decide(request, LAST)
    assert told(last) == [(REQUESTER, NoticeKind.HELPER_SILENT)]
    assert noted(last) == [(Happening.HELPER_SILENT, LAST, 1)]
    assert last.request.match
    after = decide(as_sent(last), LAST + minutes(5))
    assert (after.deliveries, after.step) == ((), Step(StepKind.ACCOMPANY, VISIT))


@pytest.mark.parametrize(
    "bert",
    [
        a_member("bert", paused_until=VISIT + hours(9)),
        a_member("bert", offers=frozenset()),
        a_member("bert", ask_budget_per_week=0),
        a_member("bert", asked_until=VISIT),
        a_member("bert", quiet_hours=QuietHours(time(12), time(16))),
        None,
    ],
    ids=["paused", "offers nothing", "not to be asked", "asked by another", "asleep", "left"],
)
def test_nobody_is_let_go_for_a_stand_by_who_cannot_be_asked(bert: Member | None) -> None:
    known = people(ANNA, bert) if bert else people(ANNA)
    request = lives(a_visit(STAND_BY), EVE, CHECK, WARNING, known=known)
    assert told(decide(request, LAST, known)) == [(REQUESTER, NoticeKind.HELPER_SILENT)]


def test_for_what_is_urgent_a_stand_by_who_opted_in_can_be_asked_in_their_sleep() -> None:
    """Promise 4."""
    asleep = a_member("bert", quiet_hours=QuietHours(time(12), time(16)), urgent_overrides_quiet=True)
    looks = (EVE, CHECK, WARNING, LAST)
    urgent = a_visit(STAND_BY, urgency=Urgency.URGENT)
    assert lives(urgent, *looks, known=people(ANNA, asleep)).match is None
    assert lives(a_visit(STAND_BY), *looks, known=people(ANNA, asleep)).match


def test_nobody_is_let_go_for_a_stand_by_who_was_not_warned() -> None:
    late = decide(lives(a_visit(STAND_BY), EVE, CHECK), LAST)
    assert late.request.match
    assert told(late) == [("bert", NoticeKind.STAND_BY_WARNED), (REQUESTER, NoticeKind.HELPER_SILENT)]
    assert lives(as_sent(late), LAST + minutes(5)).match, "the requester was told to call"


def test_nobody_is_let_go_who_could_not_hear_the_question() -> None:
    """A visit at nine: until eight the helper sleeps, and then has half an hour."""
    visit = amsterdam(2026, 3, 6, 9)
    early = replace(a_visit(STAND_BY), needed_from=visit)
    request = lives(early, EVE, visit - hours(2), visit - hours(1))
    asked = request.notice(NoticeKind.ARE_YOU_COMING, request.asks[0])
    assert asked
    assert asked.attempted_at == visit - hours(1)
    assert lives(request, visit - minutes(31)).match
    assert lives(request, visit - minutes(30)).match is None


def test_whoever_heard_the_question_late_has_half_an_hour_all_the_same() -> None:
    """A visit at a quarter to nine: the helper wakes at eight, after the last look that was planned would have come."""
    visit = amsterdam(2026, 3, 6, 8, 45)
    early = replace(a_visit(STAND_BY), needed_from=visit)
    request = lives(early, EVE, visit - hours(2), visit - minutes(45))
    planned = decide(request, visit - minutes(30))
    assert planned.request.match
    assert planned.step == Step(StepKind.ACCOMPANY, visit - minutes(15))
    assert lives(request, visit - minutes(30), visit - minutes(16)).match
    assert lives(request, visit - minutes(30), visit - minutes(15)).match is None


def test_nobody_is_reminded_who_left() -> None:
    """I7."""
    for now in (EVE, CHECK, WARNING, LAST):
        gone = decide(a_visit(STAND_BY), now, people(BERT))
        assert (gone.deliveries, gone.step) == ((), Step(StepKind.ACCOMPANY, VISIT + hours(5)))


def test_a_visit_before_anybody_is_awake_is_left_alone() -> None:
    visit = amsterdam(2026, 3, 6, 8)
    request = lives(replace(a_visit(STAND_BY), needed_from=visit), EVE, visit - hours(2), visit - minutes(30), visit)
    assert request.match
    assert {notice.kind: notice.state for notice in request.notices} == {
        NoticeKind.VISIT_REMINDER: NoticeState.SENT,
        NoticeKind.ARE_YOU_COMING: NoticeState.DROPPED,
    }


def test_a_helper_who_cannot_be_reached_counts_as_silent() -> None:
    request = decide(a_visit(STAND_BY), CHECK).request
    failed = tuple(replace(each, state=NoticeState.FAILED) for each in request.notices)
    assert lives(replace(request, notices=failed), WARNING, LAST).match is None


def test_a_word_after_the_warning_sets_the_stand_by_free() -> None:
    request = lives(a_visit(STAND_BY), EVE, CHECK, WARNING)
    coming = acts.coming(request, "anna", EVE, WARNING + minutes(5))
    free = decide(coming, WARNING + minutes(5))
    assert told(free) == [("bert", NoticeKind.STAND_BY_RELEASED)]
    assert free.deliveries[0].notice.number == STAND_BY.number
    assert free.request.asks[1].state is AskState.STAND_BY
    assert decide(as_sent(free), LAST).deliveries == ()


def test_after_a_word_nothing_is_asked_any_more_that_was_still_to_be_sent() -> None:
    """A question that waited for the morning."""
    visit = amsterdam(2026, 3, 6, 9)
    request = lives(replace(a_visit(STAND_BY), needed_from=visit), EVE, visit - hours(2))
    coming = acts.coming(request, "anna", EVE, visit - minutes(90))
    assert decide(coming, visit - hours(1)).deliveries == ()


def test_the_guard_ends_when_the_visit_begins() -> None:
    request = lives(a_visit(STAND_BY), EVE, CHECK, WARNING)
    began = decide(request, VISIT)
    assert (began.deliveries, began.step) == ((), Step(StepKind.ACCOMPANY, VISIT + hours(5)))
    assert decide(a_visit(), VISIT, people()).step.until == VISIT + hours(5), "the helper left"


# --- the stand-by goes home ---


@pytest.mark.parametrize("end", ["done", "cancelled", "visit over"])
def test_a_stand_by_is_thanked_when_not_needed_any_more(end: str) -> None:
    request = a_visit(STAND_BY, replace(STAND_BY, helper_id="cas", number=3, state=AskState.TIMED_OUT))
    if end == "visit over":
        over = request.needed_until + hours(2)
        after = decide(request, over).request
        after = decide(replace(as_sent(decide(request, over)), waiting_until=over), over).request
    else:
        after = acts.done(request, MORNING) if end == "done" else acts.cancel(request, MORNING)
    released = [notice.member_id for notice in after.notices if notice.kind is NoticeKind.STAND_BY_RELEASED]
    assert released == ["bert"], "who never answered has the page to look at"
