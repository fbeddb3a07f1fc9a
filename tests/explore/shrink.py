"""Making a failure small: fewer choices, plainer ones, the same invariant broken."""

from collections.abc import Sequence

from tests.explore.plug import Plug
from tests.explore.run import Outcome, repeat

MAX_TRIES = 3000


def shrink(plug: Plug, outcome: Outcome) -> Outcome:
    """The smallest run found that breaks the same invariant; told in full."""
    best, tries = list(outcome.made), 0

    def still(made: Sequence[int]) -> bool:
        nonlocal tries, best
        tries += 1
        found = repeat(plug, made)
        if found.verdict != outcome.verdict:
            return False
        best = _trimmed(made)
        return True

    still(_trimmed(best))
    length = len(best)
    while length and tries < MAX_TRIES:
        smaller = False
        at = len(best) - length
        while at >= 0 and tries < MAX_TRIES:
            without = best[:at] + best[at + length :]
            zeroed = best[:at] + [0] * min(length, len(best) - at) + best[at + length :]
            if still(without) or (any(best[at : at + length]) and still(zeroed)):
                smaller = True
                at = min(at, len(best) - length)
            at -= length
        if not smaller or length > 1:
            length //= 2
    return repeat(plug, best, telling=True)


def _trimmed(made: Sequence[int]) -> list[int]:
    """Zeros at the end come by themselves."""
    kept = list(made)
    while kept and not kept[-1]:
        kept.pop()
    return kept
