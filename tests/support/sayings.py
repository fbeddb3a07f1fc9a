"""What people write: requests that neighbours must not be asked, and everyday ones that only sound like it."""

from whapp.domain.safety import Concern


def lines(text: str) -> list[str]:
    """One saying a line."""
    return [line.strip() for line in text.strip().splitlines()]


NOT_FOR_NEIGHBOURS = {
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
        Mijn dochter heeft bleekmiddel gedronken
        Mijn zoontje heeft een knoopcel ingeslikt
        De baby heeft een batterij doorgeslikt
        Mijn man heeft net een beroerte gehad
        Mijn moeder heeft plotseling een beroerte
        Mijn vrouw reageert niet meer
        Ik lig op de grond en kan niet opstaan
        Mijn buurvrouw ligt op de vloer
        Het huis staat in brand
        De rookmelder gaat nu af en ik zie rook
        De koolmonoxidemelder gaat af
        De koolmonoxidemelder loeit
        Hoofdpijn, ik denk koolmonoxidevergiftiging
        Er is een gaslek in de straat
        Ik hoor een inbreker beneden
        Er wordt bij de buren ingebroken
        Hij bedreigt mij met een mes
        Ik word bedreigd door mijn buurman
        Ik wil er niet meer zijn
        Ik maak een einde aan mijn leven
        Ze heeft alle pillen ingenomen
        Mijn mond hangt scheef en ik praat raar
        Er is spoedgeval bij mij thuis
        Mijn hond heeft rattengif gegeten
        Na mijn beroerte kreeg ik nu ineens geen lucht
        My child swallowed bleach
        My toddler swallowed a battery
        My son drank cleaner
        My wife just had a stroke
        He has collapsed, she has collapsed, he has just collapsed in the hall
        The house is on fire
        There is a burglar in the house
        My husband hits me
        I want to end my life
        My neighbour is unconscious
        She is choking
        I am lying on the floor and cannot move
        The carbon monoxide alarm is going off
        Mijn vrouw heeft benauwdheid en krijgt geen adem
        Ik denk dat mijn man een hartaanval krijgt
        Er komt rook uit het huis van de buren, er is brand
        Mijn zoon heeft chloor gedronken
        Iemand staat met een mes voor mijn deur
        Ik wil dood
        Ik wil niet meer verder leven
        Mijn moeder is gevallen en staat niet meer op
        My father is not breathing
        I have taken too many pills
        There is a gas smell, I smell a lot of gas
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
        Wie kan mijn vader insuline geven
        Ik zoek iemand die een injectie kan zetten
        Kan iemand mijn steunkousen uittrekken vanavond
        Hulp nodig met steunkousen
        Wie wil mijn man douchen
        Wassen en aankleden in de ochtend
        Mijn teennagels knippen
        Mijn rug insmeren met zalf
        Pillen uitzetten voor mijn moeder
        Kan iemand mijn medicijnen klaarzetten
        Iemand om mijn wond te verbinden: wond verbinden graag
        Mijn katheter legen
        Mijn bloeddruk laten meten, bloeddruk meten thuis
        Wie kan mijn ogen druppelen, oogdruppels doen lukt niet
        Mijn opa naar het toilet helpen
        Help mij in bed leggen
        Kan iemand mij insuline spuiten
        Oxycodon lenen van iemand
        Ik zoek een massage voor mijn rug
        Kan iemand de hechtingen verwijderen
        Morfine geven aan mijn man
        Bath my mother on Monday
        Help with my support stockings
        Change the dressing on my leg
        Sort my pills for the week
        Empty my catheter bag
        Take my blood pressure at home
        Give my son his medicine at noon
        Put in my eye drops every morning
        Lift my husband into bed
        Remove my stitches
        Cut my toenails
        Wie kan mij elke ochtend helpen met wassen
        Iemand om mijn moeder onder de douche te helpen
        Kousen aantrekken in de ochtend, elastische kousen
        Wie geeft mijn man zijn pillen
        Thuis bloed prikken
        Mijn zus insuline spuiten
        Somebody to help my mother shower
        Put my compression socks on
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
        Kun je met mijn bankpas boodschappen doen
        De code van mijn pas is 5566
        Kun je 200 euro pinnen voor mij
        Geld halen bij de bank voor mij
        Wie kan mij 20 euro lenen
        Kan ik 100 euro lenen tot vrijdag
        Ik heb geld nodig voor de huur
        Wil iemand mij geld lenen
        Contant geld opnemen voor mijn zus
        Mijn wachtwoord geven aan wie helpt
        Help met mijn bankrekening
        Samen beleggen in crypto
        Koop voor mij cadeaukaarten, de codes stuur je door
        Mijn sieraden bewaren tijdens vakantie
        Mijn erfenis verdelen
        Wie helpt mij mijn testament veranderen
        Kun je een volmacht tekenen
        Zoek lening van particulier
        Ik maak geld naar je over, kun je het opnemen: geld opnemen
        Mijn pin is 1122
        My password is sunflower
        Use my credit card at the shop
        Get money from the ATM for me
        I need a loan until Monday
        Borrow 50 euros from a neighbour, I need money
        Invest my money with me
        Keep my jewellery safe
        Change my will with me
        I need cash for the rent
        Ik heb 300 euro nodig
        Kun je even geld voor me pinnen, pincode geef ik
        Ik stuur mijn pasje met code mee
        Wie leent mij wat geld
        Can somebody lend me 50 euros
        Go to the cash machine with my card, my pin is 1234
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
        De reservesleutel ligt onder de bloempot
        Sleutel onder de deurmat, kom gerust binnen
        De sleutel hangt aan een haakje achter de deur
        Code van het sleutelkastje is 1900
        De sleutel ligt bij de buren
        De code van de poort is 2580
        De achterdeur staat altijd open
        Kom maar binnen, de deur is open
        Wie bewaart mijn huissleutel
        Ik wil mijn reservesleutel bij iemand bewaren
        Sleutel van mijn woning afgeven
        De toegangscode krijg je van mij
        De deurcode is 4411
        Je kunt de sleutel ophalen bij de kapper
        Key under the flowerpot
        The key is in the shed
        My front door key is under the stone
        The door code is 9090
        I leave the back door unlocked, the back door is unlocked all day
        Hold my spare key
        The code for the gate is 1234
        Get the key from the shop
        The key safe code is 1111
        De sleutel ligt in de brievenbus
        Sleutels liggen onder de pot
        De voordeur is niet op slot, de deur is los
        I leave my key with the neighbour
        The key hangs in the shed
        Wie wil een sleutel van mijn huis hebben
    """,
}

EVERYDAY_DUTCH = """
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
    Herstel van een beroerte: wie loopt met mij een blokje om
    Na een beroerte kan ik niet meer fietsen, wie doet de boodschappen
    Mijn man had vorig jaar een hartinfarct en mag niet tillen
    Door mijn beroerte kan ik mijn linkerhand niet gebruiken, wie schilt de aardappels
    Revalidatie na een herseninfarct, rit naar de fysiotherapie
    Het slot van de voordeur repareren
    Slot repareren van de schuur
    Het slot van mijn fiets is vastgeroest
    De sleutel zit vast in het slot van de schuur
    De sleutel is afgebroken in het slot, wie kan helpen
    Sleutelkastje ophangen naast de deur
    Een inbrekerswerend slot op de achterdeur zetten
    Ik ben bang voor inbrekers, wie hangt een buitenlamp op
    Koolmonoxidemelder ophangen in de gang
    Rookmelder ophangen en testen
    De rookmelder piept, de batterij moet vervangen
    De batterij van de koolmonoxidemelder vervangen
    Steunkousen ophalen bij de apotheek
    Oogdruppels ophalen bij de apotheek
    Wie haalt mijn insuline op bij de apotheek
    Nieuwe steunkousen afhalen bij de winkel
    Zalf en pleisters kopen bij de drogist
    Mijn medicijnen liggen klaar bij de apotheek
    Rit naar het ziekenhuis voor een injectie
    Meerijden naar de huisarts voor de griepprik
    Naar de prikpost brengen om bloed te prikken
    Afspraak in het ziekenhuis voor een infuus, wie rijdt mij
    Vervoer naar de oogarts, ik mag niet rijden door de druppels
    Wie brengt mij naar de polikliniek om de hechtingen te laten verwijderen
    Naar de pedicure brengen
    Meegaan naar de diabetesverpleegkundige
    Rit naar de notaris om mijn testament te tekenen
    Meegaan naar de notaris over de erfenis van mijn zus
    Vervoer naar de notaris voor een volmacht
    Ik betaal met een tikkie
    Stuur een Tikkie voor de boodschappen, ongeveer 25 euro
    Ik betaal de boodschappen contant of met Tikkie
    Ik betaal contant bij de deur
    Boodschappen voor ongeveer 40 euro, ik betaal direct terug
    Statiegeld inleveren, twee kratten
    Een boek lenen over de oorlog, ik heb het van de bieb voor 2 euro niet gevonden
    Een wachtwoordmanager instellen op mijn computer
    Mijn wachtwoord vergeten van de tablet, wie kijkt mee
    Mijn e-mail doet het niet meer
    Hulp bij de belastingaangifte
    Een formulier van de gemeente invullen
    Een brief van de bank begrijpen
    Een brief over mijn oude lening begrijpen
    Meelopen naar de pinautomaat, ik ben slecht ter been
    De printer aansluiten
    Foto's van mijn telefoon op de computer zetten
    Videobellen met mijn kleinkind uitleggen
    Het alarmnummer in mijn telefoon zetten, ik snap het toestel niet
    Mijn persoonlijke alarm testen met de leverancier aan de lijn
    De lamp in het trapgat vervangen
    Een kraan die druppelt
    De gootsteen is verstopt
    De douchekop is kapot
    Onder de douche is het putje verstopt
    Een handgreep in de badkamer ophangen
    Een toiletverhoger plaatsen
    Het bed van mijn man een verdieping lager zetten
    Matras omdraaien
    Dekbed wassen bij de wasserette
    De was ophangen
    De gordijnen afhalen en wassen
    De ramen zemen
    De hond wassen
    Mijn auto wassen voor het weekend
    De kat van de buren voeren
    Met de hond naar de dierenarts
    De hond een pil geven lukt mij niet
    Mijn kat krijgt elke dag insuline, wie past op
    De vissen voeren in de vakantie
    De planten zijn bijna dood, wie geeft water
    De dode boom omzagen
    Het gras maaien
    De heg knippen
    Onkruid wieden, ik kan niet bukken
    De schuur opruimen
    Oude kranten wegbrengen
    Grofvuil naar de stort brengen
    Een kast naar boven tillen
    Een tafel in elkaar zetten
    Een schilderij ophangen
    Een nieuwe fietssleutel laten bijmaken
    De sleutelkast van de fietsclub opruimen
    De sleutel van mijn fietsslot is kwijt, wie knipt het slot door
    Mijn autosleutel doet het niet meer, batterijtje vervangen
    Een set sleutels maat 8 tot 19 om een tafel te monteren
    Kabels achter de televisie uitzoeken
    De tv zenders instellen
    De thermostaat instellen
    De verwarming bijvullen
    De gasfles van de barbecue wisselen
    De gasmeter aflezen
    De open haard schoonmaken
    Hout hakken voor de kachel
    Appeltaart bakken voor de buurt
    Een warme maaltijd op woensdag
    Samen eten op zondag
    Soep koken, ik ben grieperig
    Ik ben vorige week gevallen en heb mijn arm gebroken, wie kookt er
    Ik ben gevallen vorige maand en kan nog niet stofzuigen
    Mijn heup is gebroken en ik zit in het gips, wie doet de was
    Ik heb pijn in mijn rug en kan niet tillen
    Ik heb last van mijn hart en mag geen trappen lopen
    Ik heb COPD en kan de boodschappen niet dragen
    Mijn oma wordt negentig, wie helpt met de slingers
    Een kopje koffie drinken
    Een wandeling in het park
    Kaarten op dinsdagmiddag
    Voorlezen uit de krant, mijn ogen zijn slecht
    Schaken met een beginner
    Mee naar de begrafenis van mijn vriendin
    Mee naar de kerk op zondag
    Een praatje over vroeger, mijn man is dood
    Mijn man is overleden en ik kan de computer niet
    Ik ben eenzaam en wil graag iemand leren kennen
    Oppassen op twee kinderen
    De kinderen naar school brengen
    Een luier pakken uit de winkel
    Eieren en een pak bleekmiddel van de winkel
    Schoonmaakmiddel en wasmiddel halen
    Batterijen kopen voor mijn gehoorapparaat
    De batterij van mijn rolstoel opladen
    Een rolstoel lenen bij de thuiszorgwinkel
    Een ladder lenen voor de dakgoot
    Een tent lenen voor het weekend
    Een boek lenen en samen bespreken
    De container aan de straat zetten
    Het eind van de straat sneeuwvrij maken
    Een pakje bij de buurvrouw ophalen
    Een pakketje naar het postkantoor brengen
    Medische papieren sorteren
    Tijdens mijn vakantie de brievenbus legen
    Er is bij ons in de straat veel ingebroken, wie praat mee over lampen
    Brandnetels bij het huis weghalen
    Kaarsen branden lukt nog, maar de lamp in de keuken is stuk
    De stoelen staan in de schuur bij de buren
    De poort klemt en gaat niet open
    Het raam gaat niet meer open
    De deur tocht en klemt
    Wie kan mijn bril naar de opticien brengen
    Ik heb pijn in mijn borstkas? nee, ik bedoel kippenborst van de slager
    Kan iemand mijn rollator repareren
    Graag hulp met de bankafschriften ordenen
    Wie wil de sleutelkast in de hal schilderen
    Ik zoek iemand die een kluisje kan ophangen
    Mijn dochter krijgt een injectie, wie past op de ander
    Wie kan met mij naar de tandarts
    Mijn hoortoestel piept
    Kan iemand het slot van mijn tuinpoort smeren
    Extra slot op de voordeur monteren
    De deurbel doet het niet
    Een deurspion plaatsen
    Mijn deur is kapot, hij blijft open staan
    De buitenlamp gaat steeds aan
    Een cijferslot op de schuur
    De afstandsbediening is kwijt
    Mijn pas voor de bibliotheek verlengen
    OV-chipkaart opladen op het station
    Een nieuwe identiteitskaart ophalen bij de gemeente
    Naar de bank rijden voor een gesprek
    Bankje verven
    Geld inzamelen voor de buurtbarbecue
    Ik geef een kleine vergoeding van 5 euro
    Cadeaubon kopen voor mijn zus
    Sieraden maken met kralen, wie doet mee
    Mijn trouwring is in de afvoer gevallen
    Er is een vaas gevallen, scherven opruimen
    De dakgoot is gevallen
    Mijn boom is omgevallen op de schuur
    Brandt er nog licht bij mij? wil je kijken als ik weg ben
    Vuurwerk opruimen
    De haard brandt niet
    Rook uit de kachel, schoorsteenveger nodig
    Een blusdeken ophangen
    De EHBO-doos bijvullen
    Verband en pleisters kopen
    Pillendoosje kopen bij de drogist
    Mijn pillen ophalen
    Een recept inleveren bij de apotheek
    Mijn man moet naar de dialyse, wie rijdt
    Bestraling in het ziekenhuis, vervoer op maandag
    Na mijn operatie mag ik niet tillen
    Ik heb een nieuwe knie en kan niet fietsen
    Mijn moeder heeft alzheimer, wie wandelt met haar
    Mijn vrouw is dement, kopje thee samen
    Ik heb parkinson en knoei met soep
    Spelletje doen met mijn moeder
    Mijn moeder naar bed brengen? nee, haar nieuwe bed naar boven brengen
    De was in bad laten weken
    Het bad ontstoppen
    Een douchestoel ophalen
    De wc rolhouder vastzetten
    Mijn man naar de kapper brengen
    Nagels van de hond knippen
    Mijn rug doet zeer, wie draait de compost
    Massief houten tafel verplaatsen
    De ziekenwagen van de poppenhoek maken
    Wil je mijn dode planten weghalen
    Ik wil de dood van mijn man een plek geven, praten
    Vissen in de vijver zijn dood
    De muis is dood, wie haalt hem weg
    Een wespennest weghalen
    Muizenvallen zetten met gif
    Slakkenkorrels strooien
    Chloor kopen voor het zwembadje
    Batterij van de fiets opladen
    Mijn fiets uit de schuur halen, de sleutel krijg je van mij
    Ik heb de sleutel van de kerk en zoek iemand die meegaat
    Sleutel van de buurtmoestuin ophalen
    De sleutels van het buurthuis ophalen
"""

EVERYDAY_ENGLISH = """
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
    Recovering from a stroke, I cannot carry my shopping
    After a stroke I cannot drive, a lift to the shops please
    My husband had a heart attack last year and may not lift anything
    Repair the lock of the shed
    A burglar proof lock for the back door
    Hang up a carbon monoxide detector
    Fit a carbon monoxide alarm in the hall
    A new battery for the smoke alarm
    Hang the key safe next to the door
    Collect my support stockings from the shop
    Collect my eye drops at the pharmacy
    Pick up my insulin from the pharmacy
    A lift to the hospital for an injection
    A ride to the clinic for a blood test
    An appointment to have my stitches out, who drives me to the hospital
    A ride to the notary to sign my will
    Come along to the notary about an inheritance
    Set up a password manager on my laptop
    I forgot the password of my tablet
    Help with my email account
    Help with the tax form
    Understand a letter from the bank
    A letter about an old loan, help me read it
    I pay in cash at the door
    I pay you back at once, about 30 euro of shopping
    Walk with me to the bank
    Borrow a book about birds
    Borrow a tent for the weekend
    Borrow a wheelchair
    Read the gas meter
    Change the gas bottle of the barbecue
    Clean the oven
    Fix the shower head
    Unblock the drain under the shower
    A grab rail in the bathroom
    Put the bin out
    Water the plants, they are dying
    Cut down the dead tree
    Walk my dog
    Feed my cat for a week
    Give the cat her pill, I cannot hold her
    Take the dog to the vet
    Wash the curtains
    Change the bed linen
    Turn the mattress
    Hang a picture
    Move a wardrobe
    Carry a box upstairs
    A chat on Sunday, my husband died
    Play cards on Tuesday
    Read the newspaper to me
    A walk in the park
    Bake a cake
    Cook soup, I have the flu
    I fell last month and cannot hoover yet
    My hip is broken and I am in plaster, who cooks
    I have a bad heart and cannot climb stairs
    Mind my children on Friday
    Take the children to school
    Buy bleach and detergent at the shop
    Batteries for my hearing aid
    An emergency contact in my phone, how do I add it
    My car key needs a battery
    My bike key is lost, cut the lock
    The window will not open
    Explain video calling to me
    Copy my photos to the computer
    Sort the papers in my drawer
    Clear the snow at the end of the street
    I lost my keys somewhere in the garden, help me look
    Change a light bulb
    My pin board needs a nail
    The door bell is broken
    Drive me to the bank
    A letter from my insurance
    Take me to dialysis on Monday
    My mother has dementia, have tea with her
    I cannot get up the stairs with my shopping
    My bath is blocked
    A shower chair from the shop
    Take my blood pressure meter to the shop for repair
    My phone is dying every hour
    Kill the weeds in my garden
    I need a hand with money matters: a letter of the tax office
    The fire place needs cleaning
    Help me burn a CD
    Smell my soup? just joking, taste it
    Knife and scissors to the sharpener
    The gate is stuck
    Need change for the parking meter
    I need a walker from the hospital shop
"""

EVERYDAY_LOANS = """
    Een boek lenen, kost 2 euro bij de bieb
    Een boormachine lenen, ik betaal 5 euro borg
    Een ladder lenen voor een dag
    Een fiets lenen tot zaterdag, vergoeding 10 euro
    Borrow a drill, I pay a deposit of 10 euro
    Borrow a book, it costs 2 euro in the shop
"""
