"""The proof by breaking it: the real handlers on a strict fake of the cloud, under every interleaving and fault."""
