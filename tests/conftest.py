"""Fixtures that several kinds of tests share. They cost nothing to those that do not ask for them."""

from tests.support.stack import neighbourhood, stack

__all__ = ["neighbourhood", "stack"]
