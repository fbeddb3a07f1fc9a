"""Stories of the desks, of neighbours who come of themselves, of guests, and of the care job."""

from datetime import timedelta
from functools import partial

from tests.explore import circles, desk, letters, neighbours, parting, settling
from tests.explore.acts import People
from tests.explore.steps import Scenario, at_the_desk, create, create_again, does, part, request_of, tap, wait
from tests.explore.village import MODERATOR

_MONTH, _DAY = 31 * 24 * 60, 24 * 60


def _assign(helper: str) -> partial[None]:
    return partial(_assigned, helper)


def _assigned(helper: str, people: People) -> None:
    desk.assign(people, helper, request_of(people))


def _come(helper: str) -> partial[None]:
    return partial(_steps_forward, helper)


def _steps_forward(helper: str, people: People) -> None:
    neighbours.come(people, helper, request_of(people))


def _look_after(people: People) -> None:
    people.world.run_care()


def _remind(people: People) -> None:
    people.world.run_reminders()


def _answer_letter(who: str, button: str) -> partial[None]:
    return partial(_answered, who, button)


def _answered(who: str, button: str, people: People) -> None:
    if who in people.post.letters:
        letters.answer(people, who, button)


STORIES = (
    Scenario(
        "assigned by telephone, while another is asked",
        [
            create, _assign("bert"), _assign("bert"), tap("anna", "yes"), _assign("cees"), tap("bert", ""),
            tap("bert", "contact"), tap("bert", "withdraw"), _assign("anna"), _assign("anna"), _assign("bert"),
            lambda people: people.done("rosa", request_of(people)),
        ],
    ),
    Scenario(
        "assigned, reminded, and coming",
        [create, _assign("bert"), wait(8 * 60 + 1), tap("bert", "coming"), does(settling.leave, "bert")],
        lead=timedelta(hours=30),
    ),
    Scenario(
        "the matched helper is reported and suspended",
        [
            create, tap("bert", "yes"), tap("anna", "yes"), part(parting.report, "rosa"),
            *(at_the_desk(desk.resolve),) * 2, *(does(desk.suspend, "anna"),) * 2, tap("anna", "yes"),
            tap("bert", "yes"), _assign("anna"), does(desk.lift, "anna"), does(desk.lift, "anna"), create_again,
            tap("anna", "yes"), does(desk.suspend, "anna"), tap("bert", "yes"),
        ],
        open_asks=2,
        again=True,
    ),
    Scenario(
        "whoever was asked is suspended, and then the requester",
        [
            create, does(desk.suspend, "anna"), tap("anna", "yes"), tap("bert", "yes"), does(desk.suspend, "rosa"),
            create_again, lambda people: people.look("rosa", request_of(people)), tap("bert", "contact"),
        ],
        again=True,
    ),
    Scenario(
        "a stand-by is suspended",
        [create, tap("bert", "yes"), tap("anna", "yes"), does(desk.suspend, "anna"), tap("bert", "withdraw")],
        open_asks=2,
    ),
    Scenario(
        "somebody steps forward",
        [
            create, does(neighbours.look_around, "cees"), does(neighbours.look_around, "cees"), tap("anna", "yes"),
            _come("cees"), _come("bert"), _come("anna"), lambda people: people.withdraw("cees", request_of(people)),
            _come("anna"), _come("cees"), lambda people: people.look_up("anna", request_of(people)),
            lambda people: people.done("rosa", request_of(people)),
        ],
        needs_shown=True,
    ),
    Scenario(
        "nobody steps forward after a no, a block, or for themselves",
        [
            create, tap("anna", "no"), _come("anna"), does(neighbours.look_around, "rosa"), _come("rosa"),
            tap("bert", "yes"), part(parting.block, "rosa"), _come("bert"), does(neighbours.look_around, "bert"),
        ],
        needs_shown=True,
    ),
    Scenario(
        "a moderator asks for a guest",
        [
            create, create, tap("anna", "yes"), lambda people: people.extend(MODERATOR, request_of(people)),
            tap("anna", "contact"), tap("anna", "withdraw"),
            lambda people: people.extend(MODERATOR, request_of(people)), tap("bert", "yes"), wait(10),
            lambda people: people.done(MODERATOR, request_of(people)),
            lambda people: people.thank(MODERATOR, request_of(people)),
        ],
        for_a_guest=True,
    ),
    Scenario(
        "a helper blocks a guest, and the moderator leaves",
        [
            create, tap("anna", "yes"), part(parting.block, "anna"), tap("bert", "yes"),
            does(settling.leave, MODERATOR), create,
        ],
        for_a_guest=True,
    ),
    Scenario(
        "joined, confirmed, shown, and taken back",
        [
            circles.invite, *(does(circles.join, "rosa"),) * 2, *(does(circles.attest, "rosa"),) * 2, create,
            tap("anna", ""), *(does(circles.revoke, "rosa"),) * 2, tap("anna", ""), does(circles.attest, "rosa"),
            *(does(circles.leave, "rosa"),) * 2, tap("anna", "yes"),
        ],
        has_group=True,
    ),
    Scenario(
        "a code for two, who leave Whapp, and so does the moderator",
        [
            circles.invite, does(circles.join, "anna"), does(circles.join, "bert"), does(circles.join, "cees"),
            does(circles.attest, "anna"), create, does(settling.leave, "anna"), circles.invite,
            does(circles.join, "cees"), circles.end_code, does(circles.join, "rosa"), does(settling.leave, MODERATOR),
            does(circles.attest, "bert"), does(circles.revoke, "bert"), circles.invite,
        ],
        has_group=True,
    ),
    Scenario(
        "the year of a badge",
        [
            circles.invite, does(circles.join, "bert"), does(circles.attest, "bert"), wait(336 * _DAY),
            *(_remind,) * 2, wait(30 * _DAY), *(_remind,) * 2, does(circles.attest, "bert"),
        ],
        has_group=True,
        by_email=True,
    ),
    Scenario(
        "idle helpers get a letter, once",
        [
            _look_after, _look_after, _answer_letter("anna", ""), _answer_letter("anna", "yes"),
            _answer_letter("anna", "yes"), _answer_letter("bert", "yes"), _answer_letter("bert", "no"), wait(_DAY),
            _look_after, wait(_MONTH), _look_after,
        ],
        cared=True,
        by_email=True,
    ),
    Scenario(
        "a silent helper is not asked, and comes back",
        [_look_after, create, _answer_letter("anna", "yes"), tap("bert", "no"), tap("cees", "no"), tap("anna", "yes")],
        cared=True,
    ),
)  # fmt: skip
