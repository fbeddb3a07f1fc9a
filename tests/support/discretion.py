"""What people tell about themselves must turn up nowhere in what the machinery keeps or sends (I20)."""

import json
import logging
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest

from whapp.telemetry import logger

CANARY = "kanarie"  # people's words hold it, so that it is found wherever it should not be
TOLD_IN = frozenset("first_name address text note introduction phone".split())
SHORTEST = 4  # letters: a shorter word may be part of any other


class Witness:
    """Remembers what people tell, and everything that is logged, counted or printed meanwhile."""

    def __init__(self) -> None:
        self.told: set[str] = set()
        self.output = StringIO()

    def hears(self, call: Any) -> None:
        """What stands in the body of this call, if it is one with a body."""
        body = call.get("body") if isinstance(call, dict) else None
        if not body:
            return
        try:
            self._hears(json.loads(b64decode(body) if call.get("isBase64Encoded") else body))
        except (ValueError, RecursionError):
            return  # no document, so nobody was told anything

    def _hears(self, part: Any) -> None:
        for name, value in part.items() if isinstance(part, dict) else ():
            if isinstance(value, dict):
                self._hears(value)
            elif name in TOLD_IN and isinstance(value, str) and len(value.strip()) >= SHORTEST:
                self.told.add(value.strip())
            elif name in ("lat", "lon") and isinstance(value, float) and len(str(value)) > SHORTEST + 1:
                self.told.add(str(value))

    def found_in(self, kept: Iterable[str]) -> list[str]:
        """What was told and turns up in what was kept or printed."""
        everything = "\n".join((self.output.getvalue(), *kept))
        return sorted(each for each in self.told if each in everything or json.dumps(each)[1:-1] in everything)


@contextmanager
def witness() -> Iterator[Witness]:
    """Somebody who listens until the end of the block."""
    here = Witness()
    handler = logging.StreamHandler(here.output)
    handler.setFormatter(logger.registered_formatter)
    printed = sys.stdout.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.stdout, "write", lambda text: (here.output.write(text), printed(text))[1])
        logging.getLogger(logger.name).addHandler(handler)
        try:
            yield here
        finally:
            logging.getLogger(logger.name).removeHandler(handler)
