"""Messages by SNS: what goes out on moto's SNS, and what its refusals mean."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from botocore.stub import Stubber
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sns.models import SNSBackend, sns_backends

from tests.support.builders import a_member
from tests.support.table import REGION
from whapp.adapters.sns import SnsNotifier
from whapp.domain.errors import DeliveryDelayed, DeliveryUnknown, TurnedAway, Undeliverable
from whapp.domain.language import Language
from whapp.domain.member import Channel
from whapp.domain.messages import compose
from whapp.domain.notice import NoticeKind

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

PREFIX = f"arn:aws:sns:{REGION}:{DEFAULT_ACCOUNT_ID}:whapp-member-"
ANNA = a_member("anna", email="anna@example.org")
MESSAGE = compose(NoticeKind.ASK, Language.NL, "https://whapp.example/r/abc")

SAID_BY_SNS = [
    ("InvalidParameter", Undeliverable),
    ("InvalidParameterValue", Undeliverable),
    ("NotFound", Undeliverable),
    ("OptedOut", Undeliverable),
    ("Throttled", TurnedAway),
    ("Throttling", TurnedAway),
    ("ThrottlingException", TurnedAway),
    ("InternalError", DeliveryDelayed),
    ("KMSThrottling", DeliveryDelayed),
    ("AuthorizationError", DeliveryDelayed),
    ("SomethingNew", DeliveryDelayed),
]


@pytest.fixture
def client(credentials: None) -> Iterator["SNSClient"]:
    with mock_aws():
        yield boto3.client("sns", region_name=REGION)


@pytest.fixture
def notifier(client: "SNSClient") -> SnsNotifier:
    return SnsNotifier(client, PREFIX)


def backend() -> SNSBackend:
    return sns_backends[DEFAULT_ACCOUNT_ID][REGION]


def test_an_sms_goes_to_the_phone_as_it_was_written(notifier: SnsNotifier) -> None:
    notifier.send(ANNA, Channel.SMS, MESSAGE)
    assert [(number, text) for number, text, *_ in backend().sms_messages.values()] == [("+31612345678", MESSAGE.sms)]


def test_an_email_goes_to_the_members_own_topic(notifier: SnsNotifier) -> None:
    notifier.open_mailbox(ANNA)
    notifier.send(ANNA, Channel.EMAIL, MESSAGE)
    [topic] = backend().topics.values()
    assert topic.arn == f"{PREFIX}anna"
    assert [(body, subject) for _, body, subject, *_ in topic.sent_notifications] == [(MESSAGE.email, MESSAGE.subject)]


def test_a_mailbox_is_opened_once_however_often(notifier: SnsNotifier, client: "SNSClient") -> None:
    """I15."""
    for _ in range(2):
        notifier.open_mailbox(ANNA)
    assert len(client.list_topics()["Topics"]) == 1
    subscriptions = client.list_subscriptions()["Subscriptions"]
    assert {(each["Protocol"], each["Endpoint"]) for each in subscriptions} == {("email", "anna@example.org")}


def test_without_an_address_there_is_no_mailbox_to_open(notifier: SnsNotifier, client: "SNSClient") -> None:
    notifier.open_mailbox(a_member("anna"))
    assert client.list_topics()["Topics"] == []


def test_a_closed_mailbox_gets_nothing(notifier: SnsNotifier, client: "SNSClient") -> None:
    """I7."""
    notifier.open_mailbox(ANNA)
    notifier.close_mailbox("anna")
    assert client.list_topics()["Topics"] == []
    with pytest.raises(Undeliverable):
        notifier.send(ANNA, Channel.EMAIL, MESSAGE)


@pytest.mark.parametrize("channel", Channel)
def test_nobody_is_reached_where_nothing_is_verified(notifier: SnsNotifier, channel: Channel) -> None:
    with pytest.raises(Undeliverable):
        notifier.send(replace(ANNA, phone=None, email=None), channel, MESSAGE)


@pytest.mark.parametrize(("code", "meaning"), SAID_BY_SNS)
@pytest.mark.parametrize("channel", Channel)
def test_a_refusal_is_for_good_or_for_now(
    client: "SNSClient", notifier: SnsNotifier, channel: Channel, code: str, meaning: type[Exception]
) -> None:
    with Stubber(client) as sns:
        sns.add_client_error("publish", service_error_code=code)
        with pytest.raises(meaning) as refusal:
            notifier.send(ANNA, channel, MESSAGE)
    assert type(refusal.value) is meaning


@pytest.mark.parametrize(
    ("trouble", "meaning"),
    [
        (EndpointConnectionError(endpoint_url="https://sns"), DeliveryDelayed),
        (ConnectTimeoutError(endpoint_url="https://sns"), DeliveryDelayed),
        (ReadTimeoutError(endpoint_url="https://sns"), DeliveryUnknown),
        (ConnectionClosedError(endpoint_url="https://sns"), DeliveryUnknown),
    ],
)
def test_out_of_reach_is_for_now_and_only_a_lost_answer_may_have_gone_out(
    client: "SNSClient",
    notifier: SnsNotifier,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
    meaning: type[Exception],
) -> None:
    def broken(**_: object) -> None:
        raise trouble

    monkeypatch.setattr(client, "publish", broken)
    with pytest.raises(DeliveryDelayed) as refusal:
        notifier.send(ANNA, Channel.SMS, MESSAGE)
    assert type(refusal.value) is meaning
