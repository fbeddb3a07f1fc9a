"""The world outside, behind the protocols of `whapp.ports`."""
