"""To the helper, the evening before: soon you help somebody. The link leads to "I am coming" and to the way out."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: binnenkort help je een buurtgenoot. Kom je? {link}",
        subject="Whapp: je helpt binnenkort een buurtgenoot",
        email="""Hallo,

Binnenkort help je een buurtgenoot. Fijn dat je dat doet!

Kom je? Laat het even weten met deze link. Je ziet daar ook wanneer het is:

{link}

Kun je toch niet? Dat kan gebeuren. Geef het daar door, dan zoeken we op tijd iemand anders.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: soon you help a neighbour. Are you coming? {link}",
        subject="Whapp: soon you help a neighbour",
        email="""Hello,

Soon you help a neighbour. It is good of you to do that!

Are you coming? Please tell us with this link. It also shows when it is:

{link}

Cannot make it after all? That can happen. Tell us there, and we look for somebody else in time.

Kind regards,
Whapp
""",
    ),
}
