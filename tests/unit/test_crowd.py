"""Where many live, a request stands in the middle of a part of its cell."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import HOME, MORNING, a_member, a_need, phone_of
from tests.support.fakes import FakeGrid, FakeServices, fake_services
from whapp.app.create_request import create_request
from whapp.app.save_profile import Profile, save_profile
from whapp.domain.crowd import LEAST_SETTLED, SETTLED_AFTER, Crowd, counted_phone
from whapp.domain.member import Member
from whapp.domain.place import WITHIN_CELL_M, WITHIN_PART_M, Point
from whapp.domain.retention import TERMS, Matter
from whapp.ports import VerifiedContact

GRID = FakeGrid()
[[CELL]] = GRID.rings(HOME, 1)
NORTH, SOUTH = GRID.parts(CELL)
LONG_AGO = MORNING - SETTLED_AFTER
A_DAY = timedelta(days=1)


def a_settled(id_: str, part: str | None = NORTH, **known: Any) -> Member:
    """Somebody who has long lived in this part."""
    there = a_member(
        id_, phone=phone_of(id_), home=HOME, rings=GRID.rings(HOME, 3), part=part, settled_at=LONG_AGO, version=0
    )
    return replace(there, **known)


def neighbours(part: str, count: int) -> list[Member]:
    return [a_settled(f"{part}-{number}", part) for number in range(count)]


def a_town(*members: Member, north: int = LEAST_SETTLED, south: int = LEAST_SETTLED) -> FakeServices:
    """Rosa, who came yesterday, and so many who live north and south of her."""
    rosa = a_settled("rosa", GRID.part(HOME), settled_at=MORNING - A_DAY)
    people = {each.id: each for each in (rosa, *neighbours(NORTH, north), *neighbours(SOUTH, south), *members)}
    services = fake_services()
    for member in people.values():
        services.members.save(None, member)
    return services


def stands_finely(services: FakeServices, who: str = "rosa") -> bool:
    made = create_request(services, who, a_need(services.now()), None)
    fine = made.within_m == WITHIN_PART_M
    assert made.point == GRID.middle(GRID.part(HOME) if fine else CELL)
    assert fine or made.within_m == WITHIN_CELL_M
    return fine


@pytest.mark.parametrize(("north", "south", "fine"), [(10, 10, True), (9, 10, False), (10, 9, False), (30, 0, False)])
def test_a_request_stands_in_a_part_where_ten_have_settled_in_every_one(north: int, south: int, fine: bool) -> None:
    assert stands_finely(a_town(north=north, south=south)) is fine


@pytest.mark.parametrize(
    "who",
    [
        {"settled_at": LONG_AGO + A_DAY},
        {"settled_at": None},
        {"part": None},
        {"phone": None},
        {"phone": "+31201234567"},
        {"phone": phone_of(f"{NORTH}-1")},
        {"suspended_at": MORNING},
        {"kept_until": MORNING + A_DAY},
    ],
    ids=["new", "old-row", "no-part", "no-phone", "landline", "same-phone", "suspended", "guest"],
)
def test_who_could_be_made_up_or_is_no_member_is_not_counted(who: dict[str, Any]) -> None:
    assert not stands_finely(a_town(replace(a_settled("tenth"), **who), north=9))


def test_whoever_asks_is_not_one_of_the_ten() -> None:
    """Or the tenth of a part would tell, by standing in it, that this is where they live."""
    here = GRID.part(HOME)
    services = a_town(a_settled("truus", here), **{"north" if here == NORTH else "south": 9})
    assert not stands_finely(services, "truus")
    crowd = Crowd(LONG_AGO, dict.fromkeys((NORTH, SOUTH), 10))
    truus = services.members.get("truus")
    assert not crowd.is_around(truus)
    assert Crowd(LONG_AGO, {**crowd.counts, here: 11}).is_around(truus)
    assert crowd.is_around(replace(truus, settled_at=LONG_AGO + A_DAY)), "they were not counted"
    assert crowd.is_around(replace(truus, phone=None)), "nor then"


def test_a_count_holds_for_a_week() -> None:
    services = a_town()
    assert stands_finely(services)
    for member in neighbours(NORTH, 5):
        services.members.erase(services.members.get(member.id))
    assert stands_finely(services)
    kept = TERMS[Matter.CROWD].kept
    assert kept
    services.clock.goes_on(kept)
    assert not stands_finely(services)


def test_nothing_is_counted_beyond_a_part_with_too_few() -> None:
    services = a_town(north=3)
    assert not stands_finely(services)
    noted = services.members.crowd(CELL)
    assert noted
    assert noted.counts == {NORTH: 3}


def moved(services: FakeServices, home: Point | None) -> Member:
    profile = Profile(first_name="Anna", birth_year=1980, home=home)
    return save_profile(services, "anna", "token of anna", profile)


def test_whoever_moves_to_another_part_settles_anew() -> None:
    services = fake_services()
    services.identity.contacts["anna"] = VerifiedContact(phone_of("anna"), None)
    north, next_door = Point(HOME.lat, HOME.lon), Point(HOME.lat + 0.002, HOME.lon)
    first = moved(services, north)
    assert (first.part, first.settled_at) == (GRID.part(north.rounded()), MORNING)
    services.clock.goes_on(A_DAY)
    stayed = moved(services, next_door)
    assert (stayed.part, stayed.settled_at) == (first.part, MORNING)
    elsewhere = moved(services, Point(HOME.lat + 0.1, HOME.lon))
    assert elsewhere.part != first.part
    assert elsewhere.settled_at == MORNING + A_DAY
    homeless = moved(services, None)
    assert (homeless.part, homeless.settled_at, counted_phone(homeless)) == (None, None, None)


def test_a_profile_from_before_there_were_parts_asks_from_where_they_run_now() -> None:
    services = a_town(a_settled("old", part=None, rings=(("elsewhere",),), settled_at=None))
    made = create_request(services, "old", a_need(), None)
    assert made.rings == GRID.rings(HOME, 3)
