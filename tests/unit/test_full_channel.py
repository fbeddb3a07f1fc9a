"""A channel that takes no more messages in this second."""

from datetime import timedelta

from tests.support.builders import REQUESTER, a_member, a_need
from tests.support.fakes import fake_services
from whapp.app.create_request import create_request
from whapp.app.decide import decide
from whapp.domain.ask import AskState
from whapp.domain.errors import TurnedAway
from whapp.domain.policy import COMES_BACK, MAX_ATTEMPTS


def test_a_full_channel_costs_nobody_their_turn() -> None:
    """A thousand messages at eight o'clock are more than go out in a second: each comes back until it is out."""
    services = fake_services(a_member(REQUESTER, offers=frozenset()), a_member("anna"), a_member("bert"))
    request = create_request(services, REQUESTER, a_need(), None)
    services.notifier.trouble = {name: TurnedAway() for name in ("anna", "bert")}
    for _ in range(MAX_ATTEMPTS + 1):
        ruling = decide(services, request.id, 1, 1)
        assert ruling.step.until
        assert ruling.step.until <= services.clock.now + timedelta(seconds=COMES_BACK)
        services.clock.now = ruling.step.until
    services.notifier.trouble = {}
    decide(services, request.id, 1, 1)
    [sent] = services.notifier.sent
    [ask] = services.requests.load(request.id).asks
    assert (sent.member.id, ask.state) == (ask.helper_id, AskState.OPEN)
