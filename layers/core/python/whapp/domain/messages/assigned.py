"""To a helper whose yes by telephone operations noted: where to find what they need to know."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: fijn dat je gaat helpen! Wie, waar en wanneer: {link}",
        subject="Whapp: fijn dat je gaat helpen",
        email="""Hallo,

Fijn dat je een buurtgenoot gaat helpen, zoals we net hebben afgesproken!
Op deze pagina staat wie, waar en wanneer:

{link}

Kun je toch niet? Ook dat kun je daar doorgeven.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: good that you are helping! Who, where and when: {link}",
        subject="Whapp: good that you are going to help",
        email="""Hello,

Good that you are going to help a neighbour, as we just arranged!
This page tells who, where and when:

{link}

Can you not come after all? You can tell us there too.

Kind regards,
Whapp
""",
    ),
}
