"""The words of the fault server: titles of sources, pages about them or something else, error pages that say 200."""

from __future__ import annotations

import html
from random import Random

FORMS = "Report Guidelines Resolution Communication Study Recommendation Statement Framework Declaration Review".split()
TOPICS = (
    "spectrum licensing, domain name disputes, submarine cables, data retention, platform transparency, routing security,"
    " digital identity, child protection online, community networks, encrypted messaging, content moderation, roaming prices,"
    " internet exchange points, electronic signatures, algorithmic accountability, satellite constellations, open standards,"
    " cross-border evidence, net neutrality, universal service, accessibility of public websites, registry transparency"
).split(", ")
ASPECTS = (
    "safeguards for rural operators, lessons from five regions, a stocktaking, principles and practice, the views of civil"
    " society, costs and benefits, an agenda for the next decade, questions of jurisdiction, the role of parliaments, progress"
    " since the last summit, responses to the consultation, a guide for regulators, indicators and methods, the small states,"
    " remedies for users, obligations of providers, early experience, the technical community, funding and capacity"
).split(", ")
WORDS = (
    "members agreed that every government should publish its plan before the next session and invite comments from all groups"
    " concerned while regulators collect figures about access price quality speed and use so that later reviews can compare"
    " regions over time many speakers stressed trust openness interoperability and fair competition others asked for funding"
    " training shared infrastructure local content and stronger institutions the secretariat will prepare an outline with"
    " questions deadlines annexes and examples from earlier rounds it also notes remaining gaps between urban rural and island"
    " areas where networks are scarce and costs remain high"
).split()
OTHER_WORDS = (
    "roast pumpkin with rosemary garlic olive oil and a pinch of sea salt until golden then whisk butter sugar eggs vanilla flour"
    " into a smooth dough chill overnight knead gently fill tins bake forty minutes cool on racks dust with cinnamon serve warm"
    " beside pears walnuts honey cream or strong black coffee our bakery delivers cakes pies tarts muffins daily"
).split()
OTHER_TITLES = (
    "Pumpkin pie and walnut cake",
    "Autumn baking for beginners",
    "Our bakery delivers muffins",
    "Ten tarts with pears",
)
# Sources whose titles sound like error pages, walls or forms, and are none.
MISLEADING = (
    "Page not found: how links die",
    "Error 404 and the fragile web: a decade of link rot",
    "Access Denied: the practice of global internet filtering",
    "Just a moment: attention and the design of platforms",
    "Forbidden knowledge: 403 reasons to open the archives",
    "Login required: paywalls and the public domain",
)
# Language: title and text of a source.
FOREIGN = {
    "de": (
        "Bericht über die Öffnung der Märkte für Zugänge",
        "Die Behörde prüft jährlich, ob Anbieter Gebühren für Überlassung erhöhen.",
    ),
    "fr": (
        "Rapport sur l’économie numérique régionale",
        "Le comité a examiné les réponses reçues à propos de l’accès à l’infrastructure.",
    ),
    "ru": (
        "Доклад о развитии цифровых сетей в регионах",
        "Участники обсудили доступ к сетям связи и стоимость услуг для жителей.",
    ),
    "ja": ("地域における通信網の整備に関する報告書", "委員会は利用者の保護と料金の透明性について意見をまとめた。"),
    "el": (
        "Έκθεση για την ανάπτυξη των δικτύων",
        "Η επιτροπή εξέτασε την πρόσβαση των πολιτών στις ψηφιακές υπηρεσίες.",
    ),
    "pl": (
        "Sprawozdanie o łączności na obszarach wiejskich",
        "Urząd ocenił, jak dostawcy zwiększają zasięg sieci na wsi.",
    ),
}
# Style of an error page with status 200: language, title, heading, text. The made-up languages are on no list.
SOFT = {
    "plain": ("en", "404 Not Found", "Not Found", "The requested URL was not found on this server."),
    "friendly": (
        "en",
        "Oops! | The Agency",
        "Oops! We can't find that page",
        "It may have been moved or deleted. Try our search.",
    ),
    "removed": ("en", "The Agency", "This document is no longer available", "The item was removed from the library."),
    "heading": ("en", "Ministry", "Page not found", "Sorry, there is nothing at this address. Here is our site map."),
    "portal": ("en", "Error - Portal", "Error 404", "The resource you are looking for does not exist."),
    "german": (
        "de",
        "Seite nicht gefunden",
        "Seite nicht gefunden",
        "Die gewünschte Seite existiert leider nicht mehr.",
    ),
    "french": (
        "fr",
        "Page introuvable",
        "Page introuvable",
        "La page que vous cherchez n’existe pas ou a été déplacée.",
    ),
    "spanish": ("es", "Página no encontrada", "Página no encontrada", "Lo sentimos, la página que busca no existe."),
    "italian": ("it", "Pagina non trovata", "Errore 404", "La pagina richiesta non è stata trovata."),
    "portuguese": ("pt", "Página não encontrada", "Página não encontrada", "A página que procura não existe."),
    "dutch": ("nl", "Pagina niet gevonden", "Pagina niet gevonden", "De pagina die u zoekt bestaat niet meer."),
    "russian": ("ru", "Страница не найдена", "Ошибка 404", "Запрашиваемая страница не найдена."),
    "chinese": ("zh", "页面不存在", "404 页面未找到", "抱歉,您访问的页面不存在或已被删除。"),
    "japanese": ("ja", "ページが見つかりません", "ページが見つかりません", "お探しのページは見つかりませんでした。"),
    "arabic": ("ar", "الصفحة غير موجودة", "الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة."),
}
# Sites that answer every unknown address with the same page: as above; "{path}" and "{number}" differ from one to the next.
SOFT_SITES = {
    "same": (
        "en",
        "The Institute",
        "Let us help you on",
        "What you asked for is not here. Choose a topic from the menu instead.",
    ),
    "echo": (
        "en",
        "Digital library",
        "No item {path}",
        "Request {number}: the library holds no item of that name. Browse the shelves.",
    ),
    "unknown": (
        "",
        "Vorrel dunasti kem",
        "Dunasti kem ol rapetta",
        "Orru li mesk havonta ti brellu, sko dunasti kem no farrel ob tessima.",
    ),
    "unknown-echo": (
        "",
        "Brasht: {path}",
        "Ommo kel vistrat",
        "Nerro {number} – kel vistrat ommo plenn u sagga {path} dorrin, hest molva treppo.",
    ),
}


