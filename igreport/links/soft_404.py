"""Answers of 200 that are no page: error pages, deep links that end at a home page, addresses for sale.

Besides what a page says, a site is asked for a page that cannot be there (the probe): what it answers then, it answers for
every page that is lost (Z. Bar-Yossef et al., Sic transit gloria telae, 2004).
"""

from __future__ import annotations

from urllib.parse import unquote

from igreport.links.error_words import says_missing, statement, strength
from igreport.links.phrases import contains
from igreport.links.places import is_home, is_same, split
from igreport.links.shown_text import stem, words
from igreport.links.sketch import overlap
from igreport.links.title_words import stems
from igreport.links.visit import Page, Visit
from igreport.sources.hosts import host_kind

_FILE = "error-pages.txt"
_SURE, _LIKELY, _MAYBE, _UNTITLED = 400, 200, 100, 60  # words that an error page has at most, by what its titles say
_LIKE, _SAME = 0.75, 0.9  # share of words that two answers have in common
_DATED = 60  # words of a page that gives its date of publication: articles do, error pages do not


def error_page(page: Page, title: str) -> str:
    """Return what a page says that is an error page, as it says it; nothing for others.

    `title` is the reference's: a page about error pages may have such a title.
    """
    if page.published and page.words > _DATED:
        return ""
    rows = [(_strength(text, title), text) for text in (page.heading, page.title) if text]
    best = max((row[0] for row in rows), default=0)
    other = min((row[0] for row in rows), default=0) if len(rows) == 2 else 0
    if best and page.words <= _most(best, other):
        return next(text for row, text in rows if row == best)
    if page.words <= _UNTITLED and not title_is_said(title, page) and says_missing(page.opening):
        return page.opening[:80]
    return ""


def _most(best: int, other: int) -> int:
    if best < 2:
        return _MAYBE
    return _SURE if other else _LIKELY


def _strength(text: str, title: str) -> int:
    """Return how surely a title is an error page's; 0 where the reference's title says the same."""
    said = {stem(word) for word in statement(text)}
    return 0 if said and said <= stems(title) and not strength(title) else strength(text)


def title_is_said(title: str, page: Page) -> bool:
    """Return whether a reference's title stands at the beginning of a page's text."""
    wanted = stems(title)
    return bool(wanted) and wanted <= stems(page.title, page.heading, page.opening)


def nothing_there(page: Page) -> str:
    """Return why a site is not there though its host answers: it is for sale, or was switched off."""
    if page.words > _LIKELY:
        return ""
    said = f"{page.title} {page.heading} {page.opening[:500]}"
    if contains(said, _FILE, "for-sale"):
        return "the address is for sale"
    return "there is no site any more" if contains(f"{page.title} {page.heading}", _FILE, "no-site") else ""


def is_maintenance(page: Page) -> bool:
    """Return whether a site says that it will be back."""
    return page.words <= _MAYBE and bool(contains(f"{page.title} {page.heading}", _FILE, "maintenance"))


def ends_at_home(visit: Visit, *, is_known: bool) -> bool:
    """Return whether an address of something on a site leads to the site's entrance, or to another's."""
    if not visit.hops or is_known or is_home(visit.url) or not is_home(visit.final_url):
        return False
    return host_kind(split(visit.url).hostname or "") != "shortener"


def is_as_probe(visit: Visit, probe: Visit) -> bool:
    """Return whether a site gives for an address what it gives for one that cannot exist."""
    if probe.status is None or not 200 <= probe.status < 300 or probe.failure or is_home(visit.url):
        return False
    if visit.hops and probe.hops and is_same(visit.final_url, probe.final_url):
        return True
    if visit.page is None or probe.page is None:
        return visit.page is None and probe.page is None and bool(visit.sha256) and visit.sha256 == probe.sha256
    return _are_same(visit, visit.page, probe, probe.page)


def _are_same(visit: Visit, page: Page, probe: Visit, other: Page) -> bool:
    if _titles(visit, page) != _titles(probe, other):
        return False
    if page.text_sha256 == other.text_sha256:
        return True
    least = _LIKE if page.heading or page.title else _SAME
    return overlap(page.sketch, other.sketch) >= least


def _titles(visit: Visit, page: Page) -> list[str]:
    """Return the words of a page's titles, without its address: error pages often repeat it."""
    said = f"{page.title} {page.heading}"
    for url in (visit.url, visit.final_url):
        path = unquote(split(url).path)
        for part in (path, path.rpartition("/")[2]):
            said = said.replace(part, " ") if len(part) > 1 else said
    return words(said)
