"""What people answer by SMS: a few words that mean one thing only."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_YES = frozenset({"ja", "yes", "ja graag", "ja hoor", "ja ik help", "yes please"})
_NO = frozenset({"nee", "neen", "no"})
_STOP = frozenset({"stop", "stopall", "afmelden", "unsubscribe"})
_START = frozenset({"start", "unstop", "aanmelden"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An SMS that came in: from which phone, to which of our numbers, and when it was sent on."""

    id: str
    phone: str
    to: str
    words: str
    at: datetime


class Said(StrEnum):
    """What it means."""

    YES = "yes"
    NO = "no"
    STOP = "stop"
    START = "start"
    OTHER = "other"


def understand(words: str) -> Said:
    """What these words mean. A yes with a condition is none; a no may be explained."""
    plain = " ".join(re.findall(r"\w+", words[:160].casefold()))
    if plain in _YES:
        return Said.YES
    if plain.partition(" ")[0] in _NO:
        return Said.NO
    if plain in _STOP:
        return Said.STOP
    return Said.START if plain in _START else Said.OTHER
