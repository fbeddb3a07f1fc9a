"""Whom a member blocked."""

from collections.abc import Sequence

from whapp.app.block_member import Block
from whapp.domain.ids import block_id
from whapp.ports import Services


def list_blocks(services: Services, member_id: str) -> Sequence[Block]:
    """The member's own blocks, by first name, without those who left since. Raises NotFound without a profile."""
    blocks = services.members.get(member_id).blocks
    others = services.members.find(blocks).values() if blocks else ()
    return sorted((Block(block_id(member_id, each.id), each.first_name) for each in others), key=_by_name)


def _by_name(block: Block) -> tuple[str, str]:
    return block.first_name, block.id
