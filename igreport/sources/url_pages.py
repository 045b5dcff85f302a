"""What an address says about its page: that it is a draft in an editor, a search, a home page, one passage, or how old it is.

All is read from the address alone; nothing is asked of the network. No function raises for any text.
"""

from __future__ import annotations

import functools
import re

from igreport.sources.url_forms import Parts, split, split_authority, without_tracking

_LANGUAGES = (
    "ar|bg|ca|cs|cy|da|de|deu|dt|el|en|eng|english|deutsch|es|esp|espanol|et|eu|fa|fi|fr|fra|francais|ga|he|hi|hr|hu|id|is|it|ja|jp|ko|lt|"
    "lv|mk|mt|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|sq|sr|sv|th|tr|uk|ur|vi|zh|chi|cn"
)
_HOME_FILE = r"(?:index|default|home)(?:\.(?:html?|php\d?|aspx?|jsp|shtml))?"
_HOME = rf"(?i)/?(?:(?:{_LANGUAGES})(?:[-_][a-z]{{2,4}})?/?)?(?:(?:^|(?<=/)){_HOME_FILE}/?)?"
Table = tuple[tuple[str, str, str], ...]
# Host, path, query: each a pattern that is searched in small letters, or nothing. Documents in an editor, for a few to write.
_EDITING = (
    (r"^docs\.google\.com$", r"^/(?:a/[^/]+/)?[a-z]+/(?:u/\d/)?d/[^/]{9,}(?:/edit|/copy|/?$)", ""),
    (r"^drive\.google\.com$|^onedrive\.live\.com$|^1drv\.ms$|-my\.sharepoint\.com$", "", ""),
    (r"\.sharepoint\.com$", r"^/:[a-z]:/|/_layouts/15/(?:doc|wopiframe)", ""),
    (r"(?:^|\.)sharepoint\.com$", "", r"(?:^|&)action=edit"),
    (r"(?:^|\.)dropbox\.com$", r"^/(?:scl/fi|scl/fo|s|sh|home|paper|work)/", ""),
    (r"^paper\.dropbox\.com$|(?:^|\.)notion\.so$|^app\.box\.com$|^cryptpad\.", "/.", ""),
    (r"(?:^|\.)overleaf\.com$", r"^/(?:project|read)?/?[0-9a-z]{10,}", ""),
    (r"(?:^|[.-])(?:ether|yo|framai?|crypt|zum)?pad\.|^board\.net$", r"^/(?:p|pad)/.", ""),
    (r"^(?:hackmd\.io|codimd\.|hedgedoc\.|pad\.)", "", r"^(?:edit|both)$"),
    (r"(?:^|\.)figma\.com$", r"^/(?:file|design|board|proto)/", ""),
    (r"(?:^|\.)miro\.com$", r"^/app/board/", ""),
    (r"(?:^|\.)canva\.com$", r"^/design/.{1,80}/edit", ""),
    (r"(?:^|\.)icloud\.com$", r"^/(?:pages|numbers|keynote)/", ""),
    (r"^github\.com$|^gitlab\.", r"^/[^/]+/[^/]+/(?:-/)?edit/", ""),
    ("", r"/wp-admin(?:/|$)|/wp-login\.php|^/typo3/|^/administrator/|/node/\d+/edit$|/editor\.html/", ""),
    ("", "", r"(?:^|[&;])(?:action=(?:edit|submit)|veaction=edit|preview=true|preview_id=\d+)(?:&|$)"),
)
_ENGINES = "google|bing|yahoo|yandex|ecosia|duckduckgo|qwant|startpage|baidu|brave|mojeek|kagi|ask"
_SEARCH_NAMES = "search|suche|suchen|recherche|buscar|busca|busqueda|zoeken|ricerca|sok"
_SEARCH_TERMS = (
    "q|qs|query|s|p|search|searchterm|search_?text|searchword|search_api_fulltext|searchphrase|keys|keywords?|term|text|suche?|"
    "suchbegriff|wd"
)
_SEARCHES = (
    (
        rf"^(?:[a-z]+\.)?(?:{_ENGINES})(?:\.[a-z]{{2,4}}){{1,2}}$",
        r"^/$|^/search|^/html/?$|^/(?:s|web|scholar|images|news|sp/search|do/search|do/dsearch)/?$",
        r"(?:^|&)(?:q|p|wd|text|query|as_q)=.",
    ),
    (
        "",
        rf"/(?:[a-z]{{1,12}}-|site|advanced)?(?:{_SEARCH_NAMES})(?:[-_]?(?:results?|page|ergebnis(?:se)?))?(?:\.[a-z]{{3,5}})?/?$",
        rf"(?:^|[&;])(?:{_SEARCH_TERMS})(?:\[\w*\])?=.",
    ),
    ("", rf"^/(?:(?:{_LANGUAGES})/?)?(?:index\.php)?$", r"(?:^|&)s=[^&]"),
)


def is_editing_link(text: str) -> bool:
    """Say whether the address opens a document for writing: a cloud editor's, a pad's, or a page in its site's back office."""
    return _fits(split(text), _EDITING)


def is_search_page(text: str) -> bool:
    """Say whether the page is the result of a search, a search engine's or a site's own: it says another thing tomorrow."""
    parts = split(text)
    return bool(parts.query) and _fits(parts, _SEARCHES)


def _fits(parts: Parts, table: Table) -> bool:
    host = split_authority(parts.authority or "").host.lower().removeprefix("www.")
    path, query = (parts.path[:2000].lower() or "/"), (parts.query or "")[:2000].lower()
    return any(
        (not of_path or re.search(of_path, path)) and (not of_query or re.search(of_query, query))
        for of_path, of_query in _of_host(host[:300], table)
    )


@functools.lru_cache(4096)
def _of_host(host: str, table: Table) -> tuple[tuple[str, str], ...]:
    """Return the patterns of path and query that concern a host."""
    return tuple(row[1:] for row in table if not row[0] or re.search(row[0], host))


def is_home_page(text: str) -> bool:
    """Say whether the address names no more than a site: its root, the root of one language, or the index file of either."""
    parts = split(without_tracking(text))
    if not parts.authority or parts.query or (parts.fragment or "")[:1] in ("/", "!"):
        return False
    return len(parts.path) < 40 and re.fullmatch(_HOME, parts.path) is not None


def text_fragment(text: str) -> tuple[int, int] | None:
    """Return where the directive stands that marks a passage of the page (`#:~:text=…`), or None.

    What is left without it is the address of the whole page. Source: https://wicg.github.io/scroll-to-text-fragment/.
    """
    fragment = text.find("#")
    directive = text.find(":~:", fragment) if fragment >= 0 else -1
    if directive < 0 or "text=" not in text[directive:]:
        return None
    return directive - (directive == fragment + 1), len(text)
