"""Whapp asks one willing neighbour at a time, and searches on until somebody says yes."""

__version__ = "0.1.0"
