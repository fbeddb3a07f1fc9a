"""Good documents to spoil, and what to spoil them with. They are those of the event files."""

import json

from tests.handlers.world import event

CANARY = "kanarie"  # put into bad values where it can be: no answer may hold it
ANNAS_REQUEST = "jf5z3biulng2buv2"
TO_BERT = f"{ANNAS_REQUEST}-1-1"
REQUEST = json.loads(event("api/post_requests")["body"])
PROFILE = json.loads(event("api/put_me")["body"])
OFFER = json.loads(event("api/put_offer")["body"])
ANSWER = {"answer": "yes"}


def long(length: int) -> str:
    """A text of this length."""
    return (CANARY * (length // len(CANARY) + 1))[:length]
