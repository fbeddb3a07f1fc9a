"""A made-up neighbourhood: the same forty people on every machine and every day."""

import math
import random
from dataclasses import dataclass

CENTRE = (52.0907, 5.1214)
_NAMES = (
    "Truus Ahmed Anneke Bram Carla Daan Emine Fatima Femke Gerrit Hanna Henk Ilse Imane Jan Joke Kees Khadija Koen "
    "Lotte Maaike Marloes Mehmet Mila Nienke Noor Omar Peter Petra Quinten Rachid Ria Sanne Sjoerd Sophie Tess Thijs "
    "Wim Yara Zeynep"
).split()
_STREETS = ("Lindestraat", "Meidoornlaan", "Vlierhof", "Kastanjeplein", "Hazelaarstraat")
_ALSO = tuple(
    "cooking errands transport pets garden chores-and-repairs paperwork-and-computer company-and-phone".split()
)


@dataclass(frozen=True)
class Person:
    """Somebody who lives only in this file."""

    first_name: str
    phone: str
    email: str
    birth_year: int
    home: tuple[float, float]
    address: str
    offers: tuple[str, ...]

    def profile(self) -> dict[str, object]:
        """The body of `PUT /v1/me`. Quiet hours of no length, so that the story can be played at night."""
        return {
            "first_name": self.first_name,
            "language": "nl",
            "birth_year": self.birth_year,
            "home": {"lat": self.home[0], "lon": self.home[1]},
            "address": self.address,
            "quiet_hours": {"from": "00:00", "to": "00:00"},
            "urgent_overrides_quiet": False,
            "ask_budget_per_week": 3,
            "channels": ["sms"],
            "paused_until": None,
        }


OFFER = {
    "radius_m": 2000,
    "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    "day_parts": ["morning", "afternoon", "evening"],
}
"""The body of `PUT /v1/me/offers/{category}`: whenever, within two kilometres."""


WATCH = {
    "name": "Buurtpreventie Lindekwartier",
    "kind": "neighbourhood_watch",
    "centre": {"lat": CENTRE[0], "lon": CENTRE[1]},
    "radius_m": 900,
}
"""The watch group of this neighbourhood; the moderator's address goes with it."""


def moderator(people: "list[Person]") -> "Person":
    """Who keeps the watch group: Anneke."""
    return people[2]


def operator(people: "list[Person]") -> "Person":
    """Who is of operations: Zeynep, the last, who would rather work behind the scenes."""
    return people[-1]


def neighbourhood() -> list[Person]:
    """Forty people within about a kilometre. Truus, the first, is old and asks; three in four others get groceries."""
    dice = random.Random(2020)
    return [_person(number, name, dice) for number, name in enumerate(_NAMES)]


def _person(number: int, name: str, dice: random.Random) -> Person:
    metres, bearing = 900 * math.sqrt(dice.random()), dice.uniform(0, math.tau)
    home = (
        round(CENTRE[0] + metres * math.cos(bearing) / 111_320, 5),
        round(CENTRE[1] + metres * math.sin(bearing) / (111_320 * math.cos(math.radians(CENTRE[0]))), 5),
    )
    offers = tuple(sorted({*(["groceries"] if number % 4 else []), dice.choice(_ALSO)})) if number else ()
    return Person(
        first_name=name,
        phone=f"+316120{number:05d}",
        email=f"{name.lower()}@example.org",
        birth_year=1938 if number == 0 else dice.randint(1945, 2002),
        home=home,
        address=f"{dice.choice(_STREETS)} {dice.randint(1, 140)}",
        offers=offers,
    )
