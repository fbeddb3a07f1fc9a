"""A message about a request, to one member, as a row of the table: what it tells, and how far it came."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from whapp.domain.member import Channel

MOST_TURNED_AWAY = 60  # times, which takes ten minutes or more; then the channel is out of order, not full


class NoticeKind(StrEnum):
    """What a message tells; one module of `whapp.domain.messages` each."""

    ASK = "ask"
    RELEASED = "released"
    MATCHED = "matched"
    SEARCHING_AGAIN = "searching_again"
    VISIT_CANCELLED = "visit_cancelled"
    NOBODY_AVAILABLE = "nobody_available"
    NOBODY_ELSE = "nobody_else"
    EXPIRED = "expired"
    DID_IT_WORK_OUT = "did_it_work_out"
    DID_YOU_HELP = "did_you_help"
    HELPER_SAYS_NOT = "helper_says_not"
    FELL_THROUGH = "fell_through"
    VISIT_REMINDER = "visit_reminder"
    ARE_YOU_COMING = "are_you_coming"
    HELPER_SILENT = "helper_silent"
    LET_GO = "let_go"
    STAND_BY_WARNED = "stand_by_warned"
    STAND_BY_RELEASED = "stand_by_released"
    THANKS = "thanks"
    ASSIGNED = "assigned"
    CANCELLED_BY_US = "cancelled_by_us"


class NoticeState(StrEnum):
    """Where a message stands."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message to one member: written together with the fact it tells, sent by the cascade.

    Its id is made of what it tells, so it cannot be written twice; `sent` and `failed` remember each channel, so a
    retry does not send twice. `turned_away` counts the tries that found the channel full. `secret` is the half of the
    reply id that the link needs; it is forgotten once the message is out.
    """

    round: int
    number: int
    kind: NoticeKind
    member_id: str
    state: NoticeState = NoticeState.PENDING
    attempts: int = 0
    turned_away: int = 0
    attempted_at: datetime | None = None
    sent: tuple[Channel, ...] = ()
    failed: tuple[Channel, ...] = ()
    secret: str | None = None

    @property
    def id(self) -> str:
        """Round, number of the ask (0: the request itself) and kind."""
        return f"{self.round}-{self.number}-{self.kind}"

    def tried(self, channel: Channel, *, reached: bool, channels: tuple[Channel, ...]) -> "Notice":
        """The message after a channel took it, or refused for good; settled when no other of `channels` is left."""
        sent = (*self.sent, channel) if reached else self.sent
        failed = self.failed if reached else (*self.failed, channel)
        if set(channels) - set(sent) - set(failed):
            return replace(self, sent=sent, failed=failed)
        return replace(self, sent=sent, failed=failed).settled(NoticeState.SENT if sent else NoticeState.FAILED)

    def settled(self, state: NoticeState) -> "Notice":
        """The message when nothing more will be done for it."""
        return replace(self, state=state, secret=None)
