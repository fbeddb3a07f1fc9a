"""What the neighbourhood needs, for somebody who wants to know."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice

from whapp.app.spend import spend
from whapp.app.vouching import large, vouching
from whapp.domain.budget import Spending, purse
from whapp.domain.errors import NotFound
from whapp.domain.member import Member
from whapp.domain.membership import shares_group
from whapp.domain.needs import LEAST_PEOPLE, OpenNeed, cells_of, concerns, outline
from whapp.domain.request import Request, Status
from whapp.ports import Services

MOST_SHOWN = 25  # as many as any list shows at a time: each is read in full


def list_needs(services: Services, member_id: str) -> Sequence[OpenNeed]:
    """Open needs in the member's own and neighbouring cells, the longest open first, a page of them. Raises NotFound
    without a profile, BudgetSpent after too many looks on a day.

    Nothing is shown of a cell in which fewer than ten members live.
    """
    member = services.members.get(member_id)
    spend(services, purse(member), Spending.NEEDS)
    now = services.now()
    groups = vouching(services, [member])
    member = replace(member, groups=frozenset(groups))
    near = [each for cell in cells_of(member) for each in _open_in(services, cell) if _is_for(member, each, now)]
    near.sort(key=lambda each: (each.created_at, each.id))
    shown = list(islice((each for each in _with_asks(services, near) if _is_for(member, each, now)), MOST_SHOWN))
    return [outline(each, member, in_group=shares_group(each.groups, large(groups))) for each in shown]


def _open_in(services: Services, cell: str) -> Sequence[Request]:
    found = services.requests.open_in(cell)
    return found if found and services.members.live_in(cell, LEAST_PEOPLE) else ()


def _is_for(member: Member, request: Request, now: datetime) -> bool:
    """Whether the need may be shown, as far as the request is read: whom it was refused by, its asks tell."""
    return request.status is Status.OPEN and now < request.needed_until and concerns(request, member, now)


def _with_asks(services: Services, requests: Iterable[Request]) -> Iterator[Request]:
    """The requests with their asks, as they are now; read as far as they are taken."""
    for request in requests:
        with suppress(NotFound):  # erased since the index was read
            yield services.requests.load(request.id)
