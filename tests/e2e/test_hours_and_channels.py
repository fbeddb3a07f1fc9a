"""When and how people want to be reached."""

from datetime import datetime, timedelta

from local.stack import Stack
from tests.support.neighbourhood import Neighbourhood
from tests.support.phone import MATCHED
from whapp.domain.hours import AMSTERDAM


def quiet_now() -> dict[str, str]:
    """Quiet hours of two hours, with this minute in their midst."""
    now, hour = datetime.now(AMSTERDAM), timedelta(hours=1)
    return {"from": f"{now - hour:%H:%M}", "to": f"{now + hour:%H:%M}"}


def test_in_quiet_hours_nobody_is_asked_and_a_cancel_is_heard_all_the_same(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    neighbourhood.lives("Anna", quiet_hours=quiet_now())
    search = truus.asks_for("groceries")
    search.is_in("Wait for waking hours")
    assert search.timeline() == ["created", "waiting_for_waking_hours"]
    truus.cancels(search)
    assert search.ends_in("Cancelled") == ["Wait for waking hours"]


def test_the_sleeping_neighbour_is_passed_over_for_one_who_is_awake(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    neighbourhood.lives("Anna", quiet_hours=quiet_now())
    [bea] = neighbourhood.helpers("Bea")
    search = truus.asks_for("groceries")
    bea.is_asked()
    bea.says_yes()
    truus.is_told(MATCHED)
    truus.is_helped(search)


def test_whoever_chose_email_has_a_topic_of_their_own_and_gets_no_sms(
    neighbourhood: Neighbourhood, stack: Stack
) -> None:
    truus = neighbourhood.requester()
    anna = neighbourhood.lives("Anna", channels=["email"])
    member_id = anna.calls("GET", "/v1/me").json["id"]
    topics = stack.client("sns")
    [topic] = [each["TopicArn"] for each in topics.list_topics()["Topics"] if each["TopicArn"].endswith(member_id)]
    [subscription] = topics.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", anna.person.email)

    search = truus.asks_for("groceries")
    search.is_in("Ask and wait")
    [ask] = anna.calls("GET", "/v1/asks").json["items"]
    assert anna.calls("POST", f"/v1/asks/{ask['id']}/answer", body={"answer": "yes"}).json["result"] == "matched"
    truus.is_told(MATCHED)
    truus.is_helped(search)

    assert anna.calls("DELETE", "/v1/me").status == 204
    assert topic not in [each["TopicArn"] for each in topics.list_topics()["Topics"]]
