"""To the requester: a neighbour said yes."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: goed nieuws! Een buurtgenoot heeft ja gezegd en gaat je helpen. Open de app om te zien wie het is.",
        subject="Whapp: een buurtgenoot gaat je helpen",
        email="""Hallo,

Goed nieuws! Een buurtgenoot heeft ja gezegd en gaat je helpen.

Open de app. Daar zie je wie het is, en hoe je elkaar kunt bellen.

Heb je toch geen hulp meer nodig? Zeg het dan af in de app. Dan weet je buurtgenoot het ook.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: good news! A neighbour said yes and is going to help you. Open the app to see who it is.",
        subject="Whapp: a neighbour is going to help you",
        email="""Hello,

Good news! A neighbour said yes and is going to help you.

Open the app to see who it is, and how to call each other.

No longer need help? Please cancel in the app. Then your neighbour knows too.

Kind regards,
Whapp
""",
    ),
}
