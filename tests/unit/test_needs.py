"""Finding each other: which needs nearby somebody is shown, how little they tell, and stepping forward."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.support.builders import (
    MORNING,
    REQUEST_ID,
    a_member,
    a_request,
    amsterdam,
    an_ask,
    asked,
    hours,
    matched,
    minutes,
)
from whapp.domain.acts import Outcome
from whapp.domain.ask import AskState, hash_secret
from whapp.domain.category import Category
from whapp.domain.hours import DAY_PARTS, DayPart
from whapp.domain.needs import Area, OpenNeed, cells_of, concerns, outline, step_forward
from whapp.domain.request import Request, Status

DIRK = a_member("dirk")
NOW = MORNING + minutes(5)


def stepping_forward(request: Request, who: str = "dirk", now: datetime = NOW, **known: Any) -> tuple[Request, Outcome]:
    return step_forward(request, a_member(who, **known), now, "secret of dirk")


# --- what is shown ---


def test_somebody_sees_the_needs_of_their_own_cell_and_of_those_around_it() -> None:
    assert cells_of(DIRK) == ["here", "north", "south"]
    assert cells_of(a_member(rings=())) == []


@pytest.mark.parametrize(
    ("request_", "shown"),
    [
        (a_request(), True),
        (a_request(rings=(("south",), ("here",))), True),
        (a_request(rings=(("far",), ("here",))), False),
        (a_request(requester_id="dirk"), False),
        (a_request(posted_by="mo"), True),
        (a_request(posted_by="dirk"), False),
        (a_request(requester_id="dirk", posted_by="mo"), False),
        (asked("anna", "dirk"), False),
        (asked("dirk", state=AskState.DECLINED), False),
        (asked("anna", state=AskState.DECLINED), True),
    ],
    ids=[
        "in-the-own-cell", "next-to-it", "further", "ones-own", "posted-by-another", "posted-oneself",
        "posted-for-oneself", "asked-already", "refused", "refused-by-another",
    ],
)  # fmt: skip
def test_a_need_is_shown_when_it_is_near_somebody_elses_and_is_not_behind_one(request_: Request, shown: bool) -> None:
    """Promise 6."""
    assert concerns(request_, DIRK, MORNING) is shown


def test_of_a_need_one_sees_the_kind_the_days_and_the_parts_of_the_day() -> None:
    """Promise 5: no person, no words, no place."""
    this_afternoon = date(2026, 3, 4)
    assert outline(a_request(), DIRK, in_group=False) == OpenNeed(
        id=REQUEST_ID,
        category=Category.GROCERIES,
        first_day=this_afternoon,
        last_day=this_afternoon,
        day_parts=[DayPart.AFTERNOON],
        area=Area.OWN,
    )


def test_the_days_of_a_need_are_those_on_the_calendar_at_home() -> None:
    past_midnight, and_a_day_on = amsterdam(2026, 3, 5, 0, 30), amsterdam(2026, 3, 6, 0, 30)
    need = outline(a_request(needed_from=past_midnight, needed_until=and_a_day_on), DIRK, in_group=False)
    assert (need.first_day, need.last_day) == (date(2026, 3, 5), date(2026, 3, 6))
    assert need.day_parts == list(DAY_PARTS)


@pytest.mark.parametrize(
    ("rings", "in_group", "area"),
    [
        ((("here",), ("north",)), False, Area.OWN),
        ((("north",), ("here",)), False, Area.NEAR),
        ((("here",), ("north",)), True, Area.GROUP),
        ((("north",), ("here",)), True, Area.GROUP),
    ],
)
def test_where_a_need_is_is_told_as_coarsely_as_can_be(rings: Any, in_group: bool, area: Area) -> None:
    assert outline(a_request(rings=rings), DIRK, in_group=in_group).area is area


# --- stepping forward ---


def test_stepping_forward_is_an_ask_and_its_yes_at_once() -> None:
    """I1. A chance of nothing: no ask was spent on it, so a yes that nobody expected is what there is to learn."""
    request, outcome = stepping_forward(asked("anna", "bert"))
    assert outcome is Outcome.MATCHED
    assert request.match == an_ask(
        "dirk",
        number=3,
        state=AskState.ACCEPTED,
        asked_at=NOW,
        deadline=NOW,
        closed_at=NOW,
        accepted_at=NOW,
        chance=0.0,
        prior=0.0,
    )
    assert [ask.state for ask in request.asks] == [AskState.RELEASED, AskState.RELEASED, AskState.ACCEPTED]


def test_whoever_steps_forward_is_known_by_the_secret_of_their_link() -> None:
    request, _ = stepping_forward(a_request())
    assert request.match
    assert request.match.reply_hash == hash_secret("secret of dirk")


def test_an_ask_is_counted_in_its_own_round() -> None:
    second = asked("anna", "bert", state=AskState.TIMED_OUT, round=2)
    request, _ = stepping_forward(replace(second, asks=(*second.asks, an_ask("cas", round=2))))
    assert request.match
    assert (request.match.round, request.match.number) == (2, 2)


@pytest.mark.parametrize(("rings", "circle"), [((("here",), ("north",)), 0), ((("north",), ("here",)), 1)])
def test_it_is_kept_whether_they_live_in_the_same_cell_or_in_the_next(rings: Any, circle: int) -> None:
    request, _ = stepping_forward(a_request(rings=rings))
    assert request.match
    assert request.match.circle == circle


@pytest.mark.parametrize(("groups", "in_group"), [({"watch", "street"}, True), ({"street"}, False)])
def test_it_is_kept_whether_they_belong_to_the_group_that_is_asked_first(groups: set[str], in_group: bool) -> None:
    request, _ = stepping_forward(a_request(first_groups=frozenset({"watch"})), groups=frozenset(groups))
    assert request.match
    assert request.match.in_group is in_group


def test_whoever_was_asked_answers_that_ask() -> None:
    """I5: nobody is asked twice in a round."""
    request, outcome = stepping_forward(asked("anna", "bert"), "bert")
    assert outcome is Outcome.MATCHED
    assert request.match == an_ask("bert", number=2, state=AskState.ACCEPTED, closed_at=NOW, accepted_at=NOW)
    assert len(request.asks) == 2


@pytest.mark.parametrize(
    ("request_", "now", "outcome"),
    [
        (matched("anna"), NOW, Outcome.TOO_LATE),
        (replace(matched("anna"), status=Status.HELPED), NOW, Outcome.TOO_LATE),
        (a_request(status=Status.CANCELLED), NOW, Outcome.CLOSED),
        (a_request(status=Status.EXPIRED), NOW, Outcome.CLOSED),
        (a_request(status=Status.NOBODY_AVAILABLE), NOW, Outcome.CLOSED),
        (a_request(), MORNING + hours(8), Outcome.CLOSED),
    ],
    ids=["taken", "helped", "cancelled", "expired", "nobody-available", "its-time-is-just-up"],
)
def test_who_comes_too_late_is_told_so_and_stands_by_for_nothing(
    request_: Request, now: datetime, outcome: Outcome
) -> None:
    """I8."""
    assert stepping_forward(request_, now=now) == (request_, outcome)
