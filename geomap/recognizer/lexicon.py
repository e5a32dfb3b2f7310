"""Words that a recognizer should know by heart, written for geomap.

Adjectives and inhabitants' names (so that "Iraqi" is told from "Iraq"), abbreviations that
are names of places, and the head words that tell a facility or a landscape from a
settlement. All in lower case unless the case matters.
"""

from __future__ import annotations

import re

__all__ = [
    "ABBREVIATIONS",
    "ADJECTIVES",
    "COMPOUND_TAILS",
    "COUNTRIES",
    "FACILITY_WORDS",
    "GENERIC_ALONE",
    "LANDSCAPE_WORDS",
    "NAMED_AFTER_PLACES",
    "NATURAL_FIRST_WORDS",
    "NEVER_PLACES",
    "NOT_PLACES_BEFORE_BASED",
    "REGIONS",
    "STATES",
    "WHOLE_NAMES",
    "is_adjective",
]


def _words(text: str, separator: str | None = None) -> frozenset[str]:
    """The words of a text, or its phrases between separators and line ends."""
    if separator:
        lines = (line.strip() for line in text.splitlines())
        text = separator.join(lines)
    return frozenset(text.split(separator)) - {""}


_STEMS = _words("""
afghan albanian algerian american andorran angolan argentine argentinian armenian australian
austrian azerbaijani azeri bahamian bahraini bangladeshi barbadian basotho batswana belarusian
belgian belizean beninese bhutanese bolivian bosnian brazilian british bruneian bulgarian
burkinabe burmese burundian cambodian cameroonian canadian catalan chadian chechen chilean
chinese colombian comoran congolese corsican croatian cuban cypriot czech czechoslovak danish
djiboutian dominican dutch ecuadorean ecuadorian egyptian emirati english eritrean estonian
ethiopian european fijian filipino finnish flemish french gabonese gambian georgian german
ghanaian greek greenlandic grenadian guatemalan guinean guyanese haitian hawaiian hispanic
honduran hungarian icelandic indian indonesian iranian iraqi irish israeli italian ivorian
jamaican japanese javanese jordanian kashmiri kazakh kazakhstani kenyan korean kosovan kosovar
kurdish kuwaiti kyrgyz lao laotian latvian lebanese liberian libyan liechtensteiner lithuanian
luxembourgish macedonian malagasy malawian malaysian maldivian malian maltese manx marshallese
mauritanian mauritian mexican micronesian moldovan monegasque mongolian montenegrin moroccan
mozambican namibian nauruan nepalese nepali nicaraguan nigerian nigerien norwegian omani
ossetian pakistani palauan palestinian panamanian papuan paraguayan persian peruvian
philippine polish portuguese prussian qatari quebecois romanian russian rwandan salvadoran
salvadorean sammarinese samoan sardinian saudi scandinavian scottish senegalese serbian
seychellois sicilian sinhalese slovak slovakian slovene slovenian somali somalian soviet
spanish sudanese surinamese swazi swedish swiss syrian taiwanese tajik tanzanian tasmanian
thai tibetan timorese togolese tongan trinidadian tunisian turkish turkmen tuvaluan ugandan
ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni yugoslav zambian zimbabwean
african asian eurasian arab arabian balkan baltic bavarian breton cornish crimean dalmatian
galician polynesian melanesian caribbean-born latin-american siberian tuscan venetian
alabamian alaskan arizonan arkansan californian coloradan floridian georgian-born hoosier
illinoisan iowan kansan kentuckian louisianan mainer marylander michigander minnesotan
mississippian missourian montanan nebraskan nevadan ohioan oklahoman oregonian pennsylvanian
tennessean texan utahn vermonter virginian wisconsinite wyomingite athenian bostonian
chicagoan hamburger-born londoner muscovite neapolitan parisian roman viennese berliner
mancunian glaswegian liverpudlian quebecker ontarian albertan torontonian yorker angeleno
sydneysider ontarian
""")
_PERSONS = _words("""
afghani americans brit brits briton britons chileans croat croats cypriots czechs dane danes
dutchman dutchmen dutchwoman englishman englishmen englishwoman finn finns frenchman frenchmen
frenchwoman greeks icelander icelanders irishman irishmen irishwoman kazakhs kurd kurds
kosovars latvians laotians luxembourger luxembourgers macedonians pole poles
saudis scot scots scotsman scotsmen scotswoman serb serbs
slovaks slovenes spaniard spaniards swede swedes tajiks thais turk turks turkmens uzbeks
welshman welshmen yemenis filipinos filipina filipinas argentines europeans arabs easterner
malay malays maori parisians londoners texans yorkers
""")
_NEVER_ALONE = frozenset({"hamburger-born", "georgian-born", "caribbean-born", "yorker", "yorkers"})
_UNINFLECTED = ("ese", "ish", "ch", "sh", "ss")

