"""Answers by SMS, through the topic that a number would publish to."""

import json
from itertools import count

from local.stack import Stack
from tests.support.neighbourhood import Neighbour, Neighbourhood
from tests.support.phone import A_WHILE, MATCHED, NOBODY_AVAILABLE
from whapp.domain.language import Language
from whapp.domain.messages.by_return import TEXTS, Reply

_numbers = count()


def texts(stack: Stack, who: Neighbour, words: str) -> None:
    """What the number would publish when this neighbour sends these words."""
    message = {
        "originationNumber": who.person.phone,
        "destinationNumber": "+3197010257777",
        "messageBody": words,
        "inboundMessageId": f"text-{next(_numbers)}",
    }
    stack.client("sns").publish(TopicArn=stack.inbound_sms_topic, Message=json.dumps(message))


def test_a_yes_and_a_stop_by_sms(stack: Stack, neighbourhood: Neighbourhood) -> None:
    """I7, I15, I16."""
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    texts(stack, anna, "Ja!")
    anna.phone.expects_sms(TEXTS[Reply.MATCHED][Language.NL], A_WHILE)
    truus.is_told(MATCHED)
    truus.is_helped(search)
    texts(stack, anna, "STOP")
    anna.phone.expects_sms(TEXTS[Reply.STOPPED][Language.NL], A_WHILE)
    truus.asks_for("groceries").ends_in("Nobody available")
    truus.is_told(NOBODY_AVAILABLE)
    assert anna.calls("GET", "/v1/me").json["paused_until"].startswith("2099")
