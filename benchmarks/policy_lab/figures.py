"""What a policy came to in a town: sums that can be added up over towns, and the figures made of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.policy_lab.stats import gini, percentile
from benchmarks.policy_lab.street import Case
from benchmarks.policy_lab.town import Town

SMS_EUR = 0.08
AWS_EUR = 0.0003 * 0.92  # all AWS work of one ask is $0.0003; the rate is assumed and hardly matters
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
    filled = [case for case in measured if case.minutes is not None]
    asked = Counter(index for case in measured for index in case.asked)
    asks = sum(len(case.asked) for case in measured)
    crowded = [case for case in measured if len(case.request.in_reach) > MANY_IN_REACH]
    return Tally(
        requests=len(measured),
        filled=len(filled),
        asks=asks,
        messages=asks + sum(case.told for case in measured),
        in_vain=sum(case.in_vain for case in measured),
        in_silent_hours=sum(case.in_silent_hours for case in measured),
        over_budget=sum(case.over_budget for case in measured),
        member_weeks=len(town.people) * town.measured_weeks,
        minutes=tuple(case.minutes for case in filled if case.minutes is not None),
        asked=tuple(asked[person.index] for person in town.people),
        told=tuple((case.chance, case.minutes is not None) for case in measured if case.chance is not None),
        asks_told=tuple(each for case in measured for each in case.ask_chances),
        in_expected_time=tuple(
            case.minutes <= case.expected_minutes
            for case in filled
            if case.minutes is not None and case.expected_minutes is not None
        ),
        crowded_filled=sum(case.minutes is not None for case in crowded),
        crowded_asks=sum(len(case.asked) for case in crowded),
    )


Tallies = Sequence[Tally]


def filled(tallies: Tallies) -> float | None:
    """The share of the requests that found somebody."""
    return _ratio(sum(each.filled for each in tallies), sum(each.requests for each in tallies))


def asks_per_filled(tallies: Tallies) -> float | None:
    """How many people were asked for each request that found somebody, the asks for the others included."""
    return _ratio(sum(each.asks for each in tallies), sum(each.filled for each in tallies))


def crowded_asks_per_filled(tallies: Tallies) -> float | None:
    """The same, of the requests with many helpers in reach."""
    return _ratio(sum(each.crowded_asks for each in tallies), sum(each.crowded_filled for each in tallies))


def minutes(tallies: Tallies, share: float) -> float | None:
    """In how many minutes this share of the filled requests found somebody."""
    return percentile(sorted(minute for each in tallies for minute in each.minutes), share)


def in_vain(tallies: Tallies) -> float | None:
    """How many people said yes for nothing, a request."""
    return _ratio(sum(each.in_vain for each in tallies), sum(each.requests for each in tallies))


def unevenness(tallies: Tallies) -> float | None:
    """The Gini of asks over the helpers of a town, averaged over towns."""
    known = [value for each in tallies if (value := gini(each.asked)) is not None]
    return _ratio(sum(known), len(known))


def messages_a_week(tallies: Tallies) -> float | None:
    """How many messages a helper gets in a week."""
    return _ratio(sum(each.messages for each in tallies), sum(each.member_weeks for each in tallies))


def euro_per_filled(tallies: Tallies) -> float | None:
    """What a filled request costs: every message to a helper is an SMS, and each ask some work of the cloud."""
    euros = sum(each.messages * SMS_EUR + each.asks * AWS_EUR for each in tallies)
    return _ratio(euros, sum(each.filled for each in tallies))


def _ratio(part: float, whole: float) -> float | None:
    """The quotient, if there is one."""
    return part / whole if whole else None
