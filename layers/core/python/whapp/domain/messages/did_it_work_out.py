"""To the requester, after the agreed time: did it work out? Whoever is content need not do a thing."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: is het gelukt met de hulp? Mooi, dan hoef je niets te doen. Niet gelukt? "
        "Laat het ons weten in de app.",
        subject="Whapp: is het gelukt?",
        email="""Hallo,

Een buurtgenoot zou je helpen. Is dat gelukt?

Ja? Mooi. Dan hoef je niets te doen.
Nee? Laat het ons weten in de app. Dan zoeken we meteen iemand anders.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: did the help work out? Great, then you do not have to do anything. If not, "
        "please tell us in the app.",
        subject="Whapp: did it work out?",
        email="""Hello,

A neighbour was going to help you. Did it work out?

Yes? Great. Then you do not have to do anything.
No? Please tell us in the app. Then we look for somebody else at once.

Kind regards,
Whapp
""",
    ),
}
