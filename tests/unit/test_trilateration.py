"""A burglar with many homes, offers and questions learns of a requester what is published, and no more.

That is the cell, or a part of it where many live in every part. Whatever the attacker is told must be the same wherever
in that cell or part the requester lives: then a thousand answers, or any number, say nothing about where.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from tests.support.builders import MORNING, Mint, a_need, phone_of
from tests.support.fake_budgets import FakeBudgets
from tests.support.fakes import FakeServices, fake_services
from whapp.adapters.cells import H3Grid
from whapp.app.answer_ask import answer_ask
from whapp.app.cancel_request import cancel_request
from whapp.app.create_request import create_request
from whapp.app.decide import decide
from whapp.app.list_asks import list_asks
from whapp.app.list_needs import list_needs
from whapp.app.remove_offer import remove_offer
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import Profile, save_profile
from whapp.app.show_reply import show_reply
from whapp.app.suggest_filter import suggest_filter
from whapp.domain.ask import Answer, Reason
from whapp.domain.budget import Spending
from whapp.domain.category import Category
from whapp.domain.crowd import SETTLED_AFTER
from whapp.domain.errors import StateForbids
from whapp.domain.member import MAX_ASK_BUDGET, Offer
from whapp.domain.place import GRID_DEGREES, WITHIN_CELL_M, WITHIN_PARTS_M, Point
from whapp.ports import VerifiedContact

CENTRE = Point(52.09, 5.12)
SPREAD = 0.04  # degrees: some four kilometres each way
NEEDS, CHANCES, ASKS, AT_ONCE = 250, 250, 500, 50
GRID = H3Grid()
CELL = GRID.rings(CENTRE, 1)[0][0]
A_WEEK = timedelta(days=7)


def homes_in_the_cell() -> list[Point]:
    """Every place in the cell that a home can be rounded to."""
    steps = range(-12, 13)
    places = (
        Point(CENTRE.lat + n * GRID_DEGREES, CENTRE.lon + e * GRID_DEGREES).rounded() for n in steps for e in steps
    )
    return [place for place in places if GRID.rings(place, 1)[0][0] == CELL]


HOMES = homes_in_the_cell()
FAR_APART = [HOMES[0], HOMES[len(HOMES) // 2], HOMES[-1], min(HOMES, key=lambda home: home.lon)]
THIRDS = GRID.thirds(CELL)
PARTS = {part: [home for home in HOMES if GRID.part(home) == part] for third in THIRDS for part in third}
LONG_AGO = SETTLED_AFTER + timedelta(days=1)


class NoLimit(FakeBudgets):
    """As if the attacker had an account for every few questions: budgets slow down one, and prove nothing."""

    def spend(self, purse: str, what: Spending, limit: int, since: datetime, until: datetime) -> bool:
        return True


class TellTale(H3Grid):
    """A grid that gives a place away: what would be told if a request stood where its requester lives."""

    def __init__(self, home: Point) -> None:
        self._home = home

    def middle(self, *cells: str) -> Point:
        return self._home if cells == (CELL,) or cells[0] in PARTS else super().middle(*cells)


@dataclass
class Attack:
    """One town with Rosa at this home, and everything that an attacker is told in it."""

    home: Point
    grid: H3Grid = GRID
    crowds: Sequence[int] = ()  # how many have long lived in each part of the cell
    services: FakeServices = field(default_factory=fake_services)
    chance: Random = field(default_factory=lambda: Random(7))  # noqa: S311 - the same attack on every home
    told: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.services.clock.now = MORNING - LONG_AGO
        self.services.mint = Mint()
        self.services.budgets = NoLimit()
        self.services.grid = self.grid  # type: ignore[assignment] # any grid
        for part, homes in enumerate(PARTS.values()):
            for number in range(self.crowds[part] if self.crowds else 0):
                self.signs_up(f"part-{part}-{number}", homes[number % len(homes)])
        self.services.clock.now = MORNING
        for number in range(10):
            self.signs_up(f"neighbour-{number}", CENTRE)
        self.signs_up("rosa", self.home)

    def signs_up(self, id_: str, home: Point) -> None:
        """The attacker has one phone: whoever keeps ten in every part for a month is a crowd."""
        self.services.identity.contacts[id_] = VerifiedContact(
            phone_of("mole" if id_.startswith("mole") else id_), None
        )
        profile = Profile(first_name=id_, birth_year=1980, home=home, ask_budget_per_week=MAX_ASK_BUDGET)
        save_profile(self.services, id_, f"token of {id_}", profile)

    def offers(self, id_: str, radius_m: int) -> None:
        save_offer(self.services, Offer(member_id=id_, category=Category.GROCERIES, radius_m=radius_m))

    def asks(self, who: str, location: Point | None = None) -> str:
        """Ask for help; at home, or somewhere."""
        need = a_need(self.services.now(), location=location, needed_until=self.services.now() + timedelta(days=3))
        made = create_request(self.services, who, need, None)
        if location:
            self.told.append((made.chance, made.expected_minutes))
        return made.id

    def stands(self) -> tuple[Point, int]:
        """Where a request of Rosa stands."""
        made = self.services.requests.load(self.asks("rosa"))
        return made.point, made.within_m

    def somewhere(self) -> Point:
        north, east = (self.chance.uniform(-SPREAD, SPREAD) for _ in range(2))
        return Point(CENTRE.lat + north, CENTRE.lon + east)

    def look_at_needs(self, times: int) -> None:
        """One account, and a home that moves before every look."""
        request = self.asks("rosa")
        for _ in range(times):
            self.signs_up("mole", self.somewhere())
            self.told.append(list_needs(self.services, "mole"))
        cancel_request(self.services, request, "rosa")

    def compare_chances(self, times: int) -> None:
        """Questions from everywhere, and what chance is told of each while Rosa's waits."""
        self.offers("neighbour-1", 3000)
        request = self.asks("rosa")
        for _ in range(times):
            cancel_request(self.services, self.asks("mole", self.somewhere()), "mole")
        cancel_request(self.services, request, "rosa")
        remove_offer(self.services, "neighbour-1", Category.GROCERIES)

    def be_asked(self, times: int) -> None:
        """Helpers from everywhere, each with a radius: who is asked, in which order, how far off, how far too far."""
        for start in range(0, times, AT_ONCE):
            self.services.clock.goes_on(A_WEEK)
            moles = [f"mole-{number}" for number in range(start, start + AT_ONCE)]
            for mole in moles:
                self.signs_up(mole, self.somewhere())
                self.offers(mole, self.chance.choice((1, 200, 500, 900, 1500, 2500, 4000, 8000)))
            self._answer_all(self.asks("rosa"), moles)
            for mole in moles:
                remove_offer(self.services, mole, Category.GROCERIES)

    def _answer_all(self, request_id: str, moles: Sequence[str]) -> None:
        for _ in moles:
            decide(self.services, request_id, 1, 1)
            asked = self.services.requests.load(request_id).open_asks
            for ask in asked:
                link = request_id + next(
                    sent.message.sms.partition("/r/")[2][16:].split()[0]
                    for sent in reversed(self.services.notifier.sent)
                    if sent.member.id == ask.helper_id
                )
                page = show_reply(self.services, link)
                answer_ask(self.services, ask.id, ask.helper_id, Answer.NO, Reason.TOO_FAR)
                seen = list_asks(self.services, ask.helper_id, None).items
                suggested = suggest_filter(self.services, ask.id, ask.helper_id)
                self.told.append((ask.helper_id, page, len(seen), suggested and suggested[0]))
            if not asked:
                break
        with suppress(StateForbids):  # everybody said no
            cancel_request(self.services, request_id, "rosa")


