"""The words that the safety gate looks for, Dutch and English, maintained by hand.

A phrase is words in their order, lower case and without accents. `a|b` is either word, `word*` any word that begins
so, `#` a number, `..` up to three words in between (twice: six), and `~` parts two sides that may come in either order.
Phrases are parted by commas.

Phrases stand in families, each with the reason why it is here. A family's `unless` tells what is ordinary: a phrase
that shares a word with such an exception does not count. Every family earns its place by true examples in the tests,
and gives way when it stops somebody who asks for something ordinary.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from whapp.domain.category import Category


class Family(NamedTuple):
    """Phrases that are here for one reason, and what they mean no harm in."""

    why: str
    phrases: str
    unless: str = ""
    not_for: frozenset[Category] = frozenset()
    only_for: frozenset[Category] = frozenset(Category)

    def is_about(self, category: Category) -> bool:
        """Whether it is looked for in a request of this kind."""
        return category in self.only_for and category not in self.not_for


_STROKE = "beroerte|beroertes|hartaanval|hartaanvallen|hartinfarct|hartstilstand|herseninfarct|hersenbloeding"
_POISON = (
    "bleek|bleekmiddel|bleekwater|chloor|afwasmiddel|wasmiddel|wascapsule|schoonmaakmiddel|ontstopper|gif|vergif|rattengif"
    "|terpentine|benzine|antivries|zuur|batterij|batterijtje|knoopcel|magneet|magneetje|spiritus|medicijnen|pillen"
)
_POISON_EN = (
    "bleach|battery|batteries|poison|cleaner|detergent|petrol|antifreeze|magnet|magnets|turpentine|pills|medicine|medicines"
    "|tablets"
)
_RELATIVE = (
    "mij|me|mezelf|hem|haar|vader|moeder|man|vrouw|opa|oma|zoon|dochter|kind|kindje|baby|buurman|buurvrouw"
    "|me|him|her|myself|father|mother|husband|wife|grandma|grandpa|son|daughter|child"
)
_MEDICINE = (
    "insuline*|insulin|injectie*|injection*|medicijn*|medicine*|medicatie|medication|pil|pillen|pills|tablet*|prik"
)
_A_RIDE = (
    "rit|rijden|rijdt|meerijden|brengen|brengt|lift|ride|drive|afspraak|appointment|ziekenhuis|hospital|huisarts|dokter"
    "|doctor|polikliniek|poli|prikpost|thuiszorg|apotheek|pharmacy|chemist|mee"
)
_FETCHING = (
    "ophalen|ophaalt|halen|haalt|haal|afhalen|afhaalt|kopen|bestellen|fetch|collect|buy|get|pick|apotheek|pharmacy"
)
_ANIMAL = "kat|poes|hond|konijn|cavia|paard|pony|kip|kippen|vogel|cat|dog|rabbit|horse|hamster"
_PRICE = "kost|kosten|kostte|costs|cost|waard|worth|betaal|betalen|pay|borg|deposit|statiegeld|huur|vergoeding|ruilen"
_HIDING = "mat|deurmat|bloempot|pot|plantenbak|steen|schuur|kliko|brievenbus|afdak|trap|kozijn|bankje|tegel|regenpijp"
_HIDING_EN = "mat|doormat|pot|flowerpot|stone|rock|brick|mailbox|letterbox|shed|porch|bench"
_HOME = "huis|woning|deur|voordeur|achterdeur|appartement|flat|kluis|schuurdeur"

WORRYING: Mapping[str, Sequence[Family]] = {
    "emergency": (
        Family(
            "whoever calls for help must hear 112 at once",
            "bel|bellen|gebeld 112, 112 bellen|gebeld|nodig, call|called|dial|ring 112|911|999, alarmnummer*, "
            "noodgeval*, spoedgeval*, noodsituatie*, levensgevaar*, levensbedreigend*, in .. acute nood, "
            "this is an emergency, medical emergency, an|urgent emergency, life threatening, "
            "bel|stuur .. ambulance|ziekenwagen, ambulance .. nodig|sturen, call|need|send .. ambulance",
            unless="geen|niet|not|no|voor|for .. noodgeval*|noodsituatie*|spoedgeval*|emergency, "
            "geen|no .. ambulance, emergency exit|light|lights|blanket|contact*|number*|kit|button|plumber|lamp, "
            "alarmnummer* ~ telefoon|instellen|opslaan|zetten, toy|speelgoed ~ ambulance, "
            "ambulance .. lego|puzzel|auto*, oefenen|leren|uitleggen|practise ~ 112|999",
        ),
        Family(
            "heart and brain: every minute counts",
            f"{_STROKE}, heart attack*, cardiac arrest, having|had|has .. stroke, reanim*",
            unless=f"na|sinds|door|vanwege|wegens|herstel*|revalid*|gevolg*|hartje .. {_STROKE}, "
            f"{_STROKE} .. gehad|geleden|jaar|verlamd|herstel*|revalid*|maanden|weken, "
            f"vorig|vorige|jaren|vroeger .. {_STROKE}, after|since|from|following .. stroke|attack*|arrest, "
            "attack*|stroke .. ago|year|years|months|month|weeks|week, last|recover* .. stroke|attack*, stroke of, "
            "cursus|training|les|lessen|lezing|boek|film|verhaal|reanimatieles|class|course|film|book ~ reanim*|cpr|"
            f"attack*|{_STROKE}",
        ),
        Family(
            "it has only just happened, whatever else is told",
            f"net|zojuist|nu|plotseling|opeens ~ {_STROKE}, just|now|suddenly .. stroke|heart attack*",
            unless="net|nu ~ thuis|terug|ontslagen, nu .. jaar|maand*",
        ),
        Family(
            "nobody breathes, bleeds or wakes by a neighbour who comes tomorrow",
            "bewusteloos*, unconscious*, buiten bewustzijn|kennis, reageert|ademt niet|nauwelijks, "
            "not|stopped breathing, krijg|krijgt|kreeg .. geen lucht|adem, erg|heel benauwd, geen adem|lucht meer, "
            "cannot|cant|hardly breathe, can not|hardly breathe, can t breathe, pijn|druk op|in|aan .. borst, "
            "chest pain*, pain in .. chest, ik stik bijna|haast|in, hij|ze|zij|baby|kind stikt, choking, "
            "bloed|bloedt ~ hevig|erg|flink|hard, bloeding .. hevig|erg|stelpen|niet, veel bloed, "
            "hevige|hevig bloeding, i am|im bleeding, bleeding .. heavily|badly|lot, heavy bleeding, "
            "allergische reactie, allergic reaction, anaphyla*, anafyla*, epileptische aanval, having .. seizure, "
            "flauwgevallen, wordt .. niet .. wakker, has|just collapsed, verdrinkt|verdrinken|verdronken, drowning, "
            "mond|gezicht .. scheef, praat onduidelijk|wartaal",
            unless="choking hazard, plant*|gras ~ verdrinken|verdrinkt, verdrinken .. planten, "
            "vorige|gisteren|vroeger|geleden ~ flauwgevallen|bewusteloos*, pijn .. tillen",
        ),
        Family(
            "on the floor, and cannot get up",
            "gevallen .. kan .. niet .. opstaan|overeind, gevallen .. niet|nooit .. overeind|opstaan|op, "
            "gevallen .. ligt|lig .. grond|vloer, ik lig op .. grond|vloer, "
            "moeder|vader|man|vrouw|buurvrouw|buurman|oma|opa ligt .. op .. grond|vloer, "
            "gevallen .. heup|been|arm gebroken, fallen|fell .. cannot|cant .. get|stand up, "
            "fallen|fell .. can not|t .. up, lying on the floor",
            unless="week|weken|maand|maanden|vorige|gisteren|geleden|laatst ~ gevallen, lying .. carpet|book*|toys",
        ),
        Family(
            "poison, also for a child or an animal",
            f"slikte|geslikt|ingeslikt|doorgeslikt|gedronken|dronk|opgegeten|gegeten|opgedronken ~ {_POISON}, "
            f"swallowed|swallows|drank|drunk|drinking|ate|eaten ~ {_POISON_EN}, vergiftigd*, vergiftiging, poisoned, "
            "overdos*",
            unless="vorige|geleden ~ vergiftiging",
        ),
        Family(
            "fire",
            "brand in|bij .. huis|keuken|flat|trappenhuis|schuur|woning, er is brand, staat|staan in brand, "
            "in de fik, brand uitgebroken, huis|keuken|schuur brandt, on fire, "
            "fire in .. house|kitchen|flat|stairwell, rookmelder|brandalarm loeit, rookmelder|brandalarm gaat .. af, "
            "brandalarm gaat, fire alarm is going|sounding",
            unless="na|door|sinds|tegen|after|since .. brand|fire, wood fire, "
            "lamp*|lampje*|licht*|kaars* .. huis|keuken brandt, brand .. geleden|vorig*|geweest, "
            "elke|steeds|soms|batterij* ~ rookmelder|brandalarm",
        ),
        Family(
            "gas and carbon monoxide",
            "gaslucht, gaslek*, ruik|ruikt|ruiken .. gas, smell|smells .. gas, gas leak*, "
            "koolmonoxide|koolmonoxidevergiftiging, carbon monoxide, "
            "koolmonoxidemelder|comelder|gasmelder|koolmonoxidealarm gaat .. af, "
            "koolmonoxidemelder|comelder|gasmelder loeit, monoxide alarm|detector is going|sounding",
            unless="geen .. gaslucht|gaslek*, koolmonoxide melder|meter, "
            "carbon monoxide detector|meter|monitor|alarm .. fit|hang|install|battery|buy|mount|up, "
            "fit|hang|install|buy|mount|battery|test .. carbon monoxide detector|alarm",
        ),
        Family(
            "violence, and whoever breaks in",
            "inbreker|inbrekers|inbraak ~ nu|binnen|beneden|boven|hoor, inbreker|inbrekers .. huis|tuin|deur, "
            "burglar* .. in|now|inside|upstairs|downstairs, being burgled, wordt .. ingebroken, "
            "word|wordt .. bedreigd|mishandeld|geslagen, slaat|mishandelt|bedreigt|stalkt mij|me|ons|haar|hem|mijn, "
            "beats|hits|beating|threatening|threatens me|us|her, overvaller*, bedreigt .. met, "
            "hij|zij|ze|iemand heeft .. mes, met een mes .. deur|huis, has a knife, verkracht|aangerand, raped",
            unless="bang|tegen|voor|om ~ inbreker|inbrekers, after|against .. burglar*, "
            "vaak|veel|soms|vorig* ~ ingebroken, mes nodig|geleend, burglar alarm",
        ),
        Family(
            "thoughts of death: 0800-0113 is there day and night",
            "zelfmoord*, zelfdoding*, suicid*, wil dood, wil liever|graag|maar|alleen|eigenlijk|nu .. dood, "
            "wil .. dood zijn|gaan, was ik .. dood, wil er niet meer zijn, niet meer .. leven, "
            "einde|eind aan .. leven, maak|maken ~ eind|einde aan .. leven|alles, pillen|slaappillen geslikt, "
            "taken .. too many|overdose, alle|veel|strip|pot|doos .. pillen|slaappillen .. geslikt|ingenomen|genomen, "
            "kill myself, want .. to die, end my life, end it all",
            unless="wil niet .. dood, plant*|tree*|fish .. to die",
        ),
    ),
    "medical": (
        Family(
            "washing, dressing and lifting somebody is the work of home care",
            "mij|me|hem|haar|vader|moeder|man|vrouw|opa|oma|mezelf wassen|douchen, wassen en aankleden, "
            "aankleden en wassen, helpen|hulp|help .. douchen, helpen|hulp met wassen|douchen|aankleden, "
            "hulp|helpen .. bij .. wassen van mijn lichaam|rug|benen, onder de douche, "
            "wash|bathe|shower|bath me|him|her|myself, help* .. shower*|bathing, help .. washing myself|me, "
            "wash .. my body|mother|father|husband|wife, naar .. wc|toilet helpen, billen .. afvegen|wassen, "
            "help* .. on|to .. toilet, uit|in bed helpen|tillen|halen|leggen, til|tillen .. uit|in .. bed, "
            "lift|help .. out of|into bed, lift .. into|onto|from .. bed, insmeren .. rug|benen|lichaam, "
            f"{_RELATIVE}|rug|benen|lichaam ~ insmeren, bath|shower my {_RELATIVE}, lichamelijke verzorging, "
            "persoonlijke verzorging, personal care, body care, verpleging|verpleger|verpleegster nodig, "
            "teennagels* ~ knippen|knipt, cut .. my toenails, clip .. toenails, "
            "masseren|masseert|massage ~ mij|me|rug|nek|schouders|benen|graag, massage me",
            unless="onder de douche .. lekt|lekkage|verstopt|tegel*|afvoer|putje|kit|zeepbakje, "
            "auto|ramen|raam|fiets|hond|gordijn*|kleren|was|dekbed*|tapijt|trui* ~ wassen, "
            "help .. shower curtain|head|door|rail, kat|hond|poes|konijn ~ insmeren, massagestoel, massage chair",
        ),
        Family(
            "bathing and nappies, which is what minding a child is about",
            "in .. bad .. doen|helpen|tillen, luier*|incontinentie* .. verschonen|wisselen|verwisselen|aandoen, "
            "change .. diaper*|nappy|nappies|incontinence",
            not_for=frozenset({Category.CHILD_MINDING}),
        ),
        Family(
            "stockings that press are put on by whoever learned it",
            "steunkous*|kous*|elastische ~ aan|aandoen|aantrekken|aantrekt|uit|uitdoen|uittrekken|omdoen, "
            "hulp|help|helpen .. steunkous*, steunkous* .. hulp|helpen, "
            "put|take|get|help .. compression|support stockings|socks, compression|support stockings|socks .. on|off",
            unless=f"{_FETCHING} ~ kous*|steunkous*, breien|wol ~ kous*",
        ),
        Family(
            "needles, tubes and wounds: harm is quickly done",
            "insuline*|insulin ~ spuiten|spuit|geven|geeft|inject|krijgt|prikken|zetten|give|gives|needs|nodig, "
            "injectie* ~ geven|zetten|geeft|nodig, injecteren, need|needs|give|get|gets .. injection*, inject, "
            "prik geven|zetten, spuit geven|zetten, infuus, iv drip, bloed prikken, sondevoeding, tube feeding, "
            "morfine*|morphine ~ geven|give|nodig, wond|wonden|wondje .. verzorgen|verbinden|schoonmaken, "
            "wondverzorging, verband verwisselen|wisselen|verschonen, dress|clean|care .. wound*, "
            "change .. bandage*|dressing*, hechtingen verwijderen, remove .. stitches, bloeddruk .. meten, "
            "meten .. bloeddruk, measure|take .. blood pressure",
            unless=f"{_A_RIDE} .. .. insuline*|insulin|injectie*|injection*|infuus|prik|bloed|morfine*|hechtingen|"
            "wond*|bloeddruk, "
            f"insuline*|insulin|injectie*|injection*|infuus|bloed|hechtingen|wond*|bloeddruk .. .. {_A_RIDE}, "
            f"{_FETCHING} ~ insuline*|insulin|morfine*|morphine, {_ANIMAL} .. .. {_MEDICINE}|spuiten|wond*, "
            "inject .. ink, blood pressure meter|monitor|cuff",
            not_for=frozenset({Category.PETS}),
        ),
        Family(
            "catheter and stoma belong to whoever wears them and to nurses",
            "katheter*|catheter*|stoma|stomazak*|stomazorg|ostomy|colostomy ~ verwisselen|wisselen|vervangen|"
            "schoonmaken|legen|verzorgen|change|empty|clean|helpen|hulp|help|spoelen, stomazorg",
            unless=f"{_FETCHING} ~ katheter*|catheter*|stoma*",
        ),
        Family(
            "a wrong pill can kill",
            "medicijn*|pillen|pil|tabletten|medicatie* ~ geven|geeft|toedienen|klaarzetten|klaarzet|uitzetten|"
            "aanreiken|innemen|uitzoeken|verdelen, "
            "give|administer|sort|put .. medication|medicine|medicines|pills|tablets, "
            "oogdruppel*|oordruppel*|neusdruppel* ~ toedienen|geven|druppelen|doen|indruppelen|indoen, "
            "druppel|druppelt .. ogen, put|give|administer .. eye drops, eye drops .. in|every, "
            "zalf .. smeren|opdoen, oxazepam|oxycodon|slaappillen ~ lenen|nodig|hebben|geven",
            unless=f"{_FETCHING} ~ medicijn*|medicine*|medication|pillen|pil|pills|tablet*|medicatie*|oogdruppel*|"
            f"drops, {_ANIMAL} ~ {_MEDICINE}|druppel*|oogdruppel*|oordruppel*, put .. medicines .. bag|car",
            not_for=frozenset({Category.PETS}),
        ),
        Family(
            "and for a person it is so in a request about an animal or a child too",
            f"{_RELATIVE} .. {_MEDICINE} .. geven|geeft|toedienen|spuiten|zetten|klaarzetten, "
            f"geef|geeft|give|gives .. {_RELATIVE} .. {_MEDICINE}, {_RELATIVE} .. insuline spuiten|geven, "
            f"wond* .. van .. {_RELATIVE} .. verzorgen|verbinden",
            unless=f"{_A_RIDE} .. .. {_MEDICINE}, {_MEDICINE} .. {_A_RIDE}, {_FETCHING} ~ {_MEDICINE}, "
            f"{_ANIMAL} .. .. {_MEDICINE}, give .. {_RELATIVE} {_ANIMAL}",
        ),
    ),
    "money": (
        Family(
            "a PIN or a card in other hands empties an account",
            "pincode*, pinnummer*, pin code*, pin number*, mijn pin, my pin, code van .. pas|pasje|kaart|bankpas, "
            "pas|pasje .. code, pin|bank pas|pasje, pinpas*, bankpas*, betaalpas*, creditcard*, credit card*, "
            "bank|debit card*, tancode*, inlogcode*, inloggegevens, digid .. code|wachtwoord|inloggegevens, "
            "wachtwoord* .. geven|bank|digid|geef, geef .. wachtwoord*, password* .. bank|account, my password* is, "
            "give .. my password*, my password is, cvc",
            unless="password manager, wachtwoord manager, pin pas .. op, pas op, pas .. bibliotheek, "
            "pin board|cushion|badge",
        ),
        Family(
            "fetching or moving somebody's money",
            "pinnen|pin voor|van mij|me|mijn, voor mij|me .. pinnen, "
            "geld .. pinnen|opnemen|overmaken|storten|voorschieten|bewaren|brengen|tellen, geld .. van .. bank halen, "
            "geld van|uit .. rekening|muur|automaat|pinautomaat, geld halen|ophalen|opnemen, "
            "euro halen|pinnen|opnemen, euro .. automaat, euro .. voorschieten|overmaken|storten, "
            "voorschieten .. euro, contant geld ~ halen|haalt|haal|opnemen|brengen|tellen|bewaren|wisselen, "
            "withdraw|transfer|deposit .. money|cash|euro|euros, money|cash from .. bank|atm|account, cash .. for me, "
            "need .. cash, overschrijven .. euro|geld, maak .. geld .. over, geld op .. rekening",
            unless="collecte .. geld, a|of deposit, transfer .. ticket*",
        ),
        Family(
            "loans and gifts of money between strangers",
            "leen|leent|lenen ~ geld, leen|leent .. # euro, # euro .. lenen|leen|geven, euro lenen|nodig, "
            "lenen # euro, lend|loan|borrow .. money|cash|euro|euros, a loan, "
            "zoek|wil|vraag|krijg|krijgen|heb .. lening, lening nodig|afsluiten, geld .. nodig, need money, "
            "need some|more|quick money",
            unless=f"geen|niet .. geld|euro, {_PRICE} ~ euro, geld .. niet .. nodig, don|dont|not|no .. need|money, "
            "boek*|fiets|ladder|boormachine|dvd|film*|spel*|kleed|tent|stoelen|aanhanger ~ lenen, "
            "borrow|lend .. book*|ladder|drill|tent|bike|film* .. euro*, speelgeld, "
            "brief|brieven|papieren|formulier* .. .. lening",
        ),
        Family(
            "where something is borrowed, an amount or money is the thing itself",
            "# euro|euros|eur|pond|dollar|dollars, euro #, geld|cash, money",
            unless=f"{_PRICE} ~ euro|euros|eur|geld|money, voor # euro, geen|no|not|niet .. geld|money|cash|euro, "
            "boek|boekje|fiets|ladder|boormachine|dvd|film|spel|kleed|tent|stoelen|aanhanger|book|ladder|drill|tent|"
            "bike .. .. # euro|euros, money is tight, statiegeld",
            only_for=frozenset({Category.BORROW_SOMETHING}),
        ),
        Family(
            "banking on a screen with somebody beside it",
            "internetbankieren, online bank*, internet bank*, telebankieren, bankrekening*, bank account*, "
            "geld .. rekening, mobiel bankieren, bankapp*, bank app",
            unless="bank account* .. letter",
        ),
        Family(
            "the ways in which swindlers are paid",
            "bitcoin*, crypto*, western union, moneygram, cadeaubon*|cadeaukaart* .. code*, "
            "gift card* .. code*|send|numbers, buy .. gift|itunes|steam cards, beleggen|belegging*, "
            "aandelen .. kopen|verkopen, invest* .. money, nieuw nummer .. betalen|rekening, koop .. cadeaukaarten",
            unless="cryptogram*",
        ),
        Family(
            "valuables, and what is signed about them",
            "sieraden ~ bewaren|verkopen|verpanden|taxeren|wegbrengen|verkoop|liggen|opbergen, juwelen, "
            "goudstaaf|goudstaven, goud|gouden .. verkopen|verpanden|bewaren, jewelry|jewellery|jewels, valuables, "
            "sell .. gold, waardevolle spullen, kostbaarheden, kluis .. openen|geld|bewaren, "
            "testament .. opstellen|veranderen|wijzigen|tekenen, change|write|sign .. my will|testament, "
            "erfenis ~ verdelen|regelen|afhandelen|krijgt|krijg|geef, my inheritance, "
            "volmacht* .. geven|tekenen|geef|bank, power of attorney",
            unless="notaris*|notary|lawyer|solicitor ~ testament|erfenis|volmacht*|will|inheritance|attorney|tekenen|"
            "sign, notaris*|notary .. .. testament|erfenis|volmacht*|will|inheritance|attorney, "
            "testament|erfenis|volmacht*|will|inheritance|attorney .. .. notaris*|notary, sieraden maken, "
            "gouden bruiloft, sieraden .. kraaltjes, jewelry|jewellery making|class|beads",
        ),
    ),
    "keys": (
        Family(
            "whoever knows where a key is can come in, and a request is read by strangers",
            f"sleutel*|huissleutel*|reservesleutel* ~ onder|achter|in|bij|naast .. {_HIDING}, "
            "sleutel|sleutels .. bij .. buren|buurvrouw|buurman|brievenbus, "
            "sleutel|sleutels ligt|liggen|hangt|hangen, sleutel|sleutels zit|zitten in|onder|achter|bij|aan, "
            "huissleutel*|voordeursleutel*|achterdeursleutel* .. ligt|hangt|zit|in|onder|bij, loper van .. huis|flat, "
            "sleutelkluis*|sleutelkastje* ~ code|zit|cijfer*|gebruik*|open, "
            f"key|keys .. under|behind|in .. {_HIDING_EN}, key|keys .. with|at .. neighbour*|neighbor*, "
            "key|keys is|are|hangs|lies .. under|behind|in|with|at|on, "
            "house|front|spare|flat|door key* .. is|hangs|lies|under|in, key safe|box ~ code|use|is|open, "
            "lockbox|lock ~ code",
            unless="fiets|kast|schuur|piano|gitaar|imbus|inbus|auto sleutel*, sleutel|sleutels zit|zitten vast|klem, "
            "sleutel .. vast|klem|afgebroken, sleutelgat*|sleutelbloem*|sleutelhanger*|sleutelen|sleuteldraaier*, "
            "sleutelbloem*|sleutelhanger*|sleutelgat*|sleutelen|sleutelwoord*, "
            "sleutelkastje* .. ophangen|kopen|bevestigen, key points|lime|board|word|words|chain|ring, "
            "piano|guitar|bike|car key*, key .. is stuck|broken, key safe .. fit|hang|mount|install, "
            "fit|hang|mount|install .. key safe|box, combination lock",
        ),
        Family(
            "a key that changes hands can be copied",
            "huissleutel*|voordeursleutel*|reservesleutel*|achterdeursleutel*|sleutelbos* ~ geven|geef|bewaren|"
            "bewaart|krijgt|krijgen|halen|ophalen|brengen|afgeven|lenen|bijmaken|meenemen|wil|heb, "
            "mijn huissleutel|voordeursleutel|reservesleutel, sleutel|sleutels .. ophalen|halen|brengen|afgeven|geven|"
            "krijgen|meenemen|bewaren|bijmaken|namaken|kopieren|lenen, "
            "geef|krijg|krijgt|haal|bewaar|leen .. sleutel|sleutels, heb .. sleutel|sleutels .. huis|deur|voordeur, "
            f"sleutel|sleutels van|voor .. {_HOME}, give|get|keep|collect|lend|copy|fetch|hold .. key|keys, "
            "key|keys to|for .. house|flat|home|door|apartment|safe, keep|give|take|hold .. spare|house|front key*",
            unless="fiets|kast|schuur|piano|gitaar|imbus|inbus|auto|steek|moer|ring|dop|bahco sleutel*, "
            "sleutel|sleutels van|voor .. fiets|kast|auto|fietsslot|schuurtje|piano, sleutel .. maat, "
            "set .. sleutels, lenen .. steeksleutel*, key points|lime|board|word|words|chain|ring, "
            "piano|guitar|bike|car|allen key*, sleutelhanger*|sleutelbloem*, "
            "verloren|kwijt ~ huissleutel*|sleutel*|sleutelbos*, sleutel|sleutels .. buurthuis|kerk|moestuin|"
            "buurtmoestuin|zaal|school|club|clubhuis|vereniging|bibliotheek",
        ),
        Family(
            "codes of doors and alarms",
            "alarmcode*, deurcode*, alarm code*, door code*, "
            "code van .. alarm|deur|poort|voordeur|sleutelkastje|kluis|garage, "
            "code .. to|for|of .. alarm|door|gate|garage, code .. deur|voordeur|alarm is, toegangscode*",
            unless="code .. wifi|postcode, new code",
        ),
        Family(
            "that a door stands open, when, and that nobody is in",
            "deur|achterdeur|voordeur is|staat|blijft .. open|los, back|front door is|stays .. open|unlocked, "
            "door will be unlocked, deur op slot .. niet",
            unless="open slot|lucht|deur|keuken, deur .. klemt|kapot|tocht*|repareren, deur staat krom, "
            "niet|nooit open, alleen .. open|los, deur .. kier",
        ),
    ),
}
