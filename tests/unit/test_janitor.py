"""The janitor: woken, restarted, running, finished, twice at once, and a crash in between."""

import pytest

from tests.support.builders import MORNING, REQUESTER, a_member, a_need, asked, minutes
from tests.support.fakes import FakeServices, fake_services
from whapp.app.cancel_request import cancel_request
from whapp.app.create_request import create_request
from whapp.app.tend import AT_ONCE, Tended, mourn, tend, tend_overdue
from whapp.domain.request import Request, Status

LATER = MORNING + minutes(40)


@pytest.fixture
def services() -> FakeServices:
    return fake_services(a_member(REQUESTER, offers=frozenset()), a_member("anna"), a_member("bert"))


def waiting(services: FakeServices) -> str:
    """A request whose cascade waits for Anna; returns its id."""
    made = create_request(services, REQUESTER, a_need(), None)
    services.cascades.settle(services)
    return made.id


def test_what_is_not_overdue_is_left_alone(services: FakeServices) -> None:
    request_id = waiting(services)
    assert tend_overdue(services) == []
    assert tend(services, request_id) is Tended.NOTHING
    assert tend(services, "nowhere") is Tended.NOTHING


def test_a_cascade_that_sleeps_through_its_alarm_is_woken(services: FakeServices) -> None:
    request_id = waiting(services)
    watched = services.requests.load(request_id).watch_at
    assert watched
    services.clock.now = LATER
    assert tend_overdue(services) == [(request_id, Tended.WOKEN)]
    assert services.logbook.late == [LATER - watched]
    assert services.requests.load(request_id).watch_at == LATER + services.policy.slack
    assert tend_overdue(services) == [], "it gets a moment to do its work"
    services.cascades.settle(services)
    assert [ask.helper_id for ask in services.requests.load(request_id).asks] == ["anna", "bert"]


def test_a_cascade_that_died_is_followed_by_the_next_generation(services: FakeServices) -> None:
    request_id = waiting(services)
    services.cascades.running[0].dead = True
    services.clock.now = LATER
    assert tend_overdue(services) == [(request_id, Tended.RESTARTED)]
    assert services.cascades.started == [(request_id, 1, 1), (request_id, 1, 2)]
    heir = services.requests.load(request_id)
    assert (heir.generation, heir.token, heir.watch_at) == (2, None, LATER + services.policy.slack)


def test_a_cascade_that_nobody_can_wake_is_stopped_and_followed(services: FakeServices) -> None:
    """I13, I18: its token was lost on the way, so it would sleep until its time-out."""
    made = create_request(services, REQUESTER, a_need(), None)
    asleep = services.cascades.running[0]
    services.clock.now = LATER
    assert tend_overdue(services) == [(made.id, Tended.RESTARTED)]
    assert asleep.dead
    assert services.cascades.started[-1] == (made.id, 1, 2)


def test_what_is_finished_is_not_on_the_list(services: FakeServices) -> None:
    request_id = waiting(services)
    cancel_request(services, request_id, REQUESTER)
    services.cascades.settle(services)
    services.clock.now = LATER
    assert tend_overdue(services) == []
    assert tend(services, request_id) is Tended.NOTHING
    assert mourn(services, request_id, 1, 1) is Tended.NOTHING


def test_two_janitors_at_once_start_one_cascade(services: FakeServices) -> None:
    """I18."""
    request_id = waiting(services)
    services.cascades.running[0].dead = True
    services.clock.now = LATER
    save = services.requests.save

    def after_the_other_janitor(before: Request, after: Request) -> Request:
        services.requests.save = save  # type: ignore[method-assign]
        assert tend(services, request_id) is Tended.RESTARTED
        return save(before, after)

    services.requests.save = after_the_other_janitor  # type: ignore[method-assign, assignment]
    assert tend(services, request_id) is Tended.NOTHING
    assert services.cascades.started == [(request_id, 1, 1), (request_id, 1, 2)]


def test_a_janitor_who_dies_before_starting_the_heir_is_followed_by_another(services: FakeServices) -> None:
    """Row first, start second: so nothing leaks."""
    request_id = waiting(services)
    services.cascades.running[0].dead = True
    services.cascades.out_of_reach = True
    services.clock.now = LATER
    tend_overdue(services)
    services.cascades.out_of_reach = False
    services.clock.goes_on(minutes(5))
    assert tend_overdue(services) == [(request_id, Tended.RESTARTED)]
    assert services.cascades.started[-1] == (request_id, 1, 3)


def test_a_death_is_followed_by_an_heir_at_once(services: FakeServices) -> None:
    request_id = waiting(services)
    services.cascades.running[0].dead = True
    assert mourn(services, request_id, 1, 1) is Tended.RESTARTED
    assert mourn(services, request_id, 1, 1) is Tended.NOTHING, "the news comes twice"
    assert mourn(services, "nowhere", 1, 1) is Tended.NOTHING


@pytest.mark.parametrize(("round_", "generation"), [(1, 1), (1, 2), (2, 3)])
def test_the_death_of_a_cascade_that_was_followed_already_is_no_news(
    services: FakeServices, round_: int, generation: int
) -> None:
    services.requests.create(asked("anna", round=2, generation=2))
    assert mourn(services, asked("anna").id, round_, generation) is Tended.NOTHING


def test_an_heir_finishes_what_its_forebear_began(services: FakeServices) -> None:
    request_id = waiting(services)
    cancel_request(services, request_id, REQUESTER)
    services.cascades.running[0].dead = True
    services.clock.goes_on(minutes(3))
    tend_overdue(services)
    services.cascades.settle(services)
    closed = services.requests.load(request_id)
    assert (closed.status, closed.watch_at, closed.pending_notices) == (Status.CANCELLED, None, ())


def test_what_dies_again_and_again_waits_for_the_scheduled_round(services: FakeServices) -> None:
    """Or a bad deployment would have every open request start, fail and start as fast as the cloud can."""
    request_id = waiting(services)
    followed = 0
    while mourn(services, request_id, 1, followed + 1) is Tended.RESTARTED:
        followed += 1
    assert followed == AT_ONCE
    services.clock.now = LATER + minutes(10)
    assert tend(services, request_id) is not Tended.NOTHING


def test_a_run_that_is_out_of_time_leaves_the_rest_to_the_next(services: FakeServices) -> None:
    """I14: after an outage thousands are overdue; who waited longest comes first."""
    first = waiting(services)
    services.clock.goes_on(minutes(1))
    second = waiting(services)
    services.clock.now = LATER
    load = services.requests.load

    def slowly(request_id: str) -> Request:
        services.clock.goes_on(minutes(1))
        return load(request_id)

    services.requests.load = slowly  # type: ignore[method-assign]
    assert [id_ for id_, _ in tend_overdue(services, LATER + minutes(1))] == [first]
    assert tend_overdue(services, services.now()) == []
    assert [id_ for id_, _ in tend_overdue(services, services.now() + minutes(1))] == [second]
