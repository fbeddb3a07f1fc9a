"""What the reply page says, whatever the language. The reader may be eighty: short sentences, no jargon, no blame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from whapp.app.reply_view import ReplyState, Word
from whapp.domain.ask import Reason
from whapp.domain.filters import FilterField
from whapp.domain.hours import AMSTERDAM, DAYS, Day
from whapp.domain.language import Language

KM = 1_000


@dataclass(frozen=True, slots=True)
class Telling:
    """A heading and what follows it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything the page says in one language. `{name}` is a first name, or `somebody`; `{Name}` begins a sentence."""

    language: Language
    other_language: str
    can_you_help: str
    telling: Mapping[ReplyState, Telling]
    afterwards: Mapping[Word, Telling]  # of a match, once the time to help has begun
    trouble: Telling
    try_again: str
    somebody: str
    what: str
    when: str
    where: str
    circles: tuple[str, str, str]
    group: str
    in_their_words: str
    yes: str
    after_yes: str
    why_not: str
    rather_not_say: str
    reasons: Mapping[Reason, str]
    no: str
    no_is_fine: str
    how_to_reach: str
    phone: str
    no_phone: str
    address: str
    no_address: str
    show_contact: str
    is_logged: str
    cannot_come: str
    cannot_come_hint: str
    withdraw: str
    stand_by: str
    stand_by_hint: str
    no_stand_by: str
    coming_hint: str
    coming: str
    confirmed: str
    helped: str
    not_helped: str
    filters: Mapping[FilterField, str]
    filtered: Mapping[FilterField, str]
    only_this_kind: str
    change_back: str
    metres: str
    made_up_name: str
    made_up_text: str
    ask_me_again: str
    report: str
    report_hint: str
    emergency: str
    about: str
    days: str
    months: str
    until: str

    def period(self, start: datetime, end: datetime) -> str:
        """A time to help, as the clock and the calendar at home show it: `dinsdag 24 november, 14:00-16:00`."""
        first, last = start.astimezone(AMSTERDAM), end.astimezone(AMSTERDAM)
        if first.date() == last.date():
            return f"{self.day(first)}, {first:%H:%M}-{last:%H:%M}"
        return f"{self.day(first)}, {first:%H:%M} {self.until} {self.day(last)}, {last:%H:%M}"

    def reach(self, metres: int) -> str:
        """A distance as people say it: `500 meter`, `2 km`."""
        return f"{metres // KM} km" if metres >= KM else f"{metres} {self.metres}"

    def day_of_the_week(self, day: Day) -> str:
        """Its name."""
        return self.days.split()[DAYS.index(day)]

    def day(self, at: datetime) -> str:
        """A day as the calendar at home shows it; `at` is in that zone."""
        return f"{self.days.split()[at.weekday()]} {at.day} {self.months.split()[at.month - 1]}"
