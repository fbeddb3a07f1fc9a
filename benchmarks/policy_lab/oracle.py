"""The oracle: it knows everybody's true chance and keeps every promise. Nobody who keeps them can ask much better."""

from datetime import UTC, datetime, timedelta

from benchmarks.policy_lab.keep_open import KeepOpen, Search
from benchmarks.policy_lab.nights import Nights
from benchmarks.policy_lab.people import Person
from benchmarks.policy_lab.street import Case, Street
from benchmarks.policy_lab.town import FIRST_DAY, InReach, week_of
from whapp.domain.hours import QuietHours, next_week
from whapp.domain.policy import Pace, pace
from whapp.domain.ranking import SHORTLIST_SIZE


class Oracle(KeepOpen):
    """The likeliest yes first, among those whom hours, budget and one open ask allow; patient as production is.

    It knows what lasts about a person and a request, not who is in a silent spell: nobody can know that. How many it
    asks at once and for how long is what production's own `pace` says to the true chances.
    """

    keeps_hours = True
    keeps_budgets = True

    def __init__(self, street: Street) -> None:
        super().__init__(street)
        self._busy_until: dict[int, int] = {}
        self._asked: dict[int, tuple[int, int]] = {}  # in which week, how often
        self._comes_back: dict[int, int] = {}
        self._usual = Nights(QuietHours(), FIRST_DAY)
        self._pace = Pace(1, timedelta())  # of the search at hand

    def ordered(self, case: Case) -> list[InReach]:
        return list(case.request.in_reach)

    def at_once(self, search: Search) -> float:
        self._pace = self._paced(search)
        return self._pace.open_asks

    def pick(self, search: Search) -> InReach | None:
        now, best, chance, soonest = self.street.now, None, -1.0, None
        for found in search.left:
            at = self._free_at(search.case, found.person)
            if at is None or at >= search.case.request.needed_until:
                continue
            if at > now:
                soonest = at if soonest is None else min(at, soonest)
            elif (of_yes := self.street.chance(search.case, found)) > chance:
                best, chance = found, of_yes
        if best is None:
            self._come_back(search, soonest)
            return None
        week = week_of(now)
        counted, often = self._asked.get(best.person.index, (week, 0))
        self._asked[best.person.index] = (week, often + 1 if counted == week else 1)
        self._busy_until[best.person.index] = self.deadline(search, best)
        search.left.remove(best)
        return best

    def deadline(self, search: Search, found: InReach) -> int:
        request, now, person = search.case.request, self.street.now, found.person
        patience = round(self._pace.patience.total_seconds())
        awake = not self.keeps_hours or (person.urgent_at_night and request.urgent)
        ends = now + patience if awake else person.nights.add_waking(now, patience)
        return min(ends, request.needed_until)

    def release(self, case: Case, person: Person) -> None:
        self.street.at(person.nights.over_at(self.street.now), self.street.release, case, person)

    def _paced(self, search: Search) -> Pace:
        case, now = search.case, self.street.now
        open_ = [self.street.chance(case, found) for found in search.open.values()]
        left = sorted((self.street.chance(case, found) for found in search.left), reverse=True)
        begins = max(case.request.needed_from, now)
        middle = begins + (case.request.needed_until - begins) // 2
        useful = middle - now if case.request.urgent else self._usual.waking_between(now, middle)
        return pace(open_ + left[:SHORTLIST_SIZE], timedelta(seconds=useful), case.request.urgency)

    def _free_at(self, case: Case, person: Person) -> int | None:
        """The first second at which the promises allow an ask."""
        at = max(self.street.now, self._busy_until.get(person.index, 0))
        if self.keeps_budgets:
            if person.budget == 0:
                return None
            counted, often = self._asked.get(person.index, (0, 0))
            if often >= person.budget and counted == week_of(at):
                at = int(next_week(_moment(at)).timestamp())
        free_at_night = not self.keeps_hours or (person.urgent_at_night and case.request.urgent)
        return at if free_at_night else person.nights.over_at(at)

    def _come_back(self, search: Search, at: int | None) -> None:
        index = search.case.request.index
        if at is not None and self._comes_back.get(index, 0) <= self.street.now:
            self._comes_back[index] = at
            self.street.at(at, self.fill, search)


class TirelessOracle(Oracle):
    """The oracle, were there no budgets: what these cost."""

    keeps_budgets = False


class SleeplessOracle(Oracle):
    """The oracle, were there no quiet hours: what these cost."""

    keeps_hours = False


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
