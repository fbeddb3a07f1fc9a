"""I21: whatever happens has one row in the timeline, that says what, when, by whom and about which ask."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    Mint,
    a_bench,
    a_member,
    a_notice,
    a_request,
    a_shortlist,
    amsterdam,
    an_ask,
    asked,
    hours,
    matched,
    minutes,
    people,
)
from whapp.domain import acts, cascade, operations
from whapp.domain.ask import Answer, AskState, Reason
from whapp.domain.event import Actor, Event, Happening
from whapp.domain.member import Member
from whapp.domain.notice import NoticeState
from whapp.domain.policy import Policy
from whapp.domain.request import Request, Status

NOW = MORNING + minutes(20)
LATER = MORNING + hours(3)
AFTERNOON = MORNING + hours(5)
STAND_BY = matched("anna", an_ask("bert", number=2, state=AskState.STAND_BY, closed_at=MORNING))
SECOND = replace(asked("anna", "bert"), asks=(an_ask("anna", state=AskState.TIMED_OUT), an_ask("bert", number=2)))
GIVEN_UP = replace(asked("anna"), notices=(a_notice(state=NoticeState.FAILED),))
DENIED = matched("anna", needed_until=NOW - hours(60), waiting_until=NOW)
DENIED = DENIED.with_ask(replace(DENIED.asks[0], worked_out=False))
NIGHT = amsterdam(2026, 3, 4, 23)


def said(request: Request, ask: int, answer: Answer) -> Request:
    return acts.answer(request, request.asks[ask], answer, Reason.NO_TIME, NOW)[0]


def decided(request: Request, *bench: Member, now: object = NOW, circle: int = 0) -> Request:
    known = people(a_member("anna"), a_member("bert"), a_member(REQUESTER))
    return cascade.decide(request, a_bench(*bench, circle=circle), known, Policy(), now, Mint()).request  # type: ignore[arg-type]


ACTS: dict[str, tuple[Callable[[], Request], Event]] = {
    "a yes": (
        lambda: said(SECOND, 1, Answer.YES),
        Event(at=NOW, what=Happening.MATCHED, by=Actor.HELPER, ask=2),
    ),
    "a no": (
        lambda: said(SECOND, 1, Answer.NO),
        Event(at=NOW, what=Happening.DECLINED, by=Actor.HELPER, ask=2),
    ),
    "a yes too late": (
        lambda: said(matched("bert", an_ask("anna", number=2, state=AskState.TIMED_OUT)), 1, Answer.YES),
        Event(at=NOW, what=Happening.STAND_BY, by=Actor.HELPER, ask=2),
    ),
    "a cancel": (
        lambda: acts.cancel(SECOND, NOW),
        Event(at=NOW, what=Happening.CANCELLED, by=Actor.REQUESTER),
    ),
    "a thank-you": (
        lambda: acts.thanks(matched("anna", status=Status.HELPED, closed_at=MORNING), NOW),
        Event(at=NOW, what=Happening.THANKED, by=Actor.REQUESTER, ask=1),
    ),
    "help": (
        lambda: acts.done(matched("anna"), NOW),
        Event(at=NOW, what=Happening.HELPED, by=Actor.REQUESTER),
    ),
    "more time": (
        lambda: acts.extend(SECOND, SECOND.needed_until + hours(1), NOW),
        Event(at=NOW, what=Happening.EXTENDED, by=Actor.REQUESTER),
    ),
    "another reach": (
        lambda: acts.choose_circles(SECOND, 2, NOW),
        Event(at=NOW, what=Happening.CIRCLES_CHOSEN, by=Actor.REQUESTER),
    ),
    "a withdrawal": (
        lambda: acts.withdraw(matched("anna"), "anna", NOW),
        Event(at=NOW, what=Happening.WITHDRAWN, by=Actor.HELPER, ask=1),
    ),
    "a visit that did not happen": (
        lambda: acts.not_helped(matched("anna"), None, AFTERNOON),
        Event(at=AFTERNOON, what=Happening.FELL_THROUGH, by=Actor.REQUESTER, ask=1),
    ),
    "the helper's yes, it worked out": (
        lambda: acts.tell_how_it_went(matched("anna"), "anna", worked_out=True, now=AFTERNOON),
        Event(at=AFTERNOON, what=Happening.HELPER_SAYS_HELPED, by=Actor.HELPER, ask=1),
    ),
    "the helper's no, it did not": (
        lambda: acts.tell_how_it_went(matched("anna"), "anna", worked_out=False, now=AFTERNOON),
        Event(at=AFTERNOON, what=Happening.HELPER_SAYS_NOT, by=Actor.HELPER, ask=1),
    ),
    "a word that they are coming": (
        lambda: acts.coming(matched("anna"), "anna", MORNING, NOW),
        Event(at=NOW, what=Happening.COMING, by=Actor.HELPER, ask=1),
    ),
    "a pause by operations": (
        lambda: operations.pause(SECOND, NOW),
        Event(at=NOW, what=Happening.PAUSED, by=Actor.OPERATIONS),
    ),
    "the end of that pause": (
        lambda: operations.resume(replace(SECOND, paused_at=MORNING), NOW),
        Event(at=NOW, what=Happening.RESUMED, by=Actor.OPERATIONS),
    ),
    "a look by the requester": (
        lambda: acts.show_contact(matched("anna"), REQUESTER, NOW)[0],
        Event(at=NOW, what=Happening.CONTACT_SHOWN, by=Actor.REQUESTER, ask=1),
    ),
    "a look by the helper": (
        lambda: acts.show_contact(matched("anna"), "anna", NOW)[0],
        Event(at=NOW, what=Happening.CONTACT_SHOWN, by=Actor.HELPER, ask=1),
    ),
}

DECISIONS: dict[str, tuple[Callable[[], Request], list[Event]]] = {
    "the first ask": (
        lambda: decided(a_request(shortlist=a_shortlist("anna")), a_member("anna")),
        [Event(at=NOW, what=Happening.ASKED, ask=1)],
    ),
    "an ask further away": (
        lambda: decided(a_request(shortlist=a_shortlist("anna")), a_member("anna"), circle=1),
        [Event(at=NOW, what=Happening.WIDENED), Event(at=NOW, what=Happening.ASKED, ask=1)],
    ),
    "the first ask outside the group": (
        lambda: decided(
            a_request(shortlist=a_shortlist("anna"), first_groups=frozenset({"watch"})), a_member("anna"), circle=0
        ),
        [Event(at=NOW, what=Happening.BEYOND_GROUP), Event(at=NOW, what=Happening.ASKED, ask=1)],
    ),
    "silence": (
        lambda: decided(replace(asked("anna"), shortlist=a_shortlist("anna", "bert")), a_member("bert"), now=LATER),
        [Event(at=LATER, what=Happening.NO_ANSWER, ask=1), Event(at=LATER, what=Happening.ASKED, ask=2)],
    ),
    "somebody out of reach": (
        lambda: decided(replace(GIVEN_UP, shortlist=a_shortlist("anna", "bert")), a_member("bert")),
        [Event(at=NOW, what=Happening.NOT_REACHED, ask=1), Event(at=NOW, what=Happening.ASKED, ask=2)],
    ),
    "everybody asleep": (
        lambda: decided(
            a_request(needed_until=NIGHT + hours(20), shortlist=a_shortlist("anna")), a_member("anna"), now=NIGHT
        ),
        [Event(at=NIGHT, what=Happening.WAITING_FOR_WAKING_HOURS)],
    ),
    "everybody busy with another ask": (
        lambda: decided(a_request(shortlist=a_shortlist("anna")), a_member("anna", asked_until=NOW + minutes(20))),
        [Event(at=NOW, what=Happening.WAITING_FOR_SOMEBODY_FREE)],
    ),
    "everybody asked": (
        lambda: decided(replace(asked("anna"), shortlist=a_shortlist("anna")), now=MORNING + minutes(30)),
        [
            Event(at=MORNING + minutes(30), what=Happening.NO_ANSWER, ask=1),
            Event(at=MORNING + minutes(30), what=Happening.EVERYONE_ASKED),
        ],
    ),
    "nobody there": (
        lambda: decided(a_request(shortlist=a_shortlist())),
        [Event(at=NOW, what=Happening.NOBODY_AVAILABLE)],
    ),
    "the end of its time": (
        lambda: decided(a_request(needed_until=NOW)),
        [Event(at=NOW, what=Happening.EXPIRED)],
    ),
    "the visit over": (
        lambda: decided(matched("anna", needed_until=NOW - hours(2))),
        [Event(at=NOW, what=Happening.ASKED_HOW_IT_WENT)],
    ),
    "no news": (
        lambda: decided(matched("anna", needed_until=NOW - hours(60), waiting_until=NOW)),
        [Event(at=NOW, what=Happening.HELPED)],
    ),
    "no news after the helper's no": (
        lambda: decided(DENIED),
        [Event(at=NOW, what=Happening.EXPIRED, by=Actor.HELPER)],
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_somebody_did_has_one_row(name: str) -> None:
    act, row = ACTS[name]
    assert act().news == (row,)


@pytest.mark.parametrize("name", DECISIONS)
def test_what_the_cascade_decided_has_its_rows(name: str) -> None:
    decide, rows = DECISIONS[name]
    assert [replace(event, chance=None) for event in decide().news] == rows


def test_every_ask_remembers_when_it_was_closed() -> None:
    closed = {
        AskState.ACCEPTED: said(SECOND, 1, Answer.YES).asks[1],
        AskState.RELEASED: said(SECOND, 0, Answer.YES).asks[1],
        AskState.STAND_BY: said(
            matched("bert", an_ask("anna", number=2, state=AskState.TIMED_OUT)), 1, Answer.YES
        ).asks[1],
        AskState.WITHDRAWN: acts.withdraw(matched("anna"), "anna", NOW).asks[0],
        AskState.UNDELIVERABLE: decided(replace(GIVEN_UP, shortlist=a_shortlist("anna"))).asks[0],
        AskState.FELL_THROUGH: decided(DENIED).asks[0],
    }
    assert {state: (ask.state, ask.closed_at) for state, ask in closed.items()} == {
        state: (state, NOW) for state in closed
    }


HELPED = matched("anna", status=Status.HELPED, closed_at=MORNING)
MESSAGES: dict[str, tuple[Callable[[], Request], str]] = {
    "a yes": (lambda: said(asked("anna"), 0, Answer.YES), "1-1-matched"),
    "a cancelled visit": (lambda: acts.cancel(replace(matched("anna"), round=2), NOW), "1-1-visit_cancelled"),
    "a visit that did not happen": (lambda: acts.not_helped(matched("anna"), None, AFTERNOON), "1-1-fell_through"),
    "the helper's no, it did not": (
        lambda: acts.tell_how_it_went(matched("anna"), "anna", worked_out=False, now=AFTERNOON),
        "1-1-helper_says_not",
    ),
    "a thank-you": (lambda: acts.thanks(HELPED, NOW), "1-1-thanks"),
    "a cancel while somebody thinks": (lambda: acts.cancel(replace(asked("anna"), round=2), NOW), "1-1-released"),
    "a stand-by who is not needed": (lambda: acts.done(STAND_BY, NOW), "1-2-stand_by_released"),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_who_is_told_is_told_about_that_very_ask(name: str) -> None:
    """I8, I10: round and number of the ask; what is about another one may be false, or be taken for a repeat."""
    act, message = MESSAGES[name]
    assert [notice.id for notice in act().notices] == [message]


def test_the_helper_of_a_cancelled_visit_is_released_then() -> None:
    assert acts.cancel(matched("anna"), NOW).asks[0].closed_at == NOW
    assert acts.cancel(SECOND, NOW).asks[1].closed_at == NOW


def test_only_an_end_closes_a_request() -> None:
    assert said(SECOND, 1, Answer.YES).closed_at is None
    assert acts.withdraw(matched("anna"), "anna", NOW).closed_at is None
    assert acts.cancel(SECOND, NOW).closed_at == NOW
    assert acts.cancel(SECOND, NOW).status is Status.CANCELLED
