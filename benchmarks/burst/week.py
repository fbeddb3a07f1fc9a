"""One week through an account's quotas, second by second where anything waits.

The cascade is told in a few lines: an ask costs three transitions and a message; a no, a time-out or a message that
cannot be sent leads to the next ask; the first yes ends it. Codes of the sign-in service take their SMS first, as
nobody can make them wait. What is over a quota waits where the service makes it wait, and `Manner` says what becomes of
our SMS.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count

from benchmarks.burst.crowd import Asked, Crowd, over_at
from benchmarks.burst.quotas import Bucket, Region
from whapp.domain.policy import ATTEMPT_LEASE, COMES_BACK, MAX_ATTEMPTS

YES, NO = 0.30, 0.25  # of those asked; the others stay silent. The middle of the field studies
ANSWER_MINUTES, ANSWER_SPREAD = 5, 1.6
BY_EMAIL = 0.3  # of the members are reached by e-mail: assumed
MOST_ASKS = 50
VISIT_OVER = 2 * 3600
STEP = 3  # transitions of an ask, and of the match
SDK_TRIES = (0, 1, 3, 7)  # seconds after the first: botocore's repeats of a throttled call
LEASE = int(ATTEMPT_LEASE.total_seconds())
JANITOR = 300
PATIENT = 10  # seconds that a throttled StartExecution is repeated, before it is left to the janitor


class Manner(StrEnum):
    """What becomes of an SMS over the quota."""

    IN_LINE = "waits in line"  # one line for the account, oldest deadline first: as good as it gets
    COMES_BACK = "comes back"  # each tries again after a while of its own, as production does
    TRIES_THRICE = "tries thrice"  # as a message that fails for another reason, and as production once did


@dataclass
class Search:
    """One request on its way."""

    asked: Asked
    asks: int = 0
    open_ask: int = 0
    matched: bool = False
    told: bool = False
    over: bool = False


@dataclass
class Message:
    """An SMS or e-mail on its way; `then` happens when it went out, `given_up` when it never will."""

    deadline: float
    then: Callable[[float], None]
    given_up: Callable[[float], None]
    since: float


@dataclass
class Line:
    """A channel that takes so many a second. Knows its longest queue, that of an ideal fluid, and every wait."""

    rate: Callable[[int], int]
    longest: int = 0
    waits: list[float] = field(default_factory=list)
    trying: int = 0  # messages that are not in line, but on their way
    sent: Counter[int] = field(default_factory=Counter)
    arrived: Counter[int] = field(default_factory=Counter)
    _queue: list[tuple[float, int, Message]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def join(self, at: float, message: Message) -> None:
        """Stand in line, by deadline."""
        heappush(self._queue, (message.deadline, next(self._numbers), message))
        self.arrived[int(at)] += 1

    def serve(self, second: int) -> list[Message]:
        """Who goes out in this second."""
        going: list[Message] = []
        while self._queue and self.sent[second] < self.rate(second):
            message = heappop(self._queue)[2]
            self.sent[second] += 1
            self.waits.append(second - message.since)
            going.append(message)
        self.longest = max(self.longest, len(self._queue))
        return going

    def takes_one(self, second: int) -> bool:
        """Whether a message that tries in this second goes out."""
        if self.sent[second] >= self.rate(second):
            self.longest = max(self.longest, self.trying)
            return False
        self.sent[second] += 1
        self.trying -= 1
        return True

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def fluid(self) -> float:
        """The longest queue of a fluid that flows off at this rate, whenever there is any."""
        longest = level = 0.0
        before = 0
        for second in sorted(self.arrived):
            for idle in range(before, second):
                if level <= 0:
                    break
                level = max(0.0, level - self.rate(idle))
            before = second
            level += self.arrived[second]
            longest = max(longest, level - self.rate(second))
        return longest


@dataclass
class Week:
    """The week, and what it came to."""

    crowd: Crowd
    region: Region
    seed: int
    manner: Manner = Manner.IN_LINE

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        self.codes = Counter(self.crowd.codes)
        self.sms = Line(lambda second: max(0, self.region.sms - self.codes[second]))
        self.email = Line(lambda _: self.region.email)
        self.start = Bucket(*self.region.start)
        self.transitions = Bucket(*self.region.transitions)
        self.callbacks = Bucket(*self.region.callbacks)
        self.searches = [Search(asked) for asked in self.crowd.requests]
        self.load: dict[str, Counter[int]] = {name: Counter() for name in ("start", "transitions", "callbacks")}
        self.asks = self.given_up = self.untold = self.left_to_janitor = 0
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._numbers = count()
        self._served: set[tuple[int, int]] = set()

    @property
    def lost(self) -> int:
        """Requests that did not come to an end, or whose requester never heard of it."""
        return sum(not each.told for each in self.searches)

    @property
    def codes_refused(self) -> int:
        """Sign-in codes over the quota, in the seconds in which they came."""
        return sum(max(0, number - self.region.sms) for number in self.codes.values())

    def run(self) -> "Week":
        """Play it to the end of the last request."""
        for search in self.searches:
            self._at(search.asked.at, self._begin(search))
        while self._events:
            at, _, what = heappop(self._events)
            what(at)
        return self

    def _at(self, at: float, what: Callable[[float], None]) -> None:
        heappush(self._events, (at, next(self._numbers), what))

    def _begin(self, search: Search) -> Callable[[float], None]:
        def begin(now: float) -> None:
            self.load["start"][int(now)] += 1
            ready = self.start.reserve(now, 1)
            if ready - now > PATIENT:
                self.left_to_janitor += 1
                ready = (ready // JANITOR + 1) * JANITOR
            self._at(ready, lambda at: self._next(search, at))

        return begin

    def _step(self, now: float) -> float:
        self.load["transitions"][int(now)] += STEP
        return self.transitions.reserve(now, STEP)

    def _next(self, search: Search, now: float) -> None:
        """The next ask, in the morning if need be; or the honest end."""
        if search.matched or search.over:
            return
        if (morning := over_at(now)) > now:
            self._at(morning, lambda at: self._next(search, at))
            return
        if search.asks == MOST_ASKS or now >= search.asked.until:
            search.over = True
            self._tell(search, now)
            return
        search.asks += 1
        self.asks += 1
        number = search.open_ask = search.asks
        deadline = now + search.asked.patience
        given_up = self._given_up(search)
        self._at(
            self._step(now),
            lambda at: self._send(Message(deadline, lambda sent: self._asked(search, number, sent), given_up, at), at),
        )

    def _given_up(self, search: Search) -> Callable[[float], None]:
        def next_one(now: float) -> None:
            self.given_up += 1
            self._next(search, now)

        return next_one

    def _asked(self, search: Search, number: int, now: float) -> None:
        lot = self.draw.random()
        answers = now + 60 * ANSWER_MINUTES * self.draw.lognormvariate(0, ANSWER_SPREAD)
        if lot < YES:
            self._at(answers, lambda at: self._yes(search, at))
        if lot < YES + NO and answers < now + search.asked.patience:
            if lot >= YES:
                self._at(answers, lambda at: self._heard(search, number, at))
        else:
            self._at(now + search.asked.patience, lambda at: self._ask_again(search, number, at))

    def _heard(self, search: Search, number: int, now: float) -> None:
        self.load["callbacks"][int(now)] += 1
        self._at(self.callbacks.reserve(now, 1), lambda at: self._ask_again(search, number, at))

    def _ask_again(self, search: Search, number: int, now: float) -> None:
        if search.open_ask == number:
            self._next(search, now)

    def _yes(self, search: Search, now: float) -> None:
        if search.matched or search.over:
            return
        search.matched = True
        self.load["callbacks"][int(now)] += 1
        ready = self._step(self.callbacks.reserve(now, 1))
        self._at(ready, lambda at: self._tell(search, at))
        for _ in range(2):  # both are asked how it went
            self._at(over_at(search.asked.until + VISIT_OVER), self._follow_up)

    def _follow_up(self, now: float) -> None:
        self._send(Message(now + 48 * 3600, lambda _: None, lambda _: None, now), now)

    def _tell(self, search: Search, now: float) -> None:
        def told(_: float) -> None:
            search.told = True

        def untold(_: float) -> None:
            self.untold += 1

        at = over_at(now)
        self._at(at, lambda then: self._send(Message(then + 3600, told, untold, then), then))

    # --- messages ---

    def _send(self, message: Message, now: float) -> None:
        line = self.email if self.draw.random() < BY_EMAIL else self.sms
        if self.manner is Manner.IN_LINE:
            line.join(now, message)
            self._at(int(now), lambda at: self._serve(line, int(at)))
        else:
            line.arrived[int(now)] += 1
            line.trying += 1
            self._try(line, message, int(now), 0, 0)

    def _serve(self, line: Line, second: int) -> None:
        for message in line.serve(second):
            message.then(second)
        if line.waiting and (id(line), second + 1) not in self._served:
            self._served.add((id(line), second + 1))
            self._at(second + 1, lambda at: self._serve(line, int(at)))

    def _try(self, line: Line, message: Message, first: int, attempt: int, repeat: int) -> None:
        """The SDK repeats within seconds; then it depends on the manner."""

        def attempted(at: float) -> None:
            if line.takes_one(int(at)):
                line.waits.append(at - message.since)
                message.then(at)
            elif repeat + 1 < len(SDK_TRIES):
                self._try(line, message, first, attempt, repeat + 1)
            elif self.manner is Manner.COMES_BACK:
                self._try(line, message, int(at) + 1 + self.draw.randrange(COMES_BACK), 0, 0)
            elif attempt + 1 < MAX_ATTEMPTS:
                self._try(line, message, first + LEASE, attempt + 1, 0)
            else:
                line.trying -= 1
                message.given_up(at)

        self._at(first + SDK_TRIES[repeat], attempted)
