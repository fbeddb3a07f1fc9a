"""What the neighbourhood needs, for somebody who wants to know."""

from collections.abc import Sequence
from dataclasses import replace

from whapp.app.spend import spend
from whapp.app.vouching import large, vouching
from whapp.domain.budget import Spending, purse
from whapp.domain.errors import NotFound
from whapp.domain.membership import shares_group
from whapp.domain.needs import LEAST_PEOPLE, OpenNeed, cells_of, concerns, outline
from whapp.domain.request import Request, Status
from whapp.ports import Services


def list_needs(services: Services, member_id: str) -> Sequence[OpenNeed]:
    """Open needs in the member's own and neighbouring cells, the longest open first. Raises NotFound without a profile,
    BudgetSpent after too many looks on a day.

    Nothing is shown of a cell in which fewer than ten members live.
    """
    member = services.members.get(member_id)
    spend(services, purse(member), Spending.NEEDS)
    requests: list[Request] = []
    for cell in cells_of(member):
        found = services.requests.open_in(cell)
        if found and services.members.live_in(cell, LEAST_PEOPLE):
            requests += _still_open(services, found)
    now = services.now()
    groups = vouching(services, [member])
    member = replace(member, groups=frozenset(groups))
    shown = [each for each in requests if concerns(each, member, now) and now < each.needed_until]
    return [
        outline(each, member, in_group=shares_group(each.groups, large(groups)))
        for each in sorted(shown, key=lambda each: (each.created_at, each.id))
    ]


def _still_open(services: Services, request_ids: Sequence[str]) -> list[Request]:
    """The requests with their asks, as they are now: the index may lag behind."""
    requests = []
    for request_id in request_ids:
        try:
            requests.append(services.requests.load(request_id))
        except NotFound:
            continue  # erased since the index was read
    return [each for each in requests if each.status is Status.OPEN]
