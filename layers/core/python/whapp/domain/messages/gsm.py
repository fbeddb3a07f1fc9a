"""How much room a text takes in an SMS: the alphabet of GSM 03.38.

One character outside it makes the network send the whole text in an alphabet with room for 70 characters instead of
160, so a single curly quote or e with dots can double the price and split the message.
"""

ONE_PART = 160  # septets in an SMS of one part

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")  # sent as an escape and a character


def septets(text: str) -> int | None:
    """The room `text` takes, or None when a character is not in the alphabet."""
    if not _BASIC.union(_EXTENSION).issuperset(text):
        return None
    return sum(2 if character in _EXTENSION else 1 for character in text)
