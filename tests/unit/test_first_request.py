"""The first request of somebody for whom nobody vouches waits a little, and frail care is for the attested."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.builders import (
    AT_ONCE,
    HOME,
    MORNING,
    REQUESTER,
    Mint,
    a_bench,
    a_member,
    a_need,
    a_request,
    a_shortlist,
    hours,
    minutes,
    people,
)
from tests.support.fakes import FakeServices, fake_services
from tests.support.group_builders import a_group
from whapp.app.cancel_request import cancel_request
from whapp.app.create_request import create_request
from whapp.app.decide import decide
from whapp.app.list_needs import list_needs
from whapp.app.save_profile import Profile, save_profile
from whapp.app.step_forward import step_forward
from whapp.domain import acts, cascade
from whapp.domain.category import Category
from whapp.domain.errors import InvalidInput, NotFound, Unsafe
from whapp.domain.event import Actor, Happening
from whapp.domain.group import GroupStatus
from whapp.domain.member import Member
from whapp.domain.policy import FIRST_WAIT, Policy
from whapp.domain.request import LONGEST_AGO, Request
from whapp.domain.safety import Concern
from whapp.domain.step import Step, StepKind

HELD = a_request(held_until=MORNING + FIRST_WAIT, shortlist=a_shortlist("anna"))


def a_street(*helpers: Member, requester: Member | None = None) -> FakeServices:
    """Rosa, who is new here, and these helpers."""
    return fake_services(requester or a_member(REQUESTER, offers=frozenset()), *helpers, policy=Policy())


def decided(request: Request, minutes_later: float = 0) -> cascade.Decision:
    now = MORNING + minutes(minutes_later)
    return cascade.decide(request, a_bench(a_member("anna")), people(a_member("anna")), Policy(), now, Mint())


# --- the wait ---


def test_nobody_is_asked_while_a_first_request_is_held_and_the_requester_reads_why() -> None:
    """Promise 7."""
    decision = decided(HELD)
    assert decision.step == Step(StepKind.WAIT, MORNING + FIRST_WAIT)
    assert [event.what for event in decision.request.news] == [Happening.FIRST_REQUEST_WAITS]
    assert not decision.request.asks


def test_looking_again_while_it_is_held_tells_it_once() -> None:
    """I21."""
    first = replace(decided(HELD).request, news=())
    assert decided(first, 5).request == first


def test_the_wait_passes_by_itself() -> None:
    decision = decided(replace(decided(HELD).request, news=()), 10)
    assert [ask.helper_id for ask in decision.request.asks] == ["anna"]


def test_a_request_whose_time_is_up_before_the_wait_is_over_expires() -> None:
    """I14."""
    short = replace(HELD, needed_from=MORNING, needed_until=MORNING + minutes(6))
    assert decided(short).step == Step(StepKind.WAIT, MORNING + minutes(6))
    assert decided(short, 6).request.status.is_final


def test_a_moderators_word_ends_the_wait_at_once_and_stands_in_the_timeline() -> None:
    waiting = replace(decided(HELD).request, news=())
    after = acts.let_go_on(waiting, MORNING + minutes(1))
    assert [(event.what, event.by) for event in after.news] == [(Happening.VOUCHED_FOR, Actor.MODERATOR)]
    assert decided(replace(after, news=()), 1).request.asks


def test_after_a_moderators_word_the_next_wait_is_told_though_it_ends_when_the_first_would_have() -> None:
    """I21."""
    busy = a_member("anna", asked_until=MORNING + FIRST_WAIT)
    waiting = replace(decided(HELD).request, news=())
    after = replace(acts.let_go_on(waiting, MORNING + minutes(1)), news=())
    decision = cascade.decide(after, a_bench(busy), people(busy), Policy(), MORNING + minutes(1), Mint())
    assert decision.step == Step(StepKind.WAIT, MORNING + FIRST_WAIT)
    assert [event.what for event in decision.request.news] == [Happening.WAITING_FOR_SOMEBODY_FREE]


def test_a_moderators_word_changes_nothing_about_what_is_not_held() -> None:
    assert acts.let_go_on(HELD, MORNING + FIRST_WAIT) == HELD
    cancelled = replace(acts.cancel(HELD, MORNING), news=())
    assert acts.let_go_on(cancelled, MORNING) == cancelled


def test_what_is_asked_until_ten_minutes_after_the_first_request_is_held() -> None:
    services = a_street(a_member("anna"))
    first = create_request(services, REQUESTER, a_need(), None)
    cancel_request(services, first.id, REQUESTER)
    services.clock.goes_on(minutes(9))
    second = create_request(services, REQUESTER, a_need(), None)
    assert first.held_until == second.held_until == MORNING + FIRST_WAIT, "asking twice is no way round it"
    services.clock.goes_on(minutes(1))
    assert create_request(services, REQUESTER, a_need(), None).held_until is None


def test_somebody_whom_a_moderator_vouches_for_does_not_wait() -> None:
    services = a_street(
        a_member("anna"), requester=a_member(REQUESTER, offers=frozenset(), groups=frozenset({"watch"}))
    )
    services.groups.create(a_group("watch"))
    made = create_request(services, REQUESTER, a_need(), None)
    assert made.held_until is None
    assert made.groups == {"watch"}


def test_the_word_of_a_closed_group_does_not_end_the_wait() -> None:
    services = a_street(
        a_member("anna"), requester=a_member(REQUESTER, offers=frozenset(), groups=frozenset({"watch"}))
    )
    services.groups.create(a_group("watch", status=GroupStatus.CLOSED))
    made = create_request(services, REQUESTER, a_need(group_first=True), None)
    assert made.held_until == MORNING + FIRST_WAIT
    assert not made.groups | made.first_groups


def test_the_minutes_that_are_promised_hold_the_wait() -> None:
    """Promise 7."""
    services = a_street(a_member("anna"), a_member("bert"))
    first = create_request(services, REQUESTER, a_need(), None)
    services.clock.goes_on(minutes(10))
    second = create_request(services, REQUESTER, a_need(), None)
    assert first.expected_minutes
    assert second.expected_minutes
    assert first.expected_minutes == second.expected_minutes + 10


@pytest.mark.parametrize(("speed", "wait"), [(1, minutes(10)), (600, timedelta(seconds=1)), (2400, None)])
def test_the_wait_runs_at_the_speed_of_the_policy_in_whole_seconds(speed: float, wait: timedelta | None) -> None:
    assert Policy(speed=speed).first_ask_at(MORNING) == (MORNING + wait if wait else None)


def test_what_is_held_is_not_among_the_needs_nearby() -> None:
    services = a_street(*(a_member(f"helper-{number}") for number in range(10)))
    made = create_request(services, REQUESTER, a_need(), None)
    assert not list_needs(services, "helper-1")
    with pytest.raises(NotFound):
        step_forward(services, made.id, "helper-1")
    services.clock.goes_on(FIRST_WAIT)
    assert [need.id for need in list_needs(services, "helper-1")] == [made.id]


# --- frail care ---


@pytest.fixture
def minded() -> FakeServices:
    """Rosa needs her child minded; Anna is of a watch group, Bert of none."""
    offers = frozenset({Category.CHILD_MINDING})
    known = a_member("anna", offers=offers, groups=frozenset({"watch"})), a_member("bert", offers=offers)
    services = fake_services(a_member(REQUESTER, offers=frozenset()), *known, policy=AT_ONCE)
    services.groups.create(replace(a_group(), id="watch"))
    return services


def test_a_child_is_minded_by_the_attested_only_and_the_chance_is_theirs_alone(minded: FakeServices) -> None:
    made = create_request(minded, REQUESTER, a_need(category=Category.CHILD_MINDING), None)
    assert made.shortlist
    assert [prospect.member_id for prospect in made.shortlist.prospects] == ["anna"]
    decide(minded, made.id, 1, 1)
    assert [ask.helper_id for ask in minded.requests.load(made.id).asks] == ["anna"]


def test_a_badge_that_was_taken_back_since_the_search_counts_no_more(minded: FakeServices) -> None:
    made = create_request(minded, REQUESTER, a_need(category=Category.CHILD_MINDING), None)
    anna = minded.members.get("anna")
    minded.members.save(anna, replace(anna, groups=frozenset()))
    decide(minded, made.id, 1, 1)
    assert not minded.requests.load(made.id).asks


def test_the_word_of_a_group_that_was_closed_counts_no_more(minded: FakeServices) -> None:
    made = create_request(minded, REQUESTER, a_need(category=Category.CHILD_MINDING), None)
    group = minded.groups.get("watch")
    minded.groups.save(group, replace(group, status=GroupStatus.CLOSED))
    decide(minded, made.id, 1, 1)
    assert not minded.requests.load(made.id).asks


def test_without_anybody_attested_the_chance_is_told_to_be_none() -> None:
    """Promise 7."""
    offers = frozenset({Category.COMPANY_AND_PHONE})
    services = fake_services(a_member(REQUESTER, offers=frozenset()), a_member("bert", offers=offers))
    made = create_request(services, REQUESTER, a_need(category=Category.COMPANY_AND_PHONE), None)
    assert (made.chance, made.expected_minutes) == (0.0, None)


def test_frail_care_is_no_need_nearby_for_whoever_is_not_attested() -> None:
    offers = frozenset({Category.CHILD_MINDING})
    helpers = [a_member(f"helper-{number}", offers=offers) for number in range(10)]
    attested = a_member("anna", offers=offers, groups=frozenset({"watch"}))
    services = fake_services(a_member(REQUESTER, offers=frozenset()), *helpers, attested)
    services.groups.create(a_group("watch"))
    made = create_request(services, REQUESTER, a_need(category=Category.CHILD_MINDING), None)
    assert not list_needs(services, "helper-1")
    with pytest.raises(NotFound):
        step_forward(services, made.id, "helper-1")
    assert [need.id for need in list_needs(services, "anna")] == [made.id]
    group = services.groups.get("watch")
    services.groups.save(group, replace(group, status=GroupStatus.CLOSED))
    assert not list_needs(services, "anna"), "nobody vouches any more"
    with pytest.raises(NotFound):
        step_forward(services, made.id, "anna")


# --- the gate ---


def test_what_neighbours_must_not_be_asked_for_leaves_nothing_behind() -> None:
    services = a_street(a_member("anna"))
    with pytest.raises(Unsafe) as refusal:
        create_request(services, REQUESTER, a_need(text="wil je voor mij pinnen"), "key")
    assert refusal.value.concern is Concern.MONEY
    assert not services.requests.ids
    assert not services.cascades.started


def test_where_a_key_is_must_not_stand_in_the_address_either() -> None:
    """A helper sees the address after the yes; whoever steps forward is a stranger too."""
    services = a_street(a_member("anna"))
    with pytest.raises(Unsafe) as refusal:
        create_request(services, REQUESTER, a_need(address="Dorpsstraat 1, sleutel onder de mat"), "key")
    assert (refusal.value.concern, refusal.value.field) == (Concern.KEYS, "address")
    assert not services.requests.ids
    profile = Profile(first_name="Rosa", birth_year=1944, address="Dorpsstraat 1, de code van de deur is 1234")
    with pytest.raises(Unsafe) as refusal:
        save_profile(services, REQUESTER, "token", profile)
    assert (refusal.value.concern, refusal.value.field) == (Concern.KEYS, "address")
    assert services.members.get(REQUESTER).address != profile.address


def test_what_was_needed_since_yesterday_may_be_asked_and_what_was_needed_before_is_a_slip() -> None:
    services = a_street(a_member("anna"))
    assert create_request(services, REQUESTER, a_need(needed_from=MORNING - LONGEST_AGO), None).id
    with pytest.raises(InvalidInput, match="needed_from: is too long ago"):
        create_request(services, REQUESTER, a_need(needed_from=MORNING - LONGEST_AGO - timedelta(seconds=1)), None)


def test_a_request_that_passed_is_answered_again_though_the_lists_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """I15."""
    services = a_street(a_member("anna"))
    first = create_request(services, REQUESTER, a_need(), "key")
    monkeypatch.setattr("whapp.app.create_request.concern", lambda category, text: Concern.KEYS)
    assert create_request(services, REQUESTER, a_need(), "key").id == first.id


def test_somebody_who_words_it_anew_after_a_refusal_is_welcome() -> None:
    services = a_street(a_member("anna"))
    with pytest.raises(Unsafe):
        create_request(services, REQUESTER, a_need(text="de sleutel ligt onder de mat"), "key")
    again = a_need(text="boodschappen", location=HOME, needed_until=MORNING + hours(9))
    assert create_request(services, REQUESTER, again, "key").id
