"""To the helper: the requester says thank you. Always these words: nobody can slip anything else in."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je hebt iemand geholpen, en die zegt: heel erg bedankt! Fijn dat je er was. Je hoeft "
        "niets te doen.",
        subject="Whapp: bedankt voor je hulp!",
        email="""Hallo,

Je hebt een buurtgenoot geholpen. Die wil je graag zeggen:

Heel erg bedankt voor je hulp!

En dat vinden wij ook. Je hoeft niets te doen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: you helped somebody, and they say: thank you very much! It was good of you. You do not "
        "have to do anything.",
        subject="Whapp: thank you for your help!",
        email="""Hello,

You helped a neighbour. They would like to tell you:

Thank you very much for your help!

And so would we. You do not have to do anything.

Kind regards,
Whapp
""",
    ),
}
