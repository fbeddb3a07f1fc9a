"""To the requester: the match fell through before the visit, by a word or by silence. It is open again."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: de afspraak met je buurtgenoot gaat helaas niet door. Je hulpvraag staat weer open. "
        "Je hoeft niets te doen. Je hoort weer van ons.",
        subject="Whapp: je hulpvraag staat weer open",
        email="""Hallo,

De afspraak met je buurtgenoot gaat helaas niet door.
Je hulpvraag staat weer open. Je hoeft niets te doen.

Je hoort weer van ons. In de app zie je hoe het ermee staat.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: sorry, the visit of your neighbour is off. Your request is open again. "
        "You do not have to do anything. You will hear from us.",
        subject="Whapp: your request is open again",
        email="""Hello,

We are sorry. The visit of your neighbour is off.
Your request is open again. You do not have to do anything.

You will hear from us. In the app you can see how it stands.

Kind regards,
Whapp
""",
    ),
}
