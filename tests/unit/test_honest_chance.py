"""Promise 7: the chance that is told counts whoever could really be asked, near or further away."""

from tests.support.builders import MORNING, REQUESTER, a_member, a_need, hours
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
