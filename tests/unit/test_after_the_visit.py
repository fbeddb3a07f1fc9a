"""Did it work out? What the requester and the helper can say, and what comes of silence."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    Mint,
    a_member,
    a_request,
    amsterdam,
    an_ask,
    asked,
    hours,
    matched,
    minutes,
    people,
)
from whapp.app.reply_view import ReplyState, ReplyView, Word
from whapp.domain import acts, cascade
from whapp.domain.ask import AskState
from whapp.domain.cascade import Decision
from whapp.domain.errors import InvalidInput, NotFound, StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.language import Language
from whapp.domain.notice import NoticeKind
from whapp.domain.policy import Policy
from whapp.domain.ranking import done_with
from whapp.domain.request import MAX_WINDOW, Request, Status
from whapp.domain.step import StepKind
from whapp.http.page import render
from whapp.http.page_words import WORDS

STARTS, ENDS = MORNING + hours(4), MORNING + hours(8)  # from two until six in the afternoon
DURING = STARTS + hours(1)


def told(request: Request) -> list[tuple[str, NoticeKind]]:
    return [(notice.member_id, notice.kind) for notice in request.notices]


def decide(request: Request, now: datetime) -> Decision:
    return cascade.decide(request, (), people(a_member("anna")), Policy(), now, Mint())


# --- the page ---


@pytest.mark.parametrize("language", Language)
def test_after_the_visit_the_page_speaks_of_going_no_more(language: Language) -> None:
    pages = {word: render(ReplyView(state=ReplyState.MATCHED, word=word), language) for word in Word}
    heading = {word: page.split("<h1>")[1].split("</h1>")[0] for word, page in pages.items()}
    assert heading[Word.COMING] == heading[Word.CONFIRMED]
    assert len({heading[Word.COMING], heading[Word.HOW_IT_WENT], heading[Word.TOLD]}) == 3
    call_to_arrange = WORDS[language].telling[ReplyState.MATCHED].lines[0]
    assert [word for word, page in pages.items() if call_to_arrange in page] == [Word.COMING, Word.CONFIRMED]


# --- nobody came ---


def test_when_nobody_came_the_search_begins_anew_without_that_neighbour() -> None:
    after = acts.not_helped(matched("anna", generation=3, token="old"), None, DURING)
    assert (after.status, after.round, after.generation, after.token, after.match) == (Status.OPEN, 2, 1, None, None)
    assert (after.asks[0].state, after.asks[0].closed_at) == (AskState.FELL_THROUGH, DURING)
    assert "anna" in done_with(after)
    assert told(after) == [("anna", NoticeKind.FELL_THROUGH)], "the requester said so, and need not be told"


def test_a_repeat_about_an_earlier_round_does_not_fell_the_next_helper() -> None:
    """I15: the first answer was lost on the way, and meanwhile somebody else said yes."""
    once = acts.not_helped(matched("anna"), None, DURING, 1)
    bert = an_ask("bert", round=2, state=AskState.ACCEPTED, closed_at=DURING)
    again = replace(once, status=Status.MATCHED, asks=(*once.asks, bert))
    assert acts.not_helped(again, None, DURING, 1) == again
    assert acts.not_helped(again, None, DURING, 2).round == 3
    with pytest.raises(InvalidInput) as refusal:
        acts.not_helped(again, None, DURING, 3)
    assert (refusal.value.field, refusal.value.reason) == ("round", "is still to come")


def test_saying_twice_that_nobody_came_is_saying_it_once() -> None:
    """I15: also when the second time everything is over."""
    once = acts.not_helped(matched("anna"), None, DURING)
    assert acts.not_helped(once, None, DURING + minutes(1)) == once
    over = replace(once, status=Status.EXPIRED)
    assert acts.not_helped(over, None, DURING + hours(9)) == over


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.MATCHED])
def test_nobody_can_have_failed_to_come_without_a_match(status: Status) -> None:
    with pytest.raises(StateForbids):
        acts.not_helped(replace(asked("anna", state=AskState.DECLINED), status=status), None, DURING)


def test_before_the_time_nobody_can_have_failed_to_come() -> None:
    with pytest.raises(StateForbids) as refusal:
        acts.not_helped(matched("anna"), None, STARTS - timedelta(seconds=1))
    assert "still to come" in refusal.value.state
    assert acts.not_helped(matched("anna"), None, STARTS).round == 2


@pytest.mark.parametrize(
    ("now", "start", "until"),
    [
        (ENDS - hours(1), STARTS, ENDS),
        (ENDS - minutes(59), ENDS - minutes(59), amsterdam(2026, 3, 4, 21, 1)),
        (ENDS + hours(1), ENDS + hours(1), amsterdam(2026, 3, 5, 9, 30)),
        (amsterdam(2026, 3, 5, 3), amsterdam(2026, 3, 5, 3), amsterdam(2026, 3, 5, 12)),
    ],
    ids=["an hour is left", "less is left", "in the evening", "at night"],
)
def test_there_is_time_enough_for_somebody_else(now: datetime, start: datetime, until: datetime) -> None:
    """Four hours of waking time at least."""
    after = acts.not_helped(matched("anna"), None, now)
    assert (after.needed_from, after.needed_until) == (start, until)


def test_a_long_window_is_given_once_more_as_far_as_a_request_may_live() -> None:
    days = matched("anna", needed_until=STARTS + timedelta(days=3))
    now = days.needed_until
    assert acts.not_helped(days, None, now).needed_until == now + timedelta(days=3)
    months = matched("anna", needed_from=MORNING - timedelta(days=59), needed_until=ENDS)
    assert acts.not_helped(months, None, ENDS).needed_until <= ENDS + MAX_WINDOW


def test_the_requester_may_say_until_when() -> None:
    after = acts.not_helped(matched("anna"), ENDS + hours(2), DURING)
    assert (after.needed_from, after.needed_until) == (DURING, ENDS + hours(2))
    for wrong in (DURING, DURING + MAX_WINDOW + minutes(1)):
        with pytest.raises(InvalidInput) as refusal:
            acts.not_helped(matched("anna"), wrong, DURING)
        assert refusal.value.field == "needed_until"


# --- the helper's word ---


@pytest.mark.parametrize(("worked_out", "asks"), [(True, []), (False, [(REQUESTER, NoticeKind.HELPER_SAYS_NOT)])])
def test_the_helpers_word_is_kept_and_a_no_is_asked_about(worked_out: bool, asks: list[object]) -> None:
    after = acts.tell_how_it_went(matched("anna"), "anna", worked_out=worked_out, now=DURING)
    assert (after.status, after.match and after.match.worked_out) == (Status.MATCHED, worked_out)
    assert told(after) == asks


def test_the_first_word_stays() -> None:
    """I15."""
    first = acts.tell_how_it_went(matched("anna"), "anna", worked_out=False, now=DURING)
    for again in (True, False):
        assert acts.tell_how_it_went(first, "anna", worked_out=again, now=ENDS) == first


def test_only_the_helper_tells_and_only_once_it_began() -> None:
    for request, helper, now, refusal in (
        (matched("anna"), "bert", DURING, NotFound),
        (a_request(), "anna", DURING, NotFound),
        (matched("anna"), "anna", STARTS - minutes(1), StateForbids),
        (matched("anna", status=Status.HELPED), "anna", DURING, StateForbids),
    ):
        with pytest.raises(refusal):
            acts.tell_how_it_went(request, helper, worked_out=True, now=now)


# --- both are asked, and silence ---


def test_the_helper_is_asked_with_a_link_of_its_own_and_the_first_one_goes_on_working() -> None:
    """I10."""
    decision = decide(matched("anna"), ENDS + hours(2))
    [_, to_anna] = decision.deliveries
    [ask] = decision.request.asks
    assert to_anna.notice.secret
    assert ask.answers_to(to_anna.notice.secret)
    assert ask.answers_to("secret of anna")
    assert not ask.answers_to("secret of bert")
    assert decide(decision.request, ENDS + hours(3)).request.asks == (ask,), "no link more"


@pytest.mark.parametrize(
    ("worked_out", "kinds"),
    [
        (True, [NoticeKind.DID_IT_WORK_OUT]),
        (False, [NoticeKind.HELPER_SAYS_NOT]),
    ],
)
def test_nobody_is_asked_what_they_told_already(worked_out: bool, kinds: list[NoticeKind]) -> None:
    request = acts.tell_how_it_went(matched("anna"), "anna", worked_out=worked_out, now=DURING)
    decision = decide(request, ENDS + hours(2))
    assert decision.step.kind is StepKind.FOLLOW_UP
    assert [notice.kind for notice in decision.request.notices] == kinds


def test_what_the_helper_denied_and_nobody_contradicts_did_not_happen() -> None:
    """Promise 7: silence is good news, but not against somebody's word."""
    denied = acts.tell_how_it_went(matched("anna"), "anna", worked_out=False, now=DURING)
    over = ENDS + hours(50)
    after = decide(replace(denied, waiting_until=over, news=()), over).request
    assert (after.status, after.match, after.asks[0].state) == (Status.EXPIRED, None, AskState.FELL_THROUGH)
    assert (REQUESTER, NoticeKind.EXPIRED) in told(after)
    assert [(event.what, event.by) for event in after.news] == [(Happening.EXPIRED, Actor.HELPER)]


