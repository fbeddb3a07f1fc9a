"""I16 and I13 all through 2028: a leap day, both nights of the clock, every quarter of an hour, several ways to sleep.

The brain is driven as its cascade would drive it: decided on, then again when the wait that it asked for is over. What
should come of it is reckoned from a list of all minutes of the year, quiet or not, that knows nothing of our reckoning.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import accumulate

import pytest

from tests.support.builders import REQUESTER, Mint, a_bench, a_member, a_request, a_shortlist, an_ask, hours, minutes
from whapp.domain import cascade
from whapp.domain.ask import AskState
from whapp.domain.asking import pace
from whapp.domain.hours import AMSTERDAM, QuietHours
from whapp.domain.member import Channel, Member
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.policy import Policy
from whapp.domain.request import Request, Status
from whapp.domain.step import StepKind

FIRST, LAST = datetime(2027, 12, 25, tzinfo=UTC), datetime(2029, 1, 12, tzinfo=UTC)
MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
YEAR = [datetime(2028, 1, 1, tzinfo=UTC) + QUARTER * number for number in range(366 * 24 * 4)]
WAYS_TO_SLEEP = (
    QuietHours(),
    QuietHours(time(0), time(0)),
    QuietHours(time(23, 15), time(6, 45)),
    QuietHours(time(9), time(17)),
    QuietHours(time(1, 30), time(2, 30)),
    QuietHours(time(16), time(23)),
)
POLICY = Policy()


class Minutes:
    """Every minute of the year for somebody with these quiet hours."""

    def __init__(self, quiet: QuietHours) -> None:
        start, end = (at.hour * 60 + at.minute for at in (quiet.start, quiet.end))
        day = [start <= at < end if start <= end else at >= start or at < end for at in range(1440)]
        self.quiet: list[bool] = []
        for hour in range(int((LAST - FIRST) / hours(1))):
            wall = (FIRST + hours(hour)).astimezone(AMSTERDAM).hour * 60
            self.quiet += day[wall : wall + 60]
        self._awake_before = [0, *accumulate(not quiet for quiet in self.quiet)]
        self._awake = [number for number, quiet in enumerate(self.quiet) if not quiet]

    def first_awake(self, at: datetime) -> datetime:
        """The first minute from `at` on that is not quiet."""
        return _at(self._awake[self._awake_before[_number(at)]])

    def after_waking(self, at: datetime, span: timedelta) -> datetime:
        """The minute at which so many minutes that are not quiet have gone by."""
        return _at(self._awake[self._awake_before[_number(at)] + int(span / MINUTE) - 1]) + MINUTE

    def is_quiet(self, at: datetime) -> bool:
        return self.quiet[_number(at)]


def _number(at: datetime) -> int:
    return (at - FIRST) // MINUTE


def _at(number: int) -> datetime:
    return FIRST + MINUTE * number


@cache
def minutes_of(quiet: QuietHours) -> Minutes:
    return Minutes(quiet)


@dataclass(frozen=True)
class Heard:
    """A message, and when it went out."""

    at: datetime
    to: str
    kind: NoticeKind


def live(request: Request, helper: Member, requester: Member, now: datetime) -> Iterator[Heard | Request]:
    """What goes out in the life of the request from now on, and in the end the request as it is then."""
    people = {member.id: member for member in (helper, requester)}
    for _ in range(20):
        seats = () if any(ask.round == request.round for ask in request.asks) else a_bench(helper)
        decision = cascade.decide(request, seats, people, POLICY, now, Mint())
        for delivery in decision.deliveries:
            assert not minutes_of(delivery.to.quiet_hours).is_quiet(now), f"{delivery.notice.id} at {now}"
            yield Heard(now, delivery.to.id, delivery.notice.kind)
        request = decision.request
        for delivery in decision.deliveries:
            sent = replace(delivery.notice, state=NoticeState.SENT, sent=(Channel.SMS,))
            notices = tuple(sent if each is delivery.notice else each for each in request.notices)
            request = replace(request, notices=notices)
        if decision.step.kind is StepKind.SEARCH:
            request = replace(request, shortlist=a_shortlist(helper.id, made_at=now))
        elif decision.step.until is None:
            yield request
            return
        else:
            assert decision.step.until > now
            now = decision.step.until
    raise AssertionError("it never comes to rest")


def lived(request: Request, helper: Member, requester: Member, now: datetime) -> tuple[list[Heard], Request]:
    *heard, end = live(request, helper, requester, now)
    assert isinstance(end, Request)
    return [each for each in heard if isinstance(each, Heard)], end


def sleepers(number: int) -> tuple[Member, Member]:
    """A helper and a requester, in another combination at each quarter of an hour."""
    ways = len(WAYS_TO_SLEEP)
    helper = a_member("anna", quiet_hours=WAYS_TO_SLEEP[number % ways])
    return helper, a_member(REQUESTER, quiet_hours=WAYS_TO_SLEEP[number // ways % ways], offers=frozenset())


def test_the_year_has_a_leap_day_and_both_nights_of_the_clock() -> None:
    days = [at for at in YEAR if at.astimezone(AMSTERDAM).hour == 12 and at.minute == 0]
    assert len({at.astimezone(AMSTERDAM).date() for at in days}) == 366
    assert {at.astimezone(AMSTERDAM).utcoffset() for at in YEAR} == {hours(1), hours(2)}


@pytest.mark.parametrize("quiet", WAYS_TO_SLEEP, ids=lambda quiet: f"{quiet.start:%H:%M}-{quiet.end:%H:%M}")
def test_every_quarter_of_the_year_quiet_time_ends_when_it_ends(quiet: QuietHours) -> None:
    year = minutes_of(quiet)
    for at in YEAR:
        assert quiet.cover(at) is year.is_quiet(at)
        assert quiet.over_at(at) == year.first_awake(at)


def test_whenever_help_is_asked_for_nobody_is_woken_and_every_wait_ends_on_the_minute() -> None:
    """I13, I16: the ask, its patience, the time for late answers, and the word to the requester."""
    for number, now in enumerate(YEAR):
        helper, requester = sleepers(number)
        request = a_request(
            created_at=now, needed_from=now, needed_until=now + hours(72), shortlist=a_shortlist("anna", made_at=now)
        )
        heard, end = lived(request, helper, requester, now)
        asked = minutes_of(helper.quiet_hours).first_awake(now)
        unanswered = minutes_of(helper.quiet_hours).after_waking(asked, pace(request, POLICY, asked).patience)
        given_up = unanswered + POLICY.late_answers(request)
        told = minutes_of(requester.quiet_hours).first_awake(given_up)
        assert heard == [
            Heard(asked, "anna", NoticeKind.ASK), Heard(told, REQUESTER, NoticeKind.NOBODY_AVAILABLE),
        ], now  # fmt: skip
        assert [(ask.state, ask.closed_at) for ask in end.asks] == [(AskState.TIMED_OUT, unanswered)]
        assert (end.status, end.closed_at) == (Status.NOBODY_AVAILABLE, given_up)


def evening_before(visit: datetime, quiet: Minutes) -> datetime:
    eve = visit.astimezone(AMSTERDAM).date() - timedelta(days=1)
    at = datetime.combine(eve, time(18), AMSTERDAM).astimezone(UTC)
    return next(each for each in (at - minutes(30 * back) for back in range(37)) if not quiet.is_quiet(each))


def test_whenever_a_visit_is_its_helper_is_reminded_and_asked_at_decent_hours_on_the_minute() -> None:
    """I13, I16: the reminder, the question, the word that the helper is silent, and how it went."""
    for number, visit in enumerate(YEAR):
        helper, requester = sleepers(number)
        anna, rosa = minutes_of(helper.quiet_hours), minutes_of(requester.quiet_hours)
        yes = visit - hours(50)
        request = a_request(
            status=Status.MATCHED,
            needed_from=visit,
            needed_until=visit + hours(2),
            asks=(an_ask("anna", state=AskState.ACCEPTED, asked_at=yes, closed_at=yes),),
        )
        heard, end = lived(request, helper, requester, yes)
        checked = anna.first_awake(visit - hours(2))
        unheard = max(visit - minutes(30), checked + minutes(30))
        silent = rosa.first_awake(unheard)
        over = visit + hours(4)
        expected = [
            Heard(evening_before(visit, anna), "anna", NoticeKind.VISIT_REMINDER),
            *([Heard(checked, "anna", NoticeKind.ARE_YOU_COMING)] if checked < visit else []),
            *(
                [Heard(silent, REQUESTER, NoticeKind.HELPER_SILENT)]
                if max(silent, checked + minutes(30)) < visit
                else []
            ),
            Heard(rosa.first_awake(over), REQUESTER, NoticeKind.DID_IT_WORK_OUT),
            Heard(anna.first_awake(over), "anna", NoticeKind.DID_YOU_HELP),
        ]
        assert sorted(heard, key=_order) == sorted(expected, key=_order), visit
        assert (end.status, end.closed_at) == (Status.HELPED, over + hours(48))


def _order(heard: Heard) -> tuple[datetime, str]:
    return heard.at, heard.to
