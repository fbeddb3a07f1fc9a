"""SNS: text messages to phones and to topics.

https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.explore.cloud.errors import Rejected, TopicNotFound

MAX_SMS, MAX_MESSAGE = 1600, 256 * 1024
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_TOPIC = re.compile(r"[\w-]{1,256}")


@dataclass(frozen=True)
class Sent:
    """A message that went out."""

    at: datetime
    to: str  # a phone number or the ARN of a topic
    text: str


@dataclass
class Sns:
    """The phones and topics of one account."""

    now: Callable[[], datetime]
    topic_prefix: str
    sent: list[Sent] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)
    topics: dict[str, set[str]] = field(default_factory=dict)  # and the addresses that confirmed
    pending: dict[str, set[str]] = field(default_factory=dict)
    on_send: Callable[[Sent], None] = lambda sent: None

    def apply(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked, at this instant."""
        run = {
            "Publish": self._publish,
            "CreateTopic": self._create_topic,
            "Subscribe": self._subscribe,
            "GetTopicAttributes": self._get_topic_attributes,
            "DeleteTopic": self._delete_topic,
        }.get(operation)
        if run is None:
            raise NotImplementedError(f"{operation}: the fake knows what Whapp calls; teach it this too")
        return run(given)

    def _publish(self, given: Mapping[str, Any]) -> dict[str, Any]:
        phone, topic, text = given.get("PhoneNumber"), given.get("TopicArn"), given["Message"]
        if (phone is None) == (topic is None):
            raise Rejected("InvalidParameter", "Invalid parameter: one of TopicArn, TargetArn or PhoneNumber")
        if not text or len(text.encode()) > (MAX_SMS if phone is not None else MAX_MESSAGE):
            raise Rejected("InvalidParameter", "Invalid parameter: Empty message, or too long")
        if phone is not None and not _E164.fullmatch(phone):
            raise Rejected(
                "InvalidParameter", f"Invalid parameter: PhoneNumber Reason: {phone} is not valid to publish to"
            )
        if phone in self.opted_out:
            raise Rejected("OptedOut", "The phone number has opted out")
        if topic is not None and topic not in self.topics:
            raise TopicNotFound()
        subject = given.get("Subject", "-")
        if not 0 < len(subject) < 100 or "\n" in subject:
            raise Rejected("InvalidParameter", "Invalid parameter: Subject")
        sent = Sent(self.now(), phone or topic or "", text)
        self.sent.append(sent)
        self.on_send(sent)
        return {"MessageId": f"message-{len(self.sent)}"}

    def _create_topic(self, given: Mapping[str, Any]) -> dict[str, Any]:
        if not _TOPIC.fullmatch(given["Name"]):
            raise Rejected("InvalidParameter", "Invalid parameter: Topic Name")
        arn = f"{self.topic_prefix.rpartition(':')[0]}:{given['Name']}"
        self.topics.setdefault(arn, set())
        return {"TopicArn": arn}

    def _subscribe(self, given: Mapping[str, Any]) -> dict[str, Any]:
        if given["TopicArn"] not in self.topics:
            raise TopicNotFound()
        if given["Endpoint"] not in self.topics[given["TopicArn"]]:
            self.pending.setdefault(given["TopicArn"], set()).add(given["Endpoint"])
        return {"SubscriptionArn": "pending confirmation"}

    def _get_topic_attributes(self, given: Mapping[str, Any]) -> dict[str, Any]:
        arn = given["TopicArn"]
        if arn not in self.topics:
            raise TopicNotFound()
        counts = {"Confirmed": self.topics[arn], "Pending": self.pending.get(arn, ())}
        return {"Attributes": {f"Subscriptions{name}": str(len(these)) for name, these in counts.items()}}

    def _delete_topic(self, given: Mapping[str, Any]) -> dict[str, Any]:
        self.pending.pop(given["TopicArn"], None)
        self.topics.pop(given["TopicArn"], None)  # deleting a topic that is not there is no error
        return {}
