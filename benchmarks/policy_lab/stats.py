"""The lab's arithmetic: unevenness, percentiles, and how far to trust a figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import TypeVar

# Student's t, two-sided 95 %, by degrees of freedom from 1 on; the last holds for all above.
_T = tuple(
    float(quantile)
    for quantile in (
        "12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 "
        "2.120 2.110 2.101 2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042"
    ).split()
)

Unit = TypeVar("Unit")


@dataclass(frozen=True)
class Estimate:
    """A figure with its squared standard error and the degrees of freedom of that; 0 of these: error unknown."""

    value: float
    variance: float = 0.0
    freedom: float = 0.0

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true figure is with 95 % confidence; None when the error is unknown."""
        if self.freedom < 1:
            return None
        half = t_95(self.freedom) * sqrt(self.variance)
        return self.value - half, self.value + half


def t_95(freedom: float) -> float:
    """The quantile of Student's t that leaves 2.5 % on either side; on the wide side between whole numbers."""
    return _T[min(floor(freedom), len(_T)) - 1]


def jackknife(units: Sequence[Unit], figure: Callable[[Sequence[Unit]], float | None]) -> Estimate | None:
    """The figure over all units, and its error from how it changes when one unit is left out.

    It serves ratios and differences alike, as long as the units are independent; None when there is no figure.
    """
    value = figure(units)
    if value is None:
        return None
    without = [figure([*units[:index], *units[index + 1 :]]) for index in range(len(units))]
    known = [each for each in without if each is not None]
    if len(units) < 2 or len(known) < len(units):
        return Estimate(value)
    middle, count = sum(known) / len(known), len(known)
    variance = (count - 1) / count * sum((each - middle) ** 2 for each in known)
    return Estimate(value, variance, count - 1)


def mean(estimates: Sequence[Estimate]) -> Estimate | None:
    """The mean of independent figures (Satterthwaite's degrees of freedom); None without any."""
    if not estimates:
        return None
    count = len(estimates)
    value = sum(each.value for each in estimates) / count
    if any(each.freedom < 1 for each in estimates):
        return Estimate(value)
    variance = sum(each.variance for each in estimates)
    spread = sum(each.variance**2 / each.freedom for each in estimates)
    freedom = variance**2 / spread if spread else sum(each.freedom for each in estimates)
    return Estimate(value, variance / count**2, freedom)


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
