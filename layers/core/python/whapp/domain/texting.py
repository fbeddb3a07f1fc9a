"""What people answer by SMS: a few words that mean one thing only."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_YES = frozenset("ja jaa jazeker yes".split())
_WITH_A_YES = frozenset("ok oke graag hoor prima goed dat is ik kom help doe het please i will come can".split())
_NO = frozenset("nee neen no".split())
_BUT_WILLING = frozenset("probleem problem worries graag doe kom come help".split())
_NOT = frozenset("niet not cant cannot t geen".split())
_STOP = frozenset("stop stoppen stopall afmelden unsubscribe".split())
_START = frozenset("start unstop aanmelden".split())
A_FEW = 3  # words: "stop aub", "stop all", "stop ermee graag"


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
    """What these words mean. A yes with a condition is none, "no problem" is no no; but a no may be explained."""
    said = re.findall(r"\w+", words[:160].casefold())
    known = set(said)
    if not said:
        return Said.OTHER
    if known & _YES and known <= _YES | _WITH_A_YES and "?" not in words:
        return Said.YES
    if said[0] in _NO:
        return Said.OTHER if known & _BUT_WILLING and not known & (_NOT - {"geen"}) else Said.NO
    if said[0] in _STOP and len(said) <= A_FEW and not known & _NOT:
        return Said.STOP
    return Said.START if said[0] in _START and len(said) == 1 else Said.OTHER
