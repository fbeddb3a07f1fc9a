"""To the requester: the match fell through, the search goes on."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je buurtgenoot kan helaas toch niet. We zoeken iemand anders. Je hoeft niets te doen. "
        "Je hoort weer van ons.",
        subject="Whapp: we zoeken opnieuw voor je",
        email="""Hallo,

De buurtgenoot die je ging helpen, kan helaas toch niet.
We zoeken iemand anders. Je hoeft niets te doen.

Je hoort weer van ons. In de app zie je hoe het zoeken gaat.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: sorry, your neighbour cannot help after all. We are looking for somebody else. "
        "You do not have to do anything. You will hear from us.",
        subject="Whapp: we are searching again for you",
        email="""Hello,

We are sorry. The neighbour who was going to help you cannot do it after all.
We are looking for somebody else. You do not have to do anything.

You will hear from us. In the app you can see how the search is going.

Kind regards,
Whapp
""",
    ),
}
