"""A strict fake of the AWS calls that we make, built from AWS's documented rules (see ../test_conformance.py).

It is stricter than emulators where races are decided: transactions, client request tokens, task tokens, execution
names, reads that lag behind. What we do not call is not here, and is refused loudly.
"""
