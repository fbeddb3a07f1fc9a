"""Messages by SNS: SMS published directly, e-mail by a topic for each member."""

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError

from whapp.domain.errors import DeliveryDelayed, DeliveryUnknown, TurnedAway, Undeliverable
from whapp.domain.member import Channel, Member
from whapp.domain.messages import Message

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


class SnsNotifier:
    """`whapp.ports.Notifier` on SNS."""

    def __init__(self, client: "SNSClient", topic_prefix: str) -> None:
        self._client = client
        self._topic_prefix = topic_prefix

    def send(self, member: Member, channel: Channel, message: Message) -> None:
        if member.reach(channel) is None:
            raise Undeliverable
        try:
            if channel is Channel.SMS:
                self._client.publish(
                    PhoneNumber=member.phone or "",
                    Message=message.sms,
                    MessageAttributes={"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}},
                )
            else:
                self._client.publish(
                    TopicArn=self._topic_prefix + member.id, Subject=message.subject, Message=message.email
                )
        except ClientError as error:
            if error.response["Error"]["Code"] in _FOR_GOOD:
                raise Undeliverable from error
            if error.response["Error"]["Code"] in _FULL:
                raise TurnedAway from error
            raise DeliveryDelayed from error
        except (EndpointConnectionError, ConnectTimeoutError) as error:
            raise DeliveryDelayed from error
        except BotoCoreError as error:
            raise DeliveryUnknown from error

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
