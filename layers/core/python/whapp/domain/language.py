"""The two languages Whapp speaks; Dutch unless a member chose English."""

from enum import StrEnum


class Language(StrEnum):
    """A language of messages and pages."""

    NL = "nl"
    EN = "en"

    @classmethod
    def preferred(cls, accept_language: str | None) -> "Language":
        """The first of our languages in an `Accept-Language` header; Dutch when it names neither."""
        for part in (accept_language or "").lower().split(","):
            code = part.strip()[:2]
            if code in (cls.NL, cls.EN):
                return cls(code)
        return cls.NL
