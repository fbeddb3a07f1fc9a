"""The gate before the first ask: what neighbours must not be asked for, and what only sounds like it."""

import pytest

from whapp.domain.category import Category
from whapp.domain.language import Language
from whapp.domain.safety import Concern, advice, concern

WORRYING = {
    Concern.EMERGENCY: """
        Help, bel 112!
        Mijn man heeft een hartaanval
        Ik denk dat mijn buurvrouw een beroerte heeft
        Hij ademt niet
        Ik krijg geen lucht
        Ik heb pijn op de borst
        Mijn moeder is bewusteloos
        Ik ben gevallen en kan niet meer overeind
        Er is brand in de keuken
        Ik ruik gas in de gang
        Het kind is vergiftigd
        Ik bloed heel erg uit mijn hand
        Er zijn inbrekers in huis
        Mijn man slaat mij
        Ik wil niet meer leven
        Ik denk aan zelfmoord
        Kan iemand een ambulance sturen? Ambulance nu nodig
        Call 112 please
        My husband has had a heart attack
        I think she is having a stroke
        He is not breathing
        I have chest pain
        I fell and cannot get up
        There is a fire in the kitchen
        I smell gas
        I want to die
        She took an overdose
    """,
    Concern.MEDICAL: """
        Wie kan mij wassen?
        Hulp bij douchen gezocht
        Mijn steunkousen aantrekken
        Iemand die insuline kan spuiten
        Kun je mijn moeder uit bed tillen
        Medicijnen klaarzetten voor de week
        Mijn wond verzorgen
        Oogdruppels toedienen
        Mijn stoma verwisselen
        De luier van mijn man verschonen
        Bloeddruk meten graag
        Mij masseren
        Help me shower in the morning
        Somebody to wash me
        Give my mother her medicines
        I need an injection every evening
        Change my catheter
        Help me out of bed
        Put on my compression stockings
        Clean my wound
    """,
    Concern.MONEY: """
        Wil je voor mij pinnen?
        Mijn pincode is 1234
        Ik geef je mijn bankpas mee
        Kun je geld opnemen bij de automaat
        Leen mij 50 euro
        Ik zoek een lening
        Help met internetbankieren
        Wil je dit geld overmaken
        Iemand die mijn sieraden wil verkopen
        Mijn DigiD en wachtwoord heb je nodig
        Wie wil mijn juwelen bewaren
        Kun je 100 euro voorschieten
        Can you lend me some money
        Withdraw cash for me
        I will give you my PIN code and the card
        Help me with online banking
        Sell my jewellery
        Buy gift cards and send me the codes
        Transfer money to my son
        I need bitcoin
    """,
    Concern.KEYS: """
        De sleutel ligt onder de mat
        De voordeursleutel hangt in de schuur
        Ik geef je mijn huissleutel
        Wie wil mijn reservesleutel bewaren
        De code van het alarm is 4321
        De sleutel zit in het sleutelkastje
        Je krijgt de sleutel van mijn huis
        Haal de sleutel bij de buurvrouw
        De achterdeur is altijd open
        Wil je sleutels bijmaken
        The key is under the doormat
        I will give you a key to my house
        Collect the keys from my neighbour
        The back door is open
        The alarm code is 4321
        Keep my spare key
        The house key hangs in the shed
        Use the key safe
    """,
}

