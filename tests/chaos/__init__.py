"""Whapp on the emulator while everybody shouts at once, workers are killed, and the whole cloud goes away."""
