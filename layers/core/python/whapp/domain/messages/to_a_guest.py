"""To a neighbour without the app, for whom a moderator asked: what they hear by plain SMS."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.notice import NoticeKind

TEXTS: Mapping[NoticeKind, Mapping[Language, str]] = {
    NoticeKind.MATCHED: {
        Language.NL: (
            "Whapp: goed nieuws! Een buurtgenoot heeft ja gezegd, komt je helpen en belt je even. "
            "Je beheerder heeft dit voor je gevraagd."
        ),
        Language.EN: (
            "Whapp: good news! A neighbour said yes, is going to help you, and will call you. "
            "Your moderator asked this for you."
        ),
    },
    NoticeKind.NOBODY_AVAILABLE: {
        Language.NL: (
            "Whapp: het spijt ons, we hebben niemand gevonden die nu kan helpen. Je beheerder kan het opnieuw vragen. "
            "Spoed of gevaar? Bel 112."
        ),
        Language.EN: (
            "Whapp: we are sorry, we found nobody who can help now. Your moderator can ask again. "
            "Emergency or danger? Call 112."
        ),
    },
    NoticeKind.NOBODY_ELSE: {
        Language.NL: (
            "Whapp: je buurtgenoot komt helaas toch niet, en we vonden niemand anders. Je beheerder kan het opnieuw "
            "vragen. Spoed of gevaar? Bel 112."
        ),
        Language.EN: (
            "Whapp: sorry, your neighbour is not coming after all, and we found nobody else. Your moderator can ask "
            "again. Emergency or danger? Call 112."
        ),
    },
    NoticeKind.CANCELLED_BY_US: {
        Language.NL: (
            "Whapp: we hebben je hulpvraag gestopt en zoeken niet verder. Is er nog hulp nodig? Vraag je beheerder. "
            "Spoed of gevaar? Bel 112."
        ),
        Language.EN: (
            "Whapp: we stopped your request and do not search on. Do you still need help? Ask your moderator. "
            "Emergency or danger? Call 112."
        ),
    },
    NoticeKind.EXPIRED: {
        Language.NL: (
            "Whapp: het spijt ons, we hebben niet op tijd iemand gevonden. Is er nog hulp nodig? "
            "Vraag het je beheerder."
        ),
        Language.EN: (
            "Whapp: we are sorry, we did not find anybody in time. Do you still need help? Ask your moderator."
        ),
    },
    NoticeKind.DID_IT_WORK_OUT: {
        Language.NL: (
            "Whapp: is het gelukt met de hulp? Mooi, dan hoef je niets te doen. Niet gelukt? Vertel het je beheerder."
        ),
        Language.EN: (
            "Whapp: did the help work out? Great, then you do not have to do anything. If not, tell your moderator."
        ),
    },
    NoticeKind.HELPER_SAYS_NOT: {
        Language.NL: (
            "Whapp: je buurtgenoot laat weten dat het niet is gelukt met de hulp. Klopt dat? Vertel het je beheerder. "
            "Dan zoeken we weer."
        ),
        Language.EN: (
            "Whapp: your neighbour tells us that the help did not work out. Is that so? Tell your moderator. "
            "Then we search again."
        ),
    },
    NoticeKind.HELPER_SILENT: {
        Language.NL: (
            "Whapp: we vroegen je buurtgenoot of alles doorgaat, maar kregen nog geen antwoord. Komt er niemand? "
            "Vertel het je beheerder."
        ),
        Language.EN: (
            "Whapp: we asked your neighbour whether all is well, but got no answer yet. Nobody comes? "
            "Tell your moderator."
        ),
    },
}
