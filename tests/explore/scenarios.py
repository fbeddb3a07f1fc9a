"""Stories in which every call site of our code is reached."""

from datetime import timedelta

from tests.explore import desk, parting, settling
from tests.explore.history import begun
from tests.explore.steps import (
    Scenario,
    Step,
    at_the_desk,
    circles,
    console,
    create,
    create_again,
    does,
    part,
    request_of,
    tap,
    wait,
)
from tests.explore.stories_of_people import STORIES
from whapp.domain.ask import Answer

_TOLD_HERE = (
    Scenario("nobody answers", [create]),
    Scenario(
        "yes and done",
        [
            create, tap("anna", ""), tap("anna", "yes"), tap("anna", "yes"), tap("anna", "contact"),
            lambda people: people.look_up("rosa", request_of(people)),
            lambda people: people.look_up("anna", request_of(people)),
            lambda people: people.look("rosa", request_of(people)),
            lambda people: people.done("rosa", request_of(people)),
        ],
    ),
    Scenario(
        "longer, wider, here, as you like",
        [
            create, lambda people: people.extend("rosa", request_of(people)),
            *(circles(count) for count in (2, 2, 1, None)), tap("anna", "no"),
        ],
    ),
    Scenario(
        "nobody came, another did, and is thanked",
        [
            create, tap("anna", "yes"), wait(10),
            *(lambda people: people.report_no_show("rosa", request_of(people)),) * 2,
            tap("bert", "yes"), lambda people: people.done("rosa", request_of(people)),
            *(lambda people: people.thank("rosa", request_of(people)),) * 2,
        ],
    ),
    Scenario(
        "the helper says that it did not happen, and nobody contradicts",
        [create, tap("anna", "yes"), wait(10), tap("anna", "not_helped"), tap("anna", "helped")],
    ),
    Scenario(
        "reminded, and coming",
        [create, tap("anna", "yes"), wait(8 * 60 + 1), tap("anna", "coming"), tap("anna", "coming")],
        lead=timedelta(hours=30),
    ),
    Scenario(
        "silent, let go for the stand-by, and back",
        [
            create, tap("bert", "yes"), tap("anna", "yes"), wait(121), wait(60), wait(30),
            tap("bert", "yes"), tap("anna", "yes"),
        ],
        open_asks=2,
        lead=timedelta(hours=4),
    ),
    Scenario(
        "paused, resumed and stopped by operations",
        [
            create, *(at_the_desk(desk.pause),) * 2, tap("anna", "no"), *(at_the_desk(desk.resume),) * 2,
            tap("bert", "yes"), *(at_the_desk(desk.stop),) * 2,
        ],
    ),
    Scenario("paused until it is too late", [create, at_the_desk(desk.pause), wait(31), tap("anna", "no")]),
    Scenario("yes and the visit", [create, create, tap("anna", "yes")]),
    Scenario(
        "no, yes, withdrawn, yes",
        [
            create, tap("anna", "no"), lambda people: people.answer_in_app("bert", Answer.YES),
            lambda people: people.withdraw("bert", request_of(people)), tap("cees", "yes"), tap("cees", "withdraw"),
        ],
    ),
    Scenario(
        "two at once, a late yes, cancelled",
        [
            create, tap("bert", "yes"), tap("anna", "yes"), tap("bert", "withdraw"), tap("anna", "yes"),
            lambda people: people.cancel("rosa", request_of(people)),
        ],
        open_asks=2,
        by_email=True,
    ),
    Scenario(
        "helpers come and go",
        [
            create, does(settling.pause, "bert", until_later=True), does(settling.leave, "anna"),
            does(settling.pause, "bert", until_later=False), does(settling.stop_offering, "cees"),
            does(settling.offer, "cees"), does(settling.sleep, "bert"),
        ],
    ),
    Scenario(
        "the requester blocks who said yes",
        [
            create, tap("anna", "yes"), *(part(parting.block, "rosa"),) * 2, tap("anna", "contact"),
            lambda people: people.look_up("rosa", request_of(people)), tap("anna", "yes"), tap("bert", "yes"),
        ],
    ),
    Scenario(
        "who blocked somebody asks again",
        [create, tap("anna", "yes"), part(parting.block, "rosa"), create_again],
        again=True,
    ),
    Scenario(
        "the matched helper blocks the requester",
        [
            create, tap("anna", "yes"), *(part(parting.block, "anna"),) * 2,
            lambda people: people.look_up("anna", request_of(people)), tap("bert", "yes"), part(parting.block, "bert"),
        ],
    ),
    Scenario(
        "a helper reports, on the page",
        [create, tap("anna", "yes"), *(tap("anna", "report"),) * 2, tap("anna", "contact"), tap("bert", "report")],
    ),
    Scenario(
        "the requester reports, and the helper leaves",
        [
            create, tap("anna", "yes"), *(part(parting.report, "rosa"),) * 2, does(settling.leave, "anna"),
            part(parting.report, "rosa"), part(parting.block, "rosa"),
        ],
    ),
    Scenario("the matched helper leaves", [create, tap("anna", "yes"), does(settling.leave, "anna")]),
    Scenario("the requester leaves", [create, tap("anna", "yes"), does(settling.leave, "rosa")]),
    Scenario("aborted, and the event tells", [create, console("StopExecution")]),
    Scenario("aborted, and the schedule finds out", [create, console("StopExecution", told=False), wait(40)]),
    Scenario(
        "aborted and redriven",
        [create, console("StopExecution", told=False), console("RedriveExecution"), tap("anna", "no")],
    ),
    Scenario(
        "nobody hears the bell", [create, tap("anna", "yes"), lambda people: people.cancel("rosa", request_of(people))],
        unheard="cancel: change > wake",
    ),
    Scenario("the cascade never starts", [create], unheard="create: create_request > start"),
    Scenario(
        "by e-mail only in the end",
        [create, does(settling.pause, "bert", until_later=True), tap("anna", "yes"), tap("anna", "withdraw")],
        by_email=True,
    ),
)  # fmt: skip

# Each ends in the middle: this is what a version leaves to the next one, see history.
UNFINISHED = (
    Scenario("asked", [create]),
    Scenario("matched", [create, tap("anna", "no"), tap("bert", "yes")]),
    Scenario("two asked by two channels", [create, tap("anna", "no")], open_asks=2, by_email=True),
    Scenario("a second round", [create, tap("anna", "yes"), tap("anna", "withdraw")]),
    Scenario("asked how it went", [create, tap("anna", "yes"), wait(11 * 60)]),
    Scenario("nobody is left", [create, wait(31), wait(31), wait(31)]),
)


def _last_asked(button: str) -> Step:
    return lambda people: people.tap(*[(who, links[-1]) for who, links in people.post.links.items()][-1], button)


SCENARIOS = (
    *_TOLD_HERE,
    *STORIES,
    *(
        Scenario(
            f"{story.name}, and then",
            [
                _last_asked("yes"), lambda people: people.look("rosa", request_of(people)), _last_asked("contact"),
                lambda people: people.done("rosa", request_of(people)),
            ],
            begun=story,
        )
        for story in begun()
    ),
)  # fmt: skip
