"""The days on which a page says that it was published and last changed.

Sources: schema.org (`datePublished`, `dateModified`), Open Graph's article, Dublin Core, Highwire Press (`citation_…`), HTML's
`<time>`. Of several statements the one that is most surely about the page counts, not the one that stands first.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping

_EARLIEST = datetime.date(1990, 1, 1)  # there was no web before
_LATEST = datetime.date(2100, 1, 1)
_DAY = re.compile(r"\s{0,9}(\d{4})([-/.]?)(\d\d?)\2(\d\d?)(?!\d)")
_MAIL_DAY = re.compile(r"\s{0,9}(?:[A-Za-z]{3,9},?\s)?(\d\d?)[ -]([A-Za-z]{3})[a-z]{0,6}[ -](\d{4})\b")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MOST_JSON = 128 * 1024  # characters of one script
_MOST_NODES = 2000
_FIRST, _LAST = 0, 99  # ranks

# Names of <meta> and of `itemprop`, the surest first. Those of one line are equally sure.
_PUBLISHED = [
    "article:published_time article:published og:article:published_time",
    "datepublished citation_publication_date citation_online_date dcterms.issued dc.date.issued",
    "dcterms.available dc.date.available dcterms.created dc.date.created dc.created parsely-pub-date sailthru.date",
    "og:published_time og:pubdate pubdate publishdate publish-date publish_date published_time published-date published_date",
    "publication_date publication-date date_published datecreated release_date citation_date",
    "dc.date dcterms.date date",
]
_MODIFIED = [
    "article:modified_time article:modified og:article:modified_time og:updated_time",
    "datemodified dcterms.modified dc.date.modified dc.modified",
    "modified_time updated_time last-modified lastmod lastmodified modified revised",
]
_PUBLISHED_RANKS = {name: rank for rank, line in enumerate(_PUBLISHED, 2) for name in line.split()}
_MODIFIED_RANKS = {name: rank for rank, line in enumerate(_MODIFIED, 2) for name in line.split()}
_TIME_RANK = 20
# schema.org's types of what a source may be; what is around it (WebPage, WebSite) is often older or newer.
_WORKS = re.compile(r"(?:Article|Posting|Report|Publication|CreativeWork|Book|Dataset|Legislation|PressRelease)$")
_SAME_PAGE = ("@graph", "mainEntity", "mainEntityOfPage", "about")


class PageDates:
    """What a page's statements come to."""

    def __init__(self) -> None:
        self._published: tuple[int, datetime.date | None] = (_LAST, None)
        self._modified: tuple[int, datetime.date | None] = (_LAST, None)

    @property
    def published(self) -> datetime.date | None:
        return self._published[1]

    @property
    def modified(self) -> datetime.date | None:
        return self._modified[1]

    def add_named(self, name: str, value: str) -> None:
        """Take a statement of `<meta name|property|itemprop>`, or of an element with `itemprop`."""
        name = name.strip().lower()
        if rank := _PUBLISHED_RANKS.get(name):
            self._publish(rank, value)
        elif rank := _MODIFIED_RANKS.get(name):
            self._modify(rank, value)

    def add_time(self, attributes: Mapping[str, str]) -> None:
        """Take a `<time datetime>` that is marked as the page's date: `pubdate`, or hAtom's and WordPress' classes."""
        classes = attributes.get("class", "").lower().split()
        value = attributes.get("datetime", "")
        if "pubdate" in attributes or {"published", "entry-date", "dt-published"} & set(classes):
            self._publish(_TIME_RANK, value)
        elif {"updated", "dt-updated"} & set(classes):
            self._modify(_TIME_RANK, value)

    def add_json(self, text: str) -> None:
        """Take a script of JSON-LD; a broken one says nothing."""
        if '"date' not in text:
            return
        try:
            data = json.loads(text, parse_int=float)
        except (ValueError, RecursionError):
            return
        for node in _nodes(data):
            rank = _FIRST if any(_WORKS.search(kind) for kind in _types(node)) else _FIRST + 5
            self._publish(rank, node.get("datePublished"))
            self._modify(rank, node.get("dateModified"))

    def _publish(self, rank: int, value: object) -> None:
        if rank < self._published[0] and (found := day(value)):
            self._published = (rank, found)

    def _modify(self, rank: int, value: object) -> None:
        if rank < self._modified[0] and (found := day(value)):
            self._modified = (rank, found)


def day(value: object) -> datetime.date | None:
    """Return the day that ISO 8601, `2025/10/05`, `20251005` or RFC 5322 names; None for others, and before the web."""
    if not isinstance(value, str):
        return None
    if match := _DAY.match(value):
        year, month, number = (int(match[group]) for group in (1, 3, 4))
    elif (match := _MAIL_DAY.match(value)) and match[2].lower() in _MONTHS:
        year, month, number = int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1])
    else:
        return None
    try:
        found = datetime.date(year, month, number)
    except ValueError:
        return None
    return found if _EARLIEST <= found < _LATEST else None


def _nodes(data: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects that stand for the page itself, not for what it lists or quotes."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        item = waiting.pop()
        seen += 1
        if isinstance(item, list):
            waiting += item[:_MOST_NODES]
        elif isinstance(item, dict):
            yield item
            waiting += [item[name] for name in _SAME_PAGE if name in item]


def _types(node: Mapping[str, object]) -> list[str]:
    found = node.get("@type")
    return [kind for kind in (found if isinstance(found, list) else [found]) if isinstance(kind, str)]
