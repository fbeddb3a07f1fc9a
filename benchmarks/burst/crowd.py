"""Who comes in the first corona week, and when: groups that are told of Whapp, members who sign up, and who need help.

Made up but for what is marked: nobody published such a week. Its shape is what breaks things, so it is made harsh: most
moderators pass the link on right after the same evening's news, and people react within the hour.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

DAY = 24 * 3600
WEEK = 7 * DAY
MEMBERS_A_GROUP = 550_000 / 9_250  # WhatsApp Buurt Preventie in 2020
SPREAD = 0.8  # of the logarithm of a group's size: assumed
NEWS = DAY + 19.5 * 3600  # the second evening
AFTER_THE_NEWS = 0.4  # of the moderators pass the link on then, half of them within half an hour: assumed
JOIN = 0.35  # of a group's members sign up in that week: assumed
REACTION_MINUTES, REACTION_SPREAD = 45, 1.5  # from link to sign-up, lognormal: assumed
CODES_BY_SMS = 0.5  # of the sign-in codes, the others come by e-mail: assumed
NEED = 0.08  # of who signed up asks for help in that week: assumed
NEED_HOURS, NEED_SPREAD = 10, 1.2  # from sign-up to the question, lognormal: assumed
BY_HOUR = (1, 1, 1, 1, 1, 2, 4, 6, 9, 10, 10, 9, 8, 8, 8, 8, 8, 9, 10, 11, 10, 8, 5, 2)  # moderators: assumed
URGENCIES = (
    ("urgent", 0.1, 600),
    ("today", 0.5, 1800),
    ("planned", 0.4, 7200),
)  # shares as in the policy lab; patience
LEADS = {"urgent": 2 * 3600, "today": 6 * 3600, "planned": 48 * 3600}


@dataclass(frozen=True)
class Asked:
    """Somebody asks for help: when, with how much patience for each neighbour, and how long it is of use."""

    at: int
    patience: int
    until: int


@dataclass(frozen=True)
class Crowd:
    """Everybody in one week: the seconds of sign-in codes by SMS, and the requests."""

    members: int
    groups: int
    codes: Sequence[int]
    requests: Sequence[Asked]


def crowd(members: int, seed: int) -> Crowd:
    """A week in which so many people are in groups that are told of Whapp."""
    draw = random.Random(seed)
    groups = max(1, round(members / MEMBERS_A_GROUP))
    weights = [draw.lognormvariate(0, SPREAD) for _ in range(groups)]
    scale = members / sum(weights)
    codes: list[int] = []
    requests: list[Asked] = []
    for weight in weights:
        told = _told(draw)
        for _ in range(round(weight * scale * JOIN)):
            joined = int(told + 60 * REACTION_MINUTES * draw.lognormvariate(0, REACTION_SPREAD))
            if joined >= WEEK:
                continue
            if draw.random() < CODES_BY_SMS:
                codes.append(joined)
            if draw.random() < NEED:
                requests.append(_asked(draw, joined))
    kept = [each for each in requests if each.at < WEEK]
    return Crowd(members, groups, sorted(codes), sorted(kept, key=lambda each: each.at))


def _told(draw: random.Random) -> float:
    if draw.random() < AFTER_THE_NEWS:
        return NEWS + 1800 * draw.lognormvariate(0, 1)
    hour = draw.choices(range(24), BY_HOUR)[0]
    return draw.randrange(5) * DAY + hour * 3600 + draw.uniform(0, 3600)


def _asked(draw: random.Random, joined: int) -> Asked:
    at = int(joined + 3600 * NEED_HOURS * draw.lognormvariate(0, NEED_SPREAD))
    name, _, patience = draw.choices(URGENCIES, [share for _, share, _ in URGENCIES])[0]
    return Asked(at, patience, at + LEADS[name])


def is_quiet(at: float) -> bool:
    """Whether it is somebody's quiet time, which is everybody's: the default hours."""
    second = at % DAY
    return second >= 21.5 * 3600 or second < 8 * 3600


def over_at(at: float) -> float:
    """When it is not quiet any more."""
    if not is_quiet(at):
        return at
    morning = at - at % DAY + 8 * 3600
    return morning if morning >= at else morning + DAY
