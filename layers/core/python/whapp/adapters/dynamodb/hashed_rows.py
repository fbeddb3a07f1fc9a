"""Rows that are found by a hash: whose phone it is, what is remembered of whoever left it, and how much was spent."""

from hashlib import sha256

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute, UTCDateTimeAttribute

from whapp.adapters.dynamodb.rows import Row

HOLDER, LEFT = "HOLDER", "LEFT"


def phone_hash(phone: str) -> str:
    """By which a phone is recognised."""
    return sha256(phone.encode()).hexdigest()


def phone_key(phone: str) -> str:
    """The partition of whoever holds this phone."""
    return f"PHONE#{phone_hash(phone)}"


class PhoneRow(Row, discriminator="phone"):
    """PHONE#hash / HOLDER: whose phone it is, so that an SMS finds its sender."""

    member_id = UnicodeAttribute()


class LeaverRow(Row, discriminator="leaver"):
    """PHONE#hash / LEFT: what is remembered of whoever let go of this phone."""

    suspended_at = UTCDateTimeAttribute(null=True)
    blocks = UnicodeSetAttribute(null=True)
    blocked_by = UnicodeSetAttribute(null=True)


class BudgetRow(Row, discriminator="budget"):
    """BUDGET#purse / what#since: how much of it was spent since then."""

    spent = NumberAttribute(default=0)
