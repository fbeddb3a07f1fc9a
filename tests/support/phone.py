"""A phone in a test: it expects its messages one by one, and remembers which it did not expect."""

import re
from collections.abc import Iterator

from local.stack import Stack
from tests.support.patience import eventually

# What each message says, as an addressee would retell it.
ASKED = "kun jij een buurtgenoot helpen?"
RELEASED = "je hoeft niet meer te antwoorden"
MATCHED = "goed nieuws! Een buurtgenoot heeft ja gezegd"
SEARCHING_AGAIN = "de afspraak met je buurtgenoot gaat helaas niet door"
STAND_BY_RELEASED = "je hoeft niet meer klaar te staan als reserve"
VISIT_CANCELLED = "een afspraak om te helpen gaat niet door"
NOBODY_AVAILABLE = "we hebben niemand gevonden die nu kan helpen"
EXPIRED = "we hebben niet op tijd iemand gevonden"
DID_IT_WORK_OUT = "is het gelukt met de hulp?"
FELL_THROUGH = "een afspraak om te helpen niet is gelukt"
VISIT_REMINDER = "binnenkort help je een buurtgenoot"
ARE_YOU_COMING = "straks help je een buurtgenoot"
STAND_BY_WARNED = "misschien ben je vandaag toch nodig"
LET_GO = "we hoorden niets en vragen nu een ander"
THANKS = "heel erg bedankt!"

LINK = re.compile(r"https?://\S+/r/[\w-]+")
A_WHILE = 20.0  # seconds: patience is a few, the rest is for a machine that is busy


class Phone:
    """One number. Messages are read in the order in which they came."""

    def __init__(self, stack: Stack, number: str) -> None:
        self.number = number
        self._stack = stack
        self._read = 0
        self._allowed: list[str] = []

    def expects_sms(self, words: str, within: float = A_WHILE) -> str:
        """The next message, which must hold these words."""
        (place, text), *_ = eventually(lambda: list(self._unread()), within, f"an SMS to {self.number}: {words}")
        assert words in text, f"{self.number} expected {words!r} and got {text!r}"
        self._read = place + 1
        return text

    def may_get(self, words: str) -> None:
        """From now on such a message may come, or not: it depends on who is faster."""
        self._allowed.append(words)

    def unread(self) -> list[str]:
        """What came and was not expected, so far."""
        return [text for _, text in self._unread()]

    def _unread(self) -> Iterator[tuple[int, str]]:
        """The messages that came after the last one read, each with its place among all that came."""
        texts = [sms.text for sms in self._stack.sms() if sms.phone == self.number]
        for place, text in enumerate(texts[self._read :], self._read):
            if not any(words in text for words in self._allowed):
                yield place, text
