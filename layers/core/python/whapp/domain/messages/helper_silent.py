"""To the requester: we asked the helper whether they are coming, and heard nothing. The match stays."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: we vroegen je buurtgenoot of alles doorgaat, maar kregen nog geen antwoord. Bel gerust "
        "even: het nummer staat in de app.",
        subject="Whapp: we konden je buurtgenoot niet bereiken",
        email="""Hallo,

Een buurtgenoot komt je straks helpen. We vroegen of alles doorgaat, maar kregen nog geen antwoord.
Dat hoeft niets te betekenen.

Wil je het zeker weten? Bel je buurtgenoot gerust. Het nummer staat in de app.
Komt er niemand? Laat het ons weten in de app. Dan zoeken we meteen iemand anders.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we asked your neighbour whether all is well, but got no answer yet. Feel free to call: "
        "the number is in the app.",
        subject="Whapp: we could not reach your neighbour",
        email="""Hello,

A neighbour is going to help you soon. We asked whether all is well, but got no answer yet.
That need not mean anything.

Want to be sure? Feel free to call your neighbour. The number is in the app.
Nobody comes? Please tell us in the app. Then we look for somebody else at once.

Kind regards,
Whapp
""",
    ),
}
