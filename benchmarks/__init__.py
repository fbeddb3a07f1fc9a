"""What Whapp costs and what it achieves, measured."""
