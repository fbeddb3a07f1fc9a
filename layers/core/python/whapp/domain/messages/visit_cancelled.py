"""To the helper who would come: the requester cancelled."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: een afspraak om te helpen gaat niet door. Je hoeft niet meer te gaan. Welke het is? "
        "Kijk waar je ja zei: op de link of in de app. Toch bedankt!",
        subject="Whapp: je afspraak gaat niet door",
        email="""Hallo,

Je zou een buurtgenoot helpen. Die hulp is niet meer nodig.
De afspraak gaat niet door. Je hoeft dus niet meer te gaan.

Heb je meer afspraken? Kijk dan waar je ja zei: op de link of in de app. Daar zie je welke niet doorgaat.

Dank je wel dat je wilde helpen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: a visit of yours is cancelled. You do not have to go. Not sure which? "
        "Look where you said yes: on the link or in the app. Thank you all the same!",
        subject="Whapp: your visit is cancelled",
        email="""Hello,

You were going to help a neighbour. That help is no longer needed.
The visit is cancelled, so you do not have to go.

Do you have more visits planned? Look where you said yes: on the link or in the app. It tells which one it is.

Thank you for wanting to help.

Kind regards,
Whapp
""",
    ),
}
