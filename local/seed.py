"""Moves the made-up neighbours in, through the same doors as real ones: sign-in and the HTTP API."""

from concurrent.futures import ThreadPoolExecutor

from local.people import OFFER, Person
from local.stack import Stack
from local.web import expect

_AT_ONCE = 4  # more only makes the emulator start more workers, which takes longer than it saves


def move_in(stack: Stack, people: list[Person]) -> None:
    """Give each a verified sign-in, a profile and offers. Doing it twice changes nothing."""
    with ThreadPoolExecutor(_AT_ONCE) as helpers:
        list(helpers.map(lambda person: _settle(stack, person), people))


def _settle(stack: Stack, person: Person) -> None:
    token = stack.token_for(person)
    expect(200, stack.call("PUT", "/v1/me", token=token, body=person.profile()), f"The profile of {person.first_name}")
    for category in person.offers:
        answer = stack.call("PUT", f"/v1/me/offers/{category}", token=token, body=OFFER)
        expect(200, answer, f"The offer of {person.first_name} for {category}")
