"""The steps that stories are told in: one is taken when nobody is at work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.explore import parting
from tests.explore.acts import People
from tests.explore.choices import Choices
from tests.explore.history import Begun
from tests.explore.village import HOME, MODERATOR, Village, draw, idle, moderator, taken_up
from whapp.domain.member import Channel

Step = Callable[[People], None]


@dataclass(frozen=True)
class Scenario:
    """A village and what happens in it."""

    name: str
    steps: Sequence[Step]
    open_asks: int = 1
    by_email: bool = False
    lead: timedelta = timedelta(minutes=5)  # before the visit
    unheard: str = ""  # a call site whose calls never arrive, so that the story needs the janitor
    begun: Begun | None = None  # by an earlier version
    again: bool = False  # the requester has a second need
    needs_shown: bool = False  # to the neighbours
    has_group: bool = False  # a moderator keeps it
    for_a_guest: bool = False  # a moderator asks
    cared: bool = False  # the care job looks after the helpers

    def village(self) -> Village:
        """The plain village, with more open asks or with e-mail, or as an earlier version left it."""
        if self.begun:
            return taken_up(self.begun)
        village = draw(Choices())
        from_, until = village.begins + self.lead, village.begins + self.lead + timedelta(hours=8)
        needs = tuple(
            (who, key, replace(need, needed_from=from_, needed_until=until)) for who, key, need in village.needs
        )
        if self.again:
            needs += tuple((who, "key-2", need) for who, _, need in needs)
        members = village.members
        if self.for_a_guest or self.has_group:
            members = (*members, moderator())
        if self.for_a_guest:
            needs = tuple((MODERATOR, key, replace(need, location=HOME)) for _, key, need in needs)
        if self.cared:
            members = (members[0], *idle(members[1:], village.begins))
        village = replace(
            village,
            members=members,
            open_asks=self.open_asks,
            needs=needs,
            needs_shown=self.needs_shown,
            cared=self.cared,
        )
        if not self.by_email:
            return village
        both = (Channel.SMS, Channel.EMAIL)
        return replace(village, members=tuple(replace(member, channels=both) for member in village.members))


def create(people: People) -> None:
    _, who, key, need = people.world.village.requests[0]
    people.create(who, key, need)


def create_again(people: People) -> None:
    _, who, key, need = people.world.village.requests[1]
    people.create(who, key, need)


def request_of(people: People) -> str:
    return people.world.village.requests[0][0]


def tap(who: str, button: str) -> Step:
    def tap(people: People) -> None:
        links = people.post.links.get(who)
        if links:
            people.tap(who, links[-1], button)

    return tap


def circles(circles: int | None) -> Step:
    return lambda people: people.choose_circles("rosa", request_of(people), circles)


def at_the_desk(act: Callable[[People, str], None]) -> Step:
    return lambda people: act(people, request_of(people))


def part(act: parting.Part, who: str) -> Step:
    return lambda people: act(people, who, request_of(people))


def does(act: Callable[..., None], who: str, **how: bool) -> Step:
    """Somebody does this, whatever becomes of any request."""
    return lambda people: act(people, who, **how)


def console(operation: str, *, told: bool = True) -> Step:
    """Somebody in the console does this to every execution that it can be done to; `told`: the event arrives."""

    def operate(people: People) -> None:
        people.world.mishaps += 1
        for execution in list(people.world.states.executions.values()):
            if execution.runs if operation == "StopExecution" else people.world.states.may_be_redriven(execution):
                people.world.states.apply(operation, {"executionArn": execution.arn})
        if not told:
            people.world.deaths.clear()

    return operate


def wait(minutes: int) -> Step:
    return lambda people: people.world.let_time_pass(people.world.clock.time + timedelta(minutes=minutes))
