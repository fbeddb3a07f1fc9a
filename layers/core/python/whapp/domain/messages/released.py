"""To a neighbour who was asked: no answer needed any more, because somebody else helps or the request was cancelled."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je hoeft niet meer te antwoorden. De vraag die we je stuurden, is al opgelost of gaat niet door. "
        "Fijn dat we je mochten vragen!",
        subject="Whapp: je hoeft niet meer te antwoorden",
        email="""Hallo,

We stuurden je een vraag om hulp. Die is al opgelost, of gaat niet door.
Je hoeft dus niet meer te antwoorden.

Fijn dat we je mochten vragen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: you do not have to answer any more. What we asked you is already solved, or no longer needed. "
        "Thank you for letting us ask!",
        subject="Whapp: you do not have to answer any more",
        email="""Hello,

We asked you to help a neighbour. That is already solved, or no longer needed.
So you do not have to answer any more.

Thank you for letting us ask.

Kind regards,
Whapp
""",
    ),
}
