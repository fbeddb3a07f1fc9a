"""To the requester: the match fell through before the visit, be it by a word or by silence. The search goes on."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: de afspraak met je buurtgenoot gaat helaas niet door. We zoeken iemand anders. "
        "Je hoeft niets te doen. Je hoort weer van ons.",
        subject="Whapp: we zoeken opnieuw voor je",
        email="""Hallo,

De afspraak met je buurtgenoot gaat helaas niet door.
We zoeken iemand anders. Je hoeft niets te doen.

Je hoort weer van ons. In de app zie je hoe het zoeken gaat.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: sorry, the visit of your neighbour is off. We are looking for somebody else. "
        "You do not have to do anything. You will hear from us.",
        subject="Whapp: we are searching again for you",
        email="""Hello,

We are sorry. The visit of your neighbour is off.
We are looking for somebody else. You do not have to do anything.

You will hear from us. In the app you can see how the search is going.

Kind regards,
Whapp
""",
    ),
}
