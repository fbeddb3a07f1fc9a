"""Messages by SNS: what goes out on moto's SNS, and what its refusals mean."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from botocore.stub import Stubber
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sns.models import SNSBackend, sns_backends

from tests.support.builders import MORNING, a_member
from tests.support.fake_budgets import FakeBudgets
from tests.support.table import REGION
from whapp.adapters.sns import SmsRules, SnsNotifier
from whapp.domain.errors import DeliveryDelayed, DeliveryUnknown, SmsPaused, TurnedAway, Undeliverable
from whapp.domain.language import Language
from whapp.domain.member import Channel
from whapp.domain.messages import compose
from whapp.domain.notice import NoticeKind
from whapp.domain.phone import DUTCH_MOBILE

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
    return SnsNotifier(client, PREFIX, SmsRules((DUTCH_MOBILE,), per_day=3), FakeBudgets(), lambda: MORNING)


def backend() -> SNSBackend:
    return sns_backends[DEFAULT_ACCOUNT_ID][REGION]


def confirm() -> None:
    """The members click the link in the first e-mail, which moto knows nothing of."""
    for topic in backend().topics.values():
        topic.subscriptions_confimed = 1


def test_an_sms_goes_to_the_phone_as_it_was_written(notifier: SnsNotifier) -> None:
    notifier.send(ANNA, Channel.SMS, MESSAGE)
    assert [(number, text) for number, text, *_ in backend().sms_messages.values()] == [("+31612345678", MESSAGE.sms)]


def test_an_email_goes_to_the_members_own_topic(notifier: SnsNotifier) -> None:
    notifier.open_mailbox(ANNA)
    confirm()
    notifier.send(ANNA, Channel.EMAIL, MESSAGE)
    [topic] = backend().topics.values()
    assert topic.arn == f"{PREFIX}anna"
    assert [(body, subject) for _, body, subject, *_ in topic.sent_notifications] == [(MESSAGE.email, MESSAGE.subject)]


def test_an_email_that_nobody_confirmed_to_want_reaches_nobody(notifier: SnsNotifier) -> None:
    """SNS would take it, send it to nobody, and not say so."""
    notifier.open_mailbox(ANNA)
    with pytest.raises(Undeliverable):
        notifier.send(ANNA, Channel.EMAIL, MESSAGE)
    [topic] = backend().topics.values()
    assert not topic.sent_notifications


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
        if channel is Channel.EMAIL:
            sns.add_response("get_topic_attributes", {"Attributes": {"SubscriptionsConfirmed": "1"}})
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


@pytest.mark.parametrize(
    "phone", ["+31201234567", "+3161234567", "+316123456789", "+4915123456789", "+881612345678", "0612"]
)
def test_no_sms_goes_to_what_is_no_dutch_mobile(notifier: SnsNotifier, phone: str) -> None:
    with pytest.raises(Undeliverable):
        notifier.send(replace(ANNA, phone=phone), Channel.SMS, MESSAGE)
    assert not backend().sms_messages


def test_more_sms_than_a_day_may_cost_wait_for_the_next_and_email_goes_on(client: "SNSClient") -> None:
    now = MORNING
    rules = SmsRules((DUTCH_MOBILE,), per_day=3)
    notifier = SnsNotifier(client, PREFIX, rules, FakeBudgets(), lambda: now)
    notifier.open_mailbox(ANNA)
    confirm()
    for _ in range(3):
        notifier.send(ANNA, Channel.SMS, MESSAGE)
    assert notifier.sms_resume_at(now) is None
    with pytest.raises(SmsPaused) as paused:
        notifier.send(ANNA, Channel.SMS, MESSAGE)
    notifier.send(ANNA, Channel.EMAIL, MESSAGE)
    assert len(backend().sms_messages) == 3
    assert MORNING < paused.value.until <= MORNING + timedelta(days=1)
    assert notifier.sms_resume_at(now) == paused.value.until
    now = paused.value.until
    assert notifier.sms_resume_at(now) is None
    notifier.send(ANNA, Channel.SMS, MESSAGE)
    assert len(backend().sms_messages) == 4


def test_an_sms_that_was_turned_away_is_not_counted(client: "SNSClient") -> None:
    notifier = SnsNotifier(client, PREFIX, SmsRules((DUTCH_MOBILE,), per_day=1), FakeBudgets(), lambda: MORNING)
    with Stubber(client) as sns:
        for _ in range(2):
            sns.add_client_error("publish", service_error_code="Throttling")
            with pytest.raises(TurnedAway):
                notifier.send(ANNA, Channel.SMS, MESSAGE)
    notifier.send(ANNA, Channel.SMS, MESSAGE)
    assert len(backend().sms_messages) == 1
