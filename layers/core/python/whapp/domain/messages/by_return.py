"""To somebody who sent us an SMS, by return: what became of it. By SMS only."""

from collections.abc import Mapping
from enum import StrEnum

from whapp.domain.language import Language
from whapp.domain.messages.message import Message


class Reply(StrEnum):
    """What there is to say."""

    MATCHED = "matched"
    DECLINED = "declined"
    STAND_BY = "stand_by"
    NOT_NEEDED = "not_needed"
    STILL_COMING = "still_coming"
    STOPPED = "stopped"
    STARTED = "started"
    SUSPENDED = "suspended"
    HELP = "help"


TEXTS: Mapping[Reply, Mapping[Language, str]] = {
    Reply.MATCHED: {
        Language.NL: "Whapp: fijn dat je helpt! Naam, telefoon en adres staan achter de link in ons bericht.",
        Language.EN: "Whapp: good that you help! Name, phone and address are behind the link in our message.",
    },
    Reply.DECLINED: {
        Language.NL: "Whapp: dank je voor je antwoord. We vragen iemand anders. Je hoeft niets te doen.",
        Language.EN: "Whapp: thank you for your answer. We ask somebody else. You do not have to do anything.",
    },
    Reply.STAND_BY: {
        Language.NL: "Whapp: dank je! Iemand was net eerder. Je staat reserve: valt die weg, dan vragen we jou eerst.",
        Language.EN: "Whapp: thank you! Somebody was faster. You are on stand-by: if they cannot, we ask you first.",
    },
    Reply.NOT_NEEDED: {
        Language.NL: "Whapp: dank je! De hulp is niet meer nodig. Je hoeft niets te doen.",
        Language.EN: "Whapp: thank you! The help is not needed any more. You do not have to do anything.",
    },
    Reply.STILL_COMING: {
        Language.NL: "Whapp: je zou gaan helpen. Kun je toch niet? Geef het door op de link in ons bericht, dan "
        "zoeken we een ander.",
        Language.EN: "Whapp: you were going to help. Can you not come after all? Tell us on the link in our "
        "message, and we ask somebody else.",
    },
    Reply.STOPPED: {
        Language.NL: "Whapp: we vragen je niet meer. Wil je weer meedoen? Stuur dan START.",
        Language.EN: "Whapp: we will not ask you any more. To join again, send START.",
    },
    Reply.STARTED: {
        Language.NL: "Whapp: welkom terug! We vragen je weer als iemand hulp zoekt. Stoppen? Stuur STOP.",
        Language.EN: "Whapp: welcome back! We ask you again when somebody needs help. To stop, send STOP.",
    },
    Reply.SUSPENDED: {
        Language.NL: "Whapp: je account staat stil, dus dit kan nu niet. Vragen? Neem contact op met de organisatie "
        "van Whapp.",
        Language.EN: "Whapp: your account is suspended, so this is not possible now. Questions? Contact the "
        "organisation behind Whapp.",
    },
    Reply.HELP: {
        Language.NL: "Whapp: stuur JA of NEE op onze laatste vraag, of STOP om te stoppen. Of tik op de link in ons "
        "bericht.",
        Language.EN: "Whapp: send JA or NEE to our last question, or STOP to stop. Or tap the link in our message.",
    },
}


def write_back(reply: Reply, language: Language) -> Message:
    """The reply in words; it is never sent by e-mail."""
    text = TEXTS[reply][language]
    return Message(sms=text, subject="", email=text)
