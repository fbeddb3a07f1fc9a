"""The words of the page and the poster behind a group's invitation. Short sentences, no jargon, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from whapp.domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWords:
    """Everything they say in one language. `{group}` is the group's name, `{kind}` what kind of group it is."""

    language: Language
    title: str
    heading: str
    lead: str
    how_it_works: str
    steps: tuple[str, ...]
    safe: str
    promises: tuple[str, ...]
    join: str
    open_app: str
    code: str
    code_hint: str
    ends: str
    other_language: str
    no_good_title: str
    no_good: tuple[str, ...]
    trouble_title: str
    trouble: str
    emergency: str
    about: str
    poster_title: str
    poster_heading: str
    poster_lead: str
    poster_steps: tuple[str, ...]
    scan: str
    or_type: str
    print_hint: str
    back: str


NL = JoinWords(
    language=Language.NL,
    title="Doe mee met hulp in de buurt",
    heading="{group} doet mee met Whapp. Jij ook?",
    lead="Je bent uitgenodigd door de beheerder van jullie {kind}. Met Whapp vinden buurtgenoten hulp bij elkaar.",
    how_it_works="Zo werkt het",
    steps=(
        "Je vraagt hulp, of je zegt waar jij mee wilt helpen: boodschappen, een klusje, de hond uitlaten.",
        "Whapp vraagt één buurtgenoot tegelijk. De groepsapp blijft rustig.",
        "Een nee is ook goed. Dan vraagt Whapp iemand anders.",
    ),
    safe="Veilig en gratis",
    promises=(
        "Je adres en telefoonnummer ziet alleen wie ja zegt.",
        "Je beheerder ziet nooit wie welke hulp vraagt.",
        "Whapp is van een stichting, zonder winst en zonder reclame.",
    ),
    join="Meedoen",
    open_app="Open Whapp",
    code="Jullie code",
    code_hint="Open de app Whapp, kies 'Bij een groep horen' en vul deze code in.",
    ends="Deze code werkt tot en met {date}.",
    other_language="English",
    no_good_title="Deze uitnodiging werkt niet (meer)",
    no_good=(
        "Misschien is de uitnodiging verlopen, of is de link niet helemaal meegekomen.",
        "Vraag je beheerder om een nieuwe. Meedoen met Whapp kan ook zonder groep.",
    ),
    trouble_title="Er gaat bij ons iets mis",
    trouble="Dat ligt niet aan jou. Probeer het over een paar minuten opnieuw.",
    emergency="Spoed of gevaar? Bel 112.",
    about="Whapp is van en voor buurtgenoten, zonder winst.",
    poster_title="Poster om op te hangen",
    poster_heading="Hulp in de buurt?",
    poster_lead="{group} doet mee met Whapp.",
    poster_steps=(
        "Boodschappen, een klusje, gezelschap: vraag het gerust.",
        "Whapp vraagt één buurtgenoot tegelijk.",
        "Een nee is ook goed. Gratis en zonder winst.",
    ),
    scan="Scan met de camera van je telefoon",
    or_type="of vul in de app deze code in:",
    print_hint="Druk deze pagina af op A5. Deze regel komt niet op papier.",
    back="Terug naar de uitnodiging",
)

EN = JoinWords(
    language=Language.EN,
    title="Join in helping in the neighbourhood",
    heading="{group} is on Whapp. Will you join?",
    lead="The moderator of your {kind} invites you. With Whapp neighbours find help with each other.",
    how_it_works="How it works",
    steps=(
        "You ask for help, or you tell what you like to help with: groceries, a small repair, walking the dog.",
        "Whapp asks one neighbour at a time. The group chat stays quiet.",
        "A no is fine too. Then Whapp asks somebody else.",
    ),
    safe="Safe and free",
    promises=(
        "Only who says yes sees your address and phone number.",
        "Your moderator never sees who asks for which help.",
        "Whapp is run by a foundation, without profit and without advertisements.",
    ),
    join="Join in",
    open_app="Open Whapp",
    code="Your code",
    code_hint="Open the Whapp app, choose 'Belong to a group' and fill in this code.",
    ends="This code works until {date}.",
    other_language="Nederlands",
    no_good_title="This invitation does not work (any more)",
    no_good=(
        "Perhaps it has ended, or part of the link got lost.",
        "Ask your moderator for a new one. You can join Whapp without a group too.",
    ),
    trouble_title="Something went wrong on our side",
    trouble="It is not because of you. Please try again in a few minutes.",
    emergency="Emergency or danger? Call 112.",
    about="Whapp is by and for neighbours, without profit.",
    poster_title="Poster to put up",
    poster_heading="Help in the neighbourhood?",
    poster_lead="{group} is on Whapp.",
    poster_steps=(
        "Groceries, a small repair, company: feel free to ask.",
        "Whapp asks one neighbour at a time.",
        "A no is fine too. Free and without profit.",
    ),
    scan="Scan it with the camera of your phone",
    or_type="or fill in this code in the app:",
    print_hint="Print this page on A5. This line stays off the paper.",
    back="Back to the invitation",
)

JOIN_WORDS: Mapping[Language, JoinWords] = {Language.NL: NL, Language.EN: EN}
