"""Bugs, planted from outside: each must be found, or the explorer proves nothing.

Production code has no switches. Every bug is a patch of one function, in words that a reviewer could have let pass.
"""

from tests.explore.planted import people, protocol  # noqa: F401 - they register their bugs
from tests.explore.planted.registry import PLANTED, bug

__all__ = ["PLANTED", "bug"]
