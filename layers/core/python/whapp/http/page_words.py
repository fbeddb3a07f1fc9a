"""The words of the reply page, in both languages. The reader may be eighty: short sentences, no jargon, no blame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from whapp.app.reply_view import ReplyState
from whapp.domain.ask import Reason
from whapp.domain.filters import FilterField
from whapp.domain.hours import AMSTERDAM, DAYS, Day
from whapp.domain.language import Language

KM = 1_000


@dataclass(frozen=True, slots=True)
class Telling:
    """A heading and what follows it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything the page says in one language. `{name}` is a first name, or `somebody`; `{Name}` begins a sentence."""

    language: Language
    other_language: str
    can_you_help: str
    telling: Mapping[ReplyState, Telling]
    trouble: Telling
    try_again: str
    somebody: str
    what: str
    when: str
    where: str
    circles: tuple[str, str, str]
    group: str
    in_their_words: str
    yes: str
    after_yes: str
    why_not: str
    rather_not_say: str
    reasons: Mapping[Reason, str]
    no: str
    no_is_fine: str
    how_to_reach: str
    phone: str
    no_phone: str
    address: str
    no_address: str
    show_contact: str
    is_logged: str
    cannot_come: str
    cannot_come_hint: str
    withdraw: str
    stand_by: str
    stand_by_hint: str
    no_stand_by: str
    coming_hint: str
    coming: str
    confirmed: str
    how_it_went: str
    helped: str
    not_helped: str
    told: str
    filters: Mapping[FilterField, str]
    filtered: Mapping[FilterField, str]
    only_this_kind: str
    change_back: str
    metres: str
    made_up_name: str
    made_up_text: str
    ask_me_again: str
    emergency: str
    about: str
    days: str
    months: str
    until: str

    def period(self, start: datetime, end: datetime) -> str:
        """A time to help, as the clock and the calendar at home show it: `dinsdag 24 november, 14:00-16:00`."""
        first, last = start.astimezone(AMSTERDAM), end.astimezone(AMSTERDAM)
        if first.date() == last.date():
            return f"{self.day(first)}, {first:%H:%M}-{last:%H:%M}"
        return f"{self.day(first)}, {first:%H:%M} {self.until} {self.day(last)}, {last:%H:%M}"

    def reach(self, metres: int) -> str:
        """A distance as people say it: `500 meter`, `2 km`."""
        return f"{metres // KM} km" if metres >= KM else f"{metres} {self.metres}"

    def day_of_the_week(self, day: Day) -> str:
        """Its name."""
        return self.days.split()[DAYS.index(day)]

    def day(self, at: datetime) -> str:
        """A day as the calendar at home shows it; `at` is in that zone."""
        return f"{self.days.split()[at.weekday()]} {at.day} {self.months.split()[at.month - 1]}"


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
    how_it_went="Is het gelukt?",
    helped="Ja, het is gelukt",
    not_helped="Nee, het is niet gelukt",
    told="Dank je wel. We weten nu hoe het ging. Je hoeft niets meer te doen.",
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
    emergency="Spoed of gevaar? Bel 112.",
    about="Whapp is van en voor buurtgenoten, zonder winst.",
    days="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    months="januari februari maart april mei juni juli augustus september oktober november december",
    until="tot",
)

EN = Words(
    language=Language.EN,
    other_language="Nederlands",
    can_you_help="Can you help {name}?",
    telling={
        ReplyState.ASKED: Telling("Can you help?", ()),
        ReplyState.MATCHED: Telling(
            "Thank you, you are going to help!",
            ("Please call to agree on the details. You can see phone and address below.",),
        ),
        ReplyState.HELPED: Telling(
            "The help was given", ("Thank you for helping! You do not have to do anything more.",)
        ),
        ReplyState.DECLINED: Telling(
            "Thank you for your answer",
            ("A no is fine too. You do not have to do anything more.", "We will not ask you again for this request."),
        ),
        ReplyState.STAND_BY: Telling(
            "Thank you! You are on stand-by",
            (
                "Another neighbour was just before you. You do not have to do anything now.",
                "If they cannot make it after all, you are at the front of the line.",
            ),
        ),
        ReplyState.TOO_LATE: Telling(
            "Help was already found",
            ("Another neighbour was first. You do not have to do anything.", "It is good of you to want to help!"),
        ),
        ReplyState.WITHDRAWN: Telling(
            "Thank you for telling us", ("You do not have to go any more. We take over from here.",)
        ),
        ReplyState.FELL_THROUGH: Telling(
            "We heard that it did not work out",
            (
                "That can happen. You do not have to do anything more: we take over.",
                "It was good of you to want to help!",
            ),
        ),
        ReplyState.CLOSED: Telling(
            "This request is closed",
            (
                "The help is no longer needed, or the time has passed.",
                "You do not have to do anything. It is good of you to want to help!",
            ),
        ),
        ReplyState.UNKNOWN: Telling(
            "This link does not work (any more)",
            (
                "Perhaps the request is over. Then you do not have to do anything.",
                "Or part of the link got lost. Then tap the link in our message once more.",
            ),
        ),
        ReplyState.PRACTICE: Telling(
            "A practice ask",
            (
                "This is for practice: Kim does not exist, and nobody is waiting for you.",
                "This is what an ask looks like. Choose yes or no, just as you like.",
            ),
        ),
        ReplyState.PRACTISED: Telling(
            "Thank you for practising!",
            (
                "It is as easy as that. Nobody was asked, and you do not have to do anything.",
                "When somebody near you needs help that suits you, you get a message like this one from us.",
            ),
        ),
        ReplyState.RESTING: Telling(
            "Would you still like to be asked?",
            (
                "We are not asking you for help now. That is quite all right.",
                "Would you like to join in again? Then tap the button. Otherwise you do not have to do anything.",
            ),
        ),
        ReplyState.WILLING: Telling(
            "Good, you are with us again!",
            ("When somebody near you needs help that suits you, we ask you again.", "A no is fine then too."),
        ),
    },
    trouble=Telling(
        "Something went wrong on our side",
        ("It is not because of you. Perhaps we do not have your answer yet.", "Please try again in a few minutes."),
    ),
    try_again="Try again",
    somebody="a neighbour",
    what="What",
    when="When",
    where="Where",
    circles=("in your own neighbourhood", "in a neighbourhood close by", "a little further away"),
    group="Group",
    in_their_words="The question",
    yes="Yes, I will help",
    after_yes="If you say yes, you see the phone number and address. {Name} sees your first name and phone number.",
    why_not="Unable to help? You may tell us why.",
    rather_not_say="I would rather not say",
    reasons={
        Reason.NO_TIME: "I have no time",
        Reason.TOO_FAR: "It is too far away",
        Reason.NOT_THIS_KIND: "I do not do this kind of help",
        Reason.NOT_THIS_DAY: "I cannot on this day",
        Reason.OTHER: "Something else",
    },
    no="No, not now",
    no_is_fine="A no is fine too. Then we ask somebody else.",
    how_to_reach="How to reach {name}",
    phone="Phone",
    no_phone="No number is known.",
    address="Address",
    no_address="No address was given. Please ask when you call.",
    show_contact="Show phone and address",
    is_logged="{Name} can see that you look at this.",
    cannot_come="Cannot make it after all?",
    cannot_come_hint="That can happen. Tell us here, and we look for somebody else at once.",
    withdraw="I cannot help after all",
    stand_by="I would like to be stand-by",
    stand_by_hint="Would you like to be stand-by? If the other neighbour cannot come after all, we ask you first.",
    no_stand_by="I do not want to be on stand-by",
    coming_hint="Are you coming? Please tell us. Then nobody has to wonder.",
    coming="Yes, I am coming",
    confirmed="Good, we know that you are coming.",
    how_it_went="Did it work out?",
    helped="Yes, it worked out",
    not_helped="No, it did not work out",
    told="Thank you. We know how it went now. You do not have to do anything more.",
    filters={
        FilterField.RADIUS_M: "Only ask me closer to home: up to {reach}",
        FilterField.DAYS: "Do not ask me on {day} any more",
        FilterField.CATEGORY: "Do not ask me any more for: {kind}",
    },
    filtered={
        FilterField.RADIUS_M: "Good, that is changed. For {kind} we only ask you up to {reach} from your home.",
        FilterField.DAYS: "Good, that is changed. For {kind} we do not ask you on {day} any more.",
        FilterField.CATEGORY: "Good, that is changed. For {kind} we do not ask you any more.",
    },
    only_this_kind="This is about: {kind}.",
    change_back="You can change it back in the app.",
    metres="metres",
    made_up_name="Kim",
    made_up_text="Could you come and help tomorrow? (This is an example.)",
    ask_me_again="Yes, ask me again",
    emergency="Emergency or danger? Call 112.",
    about="Whapp is by and for neighbours, without profit.",
    days="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    months="January February March April May June July August September October November December",
    until="until",
)

WORDS: Mapping[Language, Words] = {Language.NL: NL, Language.EN: EN}
