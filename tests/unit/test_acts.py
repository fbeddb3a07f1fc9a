"""What members do: every answer in every state of ask and request, and every act done twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    Mint,
    a_request,
    a_shortlist,
    an_ask,
    asked,
    hours,
    matched,
    minutes,
)
from whapp.domain import acts
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, Ask, AskState, Reason
from whapp.domain.errors import NotFound, StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.notice import NoticeKind
from whapp.domain.request import ASK_MOVES, REQUEST_MOVES, Request, Status

NOW = MORNING + minutes(45)
LATE = (AskState.TIMED_OUT, AskState.UNDELIVERABLE, AskState.RELEASED, AskState.LET_GO)  # an answer may still count

# What a yes to an ask that is not settled comes to, by the state of the request, and what the ask becomes, if anything.
YES = {
    Status.OPEN: (Outcome.MATCHED, AskState.ACCEPTED),
    Status.MATCHED: (Outcome.TOO_LATE_STAND_BY, AskState.STAND_BY),
    Status.HELPED: (Outcome.TOO_LATE, None),
    Status.CANCELLED: (Outcome.CLOSED, None),
    Status.EXPIRED: (Outcome.CLOSED, None),
    Status.NOBODY_AVAILABLE: (Outcome.CLOSED, None),
}
SETTLED = {
    AskState.ACCEPTED: Outcome.MATCHED,
    AskState.DECLINED: Outcome.DECLINED,
    AskState.WITHDRAWN: Outcome.CLOSED,
    AskState.FELL_THROUGH: Outcome.CLOSED,
    AskState.CALLED_OFF: Outcome.CLOSED,
}


def one_ask(status: Status, state: AskState) -> tuple[Request, Ask]:
    """A request with one ask in this state; when somebody else has the match, that is the second ask."""
    ask = an_ask("anna", state=state, closed_at=None if state is AskState.OPEN else MORNING)
    asks = [ask]
    if status in (Status.MATCHED, Status.HELPED) and state is not AskState.ACCEPTED:
        asks.append(an_ask("bert", number=2, state=AskState.ACCEPTED, closed_at=MORNING))
    return a_request(status=status, asks=tuple(asks), closed_at=MORNING if status.is_final else None), ask


def told(request: Request) -> list[tuple[str, NoticeKind]]:
    return [(notice.member_id, notice.kind) for notice in request.notices]


def happenings(request: Request) -> list[Happening]:
    return [event.what for event in request.news]


# --- every answer ---


@pytest.mark.parametrize(("status", "said"), list(product(Status, Answer)))
@pytest.mark.parametrize("state", SETTLED)
def test_an_answer_that_was_settled_stays_settled(status: Status, said: Answer, state: AskState) -> None:
    """I15: a second tap tells the same and changes nothing, whatever it says."""
    request, ask = one_ask(status, state)
    assert acts.answer(request, ask, said, None, NOW) == (request, SETTLED[state])


@pytest.mark.parametrize(
    ("status", "state"), [(Status.OPEN, AskState.OPEN), *product(Status, (*LATE, AskState.STAND_BY))]
)
def test_a_yes_counts_as_far_as_it_can(status: Status, state: AskState) -> None:
    """I8. (Whatever ends or matches a request releases its open asks.)"""
    request, ask = one_ask(status, state)
    outcome, becomes = YES[status]
    after, told_so = acts.answer(request, ask, Answer.YES, None, NOW)
    assert told_so is outcome
    assert after.asks[0].state is (becomes or state)
    if becomes in (None, state):
        assert after == request


@pytest.mark.parametrize("state", [AskState.OPEN, *LATE, AskState.STAND_BY])
def test_a_yes_that_comes_when_the_time_to_help_is_over_is_told_so(state: AskState) -> None:
    """I8: nobody is sent to a door at which they are no longer expected."""
    request, ask = one_ask(Status.OPEN, state)
    assert acts.answer(request, ask, Answer.YES, None, request.needed_until) == (request, Outcome.CLOSED)


@pytest.mark.parametrize("said", [Answer.NO, Answer.NOT_NOW])
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("state", [*LATE, AskState.OPEN, AskState.STAND_BY])
def test_a_no_is_always_fine(status: Status, state: AskState, said: Answer) -> None:
    """Promise 6: it is recorded while it matters, and what has ended is left alone (I6)."""
    request, ask = one_ask(status, state)
    after, outcome = acts.answer(request, ask, said, Reason.NO_TIME, NOW)
    assert outcome is Outcome.DECLINED
    if status.is_final:
        assert after == request
    else:
        assert (after.asks[0].state, after.asks[0].reason, after.asks[0].closed_at) == (
            AskState.DECLINED, Reason.NO_TIME, NOW,
        )  # fmt: skip
        assert happenings(after) == [Happening.DECLINED]
        assert after.status is status


def test_a_yes_matches_tells_the_requester_and_lets_the_others_go() -> None:
    """I1, I2, I3."""
    request = asked("anna", "bert")
    after, _ = acts.answer(request, request.asks[1], Answer.YES, None, NOW)
    assert after.status is Status.MATCHED
    assert [(ask.helper_id, ask.state) for ask in after.asks] == [
        ("anna", AskState.RELEASED), ("bert", AskState.ACCEPTED),
    ]  # fmt: skip
    assert after.match
    assert after.match.helper_id == "bert"
    assert told(after) == [("anna", NoticeKind.RELEASED), (REQUESTER, NoticeKind.MATCHED)]
    assert happenings(after) == [Happening.MATCHED]


def test_a_yes_after_the_time_out_counts_while_the_request_is_open() -> None:
    request = asked("anna", "bert")
    request = request.move_ask(request.asks[0], AskState.TIMED_OUT, MORNING)
    after, outcome = acts.answer(request, request.asks[0], Answer.YES, None, NOW)
    assert outcome is Outcome.MATCHED
    assert (after.match or request.asks[1]).helper_id == "anna"
    assert ("bert", NoticeKind.RELEASED) in told(after)


def test_when_the_helper_who_was_let_go_says_yes_after_all_the_requester_hears_of_it_once_more() -> None:
    """I8: that this neighbour comes was told before, and then that the search goes on."""
    first, _ = acts.answer(asked("anna"), asked("anna").asks[0], Answer.YES, None, NOW)
    let_go = replace(first.move_ask(first.asks[0], AskState.LET_GO, NOW), status=Status.OPEN, round=2)
    again, _ = acts.answer(let_go, let_go.asks[0], Answer.YES, None, NOW)
    assert told(again) == [(REQUESTER, NoticeKind.MATCHED), (REQUESTER, NoticeKind.MATCHED)]


def test_a_late_yes_to_an_earlier_round_counts_and_does_not_tell_its_giver_to_stay_at_home() -> None:
    """I8: Anna, on stand-by since the first round, was asked again in the second, and taps the first link."""
    stand_by = an_ask("anna", state=AskState.STAND_BY, closed_at=MORNING)
    again = an_ask("anna", round=2)
    request = a_request(round=2, asks=(stand_by, again), shortlist=a_shortlist())
    after, outcome = acts.answer(request, stand_by, Answer.YES, None, NOW)
    assert outcome is Outcome.MATCHED
    assert ("anna", NoticeKind.RELEASED) not in told(after)


def test_a_no_to_the_link_of_an_earlier_round_is_a_no_to_the_open_ask_too() -> None:
    """Promise 6: a no is final for that request, whichever of the two links it came through."""
    silent = an_ask("anna", state=AskState.TIMED_OUT, closed_at=MORNING)
    again = an_ask("anna", round=2)
    request = a_request(round=2, asks=(silent, again), shortlist=a_shortlist())
    after, _ = acts.answer(request, silent, Answer.NO, None, NOW)
    assert not after.open_asks


# --- what only the requester can do ---


@pytest.mark.parametrize("status", Status)
def test_cancelling_is_for_what_has_not_ended(status: Status) -> None:
    request, _ = one_ask(status, AskState.TIMED_OUT)
    if status is Status.CANCELLED:
        assert acts.cancel(request, NOW) == request
    elif status.is_final:
        with pytest.raises(StateForbids):
            acts.cancel(request, NOW)
    else:
        after = acts.cancel(request, NOW)
        assert (after.status, after.closed_at) == (Status.CANCELLED, NOW)
        assert after.news[-1].by is Actor.REQUESTER


def test_cancelling_tells_whoever_was_asked_and_whoever_would_come() -> None:
    """Promise 2: never a cancelled request that somebody still walks to."""
    assert told(acts.cancel(asked("anna", "bert"), NOW)) == [
        ("anna", NoticeKind.RELEASED), ("bert", NoticeKind.RELEASED),
    ]  # fmt: skip
    after = acts.cancel(matched("anna"), NOW)
    assert told(after) == [("anna", NoticeKind.VISIT_CANCELLED)]
    assert after.match is None


@pytest.mark.parametrize("status", Status)
def test_only_a_match_can_have_helped(status: Status) -> None:
    request, _ = one_ask(status, AskState.ACCEPTED if status in (Status.MATCHED, Status.HELPED) else AskState.DECLINED)
    if status is Status.MATCHED:
        after = acts.done(request, NOW)
        assert (after.status, after.closed_at, happenings(after)) == (Status.HELPED, NOW, [Happening.HELPED])
        assert after.match, "whose phone number is needed for another day"
    elif status is Status.HELPED:
        assert acts.done(request, NOW) == request
    else:
        with pytest.raises(StateForbids):
            acts.done(request, NOW)


# --- withdrawing ---


def test_withdrawing_starts_a_new_round_and_tells_the_requester() -> None:
    others = an_ask("bert", number=2, state=AskState.STAND_BY, closed_at=MORNING)
    after = acts.withdraw(matched("anna", others, generation=3, token="old"), "anna", NOW)
    assert (after.status, after.round, after.generation) == (Status.OPEN, 2, 1)
    assert (after.token, after.shortlist, after.match) == (None, None, None)
    assert [ask.state for ask in after.asks] == [AskState.WITHDRAWN, AskState.STAND_BY]
    assert told(after) == [(REQUESTER, NoticeKind.SEARCHING_AGAIN)]
    assert [(event.what, event.by, event.ask) for event in after.news] == [(Happening.WITHDRAWN, Actor.HELPER, 1)]


def test_withdrawing_twice_is_withdrawing_once() -> None:
    """I15."""
    once = acts.withdraw(matched("anna"), "anna", NOW)
    assert acts.withdraw(once, "anna", NOW + minutes(1)) == once


def test_nobody_withdraws_for_somebody_else() -> None:
    with pytest.raises(NotFound):
        acts.withdraw(matched("anna"), "stranger", NOW)
    with pytest.raises(StateForbids):
        acts.withdraw(matched("anna", an_ask("bert", number=2, state=AskState.DECLINED)), "bert", NOW)


def test_what_has_been_done_cannot_be_withdrawn() -> None:
    with pytest.raises(StateForbids):
        acts.withdraw(acts.done(matched("anna"), NOW), "anna", NOW)


REFUSALS: dict[str, tuple[Callable[[], object], str]] = {
    "somebody else's visit": (
        lambda: acts.withdraw(matched("anna", an_ask("bert", number=2, state=AskState.DECLINED)), "bert", NOW),
        "matched",
    ),
    "a visit that was": (lambda: acts.withdraw(acts.done(matched("anna"), NOW), "anna", NOW), "helped"),
    "coming when it is over": (lambda: acts.coming(acts.done(matched("anna"), NOW), "anna", MORNING, NOW), "helped"),
    "helped by nobody": (lambda: acts.done(asked("anna"), NOW), "open"),
    "choosing how far": (lambda: acts.choose_circles(acts.cancel(asked("anna"), NOW), 2, NOW), "cancelled"),
    "thanks for nothing": (lambda: acts.thanks(asked("anna"), NOW), "open"),
    "thanks too late": (
        lambda: acts.thanks(acts.done(matched("anna"), NOW), NOW + hours(24 * 31)),
        "helped, and closed too long ago",
    ),
    "nobody came, of nobody": (lambda: acts.not_helped(asked("anna"), None, NOW), "open"),
    "nobody came, before the time": (
        lambda: acts.not_helped(matched("anna"), None, NOW),
        "matched, and the time to help is still to come",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_whoever_is_refused_is_told_how_the_request_stands(name: str) -> None:
    act, stands = REFUSALS[name]
    with pytest.raises(StateForbids) as refusal:
        act()
    assert refusal.value.state == stands


# --- contact ---


@pytest.mark.parametrize(
    ("viewer", "sees", "by"), [("anna", REQUESTER, Actor.HELPER), (REQUESTER, "anna", Actor.REQUESTER)]
)
def test_the_matched_pair_see_each_others_contact_and_every_look_is_logged(viewer: str, sees: str, by: Actor) -> None:
    """I11, promise 5."""
    after, whose = acts.show_contact(matched("anna"), viewer, NOW)
    assert whose == sees
    assert [(event.what, event.by, event.ask) for event in after.news] == [(Happening.CONTACT_SHOWN, by, 1)]


@pytest.mark.parametrize(
    "request_",
    [
        asked("anna"),
        asked("anna", state=AskState.TIMED_OUT),
        acts.withdraw(matched("anna"), "anna", NOW),
        acts.cancel(matched("anna"), NOW),
        a_request(),
    ],
    ids=["asked", "silent", "withdrawn", "cancelled", "new"],
)
@pytest.mark.parametrize("viewer", ["anna", REQUESTER, "stranger"])
def test_without_a_match_nobody_sees_any_contact(request_: Request, viewer: str) -> None:
    """I11."""
    with pytest.raises(NotFound):
        acts.show_contact(request_, viewer, NOW)


def test_with_a_match_nobody_else_sees_any_contact() -> None:
    """I11."""
    with pytest.raises(NotFound):
        acts.show_contact(matched("anna", an_ask("bert", number=2, state=AskState.STAND_BY)), "bert", NOW)


@pytest.mark.parametrize(("later", "shown"), [(hours(24), True), (hours(24) + minutes(1), False)])
def test_a_day_after_the_end_the_contact_is_gone(later: object, shown: bool) -> None:
    """Promise 5."""
    closed = acts.done(matched("anna"), NOW)
    at = NOW + later  # type: ignore[operator] # a time span
    if shown:
        acts.show_contact(closed, "anna", at)
    else:
        with pytest.raises(NotFound):
            acts.show_contact(closed, "anna", at)


# --- the tables of moves ---


def test_the_life_of_a_request_is_this_and_nothing_else() -> None:
    """I6: `open -> matched -> helped`, the other ends, and back to open when the match falls through."""
    assert {(here, there) for here, moves in REQUEST_MOVES.items() for there in moves} == {
        (Status.OPEN, Status.MATCHED),
        (Status.OPEN, Status.CANCELLED),
        (Status.OPEN, Status.EXPIRED),
        (Status.OPEN, Status.NOBODY_AVAILABLE),
        (Status.MATCHED, Status.HELPED),
        (Status.MATCHED, Status.CANCELLED),
        (Status.MATCHED, Status.EXPIRED),
        (Status.MATCHED, Status.OPEN),
    }


@pytest.mark.parametrize(("here", "there"), list(product(Status, Status)))
def test_a_request_moves_along_the_table_only(here: Status, there: Status) -> None:
    """I6."""
    _moves_only_along_the_table(
        lambda: a_request(status=here).move(there, NOW).status, there, allowed=there in REQUEST_MOVES[here]
    )


@pytest.mark.parametrize(("here", "there"), list(product(AskState, AskState)))
def test_an_ask_moves_along_the_table_only(here: AskState, there: AskState) -> None:
    ask = an_ask("anna", state=here)
    _moves_only_along_the_table(
        lambda: a_request(asks=(ask,)).move_ask(ask, there, NOW).asks[0].state, there, allowed=there in ASK_MOVES[here]
    )


def test_a_refused_move_of_an_ask_tells_how_both_stand() -> None:
    declined = an_ask("anna", state=AskState.DECLINED)
    with pytest.raises(StateForbids) as refusal:
        a_request(asks=(declined,)).move_ask(declined, AskState.ACCEPTED, NOW)
    assert refusal.value.state == "open; the ask is declined"


def _moves_only_along_the_table(move: Callable[[], object], there: object, *, allowed: bool) -> None:
    if allowed:
        assert move() is there
    else:
        with pytest.raises(StateForbids):
            move()


def test_every_state_stands_in_the_tables() -> None:
    assert set(REQUEST_MOVES) == set(Status)
    assert set(ASK_MOVES) == set(AskState)


@pytest.mark.parametrize("status", Status)
def test_only_an_end_has_a_time_of_closing(status: Status) -> None:
    here = next(each for each, moves in REQUEST_MOVES.items() if status in moves)
    closed_at: datetime | None = a_request(status=here).move(status, NOW).closed_at
    assert (closed_at == NOW) is status.is_final


@pytest.mark.parametrize("status", Status)
def test_what_was_waited_for_is_over_once_a_request_moves(status: Status) -> None:
    """A wait for the morning must not be taken for the wait for word on how it went."""
    here = next(each for each, moves in REQUEST_MOVES.items() if status in moves)
    assert a_request(status=here, waiting_until=NOW).move(status, NOW).waiting_until is None


def test_a_message_with_a_link_is_written_once_and_has_one_link() -> None:
    """I10: every further link would be one more key to the same ask."""
    mint = Mint()
    once = matched("anna").tell_with_link(NoticeKind.ARE_YOU_COMING, matched("anna").asks[0], mint)
    assert once.tell_with_link(NoticeKind.ARE_YOU_COMING, once.asks[0], mint) == once
    reminded = once.tell_with_link(NoticeKind.VISIT_REMINDER, once.asks[0], mint)
    assert [len(request.asks[0].later_hashes) for request in (once, reminded)] == [1, 2]
    assert all(reminded.asks[0].answers_to(notice.secret or "") for notice in reminded.notices)


def test_a_message_is_written_once() -> None:
    """I10: the same news to the same member has the same id."""
    once = a_request().tell(NoticeKind.EXPIRED, REQUESTER)
    assert once.tell(NoticeKind.EXPIRED, REQUESTER) == once
    assert len(replace(once, round=2).tell(NoticeKind.EXPIRED, REQUESTER).notices) == 2
