"""What anybody may read: whether it works, the kinds of help, and what went wrong."""

from pydantic import Field

from whapp.domain.category import Category
from whapp.domain.safety import Concern
from whapp.http.fields import Cursor, Document


class Health(Document):
    """That it works, and which version it is."""

    status: str = "ok"
    version: str


class Label(Document):
    """A name in both languages."""

    nl: str
    en: str


class CategoryOut(Document):
    """A kind of help."""

    code: Category = Field(description="What requests and offers call it")
    label: Label
    attested_helpers_only: bool = Field(description="Whether only helpers are asked for whom a moderator vouches")


class Categories(Document):
    """All kinds of help."""

    items: list[CategoryOut]
    next: Cursor = None


class FieldError(Document):
    """What is wrong with one field."""

    field: str = Field(description="Its dotted name, such as `home.lat`; `body` for the whole")
    reason: str = Field(description="What it must be; never what it was")


class Problem(Document):
    """An error, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="In words, for a developer")
    errors: list[FieldError] | None = Field(default=None, description="The fields that are wrong")
    concern: Concern | None = Field(default=None, description="Why a request is not passed on to neighbours")
    advice: str | None = Field(
        default=None,
        description="With `concern`: what to do instead, in the language of the call, for the member to read",
    )
