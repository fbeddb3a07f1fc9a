"""Blocks as they go in and out."""

from typing import Annotated, Self

from pydantic import Field

from whapp.app.block_member import Block
from whapp.http.fields import Cursor, Document

RequestId = Annotated[str, Field(min_length=1, max_length=64, description="The request through which the two met")]
Round = Annotated[int, Field(strict=True, ge=1, le=1000)]


class BlockIn(Document):
    """Somebody to be kept apart from: the other one of this request."""

    request: RequestId
    round: Round | None = Field(
        default=None,
        description="For the requester: the round in which that neighbour said yes; left out, the last one who did",
    )


class BlockOut(Document):
    """A block, as whoever made it sees it."""

    id: str = Field(description="Of the block, not of the member")
    first_name: str

    @classmethod
    def of(cls, block: Block) -> Self:
        """From the use case."""
        return cls(id=block.id, first_name=block.first_name)


class Blocks(Document):
    """Everybody whom the member blocked, by first name."""

    items: list[BlockOut]
    next: Cursor = None
