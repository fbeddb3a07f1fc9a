"""The beginning of every wait: remember the alarm clock, or ring it at once when it is not needed any more."""

from datetime import timedelta

from whapp.ports import Services


def store_token(services: Services, request_id: str, version: int, seconds: int, token: str) -> bool:
    """Store the token of a wait of at most `seconds`; whether the wait goes on.

    Somebody may have answered between the decision and now. Then the request is no longer at the version that was
    decided on, and nobody else would ring: so it rings itself, and the cascade decides again.
    """
    overdue = services.now() + timedelta(seconds=seconds) + services.policy.slack
    if services.requests.store_token(request_id, version, token, overdue):
        return True
    services.cascades.wake(token)
    return False
