"""Cascades in memory, and the few lines that stand in for the state machine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from whapp.app.decide import Ruling, decide
from whapp.app.store_token import store_token
from whapp.domain.request import Request
from whapp.domain.step import StepKind
from whapp.ports import Services


@dataclass
class Execution:
    """One cascade. It decides, then waits with a token until it is woken or until its time is up, and so on.

    `token` None: about to decide. `ruling` without `stored`: about to hand in its token. `outcome`: it ended.
    """

    request_id: str
    round: int
    generation: int
    token: str | None = None
    ruling: Ruling | None = None
    seconds: int = 0
    stored: bool = False
    rings_at: datetime | None = None
    outcome: str | None = None
    dead: bool = False

    @property
    def runs(self) -> bool:
        return self.outcome is None and not self.dead

    @property
    def is_busy(self) -> bool:
        """Whether there is something to do that time alone does not bring."""
        return self.runs and not self.stored


class FakeCascades:
    """`whapp.ports.Cascades` that remembers what was started and woken. `out_of_reach`: nothing can be started."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tokens = 0
        self.executions: dict[tuple[str, int, int], Execution] = {}
        self.started: list[tuple[str, int, int]] = []
        self.woken: list[str] = []
        self.out_of_reach = False

    def start(self, request: Request) -> None:
        name = (request.id, request.round, request.generation)
        if not self.out_of_reach and name not in self.executions:
            self.executions[name] = Execution(*name)
            self.started.append(name)

    def wake(self, token: str) -> bool:
        for execution in self.executions.values():
            if execution.runs and execution.token == token and not self.out_of_reach:
                self.woken.append(token)
                _decides_again(execution)
                return True
        return False

    def stop(self, request: Request) -> None:
        execution = self.executions.get((request.id, request.round, request.generation))
        if execution and not self.out_of_reach:
            execution.dead = True

    def is_running(self, request: Request) -> bool:
        """Whether the cascade of this round and generation runs."""
        execution = self.executions.get((request.id, request.round, request.generation))
        return execution is not None and execution.runs

    @property
    def running(self) -> list[Execution]:
        return [execution for execution in self.executions.values() if execution.runs]

    def alarms_ring(self) -> None:
        """End every wait whose time is up."""
        for execution in self.running:
            if execution.rings_at and execution.rings_at <= self._clock():
                _decides_again(execution)

    def next_alarm(self) -> datetime | None:
        """When the next wait ends by itself."""
        return min((each.rings_at for each in self.running if each.rings_at), default=None)

    def goes_one_state_on(self, services: Services, execution: Execution) -> None:
        """Let one state of the machine do its work: Decide, or the state that hands in the token."""
        if execution.ruling is None:
            ruling = decide(services, execution.request_id, execution.round, execution.generation)
            if ruling.step.kind is StepKind.FINISH:
                execution.outcome = ruling.outcome or "unknown step"
                return
            execution.ruling = ruling
            self._tokens += 1
            execution.token = f"token {self._tokens}"
            execution.seconds = ruling.seconds(services.now())
            execution.rings_at = services.now() + timedelta(seconds=execution.seconds)
        elif execution.token and execution.is_busy:
            execution.stored = True  # first: the callback may ring while it is being handed in
            version = execution.ruling.version
            store_token(services, execution.request_id, version, execution.seconds, execution.token)

    def settle(self, services: Services) -> None:
        """Run every cascade until each of them waits or has ended."""
        for _ in range(1000):
            busy = [execution for execution in self.running if execution.is_busy]
            if not busy:
                return
            for execution in busy:
                self.goes_one_state_on(services, execution)
        raise AssertionError("a cascade goes round and round without waiting")


def _decides_again(execution: Execution) -> None:
    execution.token = execution.ruling = execution.rings_at = None
    execution.stored = False
