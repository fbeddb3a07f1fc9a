"""The use cases on the fakes: what they do once, twice, and for whom."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import (
    HOME,
    MORNING,
    REQUESTER,
    a_member,
    a_need,
    asked,
    hours,
    matched,
    minutes,
)
from tests.support.fakes import FakeServices, fake_services
from whapp.app.answer_ask import answer_ask
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.cancel_request import cancel_request
from whapp.app.change import ATTEMPTS, change
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import create_request
from whapp.app.decide import Ruling, decide
from whapp.app.erase_member import erase_member
from whapp.app.list_asks import list_asks
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.reply_view import ReplyState
from whapp.app.show_contact import show_contact
from whapp.app.show_reply import UNKNOWN, show_reply
from whapp.app.store_token import store_token
from whapp.domain import acts
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, AskState
from whapp.domain.errors import Busy, Conflict, InvalidInput, KeyReused, NotFound, StateForbids
from whapp.domain.event import Happening
from whapp.domain.place import Point
from whapp.domain.request import Request, Status
from whapp.domain.step import Step, StepKind

ROSA = a_member(REQUESTER, offers=frozenset())


@pytest.fixture
def services() -> FakeServices:
    """Rosa, and Anna and Bert who do groceries."""
    return fake_services(ROSA, a_member("anna"), a_member("bert"))


def given(services: FakeServices, request: Request) -> Request:
    """This request is in the store."""
    services.requests.create(request)
    return services.requests.load(request.id)


# --- asking for help ---


def test_what_operations_see_is_what_the_timeline_tells(services: FakeServices) -> None:
    """I21, also when the first attempt to save is lost to somebody else: nothing is noted before it is saved."""
    made = create_request(services, REQUESTER, a_need(), "once")
    create_request(services, REQUESTER, a_need(), "once")
    services.cascades.settle(services)
    [ask] = services.requests.load(made.id).asks
    _loses_races(services, 2)
    for _ in range(2):
        answer_ask(services, ask.id, ask.helper_id, Answer.YES, None)
    services.cascades.settle(services)
    told = [event.what for event in services.requests.timeline(made.id)]
    assert services.logbook.noted == told == [Happening.CREATED, Happening.ASKED, Happening.MATCHED]


def test_a_request_is_kept_watched_and_started(services: FakeServices) -> None:
    made = create_request(services, REQUESTER, a_need(), None)
    stored = services.requests.load(made.id)
    assert (stored.status, stored.watch_at) == (Status.OPEN, MORNING + services.policy.slack)
    assert services.cascades.started == [(made.id, 1, 1)]
    assert (made.chance, made.expected_minutes) == (0.53, 6)
    assert [event.what for event in services.requests.timeline(made.id)] == [Happening.CREATED]


def test_one_key_is_one_request_answered_as_the_first_time(services: FakeServices) -> None:
    """I15, I17."""
    first = create_request(services, REQUESTER, a_need(), "key")
    cancel_request(services, first.id, REQUESTER)
    services.clock.goes_on(hours(100))
    again = create_request(services, REQUESTER, a_need(MORNING), "key")
    assert (again.id, again.status, again.chance) == (first.id, Status.OPEN, first.chance)
    assert services.requests.load(first.id).status is Status.CANCELLED
    assert services.requests.ids == [first.id]


def test_a_key_is_for_one_need_only(services: FakeServices) -> None:
    create_request(services, REQUESTER, a_need(), "key")
    with pytest.raises(KeyReused):
        create_request(services, REQUESTER, a_need(text="iets anders"), "key")


def test_whoever_left_while_they_asked_again_is_not_told_that_they_asked_for_something_else(
    services: FakeServices,
) -> None:
    request = create_request(services, REQUESTER, a_need(), "key")
    services.requests.save(request, acts.forget(request))  # and this call had read the profile before it went
    with pytest.raises(NotFound):
        create_request(services, REQUESTER, a_need(), "key")


def test_without_a_key_every_request_is_another(services: FakeServices) -> None:
    assert (
        create_request(services, REQUESTER, a_need(), None).id != create_request(services, REQUESTER, a_need(), None).id
    )


def test_two_who_send_the_same_at_once_make_one_request(services: FakeServices) -> None:
    """I17: the second finds the row of the first only when it writes its own."""
    first = create_request(services, REQUESTER, a_need(), "key")
    load = services.requests.load
    blind = iter([NotFound()])

    def load_too_early(request_id: str) -> Request:
        for not_found in blind:
            raise not_found
        return load(request_id)

    services.requests.load = load_too_early  # type: ignore[method-assign] # the moment before the first was written
    assert create_request(services, REQUESTER, a_need(), "key").id == first.id
    assert services.requests.ids == [first.id]


def test_a_request_that_could_not_be_started_is_left_to_the_janitor(services: FakeServices) -> None:
    """Promise 3."""
    services.cascades.out_of_reach = True
    made = create_request(services, REQUESTER, a_need(), None)
    assert not services.cascades.started
    assert list(services.requests.overdue(MORNING + minutes(3))) == [made.id]


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("needed_until", {"needed_until": MORNING}),
        ("needed_until", {"needed_from": MORNING + hours(9)}),
        ("needed_until", {"needed_until": MORNING + timedelta(days=61)}),
        ("needed_from", {"needed_from": MORNING - timedelta(days=61)}),
        ("location", {"location": Point(48.8, 2.3)}),
    ],
)
def test_a_time_or_place_that_cannot_be_is_refused(services: FakeServices, field: str, known: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_request(services, REQUESTER, a_need(**known), None)
    assert refusal.value.field == field
    assert not services.requests.ids


def test_somebody_without_a_home_must_say_where(services: FakeServices) -> None:
    services.members.save(None, a_member("nomad", home=None, rings=()))
    with pytest.raises(InvalidInput):
        create_request(services, "nomad", a_need(), None)
    assert create_request(services, "nomad", a_need(location=HOME), None).rings


def test_the_home_address_is_not_given_for_a_place_elsewhere(services: FakeServices) -> None:
    """Promise 5."""
    at_home = create_request(services, REQUESTER, a_need(), None)
    elsewhere = create_request(services, REQUESTER, a_need(location=Point(52.1, 5.1)), None)
    known = [services.requests.wording(each.id) for each in (at_home, elsewhere)]
    assert [words.address if words else "-" for words in known] == ["Dorpsstraat 1", None]


def test_only_members_ask(services: FakeServices) -> None:
    with pytest.raises(NotFound):
        create_request(services, "stranger", a_need(), None)


# --- deciding and waiting ---


def test_a_cascade_of_another_round_or_generation_hears_that_it_is_over(services: FakeServices) -> None:
    request = given(services, asked("anna", round=2, generation=3))
    for round_, generation in ((1, 1), (2, 2), (3, 1)):
        ruling = decide(services, request.id, round_, generation)
        assert (ruling.step.kind, ruling.outcome) == (StepKind.FINISH, "next_round")
    assert services.requests.load(request.id) == request


def test_deciding_again_changes_nothing(services: FakeServices) -> None:
    """I15."""
    made = create_request(services, REQUESTER, a_need(), None)
    first = decide(services, made.id, 1, 1)
    before = services.requests.load(made.id)
    assert decide(services, made.id, 1, 1) == first
    assert services.requests.load(made.id) == before
    assert len(services.notifier.sent) == 1


def test_a_decision_for_a_request_that_does_not_exist_is_a_bug(services: FakeServices) -> None:
    with pytest.raises(NotFound):
        decide(services, "nowhere", 1, 1)


@pytest.mark.parametrize(("left", "seconds"), [(0.2, 1), (1, 1), (1.5, 2), (1800, 1800), (-5, 1)])
def test_a_wait_lasts_whole_seconds_and_never_ends_too_early(left: float, seconds: int) -> None:
    """I9: rounded up."""
    ruling = Ruling(Step(StepKind.ASK, MORNING + timedelta(seconds=left)), version=1)
    assert ruling.seconds(MORNING) == seconds


def test_an_end_takes_no_time() -> None:
    assert Ruling(Step(StepKind.FINISH), version=1).seconds(MORNING) == 0


def test_a_token_is_kept_while_nothing_has_changed(services: FakeServices) -> None:
    made = create_request(services, REQUESTER, a_need(), None)
    ruling = decide(services, made.id, 1, 1)
    assert store_token(services, made.id, ruling.version, 1800, "token")
    stored = services.requests.load(made.id)
    assert (stored.token, stored.watch_at) == ("token", MORNING + minutes(30) + services.policy.slack)


def test_an_answer_before_the_token_is_stored_wakes_the_wait_at_once(services: FakeServices) -> None:
    """I13: the race that people forget."""
    made = create_request(services, REQUESTER, a_need(), None)
    execution = services.cascades.running[0]
    services.cascades.goes_one_state_on(services, execution)
    [ask] = services.requests.load(made.id).asks
    assert answer_ask(services, ask.id, ask.helper_id, Answer.YES, None) is Outcome.MATCHED
    services.cascades.goes_one_state_on(services, execution)  # hands in its token, too late
    assert services.cascades.woken == ["token 1"]
    services.cascades.settle(services)
    assert execution.ruling
    assert execution.ruling.step.kind is StepKind.ACCOMPANY


# --- changing ---


def test_whoever_loses_the_race_looks_again(services: FakeServices) -> None:
    request = given(services, asked("anna"))
    _loses_races(services, 2)
    assert answer_ask(services, request.asks[0].id, "anna", Answer.YES, None) is Outcome.MATCHED


def test_whoever_loses_every_race_is_told_to_try_again(services: FakeServices) -> None:
    request = given(services, asked("anna"))
    _loses_races(services, ATTEMPTS)
    with pytest.raises(Busy):
        answer_ask(services, request.asks[0].id, "anna", Answer.YES, None)


def _loses_races(services: FakeServices, times: int) -> None:
    save, lost = services.requests.save, iter(range(times))

    def lose(*args: Request, **known: object) -> Request:
        for _ in lost:
            raise Conflict
        return save(*args, **known)  # type: ignore[arg-type] # handed on as they came

    services.requests.save = lose  # type: ignore[method-assign]


def test_what_changes_nothing_writes_nothing_and_wakes_nobody(services: FakeServices) -> None:
    request = given(services, asked("anna", token="t"))
    assert change(services, request.id, lambda same: (same, "said")) == "said"
    assert services.requests.load(request.id) == request


def test_a_change_wakes_the_cascade_and_makes_the_request_overdue_soon(services: FakeServices) -> None:
    made = create_request(services, REQUESTER, a_need(), None)
    services.cascades.settle(services)
    cancel_request(services, made.id, REQUESTER)
    assert services.cascades.woken == ["token 1"]
    assert services.requests.load(made.id).watch_at == MORNING + services.policy.slack


def test_nobody_answers_or_ends_what_is_not_theirs(services: FakeServices) -> None:
    request = given(services, asked("anna"))
    with pytest.raises(NotFound):
        answer_ask(services, request.asks[0].id, "bert", Answer.YES, None)
    for act in (cancel_request, confirm_help, read_timeline, read_request, show_contact):
        with pytest.raises(NotFound):
            act(services, request.id, "bert")
    with pytest.raises(StateForbids):
        confirm_help(services, request.id, REQUESTER)


def test_no_look_is_noted_at_the_contact_of_somebody_who_has_left(services: FakeServices) -> None:
    request = given(services, matched("anna"))
    services.members.erase(services.members.get(REQUESTER))
    with pytest.raises(NotFound):
        show_contact(services, request.id, "anna")
    assert services.requests.timeline(request.id) == []
    assert services.requests.load(request.id) == request


def test_the_matched_helper_sees_the_request_and_no_other_helper_does(services: FakeServices) -> None:
    request = given(services, matched("anna"))
    assert not read_request(services, request.id, "anna").mine
    view = read_request(services, request.id, REQUESTER)
    assert view.mine
    assert view.helper
    assert view.helper.id == "anna"
    assert [each.ask.id for each in list_asks(services, "anna", None).items] == [request.asks[0].id]


def test_a_link_that_leads_nowhere_gets_a_friendly_page(services: FakeServices) -> None:
    """I22."""
    request = given(services, asked("anna"))
    for link in ("", "x", "nonsense" * 10, request.id, request.id + "wrong-secret"):
        assert show_reply(services, link) == UNKNOWN


# --- leaving ---


def test_whoever_leaves_lets_go_of_everything(services: FakeServices) -> None:
    own = create_request(services, "anna", a_need(), None)
    as_helper = given(services, matched("anna"))
    services.notifier.mailboxes["anna"] = {"anna@example.org"}
    for _ in range(2):  # it may be repeated
        erase_member(services, "anna", "token of anna")
    assert services.members.find(["anna"]) == {}
    assert services.members.offers("anna") == []
    assert services.requests.load(own.id).status is Status.CANCELLED
    again = services.requests.load(as_helper.id)
    assert (again.status, again.round, again.asks[0].state) == (Status.OPEN, 2, AskState.WITHDRAWN)
    assert not services.notifier.mailboxes


@pytest.mark.parametrize(
    "state", [AskState.OPEN, AskState.TIMED_OUT, AskState.STAND_BY, AskState.RELEASED, AskState.UNDELIVERABLE]
)
def test_whoever_left_cannot_say_yes_by_an_old_link_any_more(services: FakeServices, state: AskState) -> None:
    """I7: or Rosa would wait for somebody whom Whapp does not know any more."""
    request = given(services, asked("anna", state=state))
    erase_member(services, "anna", "token of anna")
    answer_ask(services, request.asks[0].id, "anna", Answer.YES, None)
    assert services.requests.load(request.id).status is Status.OPEN


def test_whoever_leaves_while_an_ask_is_still_open_gets_a_page_all_the_same(services: FakeServices) -> None:
    """I22: the profile goes first; whoever taps yes before the asks are let go of must not see an error."""
    request = given(services, asked("anna"))
    link = request.id + "secret of anna"
    services.members.erase(services.members.get("anna"))
    assert answer_reply(services, link, Decision.YES, None).state in (ReplyState.CLOSED, ReplyState.UNKNOWN)
    assert services.requests.load(request.id).status is Status.OPEN


def test_a_request_that_lost_to_nobody_is_not_said_to_be_accepted(services: FakeServices) -> None:
    """Promise 3: DynamoDB may refuse a transaction because of another that then fails as well; nothing was kept."""
    services.requests.create = lambda request: False  # type: ignore[method-assign]
    with pytest.raises(Busy):
        create_request(services, REQUESTER, a_need(), "key")
