"""To the helper, after the agreed time: did it work out? The link leads to two buttons."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: is het gelukt met de hulp? Laat het ons weten: {link}",
        subject="Whapp: heb je kunnen helpen?",
        email="""Hallo,

Je zou een buurtgenoot helpen. Is dat gelukt?

Laat het ons weten met deze link. Je hoeft niet in te loggen:

{link}

Is het niet gelukt? Dat kan gebeuren. Dan kijken we samen verder.

Dank je wel dat je wilt helpen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: did it work out with the help? Please tell us: {link}",
        subject="Whapp: were you able to help?",
        email="""Hello,

You were going to help a neighbour. Did it work out?

Please tell us with this link. You do not have to sign in:

{link}

Did it not work out? That can happen. Then we take it from there.

Thank you for wanting to help.

Kind regards,
Whapp
""",
    ),
}
