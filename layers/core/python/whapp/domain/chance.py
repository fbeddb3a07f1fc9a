"""How likely somebody says yes: what people like them do, corrected by what they did themselves.

Two corrections by shrinkage, each yeses over the yeses that were expected: the neighbourhood's, from everybody the
search came upon, and the helper's own. A few answers move an estimate a little, many move it far.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from whapp.domain.hours import DayPart, day_part

BASE = 0.30  # of one ask, at BASE_METRES: 17-47 % of alerted volunteers say yes in field studies; the middle of that
BASE_METRES = 500
METRES_PER_HALF = 1750  # not published for everyday help: assumed, swept in the lab from no decay to a half each 800 m
SAME_GROUP = 1.4  # people who can ask about each other say yes sooner; by how much is not published: assumed, swept in
# the lab from none to twice. Its world of groups has 1.6
NEXT_DOOR = 2 ** (BASE_METRES / METRES_PER_HALF)  # at no distance at all, by the same rule
HOUR = {DayPart.MORNING: 0.9, DayPart.AFTERNOON: 1.0, DayPart.EVENING: 1.1}  # answers vary by a third over the day;
# which hours are the better ones is not published: assumed, swept in the lab
AREA_WEIGHT = 6.0  # expected yeses, about twenty asks: so much the middle of the field studies weighs. Swept
OWN_WEIGHT = 1.5  # expected yeses, about five asks: people differ much. Swept
SILENCE = 0.85  # for each silence in a row: who ignores is predictable (79 %, Khalemsky 2023). Swept
FORGIVEN_AFTER_DAYS = 10  # in which half of that is forgotten: a silent spell passes
LEAST, MOST = 0.01, 0.95


@dataclass(frozen=True, slots=True)
class Record:
    """What asks came to: the yeses, the sum of the chances that were given before, and the silences in a row since."""

    expected: float = 0.0
    yeses: int = 0
    silences: int = 0


def near(metres: float, *, same_group: bool = False) -> float:
    """The chance of somebody of whom nothing is known but how far they live, and whether they share a group."""
    by_distance = float(BASE * 2 ** ((BASE_METRES - metres) / METRES_PER_HALF))
    return by_distance * SAME_GROUP if same_group else by_distance


def area_lift(records: Iterable[Record]) -> float:
    """How much more willing people around here are, for this kind of help, than people elsewhere."""
    yeses, expected = AREA_WEIGHT, AREA_WEIGHT
    for record in records:
        yeses += record.yeses
        expected += record.expected
    return yeses / expected


def own_lift(record: Record, area: float, idle_days: float) -> float:
    """How much more willing this helper is than people of whom only the distance is known."""
    own = (OWN_WEIGHT + record.yeses) / (OWN_WEIGHT + area * record.expected)
    silence: float = SILENCE ** (record.silences * 0.5 ** (idle_days / FORGIVEN_AFTER_DAYS))
    return area * own * silence


def at_hour(chance: float, now: datetime) -> float:
    """The chance of an ask that goes out now."""
    return min(MOST, max(LEAST, chance * HOUR[day_part(now)]))


def any_yes(chances: Iterable[float]) -> float:
    """The chance that at least one of these says yes."""
    nobody = 1.0
    for chance in chances:
        nobody *= 1 - chance
    return 1 - nobody
