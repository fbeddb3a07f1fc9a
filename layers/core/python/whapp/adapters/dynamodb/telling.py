"""Rows that are read apart from a request: what its requester wrote, and its timeline."""

from whapp.adapters.dynamodb import rows
from whapp.domain.event import Actor, Event, Happening
from whapp.domain.request import Request, Wording
from whapp.domain.retention import Matter, until


def text_row(request_id: str, wording: Wording) -> rows.TextRow:
    """REQUEST#id / TEXT."""
    return rows.TextRow(rows.request_key(request_id), rows.TEXT, text=wording.text, address=wording.address)


def wording(row: rows.TextRow) -> Wording:
    """What the requester wrote."""
    return Wording(text=row.text, address=row.address)


def event_row(request: Request, number: int, event: Event) -> rows.EventRow:
    """REQUEST#id / TIMELINE#version#number: one row for each change, in the order of the changes (I21)."""
    return rows.EventRow(
        rows.request_key(request.id),
        f"{rows.TIMELINE}{request.version:06}#{number:02}",
        at=event.at,
        what=event.what,
        by=event.by,
        ask=event.ask,
        chance=event.chance,
        expires_at=until(Matter.TIMELINE, event.at),
    )


def event(row: rows.EventRow) -> Event:
    """The event in a timeline row."""
    ask = int(row.ask) if row.ask is not None else None
    chance = float(row.chance) if row.chance is not None else None
    return Event(at=row.at, what=Happening(row.what), by=Actor(row.by), ask=ask, chance=chance)
