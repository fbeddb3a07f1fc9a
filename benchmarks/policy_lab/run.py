"""Runs: every policy in the same towns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.policy_lab.figures import Tally, tally
from benchmarks.policy_lab.oracle import Oracle, SleeplessOracle, TirelessOracle
from benchmarks.policy_lab.production import Production
from benchmarks.policy_lab.published import (
    Broadcast,
    FiftyADay,
    LongestIdle,
    NearestFirst,
    NearestThree,
    OneAtRandom,
    SevenOpen,
)
from benchmarks.policy_lab.street import Policy, Street
from benchmarks.policy_lab.town import draw
from benchmarks.policy_lab.world import World

OURS, ORACLE, BROADCAST = "Whapp", "oracle", "broadcast"
POLICIES: Mapping[str, Callable[[Street], Policy]] = {
    OURS: Production,
    ORACLE: Oracle,
    BROADCAST: Broadcast,
    "one at random": OneAtRandom,
    "nearest first": NearestFirst,
    "longest idle": LongestIdle,
    "nearest three": NearestThree,
    "fifty a day": FiftyADay,
    "seven open": SevenOpen,
}
YARDSTICKS: Mapping[str, Callable[[Street], Policy]] = {  # which promise binds, when a goal cannot be met
    "oracle, no budgets": TirelessOracle,
    "oracle, no hours": SleeplessOracle,
}
TOWNS = 6  # of each world: how much towns differ is what the confidence intervals are made of


@dataclass(frozen=True)
class Job:
    """One town, with so many measured requests."""

    world: World
    seed: int
    number: int
    count: int
    yardsticks: bool = False

    @property
    def policies(self) -> Mapping[str, Callable[[Street], Policy]]:
        """Who plays in it."""
        return {**POLICIES, **YARDSTICKS} if self.yardsticks else POLICIES


@dataclass(frozen=True)
class Done:
    """What the policies came to in one town."""

    job: Job
    simulated: int
    tallies: Mapping[str, Tally]


def run(job: Job) -> Done:
    """Play every policy in one town."""
    town = draw(job.world, job.seed, job.number, job.count)
    tallies = {}
    for name, policy in job.policies.items():
        street = Street(town)
        playing = policy(street)
        cases = street.play(playing)
        if isinstance(playing, Production):
            playing.tell_chances()
        tallies[name] = tally(town, cases)
    return Done(job, len(town.requests) * len(tallies), tallies)


def jobs(world: World, seed: int, count: int, *, yardsticks: bool = False) -> list[Job]:
    """`count` measured requests spread over towns."""
    towns = min(TOWNS, count)
    shares = [count // towns + (number < count % towns) for number in range(towns)]
    return [Job(world, seed, number, share, yardsticks) for number, share in enumerate(shares)]
