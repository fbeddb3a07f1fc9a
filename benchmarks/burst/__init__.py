"""The first corona week, replayed through the quotas of an account: what queues, how long, what is lost."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.burst.crowd import crowd
from benchmarks.burst.quotas import PARTITION_WRITES, REGIONS, Region
from benchmarks.burst.week import Manner, Week
from benchmarks.goals import Figure

MEMBERS, SEED = 550_000, 1
SIZES = (50_000, 100_000, 250_000, MEMBERS)
BEARABLE = 60  # seconds that a message may wait
WATCH_SHARDS, WATCH_UNITS = 8, 2  # a change moves the request in the index that the janitor reads


def ask(console: Console) -> list[Figure]:
    """Both regions, smoothed and as production does, and what to ask for."""
    people = crowd(MEMBERS, SEED)
    weeks = {
        (region.name, manner): Week(people, region, SEED, manner).run()
        for region in REGIONS.values()
        for manner in Manner
    }
    console.print(
        f"{people.members:,} members in {people.groups:,} groups, {len(people.codes):,} codes by SMS, "
        f"{len(people.requests):,} requests",
        highlight=False,
    )
    console.print(_outcomes(weeks))
    console.print(_rises())
    ours = [week for (_, manner), week in weeks.items() if manner is Manner.COMES_BACK]
    worst, lost = max(ours, key=_to_fluid), max(week.lost for week in ours)
    return [Figure("burst-lost", lost), Figure("burst-queue", _to_fluid(worst), f"SMS in {worst.region.name}")]


def _to_fluid(week: Week) -> float:
    fluid = week.sms.fluid()
    return week.sms.longest / fluid if fluid else 1.0


def _outcomes(weeks: Mapping[tuple[str, Manner], Week]) -> Table:
    table = Table(title="a week at the quotas that every account has", title_justify="left", box=SIMPLE_HEAD)
    names = (
        "region", "SMS over quota", "asks", "longest\nSMS queue", "ideal", "longest\nwait, s", "99 %\nwait, s",
        "asks\ngiven up", "requests\nlost", "waits in\nStep\nFunctions", "codes\nrefused",
    )  # fmt: skip
    for number, name in enumerate(names):
        table.add_column(name, justify="left" if number < 2 else "right")
    for (region, manner), week in weeks.items():
        waits = sorted(week.sms.waits)
        buckets = " ".join(f"{each.longest:.1f}" for each in (week.start, week.transitions, week.callbacks))
        table.add_row(
            region,
            str(manner),
            f"{week.asks:,}",
            f"{week.sms.longest:,}",
            f"{week.sms.fluid():,.0f}",
            f"{waits[-1]:,.0f}",
            f"{waits[len(waits) * 99 // 100]:,.0f}",
            f"{week.given_up:,}",
            f"{week.lost:,}",
            buckets,
            f"{week.codes_refused:,}",
        )
    return table


def _rises() -> Table:
    """What the busiest minute of such a week needs, by number of members, where it is more than every account has."""
    table = Table(
        title="the busiest minute, a second, and the SMS to ask for before such a week",
        title_justify="left",
        box=SIMPLE_HEAD,
    )
    for name in ("members", "requests", "executions", "transitions", "callbacks", "index units", "SMS/s to ask for"):
        table.add_column(name, justify="right")
    plenty = replace(REGIONS["Ireland"], sms=1_000_000, email=1_000_000)
    for members in SIZES:
        week = Week(crowd(members, SEED), plenty, SEED).run()
        peaks = {name: _busiest(load) for name, load in week.load.items()}
        changes = peaks["transitions"] / 3 * 2 * WATCH_UNITS / WATCH_SHARDS
        table.add_row(
            f"{members:,}",
            f"{len(week.searches):,}",
            *(f"{peaks[name]:.1f}" for name in ("start", "transitions", "callbacks")),
            f"{changes:.1f} of {PARTITION_WRITES:,}",
            str(_sms_needed(week, REGIONS["Ireland"])),
        )
    return table


def _busiest(load: Counter[int]) -> float:
    minutes: Counter[int] = Counter()
    for second, number in load.items():
        minutes[second // 60] += number
    return max(minutes.values(), default=0) / 60


def _sms_needed(week: Week, region: Region) -> int:
    """The least rate at which nobody waits longer than is bearable and no code is refused for a whole minute."""
    rate = region.sms
    codes = _busiest(Counter(week.crowd.codes))
    ours = week.sms.arrived
    while True:
        free = max(0.0, rate - codes)
        level = longest = 0.0
        before = 0
        for second in sorted(ours):
            level = max(0.0, level - free * (second - before)) + ours[second]
            before = second
            longest = max(longest, level)
        if free and longest / free <= BEARABLE:
            return rate
        rate += 5
