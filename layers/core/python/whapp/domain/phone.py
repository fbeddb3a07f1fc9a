"""Phone numbers that may get an SMS."""

import re
from collections.abc import Iterable

DUTCH_MOBILE = "+316"
_E164 = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
_DUTCH = re.compile(r"\+316[0-9]{8}", re.ASCII)


def may_get_sms(phone: str, prefixes: Iterable[str]) -> bool:
    """Whether this is a whole number that begins with one of these prefixes: no landline, and nothing dear."""
    whole = _DUTCH if phone.startswith("+31") else _E164
    return whole.fullmatch(phone) is not None and phone.startswith(tuple(prefixes))
