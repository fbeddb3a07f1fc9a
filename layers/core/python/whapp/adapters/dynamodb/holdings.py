"""What is held about a member, read from the rows themselves: their tags say what is in it, so nothing is left out."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from whapp.adapters.dynamodb import group_rows, rows
from whapp.adapters.dynamodb.broom import not_over
from whapp.adapters.dynamodb.paging import owned
from whapp.adapters.dynamodb.personal import TAGS, Whose
from whapp.adapters.dynamodb.rows import Row
from whapp.domain.holding import Holding
from whapp.ports import Page

_NAMED_BY = {Whose.HELPER: "helper_id", Whose.RECEIVER: "member_id"}
_GO_THEIR_OWN_WAY = (rows.MemberRow, rows.OfferRow, group_rows.MembershipRow)


class DynamoHoldings:
    """`whapp.ports.Holdings` on the single table."""

    def of_member(self, member_id: str) -> Sequence[Holding]:
        found = not_over(Row.query(rows.member_key(member_id), consistent_read=True))
        return [_holding(row, row.sk.partition("#")[2] or member_id) for row in found]

    def of_requests(self, member_id: str, cursor: str | None) -> Page[Holding]:
        keys, following = owned(f"{rows.member_key(member_id)}#REQUESTS", cursor)
        return Page([each for pk, _ in keys for each in _about(_partition(pk), member_id)], following)

    def of_asks(self, member_id: str, cursor: str | None) -> Page[Holding]:
        keys, following = owned(f"{rows.member_key(member_id)}#ASKS", cursor)
        held: list[Holding] = []
        for pk, sk in keys:
            found = _partition(pk)
            mine = [row.sk for row in found if isinstance(row, rows.AskRow) and row.helper_id == member_id]
            if mine and mine[-1] == sk:  # of a request for which they were asked more than once, once
                held += _about(found, member_id)
        return Page(held, following)

    def clear(self, member_id: str) -> None:
        for row in Row.query(rows.member_key(member_id), consistent_read=True):
            if not isinstance(row, _GO_THEIR_OWN_WAY):
                row.delete()


def _partition(pk: str) -> Sequence[Row]:
    """All that is kept of a request; nothing when the request itself is over."""
    found = list(not_over(Row.query(pk, consistent_read=True)))
    return found if any(isinstance(row, rows.RequestRow) for row in found) else ()


def _about(found: Sequence[Row], member_id: str) -> Iterator[Holding]:
    """What these rows of a request say about the member."""
    owners = {row.posted_by or row.requester_id for row in found if isinstance(row, rows.RequestRow)}
    for row in found:
        whose = TAGS[type(row)].whose
        named_by = _NAMED_BY.get(whose)
        mine = getattr(row, named_by) == member_id if named_by else whose is Whose.REQUESTER and member_id in owners
        if mine:
            yield _holding(row, row.pk.partition("#")[2])


def _holding(row: Row, about: str) -> Holding:
    said = {name: getattr(row, name) for name in sorted(TAGS[type(row)].personal)}
    return Holding(
        str(Row.kind.get_discriminator(type(row))),
        about,
        {name: _plain(value) for name, value in said.items() if value is not None},
    )


def _plain(value: object) -> object:
    """As it can be written down."""
    if isinstance(value, datetime):
        return value.isoformat()
    return sorted(value) if isinstance(value, set | frozenset) else value
