"""Messages by SNS: SMS published directly, e-mail by a topic for each member."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError

from whapp.domain.budget import DAY, EVERYBODY, Budget, Spending
from whapp.domain.errors import DeliveryDelayed, DeliveryUnknown, SmsPaused, TurnedAway, Undeliverable
from whapp.domain.member import Channel, Member
from whapp.domain.messages import Message
from whapp.domain.phone import may_get_sms
from whapp.ports import Budgets
from whapp.telemetry import logger

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

# What SNS answers when this receiver will not be reached by trying again.
_FOR_GOOD = {
    "InvalidParameter",
    "InvalidParameterValue",
    "NotFound",
    "OptedOut",
    "EndpointDisabled",
    "ValidationException",
}
# What it answers when it takes no more in this second. So many a second go to phones from one account.
_FULL = {"Throttled", "Throttling", "ThrottledException", "ThrottlingException", "TooManyRequestsException"}


@dataclass(frozen=True, slots=True)
class SmsRules:
    """Where SMS may go, and how many on a day: what a mistake or an abuse can cost."""

    prefixes: tuple[str, ...]
    per_day: int


class SnsNotifier:
    """`whapp.ports.Notifier` on SNS."""

    def __init__(
        self, client: "SNSClient", topic_prefix: str, sms: SmsRules, budgets: Budgets, now: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._topic_prefix = topic_prefix
        self._sms = sms
        self._budgets = budgets
        self._now = now
        self._paused_until: datetime | None = None

    def send(self, member: Member, channel: Channel, message: Message) -> None:
        if member.reach(channel) is None:
            raise Undeliverable
        if channel is Channel.SMS:
            self._pay(member.phone or "")
        try:
            self._hand_over(member, channel, message)
        except ClientError as error:
            if error.response["Error"]["Code"] in _FOR_GOOD:
                raise Undeliverable from error
            if error.response["Error"]["Code"] in _FULL:
                if channel is Channel.SMS:
                    self._budgets.give_back(EVERYBODY, Spending.SMS, self._today()[0])
                raise TurnedAway from error
            raise DeliveryDelayed from error
        except (EndpointConnectionError, ConnectTimeoutError) as error:
            raise DeliveryDelayed from error
        except BotoCoreError as error:
            raise DeliveryUnknown from error

    def _hand_over(self, member: Member, channel: Channel, message: Message) -> None:
        if channel is Channel.SMS:
            self._client.publish(
                PhoneNumber=member.phone or "",
                Message=message.sms,
                MessageAttributes={"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}},
            )
            return
        topic = self._topic_prefix + member.id
        if not self._is_read(topic):
            raise Undeliverable
        self._client.publish(TopicArn=topic, Subject=message.subject, Message=message.email)

    def _is_read(self, topic: str) -> bool:
        """Whether anybody confirmed the topic: SNS takes what it then sends to nobody, and says nothing of it."""
        return self._client.get_topic_attributes(TopicArn=topic)["Attributes"].get("SubscriptionsConfirmed") != "0"

    def may_text(self, phone: str) -> bool:
        return may_get_sms(phone, self._sms.prefixes)

    def sms_resume_at(self, now: datetime) -> datetime | None:
        return self._paused_until if self._paused_until and now < self._paused_until else None

    def _pay(self, phone: str) -> None:
        """Count an SMS before it goes out: one that fails afterwards costs, too."""
        if not self.may_text(phone):
            raise Undeliverable
        since, until = self._today()
        if not self._budgets.spend(EVERYBODY, Spending.SMS, self._sms.per_day, since, until):
            self._paused_until = until
            logger.error("sms paused", until=until.isoformat())  # an alarm counts these lines
            raise SmsPaused(until)

    def _today(self) -> tuple[datetime, datetime]:
        return Budget(self._sms.per_day, DAY).window(self._now())

    def open_mailbox(self, member: Member) -> None:
        if not member.email:
            return
        name = (self._topic_prefix + member.id).rpartition(":")[2]
        topic = self._client.create_topic(Name=name)["TopicArn"]
        try:
            self._client.subscribe(TopicArn=topic, Protocol="email", Endpoint=member.email)
        except self._client.exceptions.NotFoundException:
            return  # the member is leaving at this very moment

    def close_mailbox(self, member_id: str) -> None:
        self._client.delete_topic(TopicArn=self._topic_prefix + member_id)
