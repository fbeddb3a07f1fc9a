"""What is held about a member, as the member gets it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that is held: its kind, of what it is (a request, a group, a kind of help), and what it says."""

    kind: str
    about: str
    data: Mapping[str, object]
