"""The timeline as the requester reads it: one plain, kind sentence for everything that happens.

A sentence tells what happened and promises nothing about what follows: the next row does that.
"""

from collections.abc import Mapping

from whapp.domain.event import Actor, Happening
from whapp.domain.language import Language

_Sentence = tuple[str, str]  # Dutch, English; {who} is the neighbour that it is about

_SENTENCES: Mapping[Happening, _Sentence] = {
    Happening.CREATED: (
        "We hebben je hulpvraag ontvangen. We gaan voor je zoeken.",
        "We received your request. We are going to search for you.",
    ),
    Happening.FIRST_REQUEST_WAITS: (
        "Dit is je eerste hulpvraag. We wachten even met vragen, of tot een beheerder je bevestigt.",
        "This is your first request. We wait a little before we ask, or until a moderator confirms you.",
    ),
    Happening.VOUCHED_FOR: (
        "Een beheerder heeft je bevestigd. We hoeven niet langer te wachten.",
        "A moderator confirmed you. There is no need to wait any longer.",
    ),
    Happening.ASKED: ("We hebben {who} gevraagd.", "We asked {who}."),
    Happening.NO_ANSWER: ("{who} heeft niet op tijd geantwoord.", "{who} did not answer in time."),
    Happening.DECLINED: ("{who} kan deze keer niet.", "{who} cannot help this time."),
    Happening.NOT_REACHED: ("We konden {who} niet bereiken.", "We could not reach {who}."),
    Happening.BEYOND_GROUP: (
        "We vragen nu ook buurtgenoten van buiten je groep.",
        "We are now asking neighbours outside your group too.",
    ),
    Happening.WIDENED: (
        "We zoeken nu ook wat verder bij je vandaan.",
        "We are now searching a little further away too.",
    ),
    Happening.EXTENDED: (
        "Je hebt meer tijd gegeven. We zoeken langer door.",
        "You gave it more time. We search for longer.",
    ),
    Happening.CIRCLES_CHOSEN: (
        "Je hebt gekozen hoe ver bij je vandaan we zoeken.",
        "You chose how far away from you we search.",
    ),
    Happening.WAITING_FOR_WAKING_HOURS: (
        "Het is nu geen goed moment om buurtgenoten te vragen. Zodra het weer kan, zoeken we verder.",
        "This is not a good moment to ask neighbours. As soon as it is, we search on.",
    ),
    Happening.WAITING_FOR_SOMEBODY_FREE: (
        "Er is nu even niemand die we kunnen vragen. Zodra er weer iemand is, zoeken we verder.",
        "There is nobody we can ask just now. As soon as there is, we search on.",
    ),
    Happening.EVERYONE_ASKED: (
        "We hebben iedereen gevraagd die we konden vragen. We wachten nog even op late antwoorden.",
        "We asked everybody we could ask. We are waiting a little longer for late answers.",
    ),
    Happening.MATCHED: (
        "Goed nieuws: {who} heeft ja gezegd en gaat je helpen.",
        "Good news: {who} said yes and is going to help you.",
    ),
    Happening.STAND_BY: (
        "{who} wil ook helpen en staat reserve.",
        "{who} would like to help too and is on stand-by.",
    ),
    Happening.CONTACT_SHOWN: (
        "Er is gekeken naar een telefoonnummer en adres.",
        "Somebody looked at a phone number and address.",
    ),
    Happening.REMINDED: ("We hebben {who} aan het bezoek herinnerd.", "We reminded {who} of the visit."),
    Happening.ASKED_IF_COMING: ("We hebben {who} gevraagd of het doorgaat.", "We asked {who} whether they are coming."),
    Happening.COMING: ("{who} laat weten te komen.", "{who} tells us that they are coming."),
    Happening.STAND_BY_WARNED: (
        "We hoorden nog niets en hebben {who}, die reserve staat, gewaarschuwd.",
        "We heard nothing yet, and warned {who}, who is on stand-by.",
    ),
    Happening.HELPER_SILENT: (
        "We konden {who} niet bereiken. Je kunt zelf even bellen: het nummer staat in de app.",
        "We could not reach {who} before the visit. You can call them: the number is in the app.",
    ),
    Happening.LET_GO: (
        "{who} liet niets meer horen. Je hulpvraag staat weer open; wie reserve staat, vragen we het eerst.",
        "{who} was not heard of again. Your request is open again; we ask the stand-by first.",
    ),
    Happening.WITHDRAWN: (
        "{who} kan helaas toch niet. Je hulpvraag staat weer open.",
        "Sorry, {who} cannot help after all. Your request is open again.",
    ),
    Happening.FELL_THROUGH: (
        "Je hebt gemeld dat de hulp niet is gekomen. Je hulpvraag staat weer open.",
        "You told us that the help did not come. Your request is open again.",
    ),
    Happening.CALLED_OFF: (
        "{who} helpt toch niet bij deze hulpvraag.",
        "{who} is not going to help with this request after all.",
    ),
    Happening.REPORTED: (
        "Je hebt gemeld dat er iets niet klopt met {who}. We kijken ernaar.",
        "You told us that something is not right with {who}. We look into it.",
    ),
    Happening.HELPER_SAYS_HELPED: ("{who} laat weten dat het is gelukt.", "{who} tells us that it worked out."),
    Happening.HELPER_SAYS_NOT: (
        "{who} laat weten dat het niet is gelukt. We vragen jou of dat klopt.",
        "{who} tells us that it did not work out. We ask you whether that is so.",
    ),
    Happening.ASKED_HOW_IT_WENT: (
        "We hebben jou en je buurtgenoot gevraagd of het gelukt is.",
        "We asked you and your neighbour whether it worked out.",
    ),
    Happening.HELPED: ("Fijn: de hulp is gelukt.", "Good: the help worked out."),
    Happening.THANKED: ("Je hebt je buurtgenoot bedankt.", "You thanked your neighbour."),
    Happening.CANCELLED: ("De hulpvraag is ingetrokken.", "The request is cancelled."),
    Happening.PAUSED: (
        "Een medewerker van Whapp heeft het zoeken even stilgezet.",
        "Somebody of Whapp put the search on hold.",
    ),
    Happening.RESUMED: (
        "Een medewerker van Whapp heeft het zoeken weer vrijgegeven.",
        "Somebody of Whapp lifted the hold on the search.",
    ),
    Happening.ASSIGNED: (
        "Een medewerker van Whapp heeft met {who} afgesproken om te helpen.",
        "Somebody of Whapp arranged with {who} to help.",
    ),
    Happening.EXPIRED: (
        "De tijd is voorbij en we hebben helaas niemand gevonden. Dat spijt ons.",
        "Time is up and we found nobody. We are sorry.",
    ),
    Happening.NOBODY_AVAILABLE: (
        "We hebben goed gezocht, maar helaas niemand gevonden. Dat spijt ons.",
        "We searched well, but found nobody. We are sorry.",
    ),
}

