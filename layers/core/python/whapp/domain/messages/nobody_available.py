"""To the requester: everybody suitable was asked, and nobody can. Somebody may be in need: it points to 112."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: het spijt ons, we hebben niemand gevonden die nu kan helpen. Probeer het gerust opnieuw in de app. "
        "Spoed of gevaar? Bel 112.",
        subject="Whapp: we hebben helaas niemand gevonden",
        email="""Hallo,

Het spijt ons. We hebben goed gezocht, maar we vonden niemand die nu kan helpen.
Dat ligt niet aan jou.

Je mag het gerust opnieuw vragen in de app. Op een andere dag of tijd lukt het vaak wel.

Spoed of gevaar? Bel 112.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we are sorry, we found nobody who can help now. Feel free to ask again in the app. "
        "Emergency or danger? Call 112.",
        subject="Whapp: sorry, we found nobody",
        email="""Hello,

We are sorry. We searched well, but found nobody who can help now.
It is not because of you.

Feel free to ask again in the app. Another day or time often works.

Emergency or danger? Call 112.

Kind regards,
Whapp
""",
    ),
}
