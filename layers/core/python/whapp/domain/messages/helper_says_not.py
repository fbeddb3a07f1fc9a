"""To the requester: the helper tells that it did not happen. Is that so?"""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.messages.message import Message

TEXTS: Mapping[Language, Message] = {
    Language.NL: Message(
        sms="Whapp: je buurtgenoot laat weten dat het niet is gelukt met de hulp. Klopt dat? Laat het ons "
        "weten in de app. Dan zoeken we weer.",
        subject="Whapp: je buurtgenoot zegt dat het niet is gelukt",
        email="""Hallo,

Een buurtgenoot zou je helpen. Die laat weten dat het niet is gelukt.

Klopt dat? Laat het ons weten in de app. Dan zoeken we meteen iemand anders.
Is het wel gelukt? Dan horen we dat ook graag in de app.

Groet,
Whapp
""",
    ),
    Language.EN: Message(
        sms="Whapp: your neighbour tells us that the help did not work out. Is that so? Please tell us in "
        "the app. Then we search again.",
        subject="Whapp: your neighbour says that it did not work out",
        email="""Hello,

A neighbour was going to help you. They tell us that it did not work out.

Is that so? Please tell us in the app. Then we look for somebody else at once.
Did it work out after all? Then please tell us in the app too.

Kind regards,
Whapp
""",
    ),
}
