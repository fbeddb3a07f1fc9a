"""Every decision of a run, as a list of small numbers: drawn from a seed, or repeated from a list.

0 is always the plainest choice. So a list can be shortened and its numbers lowered to shrink a failure, and a list
that is too short goes on plainly.
"""

from collections.abc import Sequence
from random import Random


class Choices:
    """Draws while there is a seed; repeats a list, then answers 0, when there is none."""

    def __init__(self, seed: int | None = None, repeat: Sequence[int] = ()) -> None:
        self._random = Random(seed) if seed is not None else None  # noqa: S311 - to be repeated, not to be secret
        self._repeat = repeat
        self.made: list[int] = []

    def pick(self, weights: Sequence[float]) -> int:
        """An index, as likely as its weight."""
        chosen = 0
        if self._random:
            left = self._random.random() * sum(weights)
            for chosen, weight in enumerate(weights):  # noqa: B007 - the last one stays
                left -= weight
                if left < 0:
                    break
        elif len(self.made) < len(self._repeat):
            wanted = self._repeat[len(self.made)]
            chosen = wanted if wanted < len(weights) and weights[wanted] else 0
        self.made.append(chosen)
        return chosen

    def rarely(self, chance: float) -> bool:
        """True now and then."""
        return bool(self.pick((1 - chance, chance)))