@pytest.mark.parametrize("worked_out", [None, True])
def test_otherwise_silence_is_good_news(worked_out: bool | None) -> None:
    request = matched("anna", waiting_until=ENDS + hours(50))
    request = request.with_ask(replace(request.asks[0], worked_out=worked_out))
    assert decide(request, ENDS + hours(50)).request.status is Status.HELPED


# --- thanks ---

HELPED = matched("anna", status=Status.HELPED, closed_at=DURING)


def test_a_thank_you_is_told_to_the_helper_once() -> None:
    """I15: also when the message itself was swept away long ago."""
    once = acts.thanks(HELPED, ENDS)
    assert told(once) == [("anna", NoticeKind.THANKS)]
    assert (once.status, once.closed_at) == (Status.HELPED, DURING)
    swept = replace(once, notices=(), news=())
    assert acts.thanks(swept, ENDS + timedelta(days=20)) == swept


def test_a_thank_you_is_welcome_for_a_month() -> None:
    assert acts.thanks(HELPED, DURING + timedelta(days=30)).thanked_at
    with pytest.raises(StateForbids):
        acts.thanks(HELPED, DURING + timedelta(days=30, seconds=1))


@pytest.mark.parametrize(
    "request_",
    [
        *(replace(HELPED, status=status) for status in Status if status is not Status.HELPED),
        replace(HELPED, asks=()),
        replace(HELPED, closed_at=None),
    ],
    ids=[*(status for status in Status if status is not Status.HELPED), "by nobody", "not over"],
)
def test_only_help_is_thanked_for(request_: Request) -> None:
    with pytest.raises(StateForbids):
        acts.thanks(request_, ENDS)
