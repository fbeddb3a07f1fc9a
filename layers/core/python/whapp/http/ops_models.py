"""What operations send and see about a request: ids and states, no person."""

from typing import Self

from pydantic import Field

from whapp.domain.request import Request, Status
from whapp.http.fields import Document, Moment


class AssignIn(Document):
    """Who said yes by telephone."""

    helper: str = Field(min_length=1, max_length=64, description="the member's id", examples=["0b7e8f6c-helper"])


class OperatedOut(Document):
    """Where the request stands after it."""

    id: str
    status: Status
    round: int
    paused_at: Moment | None = Field(description="since when operations want nobody asked; null: the search goes on")

    @classmethod
    def of(cls, request: Request) -> Self:
        """The request as operations see it."""
        return cls(id=request.id, status=request.status, round=request.round, paused_at=request.paused_at)
