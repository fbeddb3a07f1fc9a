"""Promise 7: the chance that is told counts whoever could really be asked, near or further away."""

from tests.support.builders import MORNING, REQUESTER, a_member, a_need, amsterdam, hours
from tests.support.fakes import fake_services
from whapp.app.create_request import create_request
from whapp.domain.chance import BASE, HOUR, NEXT_DOOR
from whapp.domain.hours import DayPart

ROSA = a_member(REQUESTER, offers=frozenset())
RESTING = [a_member(f"resting-{number}", paused_until=MORNING + hours(72)) for number in range(10)]
CAS = a_member("cas", rings=(("north",), ("here",)))


def test_when_everybody_near_rests_those_further_away_are_counted() -> None:
    made = create_request(fake_services(ROSA, *RESTING, CAS), REQUESTER, a_need(), None)
    assert made.chance == round(BASE * NEXT_DOOR * HOUR[DayPart.MORNING], 2)


def test_when_everybody_rests_there_is_no_chance_and_no_time() -> None:
    made = create_request(fake_services(ROSA, *RESTING), REQUESTER, a_need(), None)
    assert (made.chance, made.expected_minutes) == (0.0, None)


def test_a_night_in_between_holds_no_turns() -> None:
    """Asked at nine in the evening for early next morning: however many live here, most of that time they sleep."""
    evening, morning = amsterdam(2026, 3, 4, 21), amsterdam(2026, 3, 5, 8, 10)

    def told(neighbours: int) -> float:
        services = fake_services(ROSA, *(a_member(f"n{number}") for number in range(neighbours)), now=evening)
        need = a_need(evening, needed_from=evening, needed_until=morning)
        return create_request(services, REQUESTER, need, None).chance

    assert told(40) == told(10) > told(5)
