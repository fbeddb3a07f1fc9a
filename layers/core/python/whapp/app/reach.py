"""A message that is no part of a request: badges that end, and letters to idle helpers."""

from whapp.domain.errors import DeliveryDelayed, DeliveryUnknown, Undeliverable
from whapp.domain.member import Member
from whapp.domain.messages import Message
from whapp.ports import Services


def reach(services: Services, member: Member, message: Message) -> None:
    """Send a message by the first channel of its receiver that takes it now: it is in no hurry, but never twice.

    Raises DeliveryUnknown when it may be out, DeliveryDelayed when a channel may take it later, Undeliverable when none
    ever will.
    """
    delay: DeliveryDelayed | None = None
    for channel in member.channels:
        try:
            return services.notifier.send(member, channel, message)
        except DeliveryUnknown:
            raise
        except DeliveryDelayed as later:
            delay = later
        except Undeliverable:
            continue
    raise delay or Undeliverable
