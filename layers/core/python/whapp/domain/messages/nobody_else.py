"""To the requester: the neighbour who said yes does not come, and nobody else was found. It points to 112."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je buurtgenoot komt helaas toch niet, en we vonden niemand anders. Dat spijt ons. Vraag het "
        "gerust opnieuw in de app. Spoed of gevaar? Bel 112.",
        subject="Whapp: je buurtgenoot komt helaas niet",
        email="""Hallo,

Het spijt ons. Je buurtgenoot komt toch niet. We hebben gezocht, maar we vonden niemand anders.
Dat ligt niet aan jou. Reken nu niet op hulp.

Je mag het gerust opnieuw vragen in de app. Op een andere dag of tijd lukt het vaak wel.

Spoed of gevaar? Bel 112.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: sorry, your neighbour is not coming after all, and we found nobody else. Feel free to ask "
        "again in the app. Emergency or danger? Call 112.",
        subject="Whapp: sorry, your neighbour is not coming",
        email="""Hello,

We are sorry. Your neighbour is not coming after all. We searched, but found nobody else.
It is not because of you. Please do not count on help now.

Feel free to ask again in the app. Another day or time often works.

Emergency or danger? Call 112.

Kind regards,
Whapp
""",
    ),
}
