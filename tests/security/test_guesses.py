"""Guessing a reply link: nobody hits, and every miss looks the same."""

import random
import string

import pytest

from tests.handlers.world import Answer, context, event, function
from tests.security.cast import FOR_A_GUEST, HELPED, MATCHED, OPEN, TO_EVERYBODY, Street, street
from tests.support.builders import minutes

GUESSES = 100_000
SECRET = string.ascii_letters + string.digits + "-_"
REQUESTS = (OPEN, MATCHED, HELPED, FOR_A_GUEST, TO_EVERYBODY)
LINKS_THAT_WORK = 1 + 2 * 3 + 15  # an attacker who knows every request's id has these to hit: one secret for each ask


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Street:
    built = street()
    monkeypatch.setattr(function("reply"), "services", built.services)
    return built


def guesses(lots: random.Random) -> list[str]:
    """Ends of links, as good as an attacker's: half of them know a request's id, some try letters or odd lengths."""

    def secret(length: int = 22) -> str:
        return "".join(lots.choices(SECRET, k=length))

    makers = [
        lambda: lots.choice(REQUESTS) + secret(),
        lambda: lots.choice(REQUESTS) + secret(),
        lambda: "".join(lots.choices(string.ascii_lowercase + "234567", k=16)) + secret(),
        lambda: lots.choice(
            ["0" + secret(), lots.choice(REQUESTS) + secret(lots.choice((0, 1, 21, 23, 200))), secret()]
        ),
    ]
    return [makers[number % len(makers)]() for number in range(GUESSES)]


def test_a_hundred_thousand_guesses_hit_nothing_and_all_look_alike(here: Street) -> None:
    lots = random.Random("guesses")  # noqa: S311 - to repeat them
    looks, posts, before = event("reply/get"), event("reply/post_yes"), here.services.requests.load(OPEN)
    handler, lambda_context = function("reply").handler, context("reply")
    seen = set()
    for number, guess in enumerate(guesses(lots)):
        sent = posts if number % 5 == 0 else looks
        sent["pathParameters"] = {"reply": guess}
        answer = handler(sent, lambda_context)
        seen.add((answer["statusCode"], answer["body"], tuple(answer["headers"].items())))
    assert [status for status, _, _ in seen] == [404]
    assert here.services.requests.load(OPEN) == before


def test_the_right_guess_would_have_been_seen(here: Street) -> None:
    """The door that the guesses knock at opens to the right link, and only until the last character."""
    sent = event("reply/get")
    for right, status in (("secret of asked", 200), ("secret of askee", 404), ("secret of asked ", 404), ("", 404)):
        sent["pathParameters"] = {"reply": OPEN + right}
        assert Answer.of(function("reply").handler(sent, context("reply"))).status == status


def test_a_miss_costs_as_many_calls_whether_or_not_the_request_exists(here: Street) -> None:
    """So that the time to answer tells nothing that is worth knowing."""
    calls: list[str] = []
    load = here.services.requests.load

    def counted(request_id: str) -> object:
        calls.append(request_id)
        return load(request_id)

    here.services.requests.load = counted  # type: ignore[assignment,method-assign]
    here.services.clock.goes_on(minutes(1))
    sent = event("reply/get")
    for link in (OPEN + "a" * 22, "nosuchrequest000" + "a" * 22):
        sent["pathParameters"] = {"reply": link}
        assert function("reply").handler(sent, context("reply"))["statusCode"] == 404
    assert calls == [OPEN, "nosuchrequest000"]
