"""The oracle: it knows everybody's true chance and keeps every promise. Nobody who keeps them can ask much better."""

from datetime import UTC, datetime

from benchmarks.policy_lab.keep_open import KeepOpen, Search
from benchmarks.policy_lab.people import Person
from benchmarks.policy_lab.street import Case, Street
from benchmarks.policy_lab.town import MIDDLE, InReach, week_of
from whapp.domain.hours import next_week
from whapp.domain.policy import Policy
from whapp.domain.request import Request


class Oracle(KeepOpen):
    """The likeliest yes first, among those whom hours, budget and one open ask allow; patient as production is.

    It knows what lasts about a person and a request, not who is in a silent spell: nobody can know that.
    """

    def __init__(self, street: Street) -> None:
        super().__init__(street)
        self._policy = Policy()
        self._busy_until: dict[int, int] = {}
        self._asked: dict[int, tuple[int, int]] = {}  # in which week, how often
        self._comes_back: dict[int, int] = {}

    def ordered(self, case: Case) -> list[InReach]:
        return list(case.request.in_reach)

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
        search.left.remove(best)
        week = week_of(now)
        counted, often = self._asked.get(best.person.index, (week, 0))
        self._asked[best.person.index] = (week, often + 1 if counted == week else 1)
        self._busy_until[best.person.index] = self.deadline(search, best)
        return best

    def deadline(self, search: Search, found: InReach) -> int:
        request, now, person = search.case.request, self.street.now, found.person
        patience = self._policy.patience(_as_production_sees(search.case), _moment(now)).total_seconds()
        awake = person.urgent_at_night and request.urgent
        ends = now + round(patience) if awake else person.nights.add_waking(now, round(patience))
        return min(ends, request.needed_until)

    def release(self, case: Case, person: Person) -> None:
        self.street.at(person.nights.over_at(self.street.now), self.street.release, case, person)

    def _free_at(self, case: Case, person: Person) -> int | None:
        """The first second at which the promises allow an ask."""
        if person.budget == 0:
            return None
        at = max(self.street.now, self._busy_until.get(person.index, 0))
        counted, often = self._asked.get(person.index, (0, 0))
        if often >= person.budget and counted == week_of(at):
            at = int(next_week(_moment(at)).timestamp())
        return at if person.urgent_at_night and case.request.urgent else person.nights.over_at(at)

    def _come_back(self, search: Search, at: int | None) -> None:
        index = search.case.request.index
        if at is not None and self._comes_back.get(index, 0) <= self.street.now:
            self._comes_back[index] = at
            self.street.at(at, self.fill, search)


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _as_production_sees(case: Case) -> Request:
    """What the production policy needs to know of a request in order to say how patient it is."""
    asked = case.request
    return Request(
        id="oracle",
        requester_id=asked.requester.id,
        category=asked.category,
        urgency=asked.urgency,
        needed_from=_moment(asked.needed_from),
        needed_until=_moment(asked.needed_until),
        point=MIDDLE,
        rings=(),
        created_at=_moment(asked.created),
    )
