"""The rules of Whapp, in plain Python: no I/O, no clock, no randomness, the standard library only."""
