"""To the requester: the time at which help was needed has passed, and nobody was found."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: het spijt ons, we hebben niet op tijd iemand gevonden. Is er nog hulp nodig? "
        "Vraag het gerust opnieuw in de app.",
        subject="Whapp: het is niet op tijd gelukt",
        email="""Hallo,

Het spijt ons. We hebben niet op tijd iemand gevonden die je kan helpen.
Daarom zijn we gestopt met zoeken.

Is er nog hulp nodig? Vraag het gerust opnieuw in de app.

Spoed of gevaar? Bel 112.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we are sorry, we did not find anybody in time. Do you still need help? "
        "Feel free to ask again in the app.",
        subject="Whapp: we did not find anybody in time",
        email="""Hello,

We are sorry. We did not find anybody in time to help you.
That is why we stopped searching.

Do you still need help? Feel free to ask again in the app.

Emergency or danger? Call 112.

Kind regards,
Whapp
""",
    ),
}