ADJECTIVES: frozenset[str] = (
    frozenset(
        {word for word in (*_STEMS, *_PERSONS) if word not in _NEVER_ALONE}
        | {
            stem + "s"
            for stem in _STEMS
            if not stem.endswith(_UNINFLECTED) and stem not in {"lao", "philippine"}
        }
    )
    - _NEVER_ALONE
)

_COMPOUND = _words(
    """
    north korean|south korean|north koreans|south koreans|saudi arabian|saudi arabians
    sri lankan|sri lankans|new zealander|new zealanders|costa rican|costa ricans
    puerto rican|puerto ricans|south african|south africans|south sudanese|sierra leonean
    sierra leoneans|cape verdean|east timorese|papua new guinean|bosnian serb
    bosnian serbs|new yorker|new yorkers|northern irish|equatorial guinean|latin american
    latin americans|south american|south americans|north american|north americans
    central american|central americans|central asian|south asian|southeast asian|east asian
    west african|east african|north african|west german|east german|west germans|east germans
    turkish cypriot|turkish cypriots|greek cypriot|greek cypriots|hong konger|hong kongers
    british columbian|middle eastern|middle easterner|middle easterners|anglo-american
    native american|native americans|african american|african americans|african-american
    african-americans|asian american|asian americans|nova scotian|west indian|west indians
    """,
    "|",
)

ABBREVIATIONS: frozenset[str] = _words(
    """
    U.S.|U.S.A.|US|USA|U.K.|UK|UAE|U.A.E.|EU|E.U.|USSR|U.S.S.R.|DRC|PNG|NZ|N.Z.|D.C.|DC|L.A.
    NYC|N.Y.|N.J.|N.H.|N.C.|N.D.|N.M.|S.C.|S.D.|R.I.|W.Va.|Ala.|Ariz.|Ark.|Calif.|Colo.|Conn.
    Del.|Fla.|Ga.|Ill.|Ind.|Kan.|Kans.|Ky.|La.|Mass.|Md.|Mich.|Minn.|Miss.|Mo.|Mont.|Neb.|Nebr.
    Nev.|Okla.|Ore.|Pa.|Penn.|Tenn.|Tex.|Va.|Vt.|Wash.|Wis.|Wyo.|B.C.|Ont.|Que.|Alta.|Sask.|Man.
    N.S.|N.B.|N.S.W.|Vic.|Qld.
    """,
    "|",
)

