"""To a neighbour: somebody nearby needs help, would you? The link leads to the question and the two buttons."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: kun jij een buurtgenoot helpen? Ja of nee is goed: {link}",
        subject="Whapp: kun jij een buurtgenoot helpen?",
        email="""Hallo,

Iemand bij jou in de buurt zoekt hulp. Wij denken dat het bij jou past.

Open deze link. Je ziet dan wat er nodig is, en wanneer:

{link}

Kies daarna ja of nee. Je hoeft niet in te loggen.
Een nee is ook goed. Dan vragen we iemand anders.

De link is alleen voor jou. Stuur hem niet door.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: can you help a neighbour? Yes or no, both are fine: {link}",
        subject="Whapp: can you help a neighbour?",
        email="""Hello,

Somebody near you is looking for help. We think it suits you.

Open this link to see what is needed, and when:

{link}

Then choose yes or no. You do not have to sign in.
A no is fine too. Then we ask somebody else.

The link is only for you. Please do not pass it on.

Kind regards,
Whapp
""",
    ),
}
