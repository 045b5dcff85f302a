"""What `hundred.py` makes its text of: names, and sentences with slots `{slot}` that other rows of this table fill."""

from __future__ import annotations

GIVEN = """Ada Amina Anders Anneli Bartosz Beatriz Bela Camille Chidi Dagmar Daniela Dario Edda Elif Emeka Farida Felix Gonzalo
Hanneke Henrik Ingrid Ismael Jacinta Jorge Kaito Katarzyna Kwame Leila Ludmila Magnus Marisol Nadia Nikolai Olena Oscar Paolo
Priya Quentin Rahel Renata Samir Sigrid Tariq Tomoko Ulrich Valentina Viktor Wanjiru Yusuf Zora""".split()
FAMILY = """Abalos Achterberg Adeyemi Aguirre Almqvist Barakat Bergstrand Bianchi Blomfield Castellan Chaudhry Costigan Dalgaard
Delacroix Dimitrov Eberhardt Eriksen Fairweather Farouk Ferreira Galloway Ghebremedhin Gustafsson Haddad Halloran Hashimoto
Iglesias Ivanova Jankowski Jayawardena Kaplan Kirchner Kowalczyk Lagerfeld Lindqvist Maduako Marchetti Mbeki Moreau Nakagawa
Nwosu Obermeier Okonkwo Olofsson Papadakis Pereira Quisling Rasmussen Rodrigues Sadiq Salonen Santamaria Schellenberg Silveira
Tanaka Thorvaldsen Trevelyan Uzun Valenzuela Verhoeven Wainwright Wickramasinghe Yamazaki Zdravkova Zimmermann""".split()
CITIES = """Abuja|Accra|Addis Ababa|Amman|Ankara|Antwerp|Athens|Bamako|Bangkok|Bergen|Bogotá|Bratislava|Brisbane|Brussels
Bucharest|Cairo|Calgary|Cape Town|Casablanca|Copenhagen|Dakar|Delhi|Dublin|Durban|Edinburgh|Florence|Gaborone|Geneva|Hamburg|Hanoi
Helsinki|Istanbul|Jakarta|Kampala|Kigali|Kraków|Lagos|Lima|Lisbon|Ljubljana|Lusaka|Madrid|Malmö|Manila|Marrakesh|Melbourne
Montevideo|Montréal|Nairobi|Oslo|Ottawa|Porto|Prague|Quito|Reykjavik|Riga|Rotterdam|Santiago|São Paulo|Seoul|Singapore|Sofia
Stockholm|Strasbourg|Tallinn|Tbilisi|Tirana|Tokyo|Toronto|Tunis|Turin|Valletta|Vienna|Vilnius|Warsaw|Wellington|Zagreb|Zurich"""
COUNTRIES = """Albania Argentina Australia Austria Bangladesh Belgium Botswana Brazil Bulgaria Cameroon Canada Chile Colombia
Croatia Cyprus Denmark Ecuador Egypt Estonia Ethiopia Fiji Finland France Georgia Germany Ghana Greece Guatemala Hungary Iceland
India Indonesia Ireland Italy Jamaica Japan Jordan Kenya Latvia Lebanon Lithuania Luxembourg Malaysia Malta Mexico Mongolia
Morocco Namibia Nepal Nigeria Norway Pakistan Panama Paraguay Peru Poland Portugal Romania Rwanda Senegal Serbia Singapore
Slovakia Slovenia Spain Sweden Switzerland Tanzania Thailand Tunisia Turkey Uganda Ukraine Uruguay Vietnam Zambia""".split()
ONSETS = "B Br C Ch D Dr F Fl G Gr H J K Kl L M N P Pr R S Sch St T Tr V W Z".split()
VOWELS = "a ai au e ea ei i ia o oa ou u ue".split()
CODAS = "bb ck dd ff ld lk ll lm lt mb mp nd ng nk nt rd rg rk rl rm rn rs rt ss st tt x".split()
ENDINGS = "a am an berg by dal eda el en er feld ia in is ius o ola on ov ow stad ton us wick".split()
KNOWN = (  # bodies that exist, with their abbreviations
    ("International Telecommunication Union", "ITU"),
    ("Internet Corporation for Assigned Names and Numbers", "ICANN"),
    ("Organisation for Economic Co-operation and Development", "OECD"),
    ("World Trade Organization", "WTO"),
    ("European Union", "EU"),
    ("International Organization for Standardization", "ISO"),
)
BODIES = "Council Alliance Forum Agency Institute Commission Federation Network Bureau Panel".split()
FIELDS = """Access|Accounting|Archives|Cables|Connectivity|Consumer Rights|Cultural Heritage|Data Protection|Digital Health
Digital Literacy|Disaster Relief|Distance Learning|Domain Names|Electronic Trade|Encryption|Fair Competition|Frequencies
Identity|Interoperability|Knowledge Transfer|Local Content|Media Freedom|Mobile Payments|Multilingualism|Network Resilience
Numbering|Open Standards|Postal Services|Public Procurement|Quantum Computing|Remote Sensing|Rural Development|Satellites
Scientific Computing|Small Enterprises|Statistics|Taxation|Telemedicine|Transit|Youth Participation"""
TOPICS = (
    ("The summit process", "summit"),
    ("Artificial intelligence", "ai"),
    ("Cybersecurity", "cybersecurity"),
    ("Digital trade", "trade"),
    ("Data and privacy", "data"),
    ("Access and infrastructure", "access"),
    ("Names and numbers", "names"),
    ("Human rights online", "rights"),
    ("Digital taxation", "tax"),
    ("Platforms and media", "media"),
)
TEXT: dict[str, tuple[str, ...]] = {
    "sentence": (
        "{when}, {actor} {decided} {text}, which {effect}",
        "{actor} {decided} {text} {when}",
        "{Person} {said} in {city} that {claim}",
        "According to {person}, {claim}, although {claim}",
        "{Number} delegations, among them {countries}, supported {text}",
        "{Countries} {voted} a paragraph on {subject}, because the text {effect}",
        "The {adjective} draft {contains} {subject} and {subject}, but says little about {subject}",
        "Compared with the previous text, {subject} {moved}, while {subject} {moved}",
        "By {year}, {percent} of {group} will depend on {subject}, by the estimate of {actor}",
        "For {group}, {subject} meant {gerund} {object}; for {group}, it meant {gerund} {object}",
        "Whether {claim} was the question when {actor} met in {city}",
        "{Actor} had asked for {object} for years, and {actor} had refused it as often",
        "Behind this stands the old question who {pays} for {object}",
        "Nobody disputes that {claim}; what is disputed is how {object} can be reconciled with {subject}",
        "{When}, a working group of {number} experts began {gerund} {object}",
        "The secretariat in {city} estimates that {object} would cost {money} a year",
        "In {newcomer}, a town in {country}, {group} have been {gerund} {object} since {past}",
        "Critics such as {person} warn that {claim}",
        "It is too early to say whether {subject} {moved} for good",
        "Although {countries} abstained, {text} was adopted {when}",
        "In a {adjective} statement, {actor} recalled that {claim}",
        "What began as a dispute about {subject} has become one about {subject}",
        "As long as {claim}, {group} cannot plan beyond {year}",
        "The {adjective} proposal of {country}, tabled {when}, {effect}",
        "“We cannot afford to postpone {subject} once more,” {person} said in {city}",
        "Between {country} and {country}, the difference is one of {noun}, not of {noun}",
        "None of the {number} amendments concerned {subject}",
        "{Group} complain that {object} {moved}; {group} see it the other way round",
        "Neither {country} nor {country} has ratified {text} so far",
    ),
    "actor": ("{body}", "{company}", "{known}", "the government of {country}", "the parliament of {country}", "{body}"),
    "decided": (
        "adopted",
        "presented",
        "rejected",
        "published",
        "postponed",
        "endorsed",
        "amended",
        "withdrew",
        "tabled",
    ),
    "said": ("said", "argued", "confirmed", "regretted", "predicted", "repeated", "conceded", "maintained"),
    "voted": ("voted against", "welcomed", "insisted on", "wanted to delete", "could not accept", "had proposed"),
    "contains": (
        "devotes a chapter to",
        "deals at length with",
        "merely mentions",
        "connects",
        "lists open questions of",
    ),
    "text": (
        "{adjective} guidelines on {subject}",
        "a {adjective} declaration on {subject}",
        "a {adjective} plan for {object}",
        "the {adjective} report on {subject}",
        "a roadmap for {object}",
        "the rules of procedure for {object}",
        "recommendations on {subject}",
    ),
    "effect": (
        "leaves {group} more room for {object}",
        "would oblige {group} to disclose {object}",
        "ties {subject} to {object}",
        "goes further than {country} had expected",
        "does not mention {subject} at all",
        "shifts the burden from {group} to {group}",
        "gives {actor} a stronger mandate",
    ),
    "claim": (
        "{subject} required {object}",
        "{group} {lack} {object}",
        "{object} cannot replace {subject}",
        "no country can secure {subject} alone",
        "the costs of {object} {moved}",
        "{subject} remained a matter for {group} and not for {group}",
        "{percent} of {group} {lack} {object}",
    ),
    "lack": ("lack", "need", "already have", "are entitled to", "pay too much for", "do not trust", "hardly use"),
    "moved": ("gained weight", "lost ground", "hardly moved", "became a condition", "fell behind", "came to the fore"),
    "pays": ("pays", "answers", "decides", "speaks", "is liable"),
    "gerund": (
        *"sharing protecting financing measuring opening limiting documenting redesigning auditing building".split(),
        *"buying combining comparing defending defining delaying explaining extending funding harmonising hosting".split(),
        *"improving inspecting leasing licensing maintaining merging monitoring negotiating planning preserving".split(),
        *"promoting recording reforming regulating replacing reviewing simplifying strengthening testing".split(),
    ),
    "object": (
        "{adjective} {thing}",
        "{adjective} {thing}",
        "{adjective} {thing}",
        "{thing} for {group}",
        "{thing} from {country}",
        "cheaper connections",
        "a permanent secretariat",
        "independent oversight",
        "a common register",
        "technical assistance",
        "public data",
        "a voluntary fund",
        "local exchange points",
        "longer transition periods",
        "a binding timetable",
        "shared infrastructure",
        "regional training centres",
        "transparent procedures",
        "open licences",
        "a right of appeal",
    ),
    "subject": (
        "the supply of {thing}",
        "the market for {thing}",
        "the design of {thing}",
        "trade in {thing}",
        "cross-border data flows",
        "the protection of minors",
        "net neutrality",
        "encryption",
        "algorithmic transparency",
        "the digital divide",
        "liability for software",
        "the resilience of undersea cables",
        "spectrum policy",
        "electronic evidence",
        "open source",
        "the taxation of digital services",
        "freedom of expression",
        "critical infrastructure",
        "capacity building",
        "the right to privacy",
        "supply chains",
        "multilingual content",
        "online identity",
        "digital public goods",
    ),
    "group": (
        *"teachers journalists farmers librarians lawyers programmers students pensioners nurses fishermen".split(),
        *"accountants bankers translators publishers economists engineers diplomats mayors regulators judges".split(),
        "small companies",
        "developing countries",
        "civil society organisations",
        "network operators",
        "standards bodies",
        "rural communities",
        "public authorities",
        "researchers",
        "large platforms",
        "consumers",
        "island states",
        "the technical community",
    ),
    "thing": (
        *"antennas archives batteries broadcasts cables cameras catalogues certificates chips classrooms clinics".split(),
        *"computers contracts courses databases devices dictionaries directories displays exchanges exhibitions".split(),
        *"fees fibres filters forecasts forms gateways grants handbooks inspections insurances interfaces inventories".split(),
        *"invoices journals keyboards laboratories ledgers libraries licences loans maps markets meters models museums".split(),
        *"newspapers notebooks patents payments permits phones pilots printers prizes prototypes receipts receivers".split(),
        *"recordings registers relays repairs reserves robots routers samples satellites scanners scholarships".split(),
        *"seminars sensors servers signatures simulations standards subsidies surveys switches telescopes terminals".split(),
        *"tests textbooks tools towers trials tutorials vehicles vouchers warehouses warranties workshops".split(),
    ),
    "noun": (
        *"tone substance timing procedure principle emphasis method wording ambition caution clarity coherence trust".split(),
        *"consent continuity credibility detail distance doubt efficiency equality evidence experience fairness".split(),
        *"finance flexibility foresight friction habit history hope idealism independence influence interest".split(),
        *"judgement language leadership legitimacy loyalty memory momentum necessity neutrality openness order".split(),
        *"ownership patience perspective practice pragmatism precision pressure prestige prudence quality realism".split(),
        *"reach reason reciprocity respect restraint rhythm scale secrecy solidarity speed stability strategy style".split(),
        *"symmetry taste tradition uncertainty unity urgency usefulness values visibility vision weight wisdom".split(),
    ),
    "adjective": (
        *"cautious detailed revised preliminary joint brief long-awaited controversial technical moderate".split(),
        *"comprehensive non-binding bilateral regional balanced bold broad careful ceremonial compact complex".split(),
        *"conciliatory concrete confidential conventional creative critical decisive diplomatic discreet dry".split(),
        *"forceful formal friendly frank further generous half-hearted hasty helpful lengthy measured minimal modest".split(),
        *"narrow new plain polemical practical provisional public radical sceptical separate serious short sober".split(),
        *"strategic substantial surprising thorough tentative timely traditional trilateral vague voluntary".split(),
    ),
    "money": ("{n} million euros", "some {n} million dollars", "less than {n} million francs"),
    "company": ("{newcomer} Systems", "{newcomer} Networks", "{newcomer} Group", "the {newcomer} Foundation"),
    "remark": (
        "The {adjective} version of the text differs in one point: it {effect}",
        "{Person} chaired the group until {month}; {person} has taken over",
        "The figures were collected in {city} and concern {group} only",
        "In {country}, the term covers {subject} as well",
    ),
    "heading": (
        "{noun} and {noun}",
        "What {country} wants",
        "From {city} to {city}",
        "{group}",
        "Open questions",
        "{noun} first",
    ),
    "lead": ("{noun}", "{country}", "{group}", "{subject}"),
    "keypoint": ("{adjective} steps on {subject} and {subject}",),
    "quotation": (
        "We reaffirm that {subject} should continue to rest on {object}, and that {claim}",
        "We recognise that {claim}, and commit ourselves to {gerund} {object} in cooperation with {group}",
    ),
    "title": (
        "{adjective} report on {subject}",
        "{noun} and {noun}: {group} and {subject}",
        "Statement on {object} and {subject}",
        "{adjective} guidelines for {group}",
        "Roadmap for {object}, {year} edition",
        "{country}, {country} and {subject}",
    ),
}
