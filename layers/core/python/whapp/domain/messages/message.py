"""The words of one message, on each channel."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent by SMS, and what by e-mail.

    Both travel unencrypted and are read over shoulders: they name no person, no place and no kind of help. The subject
    is ASCII, as the topics that carry the e-mail demand.
    """

    sms: str
    subject: str
    email: str

    @property
    def has_link(self) -> bool:
        """Whether it cannot do without a link."""
        return "{link}" in self.sms

    def with_link(self, link: str) -> "Message":
        """The message with `{link}` filled in."""
        return replace(self, sms=self.sms.replace("{link}", link), email=self.email.replace("{link}", link))
