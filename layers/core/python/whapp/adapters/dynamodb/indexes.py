"""What the indexes of the table are for: each is used by several kinds of rows, in partitions of their own."""

from typing import TYPE_CHECKING

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

if TYPE_CHECKING:
    from whapp.adapters.dynamodb.rows import MemberRow, OfferRow, RequestRow, Row  # noqa: F401 - named below


class CandidatesIndex(GlobalSecondaryIndex["OfferRow"]):
    """Offers by cell and kind of help, those not asked for longest first."""

    class Meta:
        index_name = "candidates"
        projection = IncludeProjection(
            ["kind", "point", "radius_m", "days", "day_parts", "groups", "expected", "yeses", "silences"]
        )

    candidates_pk = UnicodeAttribute(hash_key=True)
    candidates_sk = UnicodeAttribute(range_key=True)


class WatchIndex(GlobalSecondaryIndex["RequestRow"]):
    """Requests that are not finished, by the time at which something must have happened."""

    class Meta:
        index_name = "watch"
        projection = IncludeProjection(["kind"])

    watch_pk = UnicodeAttribute(hash_key=True)
    watch_at = UTCDateTimeAttribute(range_key=True)


class NeedsIndex(GlobalSecondaryIndex["RequestRow"]):
    """The same index: open requests by cell, the oldest first, in partitions of their own."""

    class Meta:
        index_name = "candidates"
        projection = CandidatesIndex.Meta.projection

    candidates_pk = UnicodeAttribute(hash_key=True)
    candidates_sk = UnicodeAttribute(range_key=True)


class ResidentsIndex(GlobalSecondaryIndex["MemberRow"]):
    """The same index once more: who lives in a cell, only to see whether they are many."""

    class Meta:
        index_name = "candidates"
        projection = CandidatesIndex.Meta.projection

    candidates_pk = UnicodeAttribute(hash_key=True)
    candidates_sk = UnicodeAttribute(range_key=True)


class CareIndex(GlobalSecondaryIndex["MemberRow"]):
    """The same index once more: members who offer something, by the time at which to look after them."""

    class Meta:
        index_name = "watch"
        projection = IncludeProjection(["kind"])

    watch_pk = UnicodeAttribute(hash_key=True)
    watch_at = UTCDateTimeAttribute(range_key=True)


class OwnerIndex(GlobalSecondaryIndex["Row"]):
    """A member's requests, and the asks to a member, by time; and the member that a letter's link is for."""

    class Meta:
        index_name = "owner"
        projection = IncludeProjection(["kind"])

    owner_pk = UnicodeAttribute(hash_key=True)
    owner_sk = UTCDateTimeAttribute(range_key=True)
