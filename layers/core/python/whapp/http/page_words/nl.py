"""The words of the reply page in Dutch, at level B1."""

from whapp.app.reply_view import ReplyState, Word
from whapp.domain.ask import Reason
from whapp.domain.filters import FilterField
from whapp.domain.language import Language
from whapp.http.page_words.words import Telling, Words

NL = Words(
    language=Language.NL,
    other_language="English",
    can_you_help="Kun jij {name} helpen?",
    telling={
        ReplyState.ASKED: Telling("Kun jij helpen?", ()),
        ReplyState.MATCHED: Telling(
            "Dank je wel, jij gaat helpen!",
            ("Bel even om samen af te spreken. Hieronder kun je telefoon en adres zien.",),
        ),
        ReplyState.HELPED: Telling(
            "De hulp is gegeven", ("Dank je wel dat je hebt geholpen! Je hoeft niets meer te doen.",)
        ),
        ReplyState.DECLINED: Telling(
            "Dank je wel voor je antwoord",
            (
                "Een nee is ook goed. Je hoeft niets meer te doen.",
                "Voor deze hulpvraag vragen we je niet nog een keer.",
            ),
        ),
        ReplyState.STAND_BY: Telling(
            "Dank je wel! Je bent nu reserve",
            (
                "Een andere buurtgenoot was je net voor. Je hoeft nu niets te doen.",
                "Kan de ander toch niet? Dan vragen we jou als eerste.",
            ),
        ),
        ReplyState.TOO_LATE: Telling(
            "Er is al hulp",
            ("Een andere buurtgenoot was eerder. Je hoeft niets te doen.", "Fijn dat je mee wilt helpen!"),
        ),
        ReplyState.WITHDRAWN: Telling(
            "Goed dat je het doorgeeft", ("Jij hoeft niet meer te gaan. Wij nemen het weer over.",)
        ),
        ReplyState.FELL_THROUGH: Telling(
            "We hoorden dat het niet is gelukt",
            ("Dat kan gebeuren. Je hoeft niets meer te doen: wij nemen het weer over.", "Fijn dat je wilde helpen!"),
        ),
        ReplyState.CLOSED: Telling(
            "Deze hulpvraag is gesloten",
            (
                "De hulp is niet meer nodig, of de tijd is voorbij.",
                "Je hoeft niets te doen. Fijn dat je mee wilt helpen!",
            ),
        ),
        ReplyState.REPORTED: Telling(
            "Goed dat je het zegt",
            (
                "Wij kijken ernaar. Jullie worden niet meer aan elkaar gevraagd.",
                "Je hoeft niet te gaan, en niets meer te doen.",
            ),
        ),
        ReplyState.UNKNOWN: Telling(
            "Deze link werkt niet (meer)",
            (
                "Misschien is de hulpvraag al afgelopen. Dan hoef je niets te doen.",
                "Of de link is niet helemaal meegekomen. Tik dan nog een keer op de link in ons bericht.",
            ),
        ),
        ReplyState.PRACTICE: Telling(
            "Een oefenvraag",
            (
                "Dit is een oefening: Kim bestaat niet, en er wacht niemand op je.",
                "Zo ziet een hulpvraag eruit. Kies ja of nee, net wat je wilt.",
            ),
        ),
        ReplyState.PRACTISED: Telling(
            "Dank je wel voor het oefenen!",
            (
                "Zo makkelijk is het. Er is niemand gevraagd, en je hoeft niets te doen.",
                "Zoekt iemand bij jou in de buurt hulp die bij jou past? Dan krijg je zo'n bericht van ons.",
            ),
        ),
        ReplyState.RESTING: Telling(
            "Wil je nog gevraagd worden?",
            (
                "We vragen je nu niet om hulp. Dat is helemaal goed.",
                "Wil je weer meedoen? Tik dan op de knop. Anders hoef je niets te doen.",
            ),
        ),
        ReplyState.WILLING: Telling(
            "Fijn, je doet weer mee!",
            ("Als iemand in de buurt hulp zoekt die bij jou past, vragen we je weer.", "Een nee is dan ook goed."),
        ),
        ReplyState.SUSPENDED: Telling(
            "Je account staat stil",
            (
                "We vragen je niet, en je kunt nu niets vragen of toezeggen. Wat was afgesproken, gaat niet door.",
                "Weet je niet waarom, of klopt het niet? Neem contact op met de organisatie van Whapp.",
            ),
        ),
    },
    afterwards={
        Word.HOW_IT_WENT: Telling("Is het gelukt?", ()),
        Word.TOLD: Telling("Dank je wel!", ("We weten nu hoe het ging. Je hoeft niets meer te doen.",)),
    },
    trouble=Telling(
        "Er gaat bij ons iets mis",
        (
            "Dat ligt niet aan jou. Misschien hebben we je antwoord nog niet.",
            "Probeer het over een paar minuten opnieuw.",
        ),
    ),
    try_again="Probeer opnieuw",
    somebody="een buurtgenoot",
    what="Wat",
    when="Wanneer",
    where="Waar",
    circles=("in je eigen buurt", "in een buurt vlakbij", "iets verder weg"),
    group="Groep",
    in_their_words="De vraag",
    yes="Ja, ik help",
    after_yes="Zeg je ja? Dan zie je het telefoonnummer en het adres. {Name} ziet jouw voornaam en telefoonnummer.",
    why_not="Kun je niet? Je mag zeggen waarom.",
    rather_not_say="Zeg ik liever niet",
    reasons={
        Reason.NO_TIME: "Ik heb geen tijd",
        Reason.TOO_FAR: "Het is te ver weg",
        Reason.NOT_THIS_KIND: "Ik doe dit soort hulp niet",
        Reason.NOT_THIS_DAY: "Ik kan niet op deze dag",
        Reason.OTHER: "Iets anders",
    },
    no="Nee, nu niet",
    no_is_fine="Een nee is ook goed. Dan vragen we iemand anders.",
    how_to_reach="Zo bereik je {name}",
    phone="Telefoon",
    no_phone="Er is geen nummer bekend.",
    address="Adres",
    no_address="Er is geen adres ingevuld. Vraag ernaar als je belt.",
    show_contact="Toon telefoon en adres",
    is_logged="{Name} kan zien dat je dit bekijkt.",
    cannot_come="Kun je toch niet?",
    cannot_come_hint="Dat kan gebeuren. Geef het hier door, dan zoeken we meteen iemand anders.",
    withdraw="Ik kan toch niet",
    stand_by="Ik wil wel reserve zijn",
    stand_by_hint="Wil je reserve zijn? Als de ander toch niet kan, vragen we jou als eerste.",
    no_stand_by="Ik wil geen reserve zijn",
    coming_hint="Kom je? Laat het even weten. Dan hoeft niemand zich af te vragen of het doorgaat.",
    coming="Ja, ik kom",
    confirmed="Fijn, we weten dat je komt.",
    helped="Ja, het is gelukt",
    not_helped="Nee, het is niet gelukt",
    filters={
        FilterField.RADIUS_M: "Vraag me alleen nog dichterbij: tot {reach}",
        FilterField.DAYS: "Vraag me niet meer op {day}",
        FilterField.CATEGORY: "Vraag me niet meer voor: {kind}",
    },
    filtered={
        FilterField.RADIUS_M: "Goed, dat is veranderd. Voor {kind} vragen we je alleen nog tot {reach} van je huis.",
        FilterField.DAYS: "Goed, dat is veranderd. Voor {kind} vragen we je niet meer op {day}.",
        FilterField.CATEGORY: "Goed, dat is veranderd. Voor {kind} vragen we je niet meer.",
    },
    only_this_kind="Dit geldt voor: {kind}.",
    change_back="In de app kun je het weer veranderen.",
    metres="meter",
    made_up_name="Kim",
    made_up_text="Kun je morgen even komen helpen? (Dit is een voorbeeld.)",
    ask_me_again="Ja, vraag me weer",
    report="Iets klopt niet",
    report_hint="Voelt het niet goed? Tik dan hier. Wij kijken ernaar, en jullie zien niets meer van elkaar.",
    emergency="Spoed of gevaar? Bel 112.",
    about="Whapp is van en voor buurtgenoten, zonder winst.",
    days="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    months="januari februari maart april mei juni juli augustus september oktober november december",
    until="tot",
)
