"""Helpers whom nothing happens to: the care job on the real stack, called by hand once a month has passed."""

from datetime import UTC, datetime, timedelta

from local import web
from local.stack import Stack
from tests.support.jobs import runs_the_job
from tests.support.neighbourhood import Neighbour, Neighbourhood
from tests.support.phone import LINK, MATCHED, NOBODY_AVAILABLE

PRACTICE = "even oefenen?"
STILL_WILLING = "vragen je nu niet meer"


def a_month_passes(stack: Stack, neighbour: Neighbour, **since: dict[str, str]) -> None:
    """The neighbour's turn has come, and meanwhile this became of their profile."""
    known = {"watch_at": {"S": f"{datetime.now(UTC) - timedelta(minutes=1):%Y-%m-%dT%H:%M:%S.%f%z}"}, **since}
    stack.client("dynamodb").update_item(
        TableName=stack.table,
        Key={"pk": {"S": f"MEMBER#{neighbour.calls('GET', '/v1/me').json['id']}"}, "sk": {"S": "PROFILE"}},
        UpdateExpression="SET " + ", ".join(f"{name} = :{name}" for name in known),
        ConditionExpression="begins_with(watch_pk, :care)",
        ExpressionAttributeValues={":care": {"S": "CARE#"}, **{f":{name}": value for name, value in known.items()}},
    )


def test_whoever_is_never_asked_may_practise_once(neighbourhood: Neighbourhood, stack: Stack) -> None:
    [anna] = neighbourhood.helpers("Anna")
    a_month_passes(stack, anna)
    assert runs_the_job(stack, "care") == {"members": 1, "letters": 1, "done": True}
    found = LINK.search(anna.phone.expects_sms(PRACTICE))
    assert found
    anna.link = found[0]
    assert "Kun jij Kim helpen?" in anna.opens_the_page()
    assert "Dank je wel voor het oefenen!" in anna.says_yes()
    assert "Dank je wel voor het oefenen!" in anna.opens_the_page()
    a_month_passes(stack, anna)
    assert runs_the_job(stack, "care")["letters"] == 0


def test_whoever_stays_silent_is_asked_no_more_until_one_tap(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    an_hour_ago = f"{datetime.now(UTC) - timedelta(hours=1):%Y-%m-%dT%H:%M:%S.%f%z}"
    a_month_passes(stack, anna, silences={"N": "4"}, asked_until={"S": an_hour_ago})
    assert runs_the_job(stack, "care")["letters"] == 1
    found = LINK.search(anna.phone.expects_sms(STILL_WILLING))
    assert found
    anna.link = found[0]

    nobody = truus.asks_for("groceries")
    truus.is_told(NOBODY_AVAILABLE)
    assert nobody.timeline() == ["created", "nobody_available"]
    assert "Ja, vraag me weer" in anna.opens_the_page()
    assert web.expect(200, anna.calls("GET", "/v1/me"), "the profile").json["paused_until"] is not None
    assert "Fijn, je doet weer mee!" in anna.says_yes()
    assert anna.calls("GET", "/v1/me").json["paused_until"] is None

    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    truus.is_helped(search)
