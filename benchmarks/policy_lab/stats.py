"""The lab's arithmetic."""

from collections.abc import Sequence
from math import ceil


def gini(counts: Sequence[int]) -> float | None:
    """How unevenly something is spread: 0 for alike, near 1 for all with one; None when there is nothing to spread."""
    total = sum(counts)
    if not total:
        return None
    ranked = sum(rank * count for rank, count in enumerate(sorted(counts), start=1))
    return 2 * ranked / (len(counts) * total) - (len(counts) + 1) / len(counts)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest of the sorted `values` that at least this share of them does not exceed; None without values."""
    return values[max(0, ceil(share * len(values)) - 1)] if values else None