_BY: Mapping[tuple[Happening, Actor | None], _Sentence] = {
    (Happening.CONTACT_SHOWN, Actor.HELPER): (
        "{who} heeft gekeken naar je telefoonnummer en adres.",
        "{who} looked at your phone number and address.",
    ),
    (Happening.CONTACT_SHOWN, Actor.REQUESTER): (
        "Je hebt gekeken hoe je {who} kunt bereiken.",
        "You looked up how to reach {who}.",
    ),
    (Happening.CALLED_OFF, Actor.REQUESTER): (
        "Je wilt geen contact meer met {who}. De afspraak gaat niet door.",
        "You want no more contact with {who}. The visit is off.",
    ),
    (Happening.HELPED, Actor.WHAPP): (
        "We hoorden niets meer. We gaan ervan uit dat de hulp gelukt is.",
        "We heard nothing more. We take it that the help worked out.",
    ),
    (Happening.EXPIRED, Actor.HELPER): (
        "De hulp is niet gelukt, en we hoorden niets meer. We zoeken niet verder.",
        "The help did not work out, and we heard nothing more. We do not search on.",
    ),
    (Happening.CANCELLED, Actor.OPERATIONS): (
        "Een medewerker van Whapp heeft de hulpvraag gestopt.",
        "Somebody of Whapp stopped the request.",
    ),
    (Happening.CANCELLED, Actor.REQUESTER): (
        "Je hebt je hulpvraag ingetrokken.",
        "You cancelled your request.",
    ),
}


def describe(what: Happening, language: Language, ask: int | None, by: Actor | None = None) -> str:
    """One row of the timeline in words. `ask` is the number of the ask it is about; `by` tells who did it, if known."""
    sentence = _BY.get((what, by), _SENTENCES[what])
    words = sentence[language is Language.EN].format(who=_neighbour(ask, language))
    return words[0].upper() + words[1:]


def _neighbour(ask: int | None, language: Language) -> str:
    if language is Language.NL:
        return f"de {ask}e buurtgenoot" if ask else "een buurtgenoot"
    return f"the {_ordinal(ask)} neighbour" if ask else "a neighbour"


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
