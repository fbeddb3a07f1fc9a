"""To the requester: operations stopped the request."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: we hebben je hulpvraag gestopt. We zoeken niet verder. "
        "Is er nog hulp nodig? Vraag het gerust opnieuw in de app. Spoed of gevaar? Bel 112.",
        subject="Whapp: je hulpvraag is gestopt",
        email="""Hallo,

We hebben je hulpvraag gestopt. We zoeken dus niet verder.
Wie zou komen, hebben we dat laten weten.

Is er nog hulp nodig? Vraag het gerust opnieuw in de app.

Spoed of gevaar? Bel 112.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we stopped your request. We do not search on. "
        "Do you still need help? Feel free to ask again in the app. Emergency or danger? Call 112.",
        subject="Whapp: your request was stopped",
        email="""Hello,

We stopped your request. So we do not search on.
Whoever was going to come has been told.

Do you still need help? Feel free to ask again in the app.

Emergency or danger? Call 112.

Kind regards,
Whapp
""",
    ),
}
