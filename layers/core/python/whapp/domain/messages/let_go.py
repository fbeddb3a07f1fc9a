"""To the helper who stayed silent: somebody else is asked now. Whoever can come after all says so on the link."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: we hoorden niets en vragen nu een ander. Kun je toch? {link}",
        subject="Whapp: we vragen nu iemand anders",
        email="""Hallo,

Je zou een buurtgenoot helpen. We vroegen of je komt, en hoorden niets.
Daarom vragen we nu iemand anders. Je hoeft niet meer te gaan.

Kun je toch? Zeg dan ja op deze link. Je ziet daar of het nog nodig is:

{link}

Dank je wel dat je wilde helpen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we heard nothing, so we ask somebody else. Can you? {link}",
        subject="Whapp: we are asking somebody else",
        email="""Hello,

You were going to help a neighbour. We asked whether you are coming, and heard nothing.
That is why we ask somebody else now. You do not have to go.

Can you come after all? Then say yes on this link. It shows whether you are still needed:

{link}

Thank you for wanting to help.

Kind regards,
Whapp
""",
    ),
}
