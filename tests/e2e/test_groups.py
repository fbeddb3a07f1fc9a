"""The neighbourhood side, from the moderator's code to the badge on the page, and back."""

from datetime import UTC, datetime, timedelta

from local import web
from local.stack import Stack
from tests.support.groups_on_the_stack import NAME, a_watch_group
from tests.support.jobs import runs_the_job
from tests.support.neighbourhood import Neighbourhood
from tests.support.phone import MATCHED, RELEASED

BADGE = f"✓ lid van {NAME}, bevestigd door de beheerder ("


def test_the_badge_comes_with_the_moderators_word_and_goes_with_it(stack: Stack, neighbourhood: Neighbourhood) -> None:
    watch = a_watch_group(stack, neighbourhood)
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    assert NAME in web.expect(200, web.call("GET", watch.link), "the landing page").text

    joined = truus.calls("POST", "/v1/memberships", body={"code": watch.code.lower(), "introduction": "nummer 4"})
    assert web.expect(201, joined, "joining").json["standing"] == "pending"
    [member] = watch.moderator.calls("GET", f"/v1/groups/{watch.id}/members").json["items"]
    assert (member["first_name"], member["member"]) == ("Truus", truus.id)
    search = truus.asks_for("groceries")
    anna.is_asked()
    assert BADGE not in anna.opens_the_page()

    watch.attests(truus)
    assert BADGE in anna.opens_the_page()
    [ask] = anna.calls("GET", "/v1/asks").json["items"]
    assert BADGE.removeprefix("✓ ") in ask["badge"]
    watch.revokes(truus)
    assert BADGE not in anna.opens_the_page()
    watch.attests(truus)
    assert BADGE in anna.opens_the_page()

    left = truus.calls("DELETE", f"/v1/memberships/{watch.id}")
    assert left.status == 204
    assert BADGE not in anna.opens_the_page()
    truus.cancels(search)
    anna.is_told(RELEASED)
    assert watch.moderator.calls("GET", f"/v1/groups/{watch.id}/figures").json == {"items": [], "next": None}
    [invitation] = watch.moderator.calls("GET", f"/v1/groups/{watch.id}/invitations").json["items"]
    assert (invitation["uses"], invitation["visits"]) == (1, 1)


def test_to_others_the_group_does_not_exist(stack: Stack, neighbourhood: Neighbourhood) -> None:
    watch = a_watch_group(stack, neighbourhood)
    stranger = neighbourhood.requester()
    for method, rest in (("GET", ""), ("GET", "/members"), ("GET", "/figures"), ("GET", "/invitations")):
        assert stranger.calls(method, f"/v1/groups/{watch.id}{rest}").status == 404
    assert stranger.calls("POST", "/v1/groups", body={}).status == 422
    assert stranger.calls("POST", "/v1/memberships", body={"code": "CCC-CCC-CCC"}).status == 404
    assert web.call("GET", watch.link.rpartition("/")[0] + "/CCC-CCC-CCC").status == 404


def test_a_neighbour_without_the_app_is_helped_by_plain_sms(stack: Stack, neighbourhood: Neighbourhood) -> None:
    watch = a_watch_group(stack, neighbourhood)
    koos, [anna] = neighbourhood.lives("Koos", offers=()), neighbourhood.helpers("Anna")
    lat, lon = koos.person.home
    search = watch.moderator.asks_for(
        "groceries",
        location={"lat": lat, "lon": lon},
        address="Zonnelaan 4",
        on_behalf_of={"first_name": "Koos", "phone": koos.person.phone, "consent": True},
    )
    anna.is_asked()
    assert "Kun jij Koos helpen?" in anna.opens_the_page()
    anna.says_yes()
    koos.is_told("komt je helpen en belt je")
    page = anna.taps("contact")
    assert "Zonnelaan 4" in page
    assert koos.person.phone in page
    watch.moderator.is_helped(search)
    assert MATCHED not in koos.phone.unread()


def test_whoever_sees_a_need_and_steps_forward_helps(stack: Stack, neighbourhood: Neighbourhood) -> None:
    truus, [anna] = neighbourhood.requester(), neighbourhood.helpers("Anna")
    lat, lon = truus.person.home
    dirk, *_ = (neighbourhood.lives(f"Dirk{each}", offers=(), home={"lat": lat, "lon": lon}) for each in range(8))
    search = truus.asks_for("groceries")
    anna.is_asked()
    [need] = web.expect(200, dirk.calls("GET", "/v1/needs"), "the needs nearby").json["items"]
    assert (need["id"], need["area"]) == (search.id, "own_neighbourhood")
    answer = dirk.calls("POST", f"/v1/needs/{search.id}/step-forward")
    assert web.expect(200, answer, "stepping forward").json == {"result": "matched"}
    truus.is_told(MATCHED)
    anna.is_told(RELEASED)
    assert truus.sees(search)["helper"]["first_name"] == "Dirk0"
    truus.is_helped(search)


def test_the_own_group_is_asked_before_whoever_lives_nearer(stack: Stack, neighbourhood: Neighbourhood) -> None:
    watch = a_watch_group(stack, neighbourhood)
    truus, [anna, bea] = neighbourhood.requester(), neighbourhood.helpers("Anna", "Bea")
    others = [neighbourhood.lives(f"Dirk{each}", offers=()) for each in range(8)]  # in a group of ten a no is nobody's
    for member in (truus, bea, *others):
        web.expect(201, member.calls("POST", "/v1/memberships", body={"code": watch.code}), "joining")
        watch.attests(member)
    search = truus.asks_for("groceries", group_first=True)
    bea.is_asked()
    assert anna.phone.unread() == []
    bea.says_no()
    anna.is_asked()
    assert search.timeline() == ["created", "asked", "declined", "beyond_group", "asked"]


def test_whose_badge_ends_is_reminded_by_the_hourly_job(stack: Stack, neighbourhood: Neighbourhood) -> None:
    watch = a_watch_group(stack, neighbourhood)
    [anna] = neighbourhood.helpers("Anna")
    web.expect(201, anna.calls("POST", "/v1/memberships", body={"code": watch.code}), "joining")
    watch.attests(anna)
    in_three_weeks, just_now = (datetime.now(UTC) + timedelta(days=days) for days in (21, -0.001))
    stack.client("dynamodb").update_item(
        TableName=stack.table,
        Key={"pk": {"S": f"MEMBER#{anna.id}"}, "sk": {"S": f"GROUP#{watch.id}"}},
        UpdateExpression="SET attested_until = :end, watch_at = :due",
        ConditionExpression="begins_with(watch_pk, :badges)",
        ExpressionAttributeValues={
            ":end": {"S": f"{in_three_weeks:%Y-%m-%dT%H:%M:%S.%f%z}"},
            ":badges": {"S": "BADGE"},
            ":due": {"S": f"{just_now:%Y-%m-%dT%H:%M:%S.%f%z}"},
        },
    )
    assert runs_the_job(stack, "remind") == {"nothing": 0, "reminded": 1, "lapsed": 0}
    anna.is_told("bewijs van lidmaatschap")
    assert runs_the_job(stack, "remind") == {"nothing": 0, "reminded": 0, "lapsed": 0}
