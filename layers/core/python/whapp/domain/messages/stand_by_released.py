"""To a stand-by: it is arranged, or no longer needed. Thank you."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je hoeft niet meer klaar te staan als reserve. De hulp is geregeld of niet meer nodig. "
        "Dank je wel!",
        subject="Whapp: je hoeft niet meer klaar te staan",
        email="""Hallo,

Je stond reserve om een buurtgenoot te helpen. De hulp is geregeld, of niet meer nodig.
Je hoeft niet meer klaar te staan.

Dank je wel dat we op je konden rekenen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: you do not have to be ready as a stand-by any more. The help is arranged, or no longer "
        "needed. Thank you!",
        subject="Whapp: you do not have to be ready any more",
        email="""Hello,

You were on stand-by to help a neighbour. The help is arranged, or no longer needed.
You do not have to be ready any more.

Thank you for being there.

Kind regards,
Whapp
""",
    ),
}
