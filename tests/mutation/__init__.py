"""How good the unit tests are: every small change to the domain should make one of them fail."""
