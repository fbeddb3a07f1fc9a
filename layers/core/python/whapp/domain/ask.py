"""One question to one neighbour, and the answer."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from whapp.domain.chance import BASE
from whapp.domain.errors import NotFound

REQUEST_ID_LENGTH = 16


class AskState(StrEnum):
    """Where an ask stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TIMED_OUT = "timed_out"
    UNDELIVERABLE = "undeliverable"
    RELEASED = "released"
    STAND_BY = "stand_by"
    WITHDRAWN = "withdrawn"
    LET_GO = "let_go"
    FELL_THROUGH = "fell_through"
    CALLED_OFF = "called_off"


class Answer(StrEnum):
    """What a neighbour can say."""

    YES = "yes"
    NO = "no"
    NOT_NOW = "not_now"


class Reason(StrEnum):
    """Why not, when the neighbour wants to tell."""

    NO_TIME = "no_time"
    TOO_FAR = "too_far"
    NOT_THIS_KIND = "not_this_kind"
    NOT_THIS_DAY = "not_this_day"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to one neighbour. `number` counts from 1 within the round; `circle` 0 is the own cell.

    `chance` is the estimate that it was asked on, `prior` what it would have been without the helper's own history;
    `learnt` is the last state from which the helper's record has learnt. `nearer_m` is what "too far" came to when it
    was said: the radius, in coarse steps, that leaves this request out. `in_group`: of a group that is asked first.

    `accepted_at` is when it was last said yes to, whatever became of that; None of those from before it was kept.
    `later_hashes` belong to the links of later messages about it. `confirmed_at` is the helper's last sign that they
    will come, `worked_out` their word on how it went, `helper_looked_at` and `requester_looked_at` when either looked
    at the other's contact; all only of an ask that was accepted.
    """

    request_id: str
    round: int
    number: int
    helper_id: str
    state: AskState
    asked_at: datetime
    deadline: datetime
    circle: int
    reply_hash: str
    closed_at: datetime | None = None
    accepted_at: datetime | None = None
    reason: Reason | None = None
    later_hashes: tuple[str, ...] = ()
    confirmed_at: datetime | None = None
    helper_looked_at: datetime | None = None
    requester_looked_at: datetime | None = None
    worked_out: bool | None = None
    chance: float = BASE
    prior: float = BASE
    learnt: AskState | None = None
    nearer_m: int | None = None
    in_group: bool = False

    @property
    def id(self) -> str:
        """The public id: `<request id>-<round>-<number>`."""
        return f"{self.request_id}-{self.round}-{self.number}"

    def answers_to(self, secret: str) -> bool:
        """Whether this is the ask that the secret half of a reply id belongs to: of any message about it."""
        hashed = hash_secret(secret)
        return any(hmac.compare_digest(known, hashed) for known in (self.reply_hash, *self.later_hashes))


def hash_secret(secret: str) -> str:
    """What is stored of a secret: enough to recognise it, too little to use it."""
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()  # a link may hold anything


def request_id_of(ask_id: str) -> str:
    """The request that an ask id belongs to; NotFound for what cannot be an ask id."""
    request_id, _, rest = ask_id.partition("-")
    if len(request_id) != REQUEST_ID_LENGTH or not rest:
        raise NotFound
    return request_id
