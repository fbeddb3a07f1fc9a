"""Good documents to spoil, and what to spoil them with. They are those of the event files."""

import json

from tests.handlers.world import event
from tests.support.discretion import CANARY

ANNAS_REQUEST = "jf5z3biulng2buv2"
TO_BERT = f"{ANNAS_REQUEST}-1-1"
REQUEST = json.loads(event("api/post_requests")["body"])
PROFILE = json.loads(event("api/put_me")["body"])
OFFER = json.loads(event("api/put_offer")["body"])
ANSWER = {"answer": "yes"}


def long(length: int) -> str:
    """A text of this length."""
    return (CANARY * (length // len(CANARY) + 1))[:length]