def title(random: Random, number: int) -> str:
    """Return the title of a source; no two numbers share one."""
    form, topic = FORMS[number % len(FORMS)], TOPICS[number // len(FORMS) % len(TOPICS)]
    return f"{form} on {topic}: {ASPECTS[(number // 220 + random.randrange(3) * 6) % len(ASPECTS)]}"


def text(random: Random, words: list[str], about: str = "", paragraphs: int = 5) -> str:
    """Return paragraphs of HTML, some sentences with what they are about."""
    return "\n".join(
        f"<p>{_sentence(random, words)} {html.escape(about)}. {_sentence(random, words)}.</p>"
        for _ in range(paragraphs)
    )


def page(heading: str, body: str, *, name: str = "", language: str = "en", head: str = "") -> str:
    """Return an HTML page; `name` is its title where that differs from its heading."""
    lang = f' lang="{language}"' if language else ""
    return (
        f"<!DOCTYPE html>\n<html{lang}><head>{head}<title>{html.escape(name or heading)}</title></head>\n"
        "<body><nav><a href='/'>Start</a> <a href='/topics'>Topics</a></nav>"
        f"<main><h1>{html.escape(heading)}</h1>\n{body}</main></body></html>\n"
    )


def source(random: Random, name: str, head: str = "", body: str = "") -> str:
    """Return the page of a source, its title written as sites do."""
    site = random.choice(["{}", "{}", "{} | The Agency", "Ministry of Networks – {}", "{} - Library"]).format(name)
    return page(name, body + text(random, WORDS, name), name=site, head=head)


def foreign(language: str, head: str = "") -> str:
    """Return the page of a source in another language."""
    name, sentence = FOREIGN[language]
    return page(name, "".join(f"<p>{sentence} ({number})</p>" for number in range(1, 20)), language=language, head=head)


def other(random: Random) -> str:
    """Return a page about something else altogether."""
    name = random.choice(OTHER_TITLES)
    return page(name, text(random, OTHER_WORDS), name=f"{name} – Miller's")


def soft(style: tuple[str, str, str, str], path: str, random: Random) -> str:
    """Return an error page that is sent with status 200."""
    language, name, heading, body = (part.format(path=path, number=random.randrange(10**9)) for part in style)
    return page(heading, f"<p>{html.escape(body)}</p><p><a href='/'>⌂</a></p>", name=name, language=language)


def login(random: Random) -> str:
    """Return a form that asks who the reader is."""
    name = random.choice(["Sign in", "Log in to your account", "Anmelden", "Single sign-on"])
    form = "<form method=post><label>E-mail <input name=user></label> <input type=password name=secret><button>OK</button></form>"
    return page(name, form)


def _sentence(random: Random, words: list[str]) -> str:
    return " ".join(random.choices(words, k=random.randint(14, 26))).capitalize()
