"""Last time's helper first, when both like that, and not for ever."""

from dataclasses import replace

import pytest

from tests.support.builders import MORNING, REQUESTER, a_member, a_need, an_offer, hours, minutes
from tests.support.fakes import FakeServices, fake_services
from whapp.app.answer_ask import answer_ask
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import create_request
from whapp.app.decide import decide
from whapp.app.save_offer import save_offer
from whapp.domain.ask import Answer
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.ranking import MOST_IN_A_ROW
from whapp.domain.request import Request

BERT = a_member("bert", record=Record(expected=5, yeses=20), ask_budget_per_week=21)


@pytest.fixture
def services() -> FakeServices:
    """Bert, who says yes more often, is the usual choice; Anna likes to help the same people again."""
    services = fake_services(a_member(REQUESTER, offers=frozenset()), a_member("anna", ask_budget_per_week=21), BERT)
    save_offer(services, an_offer("anna", regulars=True))
    save_offer(services, an_offer("bert"))
    return services


def asks(services: FakeServices, *, last_helper_first: bool = True, **known: object) -> Request:
    """Rosa asks for groceries."""
    now = services.clock()
    need = a_need(now, needed_from=now, last_helper_first=last_helper_first, **known)
    made = create_request(services, REQUESTER, need, None)
    decide(services, made.id, 1, 1)
    return services.requests.load(made.id)


def helps(services: FakeServices, request: Request, helper_id: str) -> None:
    """The helper was asked, says yes and helps, and a day goes by."""
    [ask] = [ask for ask in request.asks if ask.helper_id == helper_id]
    answer_ask(services, ask.id, helper_id, Answer.YES, None)
    confirm_help(services, request.id, REQUESTER)
    decide(services, request.id, 1, 1)
    services.clock.goes_on(hours(24))


def anna_helps_once(services: FakeServices) -> None:
    request = asks(services)
    if request.asks[0].helper_id == "bert":
        answer_ask(services, request.asks[0].id, "bert", Answer.NO, None)
        decide(services, request.id, 1, 1)
        request = services.requests.load(request.id)
    helps(services, request, "anna")


def test_whoever_helped_last_time_is_asked_first_when_both_like_that(services: FakeServices) -> None:
    anna_helps_once(services)
    assert asks(services).asks[0].helper_id == "anna"


def test_without_the_wish_it_goes_by_the_usual_order(services: FakeServices) -> None:
    anna_helps_once(services)
    assert asks(services, last_helper_first=False).asks[0].helper_id == "bert"


def test_a_helper_who_did_not_choose_regulars_is_not_asked_first(services: FakeServices) -> None:
    anna_helps_once(services)
    save_offer(services, an_offer("anna", regulars=False))
    assert asks(services).asks[0].helper_id == "bert"


def test_help_of_another_kind_makes_nobody_first(services: FakeServices) -> None:
    anna_helps_once(services)
    save_offer(services, an_offer("anna", category=Category.PETS, regulars=True))
    save_offer(services, an_offer("bert", category=Category.PETS))
    assert asks(services, category=Category.PETS).asks[0].helper_id == "bert"


def test_after_some_times_in_a_row_others_get_a_turn_too(services: FakeServices) -> None:
    first = []
    for _ in range(MOST_IN_A_ROW):
        anna_helps_once(services)
    first.append(asks(services).asks[0].helper_id)
    assert first == ["bert"]


def test_nobody_helped_before(services: FakeServices) -> None:
    request = asks(services)
    assert len(request.asks) == 1
    assert request.asks[0].asked_at == MORNING
    assert request.asks[0].deadline > MORNING + minutes(5)


def test_who_helped_somebody_else_for_whom_one_asked_is_no_favourite(services: FakeServices) -> None:
    """A moderator's list holds what they asked for others too."""
    anna_helps_once(services)
    [past] = services.requests.of_requester(REQUESTER, None).items
    known = services.requests.load(past.id)
    services.requests.save(known, replace(known, requester_id="guest-koos", posted_by=REQUESTER))
    assert asks(services).asks[0].helper_id == "bert"