def transcript(
    home: Point, grid: Callable[[Point], H3Grid] = lambda home: GRID, crowds: Sequence[int] = ()
) -> list[object]:
    """What a thousand questions are answered when Rosa lives here."""
    attack = Attack(home, grid(home), crowds)
    attack.look_at_needs(NEEDS)
    attack.compare_chances(CHANCES)
    attack.be_asked(ASKS)
    return attack.told


def test_a_thousand_questions_tell_the_cell_and_not_where_in_it() -> None:
    """Promise 5."""
    first, *others = (transcript(home) for home in FAR_APART)
    assert len(first) > NEEDS + CHANCES + 100, "they are asked, too"
    assert all(told == first for told in others)
    assert any(told for told in first[:NEEDS]), "the need shows to whoever lives near"


def test_a_request_that_stood_where_its_requester_lives_would_be_found() -> None:
    """The same attack, were a place told any finer: this is what it would see."""
    assert transcript(HOMES[0], TellTale) != transcript(HOMES[-1], TellTale)


# In the order of the thirds: three parts, two, and two. With the attacker, or with Rosa herself, the thin make ten.
CROWDED = [10, 10, 10, 10, 10, 10, 10]
THIN_PART = [10, 10, 10, 10, 10, 8, 10]
THIN_THIRD = [10, 10, 10, 10, 10, 4, 4]
NOBODY: list[int] = []


