"""What an ask teaches: once, and only about what really happened."""

from dataclasses import replace

import pytest

from tests.support.builders import MORNING, a_member, a_request, an_ask, minutes, people
from whapp.domain.ask import Ask, AskState
from whapp.domain.chance import Record
from whapp.domain.learning import Load, has_news, learn
from whapp.domain.member import Member
from whapp.domain.needs import step_forward
from whapp.domain.request import Request

KNOWN = Record(expected=2.0, yeses=1, silences=2)
ANNA = a_member("anna", record=KNOWN)
LATER = MORNING + minutes(20)


def ended(state: AskState, *, learnt: AskState | None = None, prior: float = 0.25) -> Request:
    """Anna was asked, and this became of it."""
    closed = None if state is AskState.OPEN else LATER
    return a_request(asks=(an_ask("anna", state=state, closed_at=closed, learnt=learnt, prior=prior),))


def taught(request: Request, *members: Member) -> Member:
    """Anna after what this request has to teach about her."""
    _, [load] = learn(request, people(*(members or (ANNA,))), ())
    assert not load.asked
    return load.member


@pytest.mark.parametrize(
    ("state", "record"),
    [
        (AskState.TIMED_OUT, Record(expected=2.0, yeses=1, silences=3)),
        (AskState.DECLINED, Record(expected=2.0, yeses=1, silences=0)),
        (AskState.ACCEPTED, Record(expected=2.0, yeses=2, silences=0)),
        (AskState.STAND_BY, Record(expected=2.0, yeses=2, silences=0)),
        (AskState.WITHDRAWN, Record(expected=2.0, yeses=2, silences=0)),
        (AskState.LET_GO, Record(expected=2.0, yeses=2, silences=0)),
        (AskState.FELL_THROUGH, Record(expected=2.0, yeses=2, silences=0)),
        (AskState.RELEASED, Record(expected=1.75, yeses=1, silences=2)),
        (AskState.UNDELIVERABLE, Record(expected=1.75, yeses=1, silences=2)),
    ],
)
def test_what_became_of_an_ask_is_learnt(state: AskState, record: Record) -> None:
    assert taught(ended(state)).record == record


def test_an_ask_that_teaches_nothing_does_not_hide_the_lesson_of_the_next() -> None:
    """Bert may still answer, and for Cas the time was up: from Anna's no there is something to learn all the same."""
    no = an_ask("anna", number=3, state=AskState.DECLINED, closed_at=LATER)
    time_is_up = a_request().needed_until
    for first in (an_ask("bert"), an_ask("cas", number=2, state=AskState.TIMED_OUT, deadline=time_is_up)):
        request, loads = learn(a_request(asks=(first, no)), people(ANNA), ())
        assert [load.member.record.silences for load in loads] == [0]
        assert request.asks[1].learnt is AskState.DECLINED


def test_what_was_expected_is_kept_to_the_thousandth() -> None:
    assert taught(ended(AskState.RELEASED, prior=0.12345)).record.expected == 1.877


@pytest.mark.parametrize("state", [AskState.DECLINED, AskState.ACCEPTED, AskState.STAND_BY])
def test_an_answer_of_any_kind_is_a_sign_of_life(state: AskState) -> None:
    assert taught(ended(state)).last_answered == LATER
    assert taught(ended(AskState.TIMED_OUT)).last_answered is None


@pytest.mark.parametrize("state", AskState)
def test_every_lesson_is_learnt_once(state: AskState) -> None:
    """I15."""
    request, loads = learn(ended(state), people(ANNA), ())
    assert bool(loads) is (state is not AskState.OPEN)
    assert learn(request, people(*(load.member for load in loads)), ()) == (request, ())


def test_a_yes_after_the_silence_was_learnt_takes_the_silence_back() -> None:
    silent = taught(ended(AskState.TIMED_OUT))
    late = taught(ended(AskState.ACCEPTED, learnt=AskState.TIMED_OUT), silent)
    assert late.record == Record(expected=2.0, yeses=2, silences=0)
    assert late.last_answered == LATER


def test_a_yes_that_crossed_the_release_counts_in_full() -> None:
    released = taught(ended(AskState.RELEASED))
    assert taught(ended(AskState.STAND_BY, learnt=AskState.RELEASED), released).record == Record(expected=2.0, yeses=2)


def test_a_yes_stays_a_yes_whatever_becomes_of_the_visit() -> None:
    for state in (AskState.WITHDRAWN, AskState.RELEASED, AskState.LET_GO, AskState.FELL_THROUGH, AskState.ACCEPTED):
        for learnt in (AskState.ACCEPTED, AskState.STAND_BY):
            assert not has_news(an_ask("anna", state=state, learnt=learnt))


def test_what_is_expected_never_falls_below_nothing() -> None:
    assert taught(ended(AskState.RELEASED, prior=0.9), a_member("anna")).record.expected == 0


def test_of_somebody_who_left_nothing_is_kept_and_the_lesson_is_done_with() -> None:
    """I7: nor is it waited for."""
    request, loads = learn(ended(AskState.TIMED_OUT), people(), ())
    assert loads == ()
    assert not has_news(request.asks[0])


def test_whoever_is_asked_now_is_expected_to_say_yes_as_often_as_people_like_them() -> None:
    bert = a_member("bert")
    request = a_request(asks=(an_ask("bert", prior=0.4, chance=0.1),))
    assert learn(request, people(), [bert])[1] == (Load(replace(bert, record=Record(expected=0.4)), asked=True),)


def test_somebody_asked_again_bears_one_load_with_the_lesson_of_the_last_round() -> None:
    """Two writes to one row are more than a transaction allows."""
    asks: tuple[Ask, ...] = (
        an_ask("anna", state=AskState.TIMED_OUT, closed_at=MORNING), an_ask("anna", round=2, prior=0.5),
    )  # fmt: skip
    asked = ANNA.asked(LATER, LATER + minutes(30))
    _, [load] = learn(a_request(round=2, asks=asks), people(ANNA), [asked])
    assert load.asked
    assert load.member == replace(asked, record=Record(expected=2.5, yeses=1, silences=3))


@pytest.mark.parametrize("ends", [AskState.ACCEPTED, AskState.RELEASED])
def test_whoever_steps_forward_teaches_a_yes_that_nobody_expected(ends: AskState) -> None:
    """And nothing at all when the request was cancelled before it was learnt: no ask had been counted."""
    request, _ = step_forward(a_request(), ANNA, LATER, "secret")
    if ends is AskState.RELEASED:
        request = request.move_ask(request.asks[0], ends, LATER)
    stepped = Record(expected=2.0, yeses=2, silences=0)
    assert taught(request).record == (stepped if ends is AskState.ACCEPTED else KNOWN)
    assert taught(request).asked_this_week == 0


def test_who_had_no_more_time_because_the_request_had_none_was_not_silent() -> None:
    request = replace(ended(AskState.TIMED_OUT), needed_until=MORNING + minutes(30))
    request, loads = learn(request, people(ANNA), ())
    assert loads == ()
    assert not has_news(request.asks[0])
