"""Rows of members and their offers to domain objects and back."""

from collections.abc import Set
from datetime import datetime, time

from pynamodb.expressions.update import Action

from whapp.adapters.dynamodb import plain, rows
from whapp.adapters.dynamodb.hashed_rows import phone_hash
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.crowd import Crowd, counted_phone
from whapp.domain.hours import Day, DayPart, QuietHours
from whapp.domain.language import Language
from whapp.domain.learning import Load
from whapp.domain.member import Care, Channel, Letter, Member, Offer
from whapp.domain.request import Request


def member_row(member: Member) -> rows.MemberRow:
    """MEMBER#id / PROFILE."""
    return rows.MemberRow(
        rows.member_key(member.id),
        rows.PROFILE,
        version=member.version,
        first_name=member.first_name,
        birth_year=member.birth_year,
        language=member.language,
        phone=member.phone,
        email=member.email,
        home=plain.point_text(member.home),
        rings=plain.ring_texts(member.rings),
        part=member.part,
        settled_at=member.settled_at,
        address=member.address,
        quiet_from=member.quiet_hours.start.isoformat(),
        quiet_to=member.quiet_hours.end.isoformat(),
        urgent_overrides_quiet=member.urgent_overrides_quiet,
        ask_budget_per_week=member.ask_budget_per_week,
        channels=[str(channel) for channel in member.channels],
        paused_until=member.paused_until,
        offers={str(category) for category in member.offers} or None,
        asked_week=member.asked_week or None,
        asked_this_week=member.asked_this_week,
        asked_until=member.asked_until,
        groups=member.groups or None,
        blocks=member.blocks or None,
        blocked_by=member.blocked_by or None,
        suspended_at=member.suspended_at,
        expires_at=member.kept_until,
        candidates_pk=rows.residents_key(member.cell) if member.cell else None,
        candidates_sk=_resident(member) if member.cell else None,
        expected=member.record.expected,
        yeses=member.record.yeses,
        silences=member.record.silences,
        last_answered=member.last_answered,
        watch_pk=f"CARE#{rows.shard(member.id)}" if member.care.at else None,
        watch_at=member.care.at,
        letter=member.care.letter,
        letter_attempts=member.care.attempts or None,
        letter_told=member.care.told or None,
        owner_pk=rows.letter_key(member.care.link_hash) if member.care.link_hash else None,
        owner_sk=member.care.written_at,
        practised_at=member.care.practised_at,
    )


def _resident(member: Member) -> str:
    """Where a member stands among those who live in the cell."""
    phone = counted_phone(member)
    if phone is None or member.settled_at is None:
        return rows.ALWAYS
    return f"{member.part}#{plain.day_text(member.settled_at)}#{phone_hash(phone)}"


def crowd_row(cell: str, crowd: Crowd, until: datetime) -> rows.CrowdRow:
    """CELL#cell / CROWD."""
    counts = [f"{part}#{count}" for part, count in crowd.counts.items()]
    return rows.CrowdRow(rows.residents_key(cell), rows.CROWD, since=crowd.since, counts=counts, expires_at=until)


def crowd(row: rows.CrowdRow) -> Crowd:
    """What was counted, from its row."""
    counts = (text.partition("#") for text in row.counts)
    return Crowd(row.since, {part: int(count) for part, _, count in counts})


def load_actions(member: Member) -> list[Action]:
    """What an ask, or what it taught, changes about a profile."""
    actions: list[Action] = [
        rows.MemberRow.version.set(member.version + 1),
        rows.MemberRow.asked_week.set(member.asked_week),
        rows.MemberRow.asked_this_week.set(member.asked_this_week),
        rows.MemberRow.expected.set(member.record.expected),
        rows.MemberRow.yeses.set(member.record.yeses),
        rows.MemberRow.silences.set(member.record.silences),
    ]
    if member.asked_until:
        actions.append(rows.MemberRow.asked_until.set(member.asked_until))
    if member.last_answered:
        actions.append(rows.MemberRow.last_answered.set(member.last_answered))
    return actions


def apart_actions(member: Member) -> list[Action]:
    """What a block changes about a profile."""
    row = rows.MemberRow
    return [
        row.version.set(member.version + 1),
        row.blocks.set(set(member.blocks)) if member.blocks else row.blocks.remove(),
        row.blocked_by.set(set(member.blocked_by)) if member.blocked_by else row.blocked_by.remove(),
    ]


