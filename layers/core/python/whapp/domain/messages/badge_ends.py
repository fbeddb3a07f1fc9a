"""To a member: the badge of a group ends in a month, and its moderator can renew it."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je bewijs van lidmaatschap loopt over een maand af. Vraag je beheerder om het te verlengen, als je "
        "dat wilt.",
        subject="Whapp: je bewijs van lidmaatschap loopt af",
        email="""Hallo,

Over een maand loopt je bewijs van lidmaatschap van een groep af.

Wil je het houden? Vraag de beheerder van je groep om het in Whapp te verlengen.
Wil je het niet meer? Dan hoef je niets te doen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: your proof of membership of a group ends in a month. Ask your moderator to renew it, if you like.",
        subject="Whapp: your proof of membership ends in a month",
        email="""Hello,

In a month your proof of membership of a group ends.

Would you like to keep it? Ask the moderator of your group to renew it in Whapp.
If not, you do not have to do anything.

Kind regards,
Whapp
""",
    ),
}
