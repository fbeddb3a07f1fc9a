"""To the helper, some hours before: are you coming? Whoever told us already does not get it."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: straks help je een buurtgenoot. Kom je? Tik hier: {link}",
        subject="Whapp: kom je straks helpen?",
        email="""Hallo,

Straks help je een buurtgenoot. We weten nog niet zeker of je komt.

Laat het even weten met deze link:

{link}

Kun je toch niet? Geef het daar door, dan vragen we meteen iemand anders.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: you help a neighbour today. Are you coming? {link}",
        subject="Whapp: are you coming to help?",
        email="""Hello,

Later today you help a neighbour. We do not know for sure yet whether you are coming.

Please tell us with this link:

{link}

Cannot make it after all? Tell us there, and we ask somebody else at once.

Kind regards,
Whapp
""",
    ),
}
