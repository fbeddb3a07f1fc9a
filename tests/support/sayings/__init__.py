"""What people write: requests that neighbours must not be asked, and everyday ones that only sound like it.

One a line, in a file for each concern and for each language, so that whoever hears another needs no Python to add it.
"""

from pathlib import Path

from whapp.domain.safety import Concern


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()


NOT_FOR_NEIGHBOURS = {about: _lines(about) for about in Concern}
EVERYDAY = [*_lines("everyday_dutch"), *_lines("everyday_english")]
EVERYDAY_LOANS = _lines("everyday_loans")
