"""Workers die in the middle of whatever they do: nothing is lost, everything ends, nobody is asked twice (I5, I14)."""

import contextlib
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

from local import LocalError
from local.stack import Stack
from tests.chaos.ledger import Ledger, Record, asked_twice, contradictions, repetitions
from tests.chaos.town import Quarter, heard, janitor_comes_by, links, tap
from tests.support.neighbourhood import Neighbour, a_request
from tests.support.patience import eventually
from whapp.domain.request import Status

SEED = 2026
REQUESTS = 50
EVERY = 1.0  # seconds between two kills, on average; a worker that has to start again takes about as long
PERSISTENCE = 20  # times that somebody tries again when no answer comes
SOON = 10.0  # seconds between two looks of the janitor
LONG = 240.0


class Mayhem:
    """Kills one worker after the other, of whatever function, whatever it does at that moment."""

    def __init__(self, stack: Stack) -> None:
        self.killed = 0
        self._mark = f"{stack.emulator.folder}/tmp/"
        self._dice = random.Random(SEED)
        self._over = Event()

    @contextmanager
    def reigns(self) -> Iterator[None]:
        """Until the end of the block."""
        thread = Thread(target=self._rage)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _rage(self) -> None:
        while not self._over.wait(self._dice.uniform(0, 2 * EVERY)):
            if workers := self._workers():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._dice.choice(workers), signal.SIGKILL)
                    self.killed += 1

    def _workers(self) -> list[int]:
        """The processes that run a function of this stack, and of no other."""
        listing = subprocess.run(["/bin/ps", "-A", "-o", "pid=,args="], capture_output=True, text=True, check=True)
        return sorted(
            int(line.split()[0]) for line in listing.stdout.splitlines() if self._mark in line and "/_worker.py" in line
        )


class Helpers:
    """Everybody who is asked decides by the toss of a coin, and insists until the answer is taken."""

    def __init__(self, stack: Stack, thumbs: ThreadPoolExecutor) -> None:
        self.decided: dict[str, str] = {}
        self._stack, self._thumbs = stack, thumbs
        self._dice = random.Random(SEED)
        self._read = len(stack.sms())

    def read_their_phones(self) -> None:
        """Answer what is new."""
        new = self._stack.sms(self._read)
        self._read += len(new)
        for _, link in links(new):
            if link not in self.decided:
                minds = ["silence", "silence", "no", "no", "late yes", "yes"]
                self.decided[link] = self._dice.choice(minds)
                self._thumbs.submit(self._answer, link, self.decided[link])

    @staticmethod
    def _answer(link: str, mind: str) -> None:
        if mind == "late yes":
            time.sleep(3)
        if mind != "silence":
            insist(lambda: tap(link, mind.split()[-1])[1] is not None)


class Requesters:
    """They ask; some do not need it any more soon after; whoever was helped says so."""

    def __init__(self, stack: Stack, quarters: list[Quarter], thumbs: ThreadPoolExecutor) -> None:
        self.asked: dict[str, Neighbour] = {}
        self.accepted: list[str] = []
        self.done: set[str] = set()
        self._stack, self._quarters, self._thumbs = stack, quarters, thumbs

    def ask(self) -> None:
        """Fifty requests, as fast as they are taken."""
        list(self._thumbs.map(self._ask, range(REQUESTS)))

    def see_to(self, records: dict[str, Record]) -> None:
        """Thank those who helped, and cancel some requests that still look."""
        for number, (id_, record) in enumerate(records.items()):
            if id_ not in self.done and record.status is Status.MATCHED and not record.pending:
                self._act(id_, "done")
            if id_ not in self.done and record.status is Status.OPEN and number % 6 == 0 and record.asks:
                self._act(id_, "cancel")

    def _ask(self, number: int) -> None:
        truus = self._quarters[number % len(self._quarters)].truus
        body, key = a_request("groceries", timedelta(days=1)), str(uuid4())

        def post() -> bool:
            answer = truus.calls("POST", "/v1/requests", body=body, headers={"Idempotency-Key": key})
            if answer.status == 201:
                self.asked[answer.json["id"]] = truus
                self.accepted.append(answer.json["id"])
            return answer.status == 201

        insist(post)

    def _act(self, id_: str, what: str) -> None:
        self.done.add(id_)
        truus = self.asked[id_]
        # 409: the cascade came to an end meanwhile, or the helper let go of it
        self._thumbs.submit(insist, lambda: truus.calls("POST", f"/v1/requests/{id_}/{what}").status in (200, 204, 409))


def insist(act: Callable[[], bool]) -> None:
    """Try until it is done, as people do when the page does not load."""
    for _ in range(PERSISTENCE):
        with contextlib.suppress(LocalError):
            if act():
                return
        time.sleep(0.5)
    raise AssertionError("no answer, however often it was tried")


def test_fifty_requests_end_while_workers_are_killed(
    stack: Stack, quarters: list[Quarter], say: Callable[[str], None]
) -> None:
    mayhem, janitor = Mayhem(stack), 0.0
    with ThreadPoolExecutor(8) as thumbs:
        helpers, requesters = Helpers(stack, thumbs), Requesters(stack, quarters, thumbs)

        def life_goes_on() -> bool:
            nonlocal janitor
            helpers.read_their_phones()
            records = Ledger(stack).of(requesters.accepted)
            requesters.see_to(records)
            if time.monotonic() > janitor + SOON:
                janitor = time.monotonic()
                janitor_comes_by(stack)  # or not: it may be killed like all others
            return len(records) == REQUESTS and all(record.ended for record in records.values())

        with mayhem.reigns():
            requesting = Thread(target=requesters.ask)
            requesting.start()
            eventually(life_goes_on, LONG, "the end of every request")
            requesting.join()

    ledger = Ledger(stack)
    records = ledger.of(requesters.accepted)
    ends = Counter(str(record.status) for record in records.values())
    again, wrong = repetitions(ledger, heard(stack.sms()))
    generations = sum(int(record.request["generation"]) - 1 for record in records.values())
    say(
        f"kill: {len(records)} requests, {mayhem.killed} workers killed, {generations} cascades begun again, "
        f"ended: {dict(ends)}, {len(asked_twice(records.values()))} asked twice, {again} messages heard again"
    )
    assert mayhem.killed
    assert sorted(records) == sorted(requesters.accepted)
    assert len(set(requesters.accepted)) == REQUESTS
    assert not asked_twice(records.values())
    assert not contradictions(records.values())
    assert not wrong
