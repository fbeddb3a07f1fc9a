"""To the helper: we heard that it did not work out. No blame, and nothing more to do."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: we hoorden dat een afspraak om te helpen niet is gelukt. Dat kan gebeuren. Je hoeft "
        "niets meer te doen: we vragen iemand anders.",
        subject="Whapp: de afspraak is niet gelukt",
        email="""Hallo,

Je zou een buurtgenoot helpen. We hoorden dat het niet is gelukt.
Dat kan gebeuren. We nemen het niemand kwalijk.

Je hoeft niets meer te doen. We vragen nu iemand anders.

Dank je wel dat je wilde helpen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we heard that a visit did not work out. That can happen. You do not have to do anything "
        "more: we ask somebody else.",
        subject="Whapp: the visit did not work out",
        email="""Hello,

You were going to help a neighbour. We heard that it did not work out.
That can happen. Nobody is to blame.

You do not have to do anything more. We now ask somebody else.

Thank you for wanting to help.

Kind regards,
Whapp
""",
    ),
}