FINE = """
    Een hartige taart bakken voor mijn verjaardag
    Pijnboompitten van de markt
    Sleutelen aan mijn fiets
    Een bankje in de tuin neerzetten
    Een zakje kanariezaad en een brood
    Melk en brood
    Ramen wassen op de eerste verdieping
    De auto van mijn man wassen
    Mijn gordijnen wassen en ophangen
    De hond uitlaten, hij trekt niet
    De bank naar boven tillen
    Een nieuwe bank ophalen bij de winkel
    Naast mij op de bank zitten en praten
    Mee naar de bank lopen, ik loop slecht
    Mijn sleutelhanger is kapot
    Sleutelbloemen planten
    Een inbussleutel lenen
    De kraan lekt, graag met een steeksleutel langskomen
    Mijn medicijnen ophalen bij de apotheek
    Even naar de apotheek voor een recept
    Meerijden naar het ziekenhuis voor controle
    Mee naar de huisarts, ik heb geen vervoer
    Sinds mijn beroerte loop ik slecht, wie doet boodschappen
    Na een hartinfarct kan ik niet tillen
    Geen spoed, geen noodgeval: de lamp is stuk
    Ik woon op Zonnelaan 112
    Bus 112 nemen naar de markt
    De kat krijgt eten om acht uur
    Een brandende kaars? Nee, een lamp vervangen
    Haardhout stapelen
    De brandnetels in de tuin weghalen
    De barbecue aansteken kan ik zelf
    Goudvissen voeren
    Een gouden bruiloft versieren
    Een verband tussen twee kabels vinden: de printer doet het niet
    In verband met mijn knie lukt de trap niet
    Ik stik een gordijn en zoek een naaimachine
    Het is hier stikdonker, de lamp is kapot
    Luiers kopen bij de supermarkt
    De pinda's niet vergeten
    Een pingpongtafel verplaatsen
    Een rekening van de energie nakijken
    Hulp met een brief van de gemeente
    Een wachtwoord van de wifi instellen op mijn laptop
    Met DigiD een afspraak maken, samen aan mijn tafel
    Ik betaal de boodschappen met een tikkie
    Het kost ongeveer tien euro
    Een overval van gezelligheid: kom koffie drinken
    De dode takken snoeien
    De schutting is door de storm gevallen
    De wc repareren
    De badkamer schoonmaken
    In het bad zit een lek
    Het stopcontact in de slaapkamer
    Mijn bed in elkaar zetten
    Een ladder lenen tot zaterdag
    Een boormachine lenen
    Een piano stemmen met een stemsleutel
    De brievenbus legen
    Planten water geven als ik weg ben
    Een hartig gesprek over vroeger
    Samen naar een film over een hartaanval
    De cursus reanimatie, kan ik meerijden
    Apple pie for my birthday
    Key lime pie
    A keyboard for my computer
    The bank of the river, a walk
    A garden bench, moved to the shade
    Piggy bank figures for the school play
    Pineapple and bread
    Pins and needles from the shop
    Wash my windows
    Wash the car
    A bath mat from the shop
    Baby food and nappies from the shop
    Collect my medicines at the pharmacy
    A lift to the hospital for a check
    I cannot lift the box
    Since my stroke I walk badly
    Firewood for the stove
    A fireplace to clean
    Not an emergency: the lamp is broken
    The emergency light in the hall needs a bulb
    Gas bill: help me read the letter
    Fill my car with gas
    The number of my house is 112
    A will of iron and a jar that will not open
    Borrow a ladder
    Lend me a drill
    Key points of a letter I do not understand
    Dead leaves in the gutter
    A dying plant needs a bigger pot
    Knife sharpening
    Money is tight, so cheap bread please
    A golden retriever to walk
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("about", "text"), [(about, text) for about, texts in WORRYING.items() for text in lines(texts)]
)
def test_what_neighbours_must_not_be_asked_for_is_noticed(about: Concern, text: str) -> None:
    assert concern(Category.OTHER, text) is about


@pytest.mark.parametrize("text", lines(FINE))
def test_what_only_sounds_like_it_passes(text: str) -> None:
    assert concern(Category.OTHER, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "MIJN PINCODE",
        "mijn p i n c o d e",
        "mijn p.i.n.c.o.d.e",
        "mijn pin-code",
        "mijn p1nc0de",
        "mijn píncódé",
        "mijn pin\u200dcode",
        "mijn pinnncode",
        "m i j n p i n c o d e",
        "mijn b@nkp@s",
        "mijn *pincode*!!!",
        "mijn\npin\tcode",
        "mijn ｐｉｎｃｏｄｅ",
    ],
)
def test_a_word_in_disguise_is_still_the_word(text: str) -> None:
    assert concern(Category.OTHER, text) is Concern.MONEY


@pytest.mark.parametrize("text", ["a b c d", "a.b.c", "1 2 3 4 5 6", "o.k. tot 3 u.", "", "?!", "²", "€"])
def test_odd_text_is_no_reason_to_worry(text: str) -> None:
    assert concern(Category.OTHER, text) is None


def test_the_gravest_concern_is_the_one_that_is_told() -> None:
    assert concern(Category.OTHER, "Bel 112, en de sleutel ligt onder de mat") is Concern.EMERGENCY


def test_an_animal_may_get_its_injection_and_a_baby_a_clean_nappy() -> None:
    assert concern(Category.PETS, "mijn kat krijgt insuline") is None
    assert concern(Category.OTHER, "mijn opa krijgt insuline") is Concern.MEDICAL
    assert concern(Category.CHILD_MINDING, "luier verschonen om vier uur") is None
    assert concern(Category.PETS, "mijn hond, en mijn pincode") is Concern.MONEY


def test_an_amount_is_a_loan_only_where_something_is_borrowed() -> None:
    assert concern(Category.BORROW_SOMETHING, "graag 50 euro tot vrijdag") is Concern.MONEY
    assert concern(Category.BORROW_SOMETHING, "graag €50 tot vrijdag") is Concern.MONEY
    assert concern(Category.GROCERIES, "voor ongeveer 50 euro") is None


@pytest.mark.parametrize("about", Concern)
def test_there_is_advice_for_every_concern_in_both_languages(about: Concern) -> None:
    dutch, english = advice(about, Language.NL), advice(about, Language.EN)
    assert dutch != english
    assert ("112" in dutch) == ("112" in english) == (about is Concern.EMERGENCY)


def test_the_longest_text_is_read_in_no_time() -> None:
    """A gate that can be made to think for long is a door of another kind."""
    for text in ("p " * 250, "sleutel " * 62, "-" * 500, "a-" * 250, "mijn .. " * 60):
        concern(Category.OTHER, text)
