"""The kinds of help that can be asked for and offered."""

from enum import StrEnum

from whapp.domain.language import Language


class Category(StrEnum):
    """A kind of help. The value is the code that clients send."""

    GROCERIES = "groceries"
    COOKING = "cooking"
    ERRANDS = "errands"
    TRANSPORT = "transport"
    PETS = "pets"
    GARDEN = "garden"
    CHORES_AND_REPAIRS = "chores-and-repairs"
    PAPERWORK_AND_COMPUTER = "paperwork-and-computer"
    COMPANY_AND_PHONE = "company-and-phone"
    CHILD_MINDING = "child-minding"
    BORROW_SOMETHING = "borrow-something"
    OTHER = "other"

    @property
    def needs_attestation(self) -> bool:
        """Whether only helpers are asked for whom a moderator vouches."""
        return self in _WITH_THE_DEFENCELESS

    def label(self, language: Language) -> str:
        """The name of this kind of help, as people say it."""
        return _LABELS[self][language is Language.EN]


# Whoever helps here is alone, and for long, with somebody who cannot look after themselves (a child), or who is lonely
# and glad of anybody, where fraud by befriending begins. What ends at the door or in the garden is left to everybody.
_WITH_THE_DEFENCELESS = frozenset({Category.CHILD_MINDING, Category.COMPANY_AND_PHONE})

_LABELS: dict[Category, tuple[str, str]] = {
    Category.GROCERIES: ("Boodschappen", "Groceries"),
    Category.COOKING: ("Koken", "Cooking"),
    Category.ERRANDS: ("Iets halen of brengen", "Errands"),
    Category.TRANSPORT: ("Vervoer", "Transport"),
    Category.PETS: ("Huisdieren", "Pets"),
    Category.GARDEN: ("Tuin", "Garden"),
    Category.CHORES_AND_REPAIRS: ("Klusjes in huis", "Chores and repairs"),
    Category.PAPERWORK_AND_COMPUTER: ("Papieren en computer", "Paperwork and computer"),
    Category.COMPANY_AND_PHONE: ("Gezelschap of een belletje", "Company or a phone call"),
    Category.CHILD_MINDING: ("Oppas", "Child minding"),
    Category.BORROW_SOMETHING: ("Iets lenen", "Borrowing something"),
    Category.OTHER: ("Iets anders", "Something else"),
}
