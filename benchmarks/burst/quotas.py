"""Quotas of an account, as the cloud keeps them: buckets of tokens, filled again every second.

From the documentation of Step Functions, SNS and DynamoDB in 2026: look them up in Service Quotas before relying on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Region:
    """What an account gets without asking: (burst, tokens a second) of each kind of call; SMS and e-mails a second."""

    name: str
    start: tuple[int, int]
    transitions: tuple[int, int]
    callbacks: tuple[int, int]
    sms: int = 20
    email: int = 10  # cannot be raised; SES does not have it


REGIONS: Mapping[str, Region] = MappingProxyType(
    {
        "Ireland": Region("Ireland", (1300, 300), (5000, 5000), (3000, 500)),
        "Frankfurt": Region("Frankfurt", (800, 150), (800, 800), (1500, 300)),
    }
)
PARTITION_WRITES = 1000  # units a second, of one partition of the table or an index


@dataclass
class Bucket:
    """Tokens that whoever comes takes in turn; who finds too few waits for theirs. Knows the longest wait."""

    burst: float
    rate: float
    longest: float = 0.0
    _free_at: float = 0.0  # when the bucket, with everything that was promised, will be full again

    def reserve(self, at: float, tokens: int) -> float:
        """The instant from `at` on at which so many tokens are there; they are taken."""
        self._free_at = max(self._free_at, at) + tokens / self.rate
        ready = max(at, self._free_at - self.burst / self.rate)
        self.longest = max(self.longest, ready - at)
        return ready
