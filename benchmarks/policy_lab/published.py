"""Published asking policies, each built from its description. None keeps quiet hours or budgets: none is said to."""

from benchmarks.policy_lab.keep_open import KeepOpen, Search, nearest, shuffled, turn
from benchmarks.policy_lab.nights import DAY
from benchmarks.policy_lab.people import Person
from benchmarks.policy_lab.street import Case, Street
from benchmarks.policy_lab.town import InReach


class Broadcast(KeepOpen):
    """Everybody in reach at once, as alarm apps and message groups do; the app tells the others when it is solved."""

    open_asks = float("inf")
    silence_ends_a_turn = False

    def ordered(self, case: Case) -> list[InReach]:
        return list(case.request.in_reach)


class OneAtRandom(KeepOpen):
    """One at a time, in no order."""

    releases = False

    def ordered(self, case: Case) -> list[InReach]:
        return shuffled(case.request.in_reach, self.rng)


class NearestFirst(KeepOpen):
    """One at a time, the nearest first."""

    releases = False

    def ordered(self, case: Case) -> list[InReach]:
        return nearest(case.request.in_reach)


class LongestIdle(KeepOpen):
    """One at a time, whoever was not asked for longest first, and nobody with an open ask: TaskRouter's default."""

    releases = False

    def __init__(self, street: Street) -> None:
        super().__init__(street)
        self._asked_at: dict[int, int] = {}
        self._busy_until: dict[int, int] = {}

    def ordered(self, case: Case) -> list[InReach]:
        return nearest(case.request.in_reach)

    def pick(self, search: Search) -> InReach | None:
        now = self.street.now
        free = [each for each in search.left if self._busy_until.get(each.person.index, 0) <= now]
        if not free:
            self._come_back(search)
            return None
        found = min(free, key=lambda each: self._asked_at.get(each.person.index, 0))
        search.left.remove(found)
        self._asked_at[found.person.index] = now
        self._busy_until[found.person.index] = now + turn(search.case, now)
        return found

    def hears(self, case: Case, person: Person, *, yes: bool) -> bool:
        self._busy_until.pop(person.index, None)
        return super().hears(case, person, yes=yes)

    def _come_back(self, search: Search) -> None:
        if search.left:
            freed = min(self._busy_until[each.person.index] for each in search.left)
            self.street.at(freed, self.fill, search)


class NearestThree(KeepOpen):
    """The nearest three in parallel, the next nearest for whoever rejects: GoodSAM. Its app withdraws the alert."""

    open_asks = 3

    def ordered(self, case: Case) -> list[InReach]:
        return nearest(case.request.in_reach)


class SevenOpen(KeepOpen):
    """Seven open, the nearest first, each who rejects replaced at once, silence not: van den Berg et al. (2026)."""

    open_asks = 7
    silence_ends_a_turn = False

    def ordered(self, case: Case) -> list[InReach]:
        return nearest(case.request.in_reach)


class FiftyADay(KeepOpen):
    """Fifty at random twenty minutes later, and again each day, three times at most: quarantine-hero.

    It sends e-mail and no word when it is solved; here its messages are read and paid like everybody's.
    """

    at_a_time, rounds, after = 50, 3, 20 * 60
    open_asks = 0
    silence_ends_a_turn = False
    releases = False

    def ordered(self, case: Case) -> list[InReach]:
        return shuffled(case.request.in_reach, self.rng)

    def begin(self, case: Case) -> None:
        super().begin(case)
        self.street.at(self.street.now + self.after, self._next_round, self.searches[case.request.index], 1)

    def _next_round(self, search: Search, number: int) -> None:
        if self.street.now >= search.case.request.needed_until:
            return
        for found in search.left[: self.at_a_time]:
            self.street.ask(search.case, found.person)
        del search.left[: self.at_a_time]
        if search.left and number < self.rounds:
            self.street.at(self.street.now + DAY, self._next_round, search, number + 1)
