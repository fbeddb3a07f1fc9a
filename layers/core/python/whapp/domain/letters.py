"""How a text reads to people, whatever signs it is written in."""

import re
import unicodedata

# Blank to the eye, though Unicode calls the first ones letters: fillers of Hangul and Khmer, and an empty Braille cell.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u17b4\u17b5\u2800")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
# Letters that look like Latin ones. What Unicode itself takes for the same (full width, bold, circled) needs no row.
_CONFUSABLE = str.maketrans(
    "авекмнорстухіјѕӏһԁԛԝгипбзчьё"  # Cyrillic
    "αβγεζηικνορςστυχω"  # Greek
    "օսոհցɑɡıłøđħ"  # Armenian, and Latin with a twist
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",  # small capitals
    "abekmhopctyxijslhdqwrunb3ybeabyeznikvopcstuxwounhgagilodhabcdefghijklmnoprstuvwyz",
)
_SIGNS = str.maketrans({"@": "a", "$": "s", "!": "i", "|": "l", "€": "e"})
_AS_LETTER = re.compile(r"(?<=[a-z])(?:[@$!|](?=[a-z])|€(?!\s?\d))")
_REPEATED = re.compile(r"([a-z])\1{2,}")


# Of the letters of a name three digits are no part, and of an address nine in a row are none: they are a telephone's.
_NOT_A_NAME = re.compile(r"\d\D*\d\D*\d")
_TELEPHONE = re.compile(r"(?:\d[ ()./-]{0,3}){8}\d")
_ON_THE_WEB = re.compile(
    r"://|www\.|@|[a-z\d]{2}\.(?:nl|com|net|org|eu|info|io|be|de|ly|me|to|app|link|shop|site|xyz)\b"
)


def is_name(text: str) -> bool:
    """Whether it may be what people call somebody: letters, and no number or address to reach them by."""
    return any(map(str.isalpha, plain(text))) and not (_NOT_A_NAME.search(text) or leads_elsewhere(text))


def leads_elsewhere(text: str) -> bool:
    """Whether it holds an address on the web, an e-mail address or a telephone number."""
    same = unicodedata.normalize("NFKC", text).casefold()
    return bool(_ON_THE_WEB.search(same) or _TELEPHONE.search(same))


def shows(text: str) -> bool:
    """Whether there is anything to be seen."""
    return any(each not in _BLANK and unicodedata.category(each) not in _UNSEEN for each in text)


def plain(text: str) -> str:
    """Lower case in Latin letters, without accents and what does not show, and no letter more than twice in a row."""
    text = text.lower() if text.isascii() else _latin(text)
    text = _AS_LETTER.sub(lambda found: found[0].translate(_SIGNS), text).replace("€", " euro ")
    return _REPEATED.sub(r"\1", text)


def _latin(text: str) -> str:
    """Characters that Unicode holds for the same as one, and those that only look the same as well."""
    same = unicodedata.normalize("NFKD", text).casefold()
    shown = (each for each in same if each not in _BLANK and unicodedata.category(each) not in ("Mn", "Me", "Cf"))
    return "".join(shown).translate(_CONFUSABLE)
