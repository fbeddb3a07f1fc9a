"""What others can overhear: messages, names, what executions are told and tell, logs. None of it is personal (I20)."""

import re
import traceback

from tests.explore.village import PRIVATE, SECRET

_PERSONAL = re.compile("|".join(map(re.escape, PRIVATE)))
_KEY = re.compile("|".join(map(re.escape, SECRET)))


def indiscretion(said: str, *, may_hold_a_link: bool = False) -> str:
    """What is said that nobody may overhear; empty for nothing."""
    found = _PERSONAL.search(said) or (None if may_hold_a_link else _KEY.search(said))
    return found[0] if found else ""


def as_logged(error: BaseException) -> str:
    """What Lambda writes to the log when a function raises."""
    return "".join(traceback.format_exception(error))
