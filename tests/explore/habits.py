"""What people may do next, and how likely each of it is: one line for an act."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from tests.explore import circles, desk, letters, neighbours, parting, settling
from tests.explore.acts import People
from whapp.domain.ask import Answer

Habit = tuple[float, Callable[..., Any]]  # a weight, and what is done with the people and whom it is about


def _newest(people: People, who: str) -> str:
    return people.post.links[who][-1]


def _made_up(people: People, who: str) -> str:
    """A link to the newest request, with a secret that somebody made up."""
    return _newest(people, who)[:16] + "x" * 22


def _so_far(circles: int | None, people: People, who: str, id_: str) -> None:
    people.choose_circles(who, id_, circles)


# With the requester and the request.
REQUESTER: Sequence[Habit] = (
    (0.25, People.cancel),
    (0.15, People.done),
    (0.1, People.look_up),
    (0.1, People.look),
    (0.15, People.report_no_show),
    (0.05, People.thank),
    (0.06, People.extend),
    *((0.015, partial(_so_far, circles)) for circles in (1, 2, 3, None)),
    (0.04, lambda people, who, _: settling.leave(people, who)),
)
# With the requester and a request to which somebody said yes.
MET: Sequence[Habit] = (
    (0.6, parting.block),
    (0.3, parting.report),
)
# With the requester and a request that ended well.
HELPED: Sequence[Habit] = ((1.0, People.thank),)
# With a request, at the desk of operations.
AT_THE_DESK: Sequence[Habit] = (
    (0.05, desk.pause),
    (0.1, desk.resume),
    (0.04, desk.stop),
)
# With a request that somebody was reported over.
REPORTED: Sequence[Habit] = ((0.5, desk.resolve),)
# With a helper and a request, on the telephone with operations.
ON_THE_TELEPHONE: Sequence[Habit] = ((0.03, desk.assign),)
# With any member, at the safety desk; and with whom it took out.
AT_THE_SAFETY_DESK: Sequence[Habit] = ((0.012, desk.suspend),)
TAKEN_OUT: Sequence[Habit] = ((0.1, desk.lift), (0.1, desk.suspend))
# With a helper where the needs nearby are shown.
NEARBY: Sequence[Habit] = ((0.4, neighbours.look_around),)
# With a helper there, and a request that they saw before.
SEEN: Sequence[Habit] = ((0.1, neighbours.come),)
# With a helper who got a letter.
LETTER: Sequence[Habit] = (
    (0.4, partial(letters.answer, button="yes")),
    (0.1, partial(letters.answer, button="no")),
    (0.1, partial(letters.answer, button="")),
)
# At the moderator's, and with the newest code; with anybody who has it, or who may belong to the group.
KEEPING: Sequence[Habit] = ((0.8, circles.invite),)
WITH_A_CODE: Sequence[Habit] = ((0.03, circles.end_code),)
JOINING: Sequence[Habit] = ((0.5, circles.join),)
BELONGING: Sequence[Habit] = (
    (0.5, circles.attest),
    (0.2, circles.revoke),
    (0.15, circles.leave),
)
# With any helper.
HELPER: Sequence[Habit] = (
    (0.06, partial(settling.pause, until_later=True)),
    (0.02, partial(settling.pause, until_later=False)),
    (0.03, settling.sleep),
    (0.03, settling.stop_offering),
    (0.03, settling.offer),
    (0.04, settling.leave),
)
# With a helper who got a link.
ASKED: Sequence[Habit] = (
    (1.2, lambda people, who: people.tap(who, _newest(people, who), "yes")),
    (0.2, lambda people, who: people.tap_twice(who, _newest(people, who), "yes")),
    (0.5, lambda people, who: people.tap(who, _newest(people, who), "no")),
    (0.3, lambda people, who: people.tap(who, _newest(people, who), "withdraw")),
    (0.1, lambda people, who: people.tap(who, _newest(people, who), "contact")),
    (0.1, lambda people, who: people.tap(who, _newest(people, who), "")),
    (0.2, lambda people, who: people.tap(who, _newest(people, who), "coming")),
    (0.1, lambda people, who: people.tap(who, _newest(people, who), "helped")),
    (0.1, lambda people, who: people.tap(who, _newest(people, who), "not_helped")),
    (0.3, lambda people, who: people.answer_in_app(who, Answer.YES)),
    (0.1, lambda people, who: people.answer_in_app(who, Answer.NOT_NOW)),
    (0.05, lambda people, who: people.tap(who, _made_up(people, who), "yes")),
    (0.1, lambda people, who: people.tap(who, people.post.links[who][0], "yes")),
    (0.2, lambda people, who: people.tap(who, _newest(people, who), "report")),
    (0.2, lambda people, who: parting.block(people, who, _newest(people, who)[:16])),
)
# With a matched helper and the request.
MATCHED: Sequence[Habit] = (
    (0.2, People.withdraw),
    (0.1, People.look_up),
    (0.6, parting.block),
)
