"""To a helper whom nobody asked in their first month: a practice ask. Nobody is waiting, and it says so."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: even oefenen? Zo ziet een vraag eruit. Er wacht niemand: {link}",
        subject="Whapp: oefen een keer met een vraag",
        email="""Hallo,

Fijn dat je buurtgenoten wilt helpen. Er was nog geen vraag die bij jou past.

Wil je vast zien hoe dat gaat? Open deze link. Het is een oefening: er wacht niemand op je.

{link}

Je hoeft niet in te loggen. Niets doen is ook goed.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: care to practise? This is what an ask looks like. Nobody waits: {link}",
        subject="Whapp: practise answering an ask",
        email="""Hello,

It is good of you to want to help neighbours. So far there was no ask that suits you.

Would you like to see how it works? Open this link. It is for practice: nobody is waiting for you.

{link}

You do not have to sign in. Doing nothing is fine too.

Kind regards,
Whapp
""",
    ),
}
