"""How far the search has come, as the requester reads it."""

import pytest

from tests.support.builders import a_request, an_ask
from whapp.domain.circle import Circle, circle_of

WATCH = frozenset({"watch"})


@pytest.mark.parametrize(
    ("circles", "circle"),
    [((), Circle.OWN), ((0,), Circle.OWN), ((1, 0), Circle.NEAR), ((0, 2), Circle.WIDER), ((3,), Circle.WIDER)],
)
def test_it_has_come_as_far_as_the_furthest_who_was_asked(circles: tuple[int, ...], circle: Circle) -> None:
    asks = tuple(an_ask(f"neighbour-{number}", number=number, circle=each) for number, each in enumerate(circles, 1))
    assert circle_of(a_request(asks=asks)) is circle


def test_a_new_round_begins_near_again() -> None:
    assert circle_of(a_request(round=2, asks=(an_ask(circle=2), an_ask("bert", round=2)))) is Circle.OWN


def test_with_the_group_first_it_is_there_until_somebody_else_was_asked() -> None:
    mate, other = an_ask(circle=2, in_group=True), an_ask("bert", number=2, circle=1)
    assert circle_of(a_request(first_groups=WATCH)) is Circle.GROUP
    assert circle_of(a_request(first_groups=WATCH, asks=(mate,))) is Circle.GROUP
    assert circle_of(a_request(first_groups=WATCH, asks=(mate, other))) is Circle.NEAR
