"""Pages that stand before a page: robot walls, logins, requests for consent, and shells that only scripts fill."""

from __future__ import annotations

from igreport.links.phrases import contains, pair, phrases, sections
from igreport.links.places import is_consent, is_home, is_login
from igreport.links.shown_text import words
from igreport.links.title_words import parts
from igreport.links.visit import Page, Visit

_FILE = "walls.txt"
_FEW = 20  # words that a page has that shows nothing by itself
_BARE = 30  # words of a form that asks for a password and nothing else
_SOME = 150  # words of a wall with explanations
_BRIEF = 500  # characters at the beginning of a text that are looked at
_REFUSALS = frozenset([401, 403, 405, 406, 429, 503])


def wall(visit: Visit, *, is_known: bool) -> str:
    """Return what refuses robots, in words; nothing where it is a page, or an error of another kind.

    `is_known` says whether the page says of itself what its reference says.
    """
    name = _by_header(visit, "headers")
    if not name and not is_known and visit.page and _is_wall(visit.page, visit.status):
        name = next(iter(visit.page.marks), "") or _by_header(visit, "hosts") or "one that the site made itself"
    return f"a wall against robots ({name})" if name else ""


def maker(visit: Visit) -> str:
    """Return who answers for a site; nothing where that is not known."""
    marks = visit.page.marks if visit.page else ()
    return _by_header(visit, "headers") or next(iter(marks), "") or _by_header(visit, "hosts")


def _by_header(visit: Visit, section: str) -> str:
    for line in sections(_FILE)[section]:
        header, name = pair(line)
        field, _, value = header.partition(":")
        if field in visit.headers and value.strip() in visit.headers[field].lower():
            return name
    return ""


def _is_wall(page: Page, status: int | None) -> bool:
    if status not in _REFUSALS and not (status and 200 <= status < 300):
        return False
    if page.words > _SOME or (page.published and page.words > _FEW):
        return False
    if page.marks and (page.words <= _FEW or status in _REFUSALS):
        return True
    if page.words <= _SOME // 2 and any(_is_title(text) for text in (page.title, page.heading)):
        return True
    return any(contains(text[:_BRIEF], _FILE, "statements") for text in (page.title, page.heading, page.opening))


def _is_title(text: str) -> bool:
    return any(tuple(words(part)) in phrases(_FILE, "titles") for part in [text, *parts(text)])


def login(visit: Visit, *, is_known: bool) -> bool:
    """Return whether a page asks for a login instead of showing what was asked for."""
    page = visit.page
    if page is None or is_known or is_login(visit.url):
        return False
    is_titled = any(_is_login_title(text) for text in (page.title, page.heading))
    if is_login(visit.final_url) and visit.hops:
        return page.has_password or is_titled or page.words <= _SOME
    if not page.has_password or is_home(visit.url):
        return False
    return page.words <= _BARE or (is_titled and page.words <= _SOME)


def _is_login_title(text: str) -> bool:
    return any(tuple(words(part)) in phrases("places.txt", "login-titles") for part in [text, *parts(text)])


def consent(visit: Visit) -> bool:
    """Return whether a site sends to a page that asks for consent first."""
    return bool(visit.hops) and is_consent(visit.final_url) and not is_consent(visit.url)


def is_shell(page: Page, *, is_known: bool) -> bool:
    """Return whether only a browser can show a page: it has scripts and next to no text."""
    if not page.has_scripts or is_known:
        return False
    if page.words < 3 and not page.heading:
        return True
    return page.words <= 3 * _FEW and bool(contains(page.opening, _FILE, "scripts"))
