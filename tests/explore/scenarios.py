"""Stories in which every call site of our code is reached, told in steps: one is taken when nobody is at work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.explore import desk, parting
from tests.explore.acts import People
from tests.explore.choices import Choices
from tests.explore.history import Begun, begun
from tests.explore.village import Village, draw, taken_up
from whapp.domain.ask import Answer
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

    def village(self) -> Village:
        """The plain village, with more open asks or with e-mail where no SMS goes, or as an earlier version left it."""
        if self.begun:
            return taken_up(self.begun)
        village = draw(Choices())
        from_, until = village.begins + self.lead, village.begins + self.lead + timedelta(hours=8)
        needs = tuple(
            (who, key, replace(need, needed_from=from_, needed_until=until)) for who, key, need in village.needs
        )
        if self.again:
            needs += tuple((who, "key-2", need) for who, _, need in needs)
        village = replace(village, open_asks=self.open_asks, needs=needs)
        if not self.by_email:
            return village
        both = (Channel.SMS, Channel.EMAIL)
        members = tuple(replace(member, channels=both) for member in village.members)
        no_sms = frozenset(member.phone or "" for member in members if member.id in ("rosa", "anna"))
        return replace(village, members=members, opted_out=no_sms)


def _create(people: People) -> None:
    _, who, key, need = people.world.village.requests[0]
    people.create(who, key, need)


def _create_again(people: People) -> None:
    _, who, key, need = people.world.village.requests[1]
    people.create(who, key, need)


def _request(people: People) -> str:
    return people.world.village.requests[0][0]


def _tap(who: str, button: str) -> Step:
    def tap(people: People) -> None:
        links = people.post.links.get(who)
        if links:
            people.tap(who, links[-1], button)

    return tap


def _circles(circles: int | None) -> Step:
    return lambda people: people.choose_circles("rosa", _request(people), circles)


def _desk(act: Callable[[People, str], None]) -> Step:
    return lambda people: act(people, _request(people))


def _part(act: parting.Part, who: str) -> Step:
    return lambda people: act(people, who, _request(people))


def _console(operation: str, *, told: bool = True) -> Step:
    """Somebody in the console does this to every execution that it can be done to; `told`: the event arrives."""

    def operate(people: People) -> None:
        people.world.mishaps += 1
        for execution in list(people.world.states.executions.values()):
            if execution.runs if operation == "StopExecution" else people.world.states.may_be_redriven(execution):
                people.world.states.apply(operation, {"executionArn": execution.arn})
        if not told:
            people.world.deaths.clear()

    return operate


def _wait(minutes: int) -> Step:
    return lambda people: people.world.let_time_pass(people.world.clock.time + timedelta(minutes=minutes))


_TOLD_HERE = (
    Scenario("nobody answers", [_create]),
    Scenario(
        "yes and done",
        [
            _create, _tap("anna", ""), _tap("anna", "yes"), _tap("anna", "yes"), _tap("anna", "contact"),
            lambda people: people.look_up("rosa", _request(people)),
            lambda people: people.look_up("anna", _request(people)),
            lambda people: people.look("rosa", _request(people)), lambda people: people.done("rosa", _request(people)),
        ],
    ),
    Scenario(
        "longer, wider, here, as you like",
        [
            _create, lambda people: people.extend("rosa", _request(people)),
            *(_circles(circles) for circles in (2, 2, 1, None)), _tap("anna", "no"),
        ],
    ),
    Scenario(
        "nobody came, another did, and is thanked",
        [
            _create, _tap("anna", "yes"), _wait(10),
            *(lambda people: people.report_no_show("rosa", _request(people)),) * 2,
            _tap("bert", "yes"), lambda people: people.done("rosa", _request(people)),
            *(lambda people: people.thank("rosa", _request(people)),) * 2,
        ],
    ),
    Scenario(
        "the helper says that it did not happen, and nobody contradicts",
        [_create, _tap("anna", "yes"), _wait(10), _tap("anna", "not_helped"), _tap("anna", "helped")],
    ),
    Scenario(
        "reminded, and coming",
        [_create, _tap("anna", "yes"), _wait(8 * 60 + 1), _tap("anna", "coming"), _tap("anna", "coming")],
        lead=timedelta(hours=30),
    ),
    Scenario(
        "silent, let go for the stand-by, and back",
        [
            _create, _tap("bert", "yes"), _tap("anna", "yes"), _wait(121), _wait(60), _wait(30),
            _tap("bert", "yes"), _tap("anna", "yes"),
        ],
        open_asks=2,
        lead=timedelta(hours=4),
    ),
    Scenario(
        "paused, resumed and stopped by operations",
        [
            _create, *(_desk(desk.pause),) * 2, _tap("anna", "no"), *(_desk(desk.resume),) * 2, _tap("bert", "yes"),
            *(_desk(desk.stop),) * 2,
        ],
    ),
    Scenario("paused until it is too late", [_create, _desk(desk.pause), _wait(31), _tap("anna", "no")]),
    Scenario("yes and the visit", [_create, _create, _tap("anna", "yes")]),
    Scenario(
        "no, yes, withdrawn, yes",
        [
            _create, _tap("anna", "no"), lambda people: people.answer_in_app("bert", Answer.YES),
            lambda people: people.withdraw("bert", _request(people)), _tap("cees", "yes"), _tap("cees", "withdraw"),
        ],
    ),
    Scenario(
        "two at once, a late yes, cancelled",
        [
            _create, _tap("bert", "yes"), _tap("anna", "yes"), _tap("bert", "withdraw"), _tap("anna", "yes"),
            lambda people: people.cancel("rosa", _request(people)),
        ],
        open_asks=2,
        by_email=True,
    ),
    Scenario(
        "helpers come and go",
        [
            _create, lambda people: people.pause("bert", until_later=True), lambda people: people.leave("anna"),
            lambda people: people.pause("bert", until_later=False), lambda people: people.stop_offering("cees"),
            lambda people: people.offer("cees"), lambda people: people.sleep("bert"),
        ],
    ),
    Scenario(
        "the requester blocks who said yes",
        [
            _create, _tap("anna", "yes"), *(_part(parting.block, "rosa"),) * 2, _tap("anna", "contact"),
            lambda people: people.look_up("rosa", _request(people)), _tap("anna", "yes"), _tap("bert", "yes"),
        ],
    ),
    Scenario(
        "who blocked somebody asks again",
        [_create, _tap("anna", "yes"), _part(parting.block, "rosa"), _create_again],
        again=True,
    ),
    Scenario(
        "the matched helper blocks the requester",
        [
            _create, _tap("anna", "yes"), *(_part(parting.block, "anna"),) * 2,
            lambda people: people.look_up("anna", _request(people)), _tap("bert", "yes"), _part(parting.block, "bert"),
        ],
    ),
    Scenario(
        "a helper reports, on the page",
        [_create, _tap("anna", "yes"), *(_tap("anna", "report"),) * 2, _tap("anna", "contact"), _tap("bert", "report")],
    ),
    Scenario(
        "the requester reports, and the helper leaves",
        [
            _create, _tap("anna", "yes"), *(_part(parting.report, "rosa"),) * 2, lambda people: people.leave("anna"),
            _part(parting.report, "rosa"), _part(parting.block, "rosa"),
        ],
    ),
    Scenario("the matched helper leaves", [_create, _tap("anna", "yes"), lambda people: people.leave("anna")]),
    Scenario("the requester leaves", [_create, _tap("anna", "yes"), lambda people: people.leave("rosa")]),
    Scenario("aborted, and the event tells", [_create, _console("StopExecution")]),
    Scenario("aborted, and the schedule finds out", [_create, _console("StopExecution", told=False), _wait(40)]),
    Scenario(
        "aborted and redriven",
        [_create, _console("StopExecution", told=False), _console("RedriveExecution"), _tap("anna", "no")],
    ),
    Scenario(
        "nobody hears the bell", [_create, _tap("anna", "yes"), lambda people: people.cancel("rosa", _request(people))],
        unheard="cancel: change > wake",
    ),
    Scenario("the cascade never starts", [_create], unheard="create: create_request > start"),
    Scenario(
        "by e-mail only in the end",
        [_create, lambda people: people.pause("bert", until_later=True), _tap("anna", "yes"), _tap("anna", "withdraw")],
        by_email=True,
    ),
)  # fmt: skip

# Each ends in the middle: this is what a version leaves to the next one, see history.
UNFINISHED = (
    Scenario("asked", [_create]),
    Scenario("matched", [_create, _tap("anna", "no"), _tap("bert", "yes")]),
    Scenario("two asked by two channels", [_create, _tap("anna", "no")], open_asks=2, by_email=True),
    Scenario("a second round", [_create, _tap("anna", "yes"), _tap("anna", "withdraw")]),
    Scenario("asked how it went", [_create, _tap("anna", "yes"), _wait(11 * 60)]),
    Scenario("nobody is left", [_create, _wait(31), _wait(31), _wait(31)]),
)


def _last_asked(button: str) -> Step:
    return lambda people: people.tap(*[(who, links[-1]) for who, links in people.post.links.items()][-1], button)


SCENARIOS = (
    *_TOLD_HERE,
    *(
        Scenario(
            f"{story.name}, and then",
            [
                _last_asked("yes"), lambda people: people.look("rosa", _request(people)), _last_asked("contact"),
                lambda people: people.done("rosa", _request(people)),
            ],
            begun=story,
        )
        for story in begun()
    ),
)  # fmt: skip
