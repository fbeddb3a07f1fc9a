"""To a helper who stayed silent for long: we stopped asking; one tap and we ask again. No blame."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: we hoorden lang niets en vragen je nu niet meer. Weer meedoen? {link}",
        subject="Whapp: wil je nog gevraagd worden?",
        email="""Hallo,

We hebben je een paar keer om hulp gevraagd, en we hoorden niets. Dat is niet erg.
Daarom vragen we je nu niet meer.

Wil je weer meedoen? Open dan deze link en tik op de knop. Je hoeft niet in te loggen.

{link}

In de app kan het ook: zet daar je pauze uit.
Wil je niet meer? Dan hoef je niets te doen.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: we heard nothing for long and stopped asking you. Join again? {link}",
        subject="Whapp: would you still like to be asked?",
        email="""Hello,

We asked you for help a few times, and heard nothing. That is quite all right.
That is why we have stopped asking you.

Would you like to join in again? Open this link and tap the button. You do not have to sign in.

{link}

You can do it in the app too: end your pause there.
Rather not? Then you do not have to do anything.

Kind regards,
Whapp
""",
    ),
}
