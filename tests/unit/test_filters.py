"""The reason of a no becomes the helper's own filter, if the helper wants it; and tells nobody where help is needed."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.builders import (
    HOME,
    MORNING,
    REQUESTER,
    a_member,
    a_request,
    amsterdam,
    an_ask,
    an_offer,
    asked,
)
from tests.support.fakes import FakeServices, fake_services
from whapp.app.answer_ask import answer_ask
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.cancel_request import cancel_request
from whapp.app.filter_offer import filter_offer
from whapp.app.remove_offer import remove_offer
from whapp.app.reply_view import ReplyState
from whapp.app.save_offer import save_offer
from whapp.app.show_reply import show_reply
from whapp.app.suggest_filter import suggest_filter
from whapp.domain.ask import Answer, Ask, AskState, Reason, hash_secret
from whapp.domain.category import Category
from whapp.domain.errors import NotFound
from whapp.domain.filters import Filter, FilterField, filter_of, nearer, suggestion
from whapp.domain.hours import DAYS, Day
from whapp.domain.member import Offer
from whapp.domain.place import METRES_PER_DEGREE, Point
from whapp.domain.ranking import suits
from whapp.domain.request import Request, Wording

NOT_GROCERIES = Filter(category=Category.GROCERIES)
NOT_ON_WEDNESDAY = Filter(category=Category.GROCERIES, day=Day.WED)
LINK = a_request().id + "secret of anna".rjust(22)
WORKING_DAYS = frozenset(DAYS[:5])


def up_to(metres: int) -> Filter:
    return Filter(category=Category.GROCERIES, radius_m=metres)


def a_no(reason: Reason | None, **known: Any) -> Ask:
    return an_ask(state=AskState.DECLINED, closed_at=MORNING, reason=reason, **known)


def north(metres: float) -> Point:
    return Point(HOME.lat + metres / METRES_PER_DEGREE, HOME.lon)


# --- what a reason comes to ---


@pytest.mark.parametrize(
    ("metres", "radius"),
    [(0, None), (999, None), (1419, None), (1421, 1000), (1999, 1000), (2001, 2000), (7500, 7000)],
)
def test_nearer_is_under_the_distance_in_whole_kilometres_and_within_a_cell_there_is_none(
    metres: float, radius: int | None
) -> None:
    assert nearer(an_offer(), a_request(point=north(metres))) == radius


@pytest.mark.parametrize("metres", [1421, 1999.9, 2000, 2000.1, 3000, 4999.9])
def test_with_the_filter_the_same_request_is_not_asked_again(metres: float) -> None:
    far, offer = a_request(point=north(metres)), an_offer(radius_m=5000)
    assert suits(offer, far, MORNING)
    filtered = up_to(nearer(offer, far) or 0).on(offer)
    assert filtered
    assert not suits(filtered, far, MORNING)


def test_without_a_home_or_an_offer_no_distance_is_known() -> None:
    assert nearer(None, a_request()) is None
    assert nearer(an_offer(point=None), a_request()) is None


@pytest.mark.parametrize(
    ("ask", "wanted"),
    [
        (a_no(Reason.TOO_FAR, nearer_m=1000), up_to(1000)),
        (a_no(Reason.TOO_FAR), None),
        (a_no(Reason.NOT_THIS_KIND), NOT_GROCERIES),
        (a_no(Reason.NOT_THIS_DAY), NOT_ON_WEDNESDAY),
        (a_no(Reason.NO_TIME, nearer_m=1000), None),
        (a_no(Reason.OTHER), None),
        (a_no(None), None),
        (an_ask(reason=Reason.NOT_THIS_KIND), None),
        (an_ask(state=AskState.ACCEPTED, reason=Reason.NOT_THIS_KIND), None),
    ],
)
def test_only_a_no_for_one_of_three_reasons_asks_for_a_filter(ask: Ask, wanted: Filter | None) -> None:
    assert filter_of(a_request(), ask) == wanted


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        (amsterdam(2026, 3, 4, 0), amsterdam(2026, 3, 5, 0), Day.WED),
        (amsterdam(2026, 3, 4, 23), amsterdam(2026, 3, 4, 23, 59), Day.WED),
        (amsterdam(2026, 3, 4, 23), amsterdam(2026, 3, 5, 1), None),
        (amsterdam(2026, 3, 4, 9), amsterdam(2026, 3, 11, 17), None),
        (amsterdam(2026, 10, 25, 0), amsterdam(2026, 10, 26, 0), Day.SUN),
    ],
)
def test_the_day_is_the_one_in_amsterdam_and_only_if_it_is_one(start: object, end: object, day: Day | None) -> None:
    wanted = filter_of(a_request(needed_from=start, needed_until=end), a_no(Reason.NOT_THIS_DAY))
    assert (wanted and wanted.day) == day


@pytest.mark.parametrize(
    ("wanted", "field", "after"),
    [
        (up_to(1000), FilterField.RADIUS_M, an_offer(radius_m=1000)),
        (NOT_ON_WEDNESDAY, FilterField.DAYS, an_offer(days=frozenset(DAYS) - {Day.WED})),
        (NOT_GROCERIES, FilterField.CATEGORY, None),
    ],
)
def test_a_filter_changes_one_thing_about_the_offer(wanted: Filter, field: FilterField, after: Offer | None) -> None:
    assert (wanted.field, wanted.on(an_offer())) == (field, after)
    if after:
        assert wanted.on(after) == after


@pytest.mark.parametrize(
    ("ask", "offer"),
    [
        (a_no(Reason.TOO_FAR, nearer_m=1000), an_offer(radius_m=1000)),
        (a_no(Reason.TOO_FAR, nearer_m=1000), an_offer(radius_m=250)),
        (a_no(Reason.NOT_THIS_DAY), an_offer(days=frozenset({Day.MON}))),
        (a_no(Reason.NOT_THIS_DAY), an_offer(days=frozenset({Day.WED}))),
        (a_no(Reason.NOT_THIS_KIND), None),
        (a_no(Reason.NO_TIME), an_offer()),
    ],
)
def test_nothing_is_suggested_that_changes_nothing_or_leaves_no_day(ask: Ask, offer: Offer | None) -> None:
    assert suggestion(a_request(), ask, offer) is None


# --- doing it ---


@pytest.fixture
def services() -> FakeServices:
    """Anna does groceries within five kilometres; she was asked for help 2.4 km away, on a Wednesday."""
    services = fake_services(a_member(REQUESTER, offers=frozenset()), a_member("anna"))
    request = asked("anna", point=north(2400), wording=Wording(text="melk en brood"))
    known = replace(request.asks[0], reply_hash=hash_secret(LINK[16:]))
    services.requests.create(replace(request, asks=(known,)))
    return services


def offers(services: FakeServices) -> list[Offer]:
    return list(services.members.offers("anna"))


def the_request(services: FakeServices) -> Request:
    return services.requests.load(a_request().id)


@pytest.mark.parametrize("reason", [Reason.TOO_FAR, Reason.NOT_THIS_KIND, Reason.NOT_THIS_DAY])
def test_the_button_does_what_it_says_once_and_says_so_as_often_as_it_is_pressed(
    services: FakeServices, reason: Reason
) -> None:
    page = answer_reply(services, LINK, Decision.NO, reason)
    wanted = page.suggested
    assert wanted
    [before] = offers(services)
    assert offers(services) == [before], "the no alone changes nothing"
    pressed = answer_reply(services, LINK, Decision.FILTER, None)
    assert (pressed.state, pressed.suggested, pressed.filtered) == (ReplyState.DECLINED, None, wanted)
    filtered = wanted.on(before)
    assert offers(services) == ([filtered] if filtered else [])
    version = services.members.get("anna").version
    assert answer_reply(services, LINK, Decision.FILTER, None) == pressed
    assert services.members.get("anna").version == version
    assert show_reply(services, LINK).suggested is None


def test_the_three_suggestions_are_those_of_the_request(services: FakeServices) -> None:
    assert answer_reply(services, LINK, Decision.NO, Reason.TOO_FAR).suggested == up_to(2000)
    [ask] = the_request(services).asks
    assert suggest_filter(services, ask.id, "anna") == (up_to(2000), offers(services)[0])


@pytest.mark.parametrize("reason", [None, Reason.NO_TIME, Reason.OTHER])
def test_for_other_reasons_there_is_no_button_and_pressing_it_does_nothing(
    services: FakeServices, reason: Reason | None
) -> None:
    before = offers(services)
    assert answer_reply(services, LINK, Decision.NO, reason).suggested is None
    page = answer_reply(services, LINK, Decision.FILTER, None)
    assert (page.state, page.filtered, offers(services)) == (ReplyState.DECLINED, None, before)


def test_before_a_no_the_button_does_nothing(services: FakeServices) -> None:
    before = offers(services)
    assert answer_reply(services, LINK, Decision.FILTER, None).state is ReplyState.ASKED
    answer_reply(services, LINK, Decision.YES, None)
    assert answer_reply(services, LINK, Decision.FILTER, None).state is ReplyState.MATCHED
    assert offers(services) == before


def test_a_home_that_moves_after_the_no_measures_nothing(services: FakeServices) -> None:
    """Promise 5: one no tells one coarse ring, from one home."""
    answer_reply(services, LINK, Decision.NO, Reason.TOO_FAR)
    for metres in (2000, 2300, 5000):
        anna = services.members.get("anna")
        services.members.save(anna, replace(anna, home=north(metres)))
        assert show_reply(services, LINK).suggested == up_to(2000)
        answer_reply(services, LINK, Decision.NO, Reason.TOO_FAR)
        [ask] = the_request(services).asks
        answer_ask(services, ask.id, "anna", Answer.NO, Reason.TOO_FAR)
        assert the_request(services).asks[0].nearer_m == 2000


def test_the_last_day_is_not_taken_out(services: FakeServices) -> None:
    save_offer(services, replace(offers(services)[0], days=frozenset({Day.WED})))
    assert answer_reply(services, LINK, Decision.NO, Reason.NOT_THIS_DAY).suggested is None
    assert answer_reply(services, LINK, Decision.FILTER, None).filtered is None
    assert offers(services)[0].days == {Day.WED}


def test_whoever_stopped_offering_meanwhile_is_told_the_truth(services: FakeServices) -> None:
    answer_reply(services, LINK, Decision.NO, Reason.NOT_THIS_DAY)
    remove_offer(services, "anna", Category.GROCERIES)
    page = show_reply(services, LINK)
    assert (page.state, page.suggested) == (ReplyState.DECLINED, None)
    assert answer_reply(services, LINK, Decision.FILTER, None).filtered is None
    assert offers(services) == []


def test_a_change_in_between_is_not_lost(services: FakeServices) -> None:
    """The helper changes the same offer in the app while the button is being pressed."""
    answer_reply(services, LINK, Decision.NO, Reason.TOO_FAR)
    request, save, raced = the_request(services), services.members.save_offer, iter([True])

    def late(member: object, offer: Offer) -> None:
        if next(raced, False):
            save_offer(services, replace(offers(services)[0], days=WORKING_DAYS))
        save(member, offer)  # type: ignore[arg-type] # handed on as it came

    services.members.save_offer = late  # type: ignore[method-assign]
    assert filter_offer(services, request, request.asks[0]) == up_to(2000)
    assert [(offer.radius_m, offer.days) for offer in offers(services)] == [(2000, WORKING_DAYS)]


def test_somebody_elses_no_suggests_nothing_to_a_stranger(services: FakeServices) -> None:
    answer_reply(services, LINK, Decision.NO, Reason.TOO_FAR)
    with pytest.raises(NotFound):
        suggest_filter(services, the_request(services).asks[0].id, "bert")


def test_whoever_left_gets_the_page_of_a_link_that_leads_nowhere(services: FakeServices) -> None:
    answer_reply(services, LINK, Decision.NO, Reason.NOT_THIS_KIND)
    services.members.erase(services.members.get("anna"))
    assert answer_reply(services, LINK, Decision.FILTER, None).state is ReplyState.UNKNOWN
    request = the_request(services)
    assert filter_offer(services, request, request.asks[0]) == NOT_GROCERIES, "it holds: nothing is offered"


def test_a_no_that_came_too_late_to_count_is_not_measured(services: FakeServices) -> None:
    cancel_request(services, a_request().id, REQUESTER)
    assert answer_reply(services, LINK, Decision.NO, Reason.TOO_FAR).suggested is None
    assert the_request(services).asks[0].nearer_m is None
