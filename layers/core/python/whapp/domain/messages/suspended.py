"""To a member whom the safety desk took out: that it is so, and whom to ask. Why is not for a message to tell."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: we hebben je account stilgezet. Vragen? Zie {link}",
        subject="Whapp: je account staat stil",
        email="""Hallo,

We hebben je account bij Whapp stilgezet. We vragen je niet, en je kunt nu niets vragen of toezeggen.
Wat was afgesproken, gaat niet door.

Weet je niet waarom, of klopt het niet? Neem contact op met de organisatie van Whapp.

{link}

Je kunt in de app nog wel zien wat we over je bewaren, en je account wissen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we have suspended your account. Questions? See {link}",
        subject="Whapp: your account is suspended",
        email="""Hello,

We have suspended your account at Whapp. We do not ask you, and you cannot ask or promise anything now.
What was arranged is off.

Do you not know why, or is it a mistake? Contact the organisation behind Whapp.

{link}

In the app you can still see what we hold about you, and erase your account.

Kind regards,
Whapp
""",
    ),
}
