"""What keeps Whapp from being turned against people: who may get an SMS, how much, under which name, for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.builders import MORNING, a_member, a_request, amsterdam, minutes
from whapp.domain.budget import DAY, Budget, purse, purse_of
from whapp.domain.ids import block_id, cascade_name, group_id, letter_id, letter_secret, request_id
from whapp.domain.phone import DUTCH_MOBILE, may_get_sms
from whapp.domain.place import BLUR_DEGREES, Point
from whapp.domain.request import Status
from whapp.domain.retention import Matter, links_work, request_until, until

MOMENT = timedelta(microseconds=1)

# --- phones ---


@pytest.mark.parametrize(
    ("phone", "prefixes", "may"),
    [
        ("+31612345678", [DUTCH_MOBILE], True),
        ("+3161234567", [DUTCH_MOBILE], False),  # a digit short
        ("+316123456789", [DUTCH_MOBILE], False),
        ("+31201234567", [DUTCH_MOBILE], False),  # a landline
        ("+31201234567", ["+31"], False),  # whatever a parameter says
        ("+3161234567٨", [DUTCH_MOBILE], False),
        ("+31612345678\n", [DUTCH_MOBILE], False),
        ("0612345678", [DUTCH_MOBILE], False),
        ("+32470123456", [DUTCH_MOBILE], False),
        ("+32470123456", [DUTCH_MOBILE, "+324"], True),
        ("+3247012", ["+324"], False),
        ("+32470123", ["+324"], True),
        ("+324701234567890", ["+324"], True),
        ("+3247012345678901", ["+324"], False),
        ("+0470123456", ["+0"], False),
        ("+31612345678", [], False),
    ],
)
def test_an_sms_goes_to_a_whole_mobile_number_of_a_country_that_was_chosen(
    phone: str, prefixes: list[str], may: bool
) -> None:
    assert may_get_sms(phone, prefixes) is may


# --- budgets ---


def test_every_instant_lies_in_one_period_and_the_next_begins_where_it_ends() -> None:
    hour = Budget(1, timedelta(hours=1))
    since, until_ = hour.window(datetime(2026, 3, 4, 9, 59, 59, tzinfo=UTC))
    assert (since, until_) == (datetime(2026, 3, 4, 9, tzinfo=UTC), datetime(2026, 3, 4, 10, tzinfo=UTC))
    assert hour.window(until_) == (until_, until_ + timedelta(hours=1))
    assert hour.window(until_ - MOMENT)[1] == until_
    assert Budget(1, DAY).window(MORNING)[0].hour == 0


def test_a_new_account_with_the_same_phone_has_no_new_budget() -> None:
    assert purse(a_member("anna", phone="+31612345678")) == purse(a_member("bert", phone="+31612345678"))
    assert purse(a_member("anna", phone="+31612345678")) == purse_of("+31612345678")
    without = a_member("anna", phone=None), a_member("bert", phone=None)
    assert purse(without[0]) == purse_of("anna")
    assert purse(without[0]) != purse(without[1])


def test_a_purse_tells_neither_phone_nor_member_and_no_two_share_one() -> None:
    """I20."""
    purses = {purse_of(f"+3161234{number:04}") for number in range(1000)}
    assert len(purses) == 1000
    assert {len(each) for each in purses} == {32}
    assert not any("6123" in each for each in list(purses)[:50])


# --- ids ---


def test_a_block_is_called_the_same_each_time_and_tells_nobodys_name() -> None:
    assert block_id("anna", "bert") == block_id("anna", "bert")
    others = {block_id("bert", "anna"), block_id("anna", "cees"), block_id("ann", "abert"), request_id("anna", "bert")}
    assert block_id("anna", "bert") not in others
    assert len(others) == 4
    assert block_id("anna", "bert").isalnum()
    assert block_id("anna", "bert").islower()
    assert len(block_id("anna", "bert")) == len(request_id("anna", "bert"))


def test_an_execution_is_named_after_its_request_and_round_and_from_the_second_on_its_generation() -> None:
    """I18: what operations look for in the console, and what makes a second start of the same one impossible."""
    assert cascade_name("abc", 1, 1) == "abc-1"
    assert cascade_name("abc", 2, 1) == "abc-2"
    assert cascade_name("abc", 2, 3) == "abc-2-3"


def test_a_letters_link_is_known_by_its_beginning_and_gives_back_its_secret() -> None:
    assert letter_secret(letter_id("s3cret")) == "s3cret"
    assert letter_secret("0") == ""
    assert letter_secret(request_id("anna", "key") + "s3cret") is None
    assert letter_secret("") is None
    assert not any(request_id("anna", str(number)).startswith(letter_id("")) for number in range(500))


def test_a_group_that_is_taken_in_twice_is_one_group() -> None:
    here = Point(52.0912, 5.1187)
    same = group_id("Lange  straat ", "street", Point(52.09123, 5.11869))
    assert group_id("lange Straat", "street", here) == same
    assert len({same, group_id("lange straat", "association", here), group_id("kerkstraat", "street", here)}) == 3
    assert group_id("lange straat", "street", Point(52.093, 5.1187)) != same
    assert group_id("lange straat", "street", Point(52.0912, 5.12)) != same
    assert same.isalnum()
    assert same.islower()


# --- places ---


@pytest.mark.parametrize(
    ("point", "blurred"),
    [
        (Point(52.0912, 5.1187), Point(52.0, 5.0)),
        (Point(52.13, 5.13), Point(52.25, 5.25)),
        (Point(50.85, 5.69), Point(50.75, 5.75)),
    ],
)
def test_of_whoever_left_only_a_town_stays(point: Point, blurred: Point) -> None:
    assert point.blurred() == blurred
    assert blurred.blurred() == blurred
    assert 10_000 < Point(52, 5).metres_to(Point(52, 5 + BLUR_DEGREES)) < 28_000


@pytest.mark.parametrize("point", [Point(50.69, 5), Point(53.71, 5), Point(52, 3.19), Point(52, 7.31)])
def test_a_little_outside_is_outside_on_every_side(point: Point) -> None:
    assert not point.is_dutch


def test_a_distance_is_the_same_there_and_back_and_shorter_eastward_than_it_looks_in_degrees() -> None:
    here, north, east = Point(52.0, 5.0), Point(52.1, 5.0), Point(52.0, 5.1)
    assert here.metres_to(north) == north.metres_to(here) == pytest.approx(11_120, rel=0.001)
    assert here.metres_to(east) == east.metres_to(here) == pytest.approx(6_846, rel=0.001)
    assert here.metres_to(here) == 0
    assert here.metres_to(Point(52.1, 5.1)) == pytest.approx(13_050, rel=0.002)


# --- how long things are kept ---


def test_a_reply_link_works_for_thirty_days_after_the_end_and_no_moment_longer() -> None:
    over = a_request(status=Status.HELPED, closed_at=MORNING)
    assert links_work(a_request(), MORNING + timedelta(days=400)), "while it lives"
    assert links_work(over, MORNING + timedelta(days=30) - MOMENT)
    assert not links_work(over, MORNING + timedelta(days=30))


def test_a_request_is_kept_for_a_year_from_its_end_or_from_when_it_should_have_ended() -> None:
    assert request_until(a_request(closed_at=MORNING)) == MORNING + timedelta(days=365)
    living = a_request(needed_until=MORNING + minutes(90))
    assert request_until(living) == MORNING + minutes(90) + timedelta(days=365)


def test_what_has_no_term_has_no_end_to_ask_for() -> None:
    with pytest.raises(ValueError, match="profile and offers has no term"):
        until(Matter.PROFILE, amsterdam(2026, 3, 4, 9))
