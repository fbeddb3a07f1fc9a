"""The one way in which a profile changes: read, change, save; again when an ask came in between."""

from collections.abc import Callable
from typing import TypeVar

from whapp.domain.errors import Busy, Conflict, NotFound
from whapp.domain.member import Member
from whapp.ports import Services

ATTEMPTS = 10

T = TypeVar("T")


def change_profile(services: Services, member_id: str, act: Callable[[Member | None], T]) -> T:
    """Call `act` with the profile as it is now (None: none yet) until what it saves is not in conflict. Raises Busy."""
    for _ in range(ATTEMPTS):
        try:
            member = services.members.get(member_id)
        except NotFound:
            member = None
        try:
            return act(member)
        except Conflict:
            continue
    raise Busy
