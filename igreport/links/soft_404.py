"""Answers of 200 that are no page: error pages, deep links that end at a home page, addresses for sale.

Besides what a page says, a site is asked for a page that cannot be there (the probe): what it answers then, it answers for
every page that is lost (Z. Bar-Yossef et al., Sic transit gloria telae, 2004).
"""

from __future__ import annotations

from igreport.links.error_words import says_missing, statement, strength
from igreport.links.phrases import contains
from igreport.links.places import is_error, is_home, is_same, split, without_address
from igreport.links.shown_text import stem, words
from igreport.links.sketch import overlap, share_of_common
from igreport.links.title_words import is_wholly_named, stems
from igreport.links.visit import Page, Visit
from igreport.sources.hosts import host_kind

_FILE = "error-pages.txt"
_SURE, _LIKELY, _MAYBE, _UNTITLED = 400, 200, 100, 60  # words that an error page has at most, by what its titles say
_FEW = 20
_SHORT = 120  # words of a text that is kept as a whole
_LIKE, _SAME = 0.75, 0.9  # share of words that two answers have in common


def error_page(page: Page, title: str) -> str:
    """Return what a page says that is an error page, as it says it; nothing for others.

    `title` is the reference's: a page about error pages may have such a title. A page with a date of publication has to be
    shorter, as articles give one and error pages do not.
    """
    rows = [(_strength(text, title), text) for text in (page.heading, page.title) if text]
    strengths = sorted((row for row, _ in rows), reverse=True)
    if strengths and strengths[0] and page.words <= _most(strengths) // (2 if page.published else 1):
        return next(text for row, text in rows if row == strengths[0])
    if page.words <= _UNTITLED and not title_is_said(title, page) and says_missing(page.opening):
        return page.opening[:80]
    return ""


def _most(strengths: list[int]) -> int:
    is_denied = strengths[-1] == 0  # heading and title do not say the same
    if strengths[0] < 2:
        return _UNTITLED if is_denied else _MAYBE
    return _SURE if len(strengths) > 1 and not is_denied else _LIKELY


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
    titles = f"{page.title} {page.heading}"
    if contains(titles if page.words > _MAYBE else f"{titles} {page.opening[:500]}", _FILE, "for-sale"):
        return "the address is for sale"
    return "there is no site any more" if contains(titles, _FILE, "no-site") else ""


def is_maintenance(page: Page) -> bool:
    """Return whether a site says that it will be back."""
    return page.words <= _MAYBE and bool(contains(f"{page.title} {page.heading}", _FILE, "maintenance"))


def ends_at_home(visit: Visit, title: str) -> bool:
    """Return whether an address of something on a site leads to the site's entrance, or to another's.

    `title` is the reference's: an entrance with that title is what was meant.
    """
    page = visit.page
    is_meant = page is not None and is_wholly_named(title, page.title, page.heading)
    if not visit.hops or is_meant or is_home(visit.url) or not is_home(visit.final_url):
        return False
    return host_kind(split(visit.url).hostname or "") != "shortener"


def ends_at_error(visit: Visit, *, is_known: bool) -> bool:
    """Return whether redirects lead to an address that is an error page's by its name, as `/errors/404.aspx?path=/x`."""
    return bool(visit.hops) and not is_known and is_error(visit.final_url) and not is_error(visit.url)


def is_shell_for_all(page: Page) -> bool:
    """Return whether what a site shows for every address may be filled by scripts: it has them, and hardly any text."""
    return page.has_scripts and page.words < (_FEW if page.heading else _MAYBE)


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
    titles = _words(visit, f"{page.title} {page.heading}")
    if titles != _words(probe, f"{other.title} {other.heading}"):
        return False
    if page.text_sha256 == other.text_sha256:
        return True
    least = _LIKE if titles else _SAME
    if max(page.words, other.words) <= _SHORT:  # then their beginnings are all of them
        return share_of_common(_words(visit, page.opening), _words(probe, other.opening)) >= least
    return overlap(page.sketch, other.sketch) >= least


def _words(visit: Visit, text: str) -> list[str]:
    """Return the words of a text, without the address and without numbers: error pages often repeat the one and count."""
    return [word for word in words(without_address(text, visit)) if not any(map(str.isdigit, word))]