# Of the states of the US and the provinces of Canada, as addresses write them.
STATE_CODES: frozenset[str] = _words(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
    NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR AB BC MB NB NL NS ON PE QC SK YT
    """
)

FACILITY_WORDS: frozenset[str] = _words(
    """
    airport airfield airbase aerodrome airstrip base barracks camp fort castle palace prison jail
    penitentiary hospital clinic infirmary university college school academy campus library museum
    gallery theatre theater cinema stadium arena coliseum gym gymnasium ballpark fairgrounds
    speedway raceway racetrack church cathedral chapel
    abbey basilica mosque temple synagogue shrine
    monastery
    convent cemetery tomb memorial monument tower building house hall courthouse embassy consulate
    hotel motel inn resort casino mall plaza
    square station terminal depot port harbor harbour dock
    pier wharf bridge tunnel dam canal lock
    road street avenue boulevard lane drive highway freeway
    motorway expressway parkway turnpike route interstate trail railway railroad line mill factory
    plant refinery mine quarry farm ranch plantation vineyard winery brewery restaurant café cafe
    bar pub
    club market store shop center centre complex park zoo aquarium garden gardens pool crossing
    checkpoint gate ferry lighthouse observatory laboratory warehouse bunker landfill reservoir
    ave blvd rd hwy
    """
)
LANDSCAPE_WORDS: frozenset[str] = _words(
    """
    river creek stream brook bayou fork branch run
    falls waterfall lake lakes loch lough pond lagoon
    sea ocean gulf bay cove inlet sound strait
    straits channel fjord firth estuary delta coast shore
    island islands isle isles islet archipelago atoll reef peninsula cape point head headland
    mountain mountains
    mount mt hill hills ridge range peak summit pass gap canyon gorge ravine valley vale
    plain plains plateau mesa desert dunes forest woods wood jungle rainforest swamp marsh wetland
    moor heath glacier volcano crater cave caves spring springs basin steppe savanna prairie beach
    hemisphere continent east west
    """
)
NATURAL_FIRST_WORDS: frozenset[str] = _words(
    "lake mount mt cape gulf sea bay strait isle loch river straits"
)
NEVER_PLACES: frozenset[str] = _words(
    """
    is|isis|isil|daesh|quds|quds force|trump|soleimani|nato|afp|ap|upi|bbc|cnn|reuters
    peshmerga|hezbollah|hizbollah|hizbullah|hamas|taliban|al-qaeda|al-qaida|naba|al-naba|anadolu
    kataib hezbollah|popular mobilisation|popular mobilization|revolutionary guards|islamic state
    pmf|sdf|un|u.n|pkk|ypg|xinhua|bloomberg|allah|god|internet|facebook|twitter|congress
    """,
    "|",
)
"""Names of organisations and people that are no place by themselves, without final stop."""

GENERIC_ALONE: frozenset[str] = FACILITY_WORDS | _words(
    "bank city county state province country town village district region area"
)
"""Words that name no place by themselves: "Bank" of England, "City" Council."""

REGIONS: frozenset[str] = _words(
    """
    africa america americas antarctica arctic asia australasia balkans baltics caribbean caucasus
    eurasia europe himalayas kurdistan latin levant maghreb mediterranean mideast oceania outback
    pacific patagonia sahara sahel scandinavia siberia southeast tropics west atlantic alps andes
    rockies appalachia midwest
    """
)
"""Landscapes and parts of the world with a name of one word."""

COUNTRIES: frozenset[str] = _words(
    """
    Afghanistan Albania Algeria America Andorra Angola Argentina Armenia Australia Austria
    Azerbaijan Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia
    Botswana Brazil Britain Brunei Bulgaria Burma Burundi Cambodia Cameroon Canada Chile China
    Colombia Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Ecuador Egypt England Eritrea
    Estonia Eswatini Ethiopia Europe Fiji Finland France Gabon Gambia Gaza Germany Ghana Greece
    Greenland Grenada Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia Iran
    Iraq Ireland Israel Italy Jamaica Japan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia
    Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia
    Maldives Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco
    Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan
    Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa
    Scotland Senegal Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname
    Swaziland Sweden Switzerland Syria Taiwan Tajikistan
    Tanzania Thailand Tibet Togo Tonga Tunisia
    Turkey Turkmenistan Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen
    Zambia Zimbabwe US UK USA U.S. U.K. U.S.A. UAE EU E.U. NZ
    """
)
"""Names sure enough to be taken from "US-led" without asking the network."""

COMPOUND_TAILS: frozenset[str] = _words(
    """
    led backed based born bred educated funded sponsored supported trained supplied made built
    owned run controlled occupied held administered allied aligned friendly dominated wide bound
    flagged registered listed issued imposed brokered mediated drafted engineered designed linked
    affiliated coalition installed imported exported produced grown style bordering
    """
)

STATES: frozenset[str] = _words(
    """
    Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia
    Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts
    Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey
    New Mexico|New York|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah
    Vermont|Washington|Wisconsin|Wyoming|Ontario|Quebec|Manitoba|Alberta|Saskatchewan
    """,
    "|",
)
"""States and provinces before which a point of the compass only modifies: "Northeast Texas"."""

WHOLE_NAMES: frozenset[str] = _words(
    """
    Sri Lanka|Czech Republic|Dominican Republic|Central African Republic|Saudi Arabia|Holy See
    Korean Peninsula|Arabian Peninsula|Iberian Peninsula|Crimean Peninsula|Persian Gulf|Arabian Sea
    Indian Ocean|Atlantic Ocean|Pacific Ocean|Arctic Ocean|Caribbean Sea|Mediterranean Sea
    Baltic Sea|Caspian Sea|Black Sea|Red Sea|Middle East
    Mideast|Near East|Far East|North Korea|South Korea
    South Sudan|South Africa|New Zealand|Northern Ireland|Papua New Guinea|Costa Rica|Puerto Rico
    El Salvador|Sierra Leone|Burkina Faso|Cape Verde
    East Timor|Ivory Coast|Hong Kong|European Union
    United States|United Kingdom|United Arab Emirates|Soviet Union|West Bank
    Gaza Strip|Golan Heights
    People's Republic of China|Democratic Republic of the Congo|Democratic Republic of Congo
    Democratic People's Republic of Korea|Bosnia and Herzegovina|Trinidad and Tobago|UAE|UK|USA|EU
    DPRK|DRC|U.S.|N.Y.|N.J.|N.H.|N.C.|N.M.|R.I.
    W.Va.|U.K.|U.S.A.|U.A.E.|E.U.|Wales|Washington, D.C.|Latin America|South America
    Eastern Europe|Western Europe|Central Europe|Northern Europe|Southern Europe|North Africa
    West Africa|East Africa|Central Africa|South Asia|East Asia|East Jerusalem|Western Australia
    Western Sahara|North Carolina|South Carolina|North Dakota|South Dakota|West Virginia
    North America|Central America|Southeast Asia
    Central Asia|British Columbia|British Virgin Islands
    Falkland Islands|Faroe Islands|Canary Islands|Philippine Sea|Solomon Islands|Marshall Islands
    """,
    "|",
) - {"Washington, D.C.", "Wales"}
"""Names that stand for themselves wherever they stand, whole: "Sri Lanka", not "Lanka"."""

NOT_PLACES_BEFORE_BASED: frozenset[str] = _words(
    """
    Web Internet Java Linux Windows Unix Android Cloud Bible Faith Community Home School Evidence
    English Arabic Latin Python Broad Land Sea Ground Space Water Oil Plant Computer Mac PC Flash
    """
)
"""Words that "-based" follows and that name no place."""

NAMED_AFTER_PLACES = re.compile(
    r"(?:Islamic State (?:of|in) |al[- ]Qaeda (?:in |of ))[A-Z][a-z]+"
    r"(?: and (?:the |al-)?[A-Z][a-z]+)?"
)
"""Names of organisations that run over a place's name, which the network may not see whole."""


def is_adjective(name: str) -> bool:
    """Whether a name is an adjective or an inhabitant's name ("Iraqi", "New Yorkers")."""
    lowered = " ".join(name.lower().split())
    return lowered in ADJECTIVES or lowered in _COMPOUND
