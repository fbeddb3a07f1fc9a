"""To a stand-by: you may be needed after all. Sent before the match is let go."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je staat reserve, en misschien ben je vandaag toch nodig. Houd je telefoon bij de hand? "
        "Je hoeft nog niets te doen.",
        subject="Whapp: misschien ben je vandaag toch nodig",
        email="""Hallo,

Je staat reserve om een buurtgenoot te helpen. Misschien ben je vandaag toch nodig.

Houd je telefoon bij de hand. Je hoeft nog niets te doen.
Je hoort van ons als het zover is, en ook als het niet meer nodig is.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: you are on stand-by, and you may be needed today. Please keep your phone near. You do "
        "not have to do anything yet.",
        subject="Whapp: you may be needed today",
        email="""Hello,

You are on stand-by to help a neighbour. You may be needed today.

Please keep your phone near. You do not have to do anything yet.
You will hear from us when it comes to that, and also when it does not.

Kind regards,
Whapp
""",
    ),
}
