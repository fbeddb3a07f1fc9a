"""What a policy came to in a town: sums that can be added up over towns, and the figures made of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.policy_lab.stats import gini, percentile
from benchmarks.policy_lab.street import Case
from benchmarks.policy_lab.town import Town

SMS_EUR = 0.08
AWS_EUR = 0.0003 * 0.92  # all AWS work of one ask, in dollars; the rate is assumed and hardly matters
MANY_IN_REACH = 20


@dataclass(frozen=True)
class Tally:
    """The measured requests of one policy in one town."""

    requests: int = 0
    filled: int = 0
    asks: int = 0
    messages: int = 0
    in_vain: int = 0
    in_silent_hours: int = 0
    over_budget: int = 0
    member_weeks: float = 0.0
    minutes: tuple[float, ...] = ()  # to the yes, of the filled
    asked: tuple[int, ...] = ()  # how often each helper was asked
    told: tuple[tuple[float, bool], ...] = ()  # the chance told at the start, and whether it was filled
    asks_told: tuple[tuple[float, bool], ...] = ()  # the chance that an ask was given, and whether it was a yes
    in_expected_time: tuple[bool, ...] = ()  # whether the yes came in the minutes that were told
    crowded_filled: int = 0  # of the requests with many helpers in reach
    crowded_asks: int = 0


def tally(town: Town, cases: Iterable[Case]) -> Tally:
    """Add up the measured cases of a town."""
    measured = [case for case in cases if case.request.measured]
    filled = [case for case in measured if case.filled_at is not None]
    asked = Counter(index for case in measured for index in case.asked)
    asks = sum(len(case.asked) for case in measured)
    crowded = [case for case in measured if len(case.request.in_reach) > MANY_IN_REACH]
    minutes = {case.request.index: (case.filled_at - case.request.created) / 60 for case in filled if case.filled_at}
    return Tally(
        requests=len(measured),
        filled=len(filled),
        asks=asks,
        messages=asks + sum(case.told for case in measured),
        in_vain=sum(case.in_vain for case in measured),
        in_silent_hours=sum(case.in_silent_hours for case in measured),
        over_budget=sum(case.over_budget for case in measured),
        member_weeks=len(town.people) * town.measured_weeks,
        minutes=tuple(minutes.values()),
        asked=tuple(asked[person.index] for person in town.people),
        told=tuple((case.chance, case.filled_at is not None) for case in measured if case.chance is not None),
        asks_told=tuple(each for case in measured for each in case.ask_chances),
        in_expected_time=tuple(
            minutes[case.request.index] <= case.expected_minutes
            for case in filled
            if case.expected_minutes is not None
        ),
        crowded_filled=sum(case.filled_at is not None for case in crowded),
        crowded_asks=sum(len(case.asked) for case in crowded),
    )


@dataclass(frozen=True)
class Figures:
    """One row of a table. None: nothing to divide by."""

    filled: float | None
    asks_per_filled: float | None
    median_minutes: float | None
    p90_minutes: float | None
    in_vain: float | None
    gini: float | None
    in_silent_hours: int
    over_budget: int
    messages_a_week: float | None
    euro_per_filled: float | None
    crowded_asks_per_filled: float | None


def figures(tallies: Sequence[Tally]) -> Figures:
    """The figures of one policy over these towns, which count as one place."""

    def total(name: str) -> float:
        return sum(getattr(each, name) for each in tallies)

    minutes = sorted(minute for each in tallies for minute in each.minutes)
    euros = total("messages") * SMS_EUR + total("asks") * AWS_EUR
    return Figures(
        filled=ratio(total("filled"), total("requests")),
        asks_per_filled=ratio(total("asks"), total("filled")),
        median_minutes=percentile(minutes, 0.5),
        p90_minutes=percentile(minutes, 0.9),
        in_vain=ratio(total("in_vain"), total("requests")),
        gini=_mean([gini(each.asked) for each in tallies]),
        in_silent_hours=round(total("in_silent_hours")),
        over_budget=round(total("over_budget")),
        messages_a_week=ratio(total("messages"), total("member_weeks")),
        euro_per_filled=ratio(euros, total("filled")),
        crowded_asks_per_filled=ratio(total("crowded_asks"), total("crowded_filled")),
    )


def ratio(part: float, whole: float) -> float | None:
    """The quotient, if there is one."""
    return part / whole if whole else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
