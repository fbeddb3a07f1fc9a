"""Invitations of a group: a code that can be said aloud, and everything that can end it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

from whapp.domain.group import Group
from whapp.domain.language import Language

# Digits, and capitals that look like no digit and no other letter; no vowels, so that no code is a word.
ALPHABET = "23456789CFHJKMNPRTWXY"
CODE_LENGTH = 9  # of 21 characters: 39.5 bits
DEFAULT_DAYS = 90
MAX_DAYS = 365
DEFAULT_USES = 500  # a WhatsApp group holds at most 1,024 people
MAX_USES = 5_000
MAX_INVITATIONS = 50  # of one group that can still be used


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A code for one group. It is stored hashed, and the hash is its id; `visits` counts looks at its page."""

    id: str
    group_id: str
    created_at: datetime
    ends_at: datetime
    max_uses: int = DEFAULT_USES
    uses: int = 0
    visits: int = 0
    revoked_at: datetime | None = None

    def is_good_at(self, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return self.revoked_at is None and now < self.ends_at and self.uses < self.max_uses


def make_code(number: int) -> str:
    """The code for a random number; the same alphabet and length for every one."""
    code = ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return code


def code_from(secret: str) -> str:
    """A code made of a secret of 128 bits."""
    return make_code(int.from_bytes(sha256(secret.encode()).digest()))


def tidy_code(written: str) -> str:
    """A code as it is stored, from what somebody typed or what a link holds: any case, with or without dashes."""
    return "".join(each for each in written[:40].upper() if each.isalnum())


def spoken(code: str) -> str:
    """The code in groups of three, as people read numbers to each other."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))


def invitation_id(code: str) -> str:
    """What is kept of a code: enough to recognise it."""
    return sha256(tidy_code(code).encode()).hexdigest()[:32]


def ready_text(group: Group, link: str, language: Language) -> str:
    """What a moderator can paste into the group chat."""
    return _TEXTS[language].format(group=group.name, link=link)


def share_link(text: str) -> str:
    """A link that opens WhatsApp with the text filled in; the moderator chooses the chat."""
    return "https://wa.me/?text=" + quote(text, safe="")


_TEXTS: Mapping[Language, str] = {
    Language.NL: (
        "Hallo allemaal! Voor hulp in de buurt (boodschappen, een klusje, even op de hond passen) gebruiken we Whapp. "
        "Whapp vraagt één buurtgenoot tegelijk. Een nee is ook goed, en deze groep blijft rustig. "
        "Het is gratis en zonder winst.\n\nDoe je mee met {group}? {link}"
    ),
    Language.EN: (
        "Hello everybody! For help in the neighbourhood (groceries, a small repair, minding the dog) we use Whapp. "
        "Whapp asks one neighbour at a time. A no is fine too, and this group stays quiet. "
        "It is free and without profit.\n\nWill you join {group}? {link}"
    ),
}
