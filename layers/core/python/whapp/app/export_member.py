"""Everything that Whapp holds about a member, for that member."""

from collections.abc import Callable, Mapping
from functools import partial

from whapp.app.list_blocks import list_blocks
from whapp.domain.errors import InvalidInput, NotFound
from whapp.domain.group import names_of
from whapp.domain.holding import Holding
from whapp.ports import Page, Services

OWN, ASKS = "own", "asks"


def export_member(services: Services, member_id: str, cursor: str | None) -> Page[Holding]:
    """Profile, offers, memberships, roles, groups kept and blocks, then own requests, then asks, newest first.

    One page for most: it holds up to 25 requests and 25 asks, far less than a gateway lets through. Raises InvalidInput
    for a bad cursor.
    """
    section, _, inner = (cursor or f"{OWN}:").partition(":")
    pages: Mapping[str, Callable[[str, str | None], Page[Holding]]] = {
        OWN: services.holdings.of_requests,
        ASKS: services.holdings.of_asks,
    }
    if section not in pages:
        raise InvalidInput("cursor", "is not one that was given out for this list")
    own = () if cursor else (services.holdings.of_member, partial(_groups_kept, services), partial(_blocks, services))
    held = [each for said in own for each in said(member_id)]
    page = pages[section](member_id, inner or None)
    held += page.items
    if section == OWN and page.next is None:
        section, page = ASKS, services.holdings.of_asks(member_id, None)
        held += page.items
    return Page(held, f"{section}:{page.next}" if page.next else None)


def _groups_kept(services: Services, member_id: str) -> list[Holding]:
    try:
        names = names_of(services.members.get(member_id))
    except NotFound:
        names = frozenset({member_id})
    return [Holding("moderator", group.id, {"name": group.name}) for group in services.groups.kept_by(names)]


def _blocks(services: Services, member_id: str) -> list[Holding]:
    """Whom the member blocked, as they may know it: who is behind a block's id is the other one's."""
    try:
        return [Holding("block", each.id, {"first_name": each.first_name}) for each in list_blocks(services, member_id)]
    except NotFound:
        return []
