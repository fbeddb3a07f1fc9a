"""The authorisation matrix: everybody calls every route, and gets what the table says.

Whom a row does not name is refused, in the very words that are said about what nobody has; and what is refused changes
nothing.
"""

import pytest

from tests.handlers.test_openapi import OPERATIONS
from tests.security.cast import ACTORS, OPEN, Street, street
from tests.security.matrix import NOBODYS, PAGES, ROWS, Row

CELLS = len(ROWS) * len(ACTORS)


@pytest.fixture(scope="module")
def untouched() -> Street:
    return street()


@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{number} {row.route.partition(' ')[0]} {row.path}" for number, row in enumerate(ROWS)]
)
def test_everybody_gets_what_is_theirs_and_nothing_else(untouched: Street, row: Row) -> None:
    before, here = untouched.kept(), untouched.again()
    nothing = untouched.again().call("GET", f"/v1/requests/{NOBODYS}", by="rosa").body
    got, method = {}, row.route.partition(" ")[0]
    for actor in ACTORS:
        answer = here.call(method, row.asked(actor), row.body, by=actor)
        got[actor] = answer.status
        if answer.status >= 400:
            assert here.kept() == before, f"{actor} was refused and changed something"
        if answer.status == 404:
            assert answer.body == nothing, f"{actor} learns something from being refused"
        if here.kept() != before:
            here = untouched.again()
    assert got == {actor: row.expected(actor) for actor in ACTORS}


def test_every_route_has_a_row() -> None:
    assert {row.route for row in ROWS} | PAGES == set(OPERATIONS)


def test_the_matrix_is_as_large_as_it_was_promised() -> None:
    assert CELLS >= 500


def test_a_change_is_seen(untouched: Street) -> None:
    """What compares nothing would find nothing."""
    here = untouched.again()
    assert here.kept() == untouched.kept()
    assert here.call("POST", f"/v1/requests/{OPEN}/cancel", by="rosa").status == 200
    assert here.kept() != untouched.kept()
