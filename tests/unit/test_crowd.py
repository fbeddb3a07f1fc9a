"""Where many live, a request stands in the middle of a part of its cell, or of a few."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import HOME, MORNING, a_member, a_need, phone_of
from tests.support.fakes import FakeGrid, FakeServices, fake_services
from whapp.adapters.cells import H3Grid
from whapp.app.create_request import create_request
from whapp.app.save_profile import Profile, save_profile
from whapp.domain.crowd import LEAST_SETTLED, SETTLED_AFTER, Crowd, counted_phone
from whapp.domain.member import Member
from whapp.domain.place import WITHIN_CELL_M, WITHIN_PARTS_M, Point
from whapp.domain.retention import TERMS, Matter
from whapp.ports import VerifiedContact

GRID = FakeGrid()
[[CELL]] = GRID.rings(HOME, 1)
HERE = GRID.part(HOME)
THIRDS = GRID.thirds(CELL)
NORTH_EAST, NORTH_WEST, SOUTH = (part for third in THIRDS for part in third)
EVERYWHERE = dict.fromkeys((NORTH_EAST, NORTH_WEST, SOUTH), LEAST_SETTLED)
LONG_AGO = MORNING - SETTLED_AFTER
A_DAY = timedelta(days=1)


def a_settled(id_: str, part: str | None = NORTH_EAST, **known: Any) -> Member:
    """Somebody who has long lived in this part."""
    there = a_member(id_, phone=phone_of(id_), rings=GRID.rings(HOME, 3), part=part, settled_at=LONG_AGO, version=0)
    return replace(there, **known)


def a_town(*members: Member, counts: Mapping[str, int] = EVERYWHERE) -> FakeServices:
    """Rosa, who came yesterday, and so many who live in each part of her cell."""
    rosa = a_settled("rosa", HERE, settled_at=MORNING - A_DAY)
    neighbours = [a_settled(f"{part}-{n}", part) for part, count in counts.items() for n in range(count)]
    services = fake_services()
    for member in (rosa, *neighbours, *members):
        services.members.save(None, member)
    return services


def told_in(services: FakeServices, home: Point = HOME) -> tuple[Point, int]:
    """Where a request of Rosa stands, and how far from it she may live."""
    made = create_request(services, "rosa", a_need(services.now(), location=home), None)
    return made.point, made.within_m


THE_CELL = (GRID.middle(CELL), WITHIN_CELL_M)
ITS_PART = (GRID.middle(HERE), WITHIN_PARTS_M[1])


@pytest.mark.parametrize(
    ("counts", "part", "together"),
    [
        ((10, 10, 10), NORTH_EAST, [NORTH_EAST]),
        ((10, 10, 10), SOUTH, [SOUTH]),
        ((9, 10, 10), NORTH_EAST, [NORTH_EAST, NORTH_WEST]),
        ((9, 10, 10), NORTH_WEST, [NORTH_EAST, NORTH_WEST]),
        ((9, 10, 10), SOUTH, [SOUTH]),
        ((5, 5, 10), NORTH_WEST, [NORTH_EAST, NORTH_WEST]),
        ((5, 4, 10), NORTH_WEST, []),
        ((5, 4, 10), SOUTH, []),
        ((30, 30, 9), NORTH_EAST, []),
    ],
)
def test_a_third_is_told_where_each_holds_ten_and_a_part_where_each_of_its_third_does(
    counts: Sequence[int], part: str, together: list[str]
) -> None:
    crowd = Crowd(LONG_AGO, dict(zip(EVERYWHERE, counts, strict=True)))
    assert list(crowd.told(THIRDS, part, a_settled("rosa", part, settled_at=MORNING))) == together


def test_a_request_stands_in_the_middle_of_what_is_told() -> None:
    assert told_in(a_town()) == ITS_PART
    assert told_in(a_town(counts={})) == THE_CELL
    few = dict.fromkeys(EVERYWHERE, 5) | {SOUTH: 10}
    north = Point(*(round(degrees, 3) for degrees in (GRID.middle(NORTH_EAST).lat, GRID.middle(NORTH_EAST).lon)))
    assert told_in(a_town(counts=few), north) == (GRID.middle(NORTH_EAST, NORTH_WEST), WITHIN_PARTS_M[2])


@pytest.mark.parametrize(
    "who",
    [
        {"settled_at": LONG_AGO + A_DAY},
        {"settled_at": None},
        {"part": None},
        {"phone": None},
        {"phone": "+31201234567"},
        {"phone": phone_of(f"{SOUTH}-1")},
        {"phone": phone_of(f"{NORTH_EAST}-1")},
        {"suspended_at": MORNING},
        {"kept_until": MORNING + A_DAY},
    ],
    ids=[
        "new",
        "old-row",
        "no-part",
        "no-phone",
        "landline",
        "same-phone",
        "same-phone-elsewhere",
        "suspended",
        "guest",
    ],
)
def test_who_could_be_made_up_or_is_no_member_is_not_counted(who: dict[str, Any]) -> None:
    nine = {**EVERYWHERE, SOUTH: 9}
    assert told_in(a_town(a_settled("tenth", SOUTH), counts=nine)) == ITS_PART
    assert told_in(a_town(replace(a_settled("tenth", SOUTH), **who), counts=nine)) == THE_CELL


def test_whoever_asks_is_not_one_of_the_ten() -> None:
    """Or the tenth of a part would tell, by standing in it, that this is where they live."""
    crowd, truus = Crowd(LONG_AGO, EVERYWHERE), a_settled("truus", SOUTH)
    assert list(crowd.told(THIRDS, SOUTH, truus)) == []
    assert list(Crowd(LONG_AGO, {**EVERYWHERE, SOUTH: 11}).told(THIRDS, SOUTH, truus)) == [SOUTH]
    for uncounted in (replace(truus, settled_at=LONG_AGO + A_DAY), replace(truus, phone=None)):
        assert list(crowd.told(THIRDS, SOUTH, uncounted)) == [SOUTH]


def test_a_count_holds_for_a_week() -> None:
    services = a_town()
    assert told_in(services) == ITS_PART
    for number in range(5):
        services.members.erase(services.members.get(f"{SOUTH}-{number}"))
    assert told_in(services) == ITS_PART
    kept = TERMS[Matter.CROWD].kept
    assert kept
    services.clock.goes_on(kept)
    assert told_in(services) == THE_CELL


def test_nothing_is_counted_beyond_a_third_with_too_few() -> None:
    services = a_town(counts={NORTH_EAST: 5, NORTH_WEST: 4, SOUTH: 30})
    assert told_in(services) == THE_CELL
    noted = services.members.crowd(CELL)
    assert noted
    assert noted.counts == {NORTH_EAST: 5, NORTH_WEST: 4}


def moved(services: FakeServices, home: Point | None) -> Member:
    return save_profile(services, "anna", "token of anna", Profile(first_name="Anna", birth_year=1980, home=home))


def test_whoever_moves_to_another_part_settles_anew() -> None:
    services = fake_services()
    services.identity.contacts["anna"] = VerifiedContact(phone_of("anna"), None)
    first = moved(services, HOME)
    assert (first.part, first.settled_at) == (HERE, MORNING)
    services.clock.goes_on(A_DAY)
    stayed = moved(services, Point(HOME.lat + 0.0001, HOME.lon))
    assert (stayed.part, stayed.settled_at) == (HERE, MORNING)
    elsewhere = moved(services, Point(HOME.lat + 0.1, HOME.lon))
    assert elsewhere.part != HERE
    assert elsewhere.settled_at == MORNING + A_DAY
    homeless = moved(services, None)
    assert (homeless.part, homeless.settled_at, counted_phone(homeless)) == (None, None, None)


def test_a_profile_from_before_there_were_parts_asks_from_where_the_borders_run_now() -> None:
    """I19."""
    services = a_town(a_settled("old", part=None, rings=(("elsewhere",),), settled_at=None))
    made = create_request(services, "old", a_need(), None)
    assert made.rings == GRID.rings(HOME, 3)


@pytest.mark.parametrize("town", [HOME, Point(53.2, 6.57), Point(50.85, 5.69), Point(51.44, 3.57)])
def test_the_parts_of_a_cell_are_in_it_and_nothing_else_is(town: Point) -> None:
    """Along the borders too: or the cell and the part together would tell a strip of a street."""
    grid = H3Grid()
    steps = range(-15, 16)
    for place in (Point(town.lat + n * 0.002, town.lon + e * 0.002).rounded() for n in steps for e in steps):
        [[cell]] = grid.rings(place, 1)
        thirds = grid.thirds(cell)
        assert sorted(map(len, thirds)) == [2, 2, 3]
        [third] = [third for third in thirds if grid.part(place) in third]
        for parts in ((grid.part(place),), third):
            assert place.metres_to(grid.middle(*parts)) <= WITHIN_PARTS_M[len(parts)]
        assert place.metres_to(grid.middle(cell)) <= WITHIN_CELL_M
