"""What nearly every published policy is: so many asks open, in some order, and the next one when one ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.policy_lab.people import Person
from benchmarks.policy_lab.street import Case, Street
from benchmarks.policy_lab.town import InReach
from whapp.domain.request import Urgency

# What one neighbour gets to answer where a description names no time: as long as Whapp's first version gave, in
# seconds; less when time is short, so that four neighbours can still be asked.
TURN = {Urgency.URGENT: 600, Urgency.TODAY: 1800, Urgency.PLANNED: 7200}
TURNS_IN_HAND, SHORTEST_TURN = 4, 300


def turn(case: Case, now: int) -> int:
    """The seconds that one neighbour gets."""
    fair_share = (case.request.needed_until - now) // TURNS_IN_HAND
    return max(min(TURN[case.request.urgency], fair_share), SHORTEST_TURN)


@dataclass(slots=True)
class Search:
    """How far the policy is with one request."""

    case: Case
    left: list[InReach]
    open: dict[int, InReach] = field(default_factory=dict)
    unanswered: dict[int, InReach] = field(default_factory=dict)
    checks_at: int | None = None


class KeepOpen:
    """Keep `open_asks` open, in the order of `ordered`; a decline is replaced at once, silence after a turn.

    A yes counts while the request is open, however late it comes: that is more than some descriptions say, and favours
    them.
    """

    open_asks: float = 1
    silence_ends_a_turn = True
    releases = True

    def __init__(self, street: Street) -> None:
        self.street = street
        self.rng = Random(street.town.seed)
        self.searches: dict[int, Search] = {}

    def at_once(self, search: Search) -> float:
        """How many asks should be open now."""
        return self.open_asks

    def ordered(self, case: Case) -> list[InReach]:
        """Whom to ask, first to last."""
        raise NotImplementedError

    def pick(self, search: Search) -> InReach | None:
        """Who is next, removed from those left; None: nobody now."""
        return search.left.pop(0) if search.left else None

    def deadline(self, search: Search, found: InReach) -> int:
        """Until when somebody just asked may think."""
        return self.street.now + turn(search.case, self.street.now)

    def begin(self, case: Case) -> None:
        """A request comes in."""
        search = self.searches[case.request.index] = Search(case, self.ordered(case))
        self.fill(search)

    def hears(self, case: Case, person: Person, *, yes: bool) -> bool:
        """The first yes counts."""
        search = self.searches[case.request.index]
        search.open.pop(person.index, None)
        search.unanswered.pop(person.index, None)
        if case.filled_at is not None:
            return False
        if not yes:
            self.fill(search)
            return False
        if self.releases:
            for found in search.unanswered.values():
                self.release(case, found.person)
        search.left.clear()
        search.open.clear()
        return True

    def release(self, case: Case, person: Person) -> None:
        """Tell somebody that it is solved."""
        self.street.release(case, person)

    def fill(self, search: Search) -> None:
        """Ask until enough asks are open."""
        if self.street.now >= search.case.request.needed_until:
            return
        at_once = self.at_once(search)
        while len(search.open) < at_once and (found := self.pick(search)):
            search.open[found.person.index] = search.unanswered[found.person.index] = found
            if self.silence_ends_a_turn:
                self.street.at(self.deadline(search, found), self._time_is_up, search, found.person.index)
            self.street.ask(search.case, found.person)

    def _time_is_up(self, search: Search, index: int) -> None:
        if search.open.pop(index, None):
            self.fill(search)


def nearest(people: Sequence[InReach]) -> list[InReach]:
    """The shortest way first."""
    return sorted(people, key=lambda found: (found.km, found.person.index))


def shuffled(people: Sequence[InReach], rng: Random) -> list[InReach]:
    """In no order."""
    mixed = list(people)
    rng.shuffle(mixed)
    return mixed