def member(row: rows.MemberRow) -> Member:
    """The member in a profile row."""
    return Member(
        id=row.pk.partition("#")[2],
        version=int(row.version),
        first_name=row.first_name,
        birth_year=int(row.birth_year),
        language=Language(row.language),
        phone=row.phone,
        email=row.email,
        home=plain.point(row.home),
        rings=plain.rings(row.rings),
        part=row.part,
        settled_at=row.settled_at,
        address=row.address,
        quiet_hours=QuietHours(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)),
        urgent_overrides_quiet=row.urgent_overrides_quiet,
        ask_budget_per_week=int(row.ask_budget_per_week),
        channels=tuple(Channel(channel) for channel in row.channels),
        paused_until=row.paused_until,
        offers=frozenset(Category(category) for category in row.offers or ()),
        asked_week=row.asked_week or "",
        asked_this_week=int(row.asked_this_week),
        asked_until=row.asked_until,
        groups=frozenset(row.groups or ()),
        blocks=frozenset(row.blocks or ()),
        blocked_by=frozenset(row.blocked_by or ()),
        suspended_at=row.suspended_at,
        kept_until=row.expires_at,
        record=_record(row),
        last_answered=row.last_answered,
        care=Care(
            at=row.watch_at,
            letter=Letter(row.letter) if row.letter else None,
            attempts=int(row.letter_attempts or 0),
            written_at=row.owner_sk,
            told=bool(row.letter_told),
            link_hash=row.owner_pk.partition("#")[2] if row.owner_pk else None,
            practised_at=row.practised_at,
        ),
    )


def _record(row: rows.MemberRow | rows.OfferRow) -> Record:
    return Record(expected=float(row.expected or 0), yeses=int(row.yeses or 0), silences=int(row.silences or 0))


def candidates_key(cell: str | None, category: Category, groups: Set[str]) -> str | None:
    """The partition of the candidates index in which an offer stands; None for one that no search may take: never
    asked, it would stand in front of the others for ever."""
    return f"{cell}#{category}" if cell and (groups or not category.needs_attestation) else None


def offer_row(offer: Offer) -> rows.OfferRow:
    """MEMBER#id / OFFER#category."""
    return rows.OfferRow(
        rows.member_key(offer.member_id),
        rows.OFFER + offer.category,
        category=offer.category,
        radius_m=offer.radius_m,
        days={str(day) for day in offer.days},
        day_parts={str(part) for part in offer.day_parts},
        note=offer.note or None,
        regulars=offer.regulars or None,
        point=plain.point_text(offer.point),
        candidates_pk=candidates_key(offer.cell, offer.category, offer.groups),
        candidates_sk=plain.asked_text(offer.last_asked),
        groups=offer.groups or None,
        expected=offer.record.expected,
        yeses=offer.record.yeses,
        silences=offer.record.silences,
    )


def record_actions(load: Load, request: Request) -> list[Action]:
    """What an ask for this request, or what it taught, changes about each offer of the member."""
    record = load.member.record
    actions: list[Action] = [
        rows.OfferRow.expected.set(record.expected),
        rows.OfferRow.yeses.set(record.yeses),
        rows.OfferRow.silences.set(record.silences),
    ]
    if load.asked:
        actions.append(rows.OfferRow.candidates_sk.set(plain.asked_text(request.newest_asks[load.member.id].asked_at)))
    return actions


def offer(row: rows.OfferRow) -> Offer:
    """The offer in a row, or in what the candidates index shows of it."""
    asked = row.candidates_sk
    return Offer(
        member_id=row.pk.partition("#")[2],
        category=Category(row.sk.partition("#")[2]),
        radius_m=int(row.radius_m),
        days=frozenset(Day(day) for day in row.days),
        day_parts=frozenset(DayPart(part) for part in row.day_parts),
        note=row.note or "",
        regulars=bool(row.regulars),
        point=plain.point(row.point),
        cell=row.candidates_pk.partition("#")[0] if row.candidates_pk else None,
        last_asked=datetime.fromisoformat(asked) if asked and asked != plain.NEVER_ASKED else None,
        groups=frozenset(row.groups or ()),
        record=_record(row),
    )
