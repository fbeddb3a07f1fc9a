"""What the template tells the functions, read once and checked when it is first needed."""

import os
from dataclasses import dataclass

from whapp.domain.phone import DUTCH_MOBILE


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment of a function. Names, addresses and numbers only: no secret is ever set here."""

    stack: str
    table: str
    region: str
    cascade_arn: str
    topic_prefix: str
    public_url: str
    app_url: str
    token_issuer: str
    token_client: str
    speed: float
    sms_per_day: int
    sms_prefixes: tuple[str, ...]

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the environment; a KeyError names what is missing."""
        return cls(
            stack=os.environ["WHAPP_STACK"],
            table=os.environ["WHAPP_TABLE"],
            region=os.environ["AWS_REGION"],
            cascade_arn=os.environ["WHAPP_CASCADE_ARN"],
            topic_prefix=os.environ["WHAPP_TOPIC_PREFIX"],
            public_url=os.environ["WHAPP_PUBLIC_URL"],
            app_url=os.environ.get("WHAPP_APP_URL", ""),
            token_issuer=os.environ["WHAPP_TOKEN_ISSUER"],
            token_client=os.environ["WHAPP_TOKEN_CLIENT"],
            speed=float(os.environ.get("WHAPP_SPEED", "1")),
            sms_per_day=int(os.environ.get("WHAPP_SMS_PER_DAY", "1000")),
            sms_prefixes=tuple(os.environ.get("WHAPP_SMS_PREFIXES", DUTCH_MOBILE).split(",")),
        )