@pytest.mark.parametrize(
    ("crowds", "together"),
    [(CROWDED, THIRDS[0][:1]), (THIN_PART, THIRDS[1][:1]), (THIN_PART, THIRDS[2]), (THIN_THIRD, tuple(PARTS))],
    ids=["a-crowded-part", "a-crowded-part-beside-a-thin-third", "a-thin-part-and-its-neighbour", "the-cell"],
)
def test_where_many_live_a_thousand_questions_tell_what_holds_ten_and_not_where_in_it(
    crowds: Sequence[int], together: Sequence[str]
) -> None:
    """Promise 5."""
    homes = [PARTS[part][index] for part in together for index in ((0, -1) if len(together) < len(PARTS) else (0,))]
    first, *others = (transcript(home, crowds=crowds) for home in homes)
    assert len(first) > NEEDS + CHANCES + 100, "they are asked, too"
    assert all(told == first for told in others)


def test_in_a_crowded_cell_too_a_request_that_stood_where_its_requester_lives_would_be_found() -> None:
    homes = PARTS[THIRDS[0][0]]
    assert transcript(homes[0], TellTale, CROWDED) != transcript(homes[-1], TellTale, CROWDED)


def told_together(part: str, crowds: Sequence[int]) -> Sequence[str]:
    """The parts that a request in this one is told as: none for the cell."""
    third = next(third for third in THIRDS if part in third)
    if crowds is CROWDED or (crowds is THIN_PART and third is not THIRDS[2]):
        return (part,)
    return third if crowds is THIN_PART else ()


@pytest.mark.parametrize("crowds", [NOBODY, THIN_THIRD, THIN_PART, CROWDED])
def test_where_a_request_stands_is_told_by_the_cell_or_its_parts_alone(crowds: Sequence[int]) -> None:
    stands = {home: Attack(home, crowds=crowds).stands() for home in HOMES}
    for part, homes in PARTS.items():
        parts = told_together(part, crowds)
        wanted = (GRID.middle(*parts or [CELL]), WITHIN_PARTS_M.get(len(parts), WITHIN_CELL_M))
        assert {stands[home] for home in homes} == {wanted}
        point, within_m = wanted
        assert all(point.metres_to(home) <= within_m for home in homes)


def test_made_up_neighbours_make_no_crowd() -> None:
    """Neither those who come, nor those who came with one phone, nor those who moved in from elsewhere."""
    newcomers = Attack(HOMES[0])
    for part, homes in PARTS.items():
        for number in range(10):
            newcomers.signs_up(f"newcomer-{part}-{number}", homes[0])
    assert newcomers.stands() == (GRID.middle(CELL), WITHIN_CELL_M)

    thin = PARTS[THIRDS[2][0]][0]
    one_phone = Attack(HOMES[0], crowds=THIN_THIRD)
    one_phone.services.clock.now = MORNING - LONG_AGO
    for number in range(30):
        one_phone.signs_up(f"mole-{number}", thin)
    one_phone.services.clock.now = MORNING
    assert one_phone.stands() == (GRID.middle(CELL), WITHIN_CELL_M)

    movers = Attack(HOMES[0], crowds=[12, *THIN_THIRD[1:]])
    for number in range(2):
        movers.signs_up(f"part-0-{number}", thin)
    assert movers.stands() == (GRID.middle(CELL), WITHIN_CELL_M)


@pytest.mark.parametrize("home", FAR_APART)
def test_nothing_finer_than_the_cell_is_kept_of_a_request(home: Point) -> None:
    attack = Attack(home)
    made = attack.services.requests.load(attack.asks("rosa"))
    assert made.point == GRID.middle(CELL)
    assert made.rings == GRID.rings(made.point, 3)
