"""Two profiles tell that their members are apart."""

from whapp.domain.block import block
from whapp.domain.errors import Busy, Conflict
from whapp.ports import Services

ATTEMPTS = 10


def keep_apart(services: Services, blocker_id: str, other_id: str) -> None:
    """From now on neither is asked for the other, or sees their contact. May be repeated.

    Raises NotFound when one of them left, LimitReached, Busy.
    """
    for _ in range(ATTEMPTS):
        before = services.members.get(blocker_id), services.members.get(other_id)
        after = block(*before)
        if after == before:
            return
        try:
            services.members.keep_apart(after)
        except Conflict:
            continue
        return
    raise Busy
