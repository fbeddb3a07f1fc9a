"""What can go wrong, as one tree.

WhappError
├── InvalidInput     a field is not as it should be                 -> 422
├── Unsafe           asks for what neighbours must not be asked for  -> 422, with advice
├── NotFound         unknown, or not yours: the same to the caller  -> 404
├── NotPermitted     sign-in does not know this token any more      -> 401
├── WrongRole        signed in and known here, in another role      -> 403
├── OwnBadge         attesting oneself                              -> 403
├── OwnSuspension    suspending oneself                             -> 409
├── NotSuspended     the verdict tells of a suspension there is not -> 409
├── Suspended        taken out by the safety desk                   -> 403
├── StateForbids     the request's state does not allow it          -> 409
├── LastModerator    nobody would be left to keep the group         -> 409
├── LimitReached     there are as many of these as there may be     -> 409
├── BudgetSpent      as many as there may be in a while             -> 429
├── KeyReused        one idempotency key, two different bodies      -> 422
├── Conflict         somebody else committed first; read again      (never leaves the application)
├── Busy             lost the race again and again; try again       -> 503
├── Undeliverable    this receiver cannot be reached on this channel (a fact, never retried)
└── DeliveryDelayed  the channel is not available just now           (tried again later)
    ├── SmsPaused        as many SMS as a day may cost went out      (waits for the next day)
    ├── TurnedAway       too many at once: nothing went out           (comes back, and it is no attempt)
    └── DeliveryUnknown  no answer came: it went out, or it did not  (tried again, unless twice is worse than never)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # everybody loads the errors, and few the lists behind a concern
    from datetime import datetime

    from whapp.domain.safety import Concern


class WhappError(Exception):
    """Anything Whapp refuses or cannot do."""


class InvalidInput(WhappError):
    """A field of the input is not as it should be. Never holds the value itself."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class Unsafe(WhappError):
    """A field asks for what neighbours must not be asked for. Never holds its words."""

    def __init__(self, concern: Concern, field: str = "text") -> None:
        super().__init__(concern)
        self.concern = concern
        self.field = field


class NotFound(WhappError):
    """It does not exist, or it is not the caller's to see."""


class NotPermitted(WhappError):
    """The sign-in service does not know the token, or not any more."""


class WrongRole(WhappError):
    """The caller may see it, and another role may do this."""

    def __init__(self, role: str) -> None:
        super().__init__(f"only {role} may do this")
        self.role = role


class OwnBadge(WhappError):
    """Nobody vouches for themselves."""


class OwnSuspension(WhappError):
    """Nobody takes themselves out: they could not take it back."""


class NotSuspended(WhappError):
    """Whoever is said to be suspended is not."""


class Suspended(WhappError):
    """The safety desk took this member out."""


class LastModerator(WhappError):
    """The only moderator has to find a successor first."""


class LimitReached(WhappError):
    """There are as many as there may be."""

    def __init__(self, what: str) -> None:
        super().__init__(f"too many {what}")
        self.what = what


class BudgetSpent(WhappError):
    """There were as many of these as there may be; again after so many seconds."""

    def __init__(self, what: str, seconds: int) -> None:
        super().__init__(f"no more {what}; again in {seconds} s")
        self.what = what
        self.seconds = seconds


class StateForbids(WhappError):
    """The request is in a state that does not allow this."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the request is {state}")
        self.state = state


class KeyReused(WhappError):
    """The idempotency key was used before, for something else."""


class Conflict(WhappError):
    """What was read has changed since; nothing was written."""


class Busy(WhappError):
    """Too many others were writing the same request; nothing was written by this call."""


class Undeliverable(WhappError):
    """The receiver cannot be reached on this channel: bad number, opted out, no topic."""


class DeliveryDelayed(WhappError):
    """The channel refused for now: throttled, or out of reach."""


class SmsPaused(DeliveryDelayed):
    """No more SMS go out until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"until {until.isoformat()}")
        self.until = until


class TurnedAway(DeliveryDelayed):
    """The channel takes so many messages a second, and there were more: this one surely did not go out."""


class DeliveryUnknown(DeliveryDelayed):
    """The message was handed over and no answer came back: it may be on its way."""
