"""Whoever calls the cloud runs as a greenlet: it stops before every call, and is told what becomes of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from greenlet import greenlet

from tests.explore.cloud.dynamodb import in_two_parts
from tests.explore.cloud.errors import Rejected, cancelled
from tests.explore.cloud.sdk import Call, no_answer, no_connection, throttled


class Fate(StrEnum):
    """What can become of one call."""

    FINE = "fine"
    NO_CONNECTION = "fails before the effect"
    ANSWER_LOST = "is done, the answer is lost"
    THROTTLED = "is throttled"
    NEVER_CONNECTS = "fails at every attempt"
    NEVER_ANSWERED = "is done, every answer is lost"
    ALWAYS_THROTTLED = "is throttled at every attempt"
    CONFLICT = "collides with a transaction"
    CRASH_BEFORE = "is not made: the worker dies"
    CRASH_AFTER = "is done, then the worker dies"
    INTERRUPTED = "reads a part, others act, and it reads the rest"  # no fault: DynamoDB promises no more


FAULTS = tuple(Fate)[1:-1]
_OF_A_WRITE = (Fate.FINE, *FAULTS)
_OF_A_READ = tuple(fate for fate in _OF_A_WRITE if fate is not Fate.CONFLICT)
_OF_A_LONG_READ = (*_OF_A_READ, Fate.INTERRUPTED)
_ONCE = {
    Fate.NEVER_CONNECTS: Fate.NO_CONNECTION,
    Fate.NEVER_ANSWERED: Fate.ANSWER_LOST,
    Fate.ALWAYS_THROTTLED: Fate.THROTTLED,
}


class WorkerDied(BaseException):
    """A worker's process ends here, whatever it would have caught."""


def fates(call: Call) -> tuple[Fate, ...]:
    """What can become of this call; a plain write fails, and a transaction is cancelled, when it collides."""
    if call.reads_several:
        return _OF_A_LONG_READ
    return _OF_A_WRITE if call.writes else _OF_A_READ


@dataclass(eq=False)
class Worker:
    """One run of a handler or a use case. `what` it is (decide, wait, reply ...), and in which words to tell of it."""

    what: str
    words: str
    work: Callable[[], Any]
    dies_at: datetime
    done: Callable[["Worker"], None] = lambda worker: None
    known: dict[str, Any] = field(default_factory=dict)  # what the checks remember about this worker
    call: Call | None = None
    reading: bool = False  # has read a part of what it asked for
    cut: Callable[[int], int] = lambda below: 0  # how many of the items
    result: Any = None
    error: BaseException | None = None
    faults: int = 0
    _stubborn: Fate | None = None
    _thread: "greenlet | None" = None

    @property
    def ended(self) -> bool:
        return self._thread is not None and self._thread.dead

    def begin(self) -> None:
        """Run up to the first call."""
        self._thread = greenlet(self._run)
        self._thread.switch()

    def go_on(self, fate: Fate) -> None:
        """Let this become of the call that the worker stopped at, and run up to the next one."""
        assert self._thread
        if fate in FAULTS:
            self.faults += 1
        self._thread.switch(fate)

    def die(self) -> None:
        """The process ends: out of time, or out of memory."""
        assert self._thread
        self._thread.throw(WorkerDied)

    @property
    def crashed(self) -> bool:
        return isinstance(self.error, WorkerDied)

    @property
    def site(self) -> str:
        """Which call of our code it stopped at: the use case's function, and the port's."""
        assert self._thread
        names: list[str] = []
        port = self.call.operation if self.call else ""
        frame = self._thread.gr_frame
        while frame is not None:
            file = frame.f_code.co_filename
            if "/whapp/adapters/" in file and frame.f_code.co_name[0] != "_" and "<" not in frame.f_code.co_name:
                port = frame.f_code.co_name
            elif "/whapp/app/" in file and "<" not in frame.f_code.co_name:
                names = [frame.f_code.co_name.lstrip("_"), port]
                break
            frame = frame.f_back
        return f"{self.what}: {' > '.join(names)}"

    def _run(self) -> None:
        try:
            self.result = self.work()
        except (Exception, WorkerDied) as error:  # noqa: BLE001 - whatever comes is judged by others
            self.error = error

    def deliver(self, call: Call, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Stop before a call, then let its fate happen."""
        assert self._thread
        if call.attempt and self._stubborn:
            fate = self._stubborn
        else:
            self.call = call
            fate = self._thread.parent.switch()  # type: ignore[union-attr] # a worker's greenlet has a parent
            self.call = None
            if fate is Fate.FINE:
                self._stubborn = None
                return do()
            if fate is Fate.INTERRUPTED:
                return self._read_in_two_parts(call, do)
            self._stubborn = _ONCE.get(fate)
        match _ONCE.get(fate, fate):
            case Fate.NO_CONNECTION:
                raise no_connection()
            case Fate.THROTTLED:
                raise throttled(call)
            case Fate.CONFLICT:
                raise _collision(call)
            case Fate.CRASH_BEFORE:
                raise WorkerDied
            case Fate.ANSWER_LOST:
                _quietly(do)
                raise no_answer()
            case _:  # CRASH_AFTER
                _quietly(do)
                raise WorkerDied

    def _read_in_two_parts(self, call: Call, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        assert self._thread
        first = do()
        self.call, self.reading = call, True
        self._thread.parent.switch()  # type: ignore[union-attr] # a worker's greenlet has a parent
        self.call, self.reading = None, False
        return in_two_parts(call.given, first, do(), self.cut(len(first["Items"]) + 1))


def _quietly(do: Callable[[], Any]) -> None:
    with suppress(Rejected):  # an error is an answer too, and it is lost
        do()


def _collision(call: Call) -> Rejected:
    if call.operation != "TransactWriteItems":
        return Rejected("TransactionConflictException", "Transaction is ongoing for the item")
    reasons: list[dict[str, Any]] = [{"Code": "None"} for _ in call.given["TransactItems"]]
    reasons[-1] = {"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}
    return cancelled(reasons)
