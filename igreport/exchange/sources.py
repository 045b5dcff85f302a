"""A URL → a CSL item: id, type, publisher, issued and title, from what the URL and the text around it say.

What is known about hosts is data (`hosts.toml`). Nothing is asked of the network, and nothing is guessed: a source that
no text names gets a title that says so, for an author to mend and for a validator to find (`is_placeholder`).
"""

from __future__ import annotations

import datetime
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import tld

from igreport.model.dates import PartialDate

PLACEHOLDER = "Untitled source ({host})"
_LONGEST_ID = 56  # characters; a longer id is hard to read in a sentence
_LANGUAGES = frozenset("en fr es de ru ar zh eng english".split())
_SAYS_NOTHING = frozenset(
    "index default html htm php aspx pdf doc docx download content node view page pages news files file sites "
    "assets wp uploads static public www".split()
)
# Texts of links that name nothing; such a source has no title yet.
_EMPTY_TITLES = frozenset(
    "here link click more read source sources website web site page pdf download video see this report document text "
    "hier mehr quelle seite dokument bericht".split()
)
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_FIRST_YEAR = 1990  # of the web: an earlier number in an address is no date of publication
_DATES = (
    r"(?<!\d)(?P<year>\d{4})[-/_](?P<month>\d\d)[-/_](?P<day>\d\d)(?!\d)",
    r"(?<![a-z0-9])t(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=_)",
    r"(?<![a-z0-9])(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?![a-z0-9])",
    r"(?<![a-z0-9])(?P<day>\d{1,2})(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?P<short>\d\d)(?![a-z0-9])",
    r"(?<=/)(?P<short>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=-[a-z])",
    r"(?<=/)(?P<year>\d{4})[-/](?P<month>\d\d)(?=/)",
    r"(?<=/)(?P<year>\d{4})(?P<month>\d\d)(?=/)",
    r"(?<=/)(?P<year>\d{4})(?=/)",
)


@dataclass
class Source:
    """A source under way: what will be one item of `references/<edition>.yaml`."""

    id: str
    url: str
    title: str = ""  # "" while nothing names it; CSL's own markup (`<i>`) in it
    publisher: str = ""
    issued: str = ""  # ISO 8601
    accessed: str = ""  # ISO 8601
    is_known: bool = False  # defined in another file of the report: cited, and not written again

    def item(self) -> dict[str, Any]:
        """Return the CSL item, in the order in which an author reads it."""
        kind = item_type(self.url)
        custom = symbol(self.url)
        fields = {
            "id": self.id,
            "type": kind["type"],
            "title": self.title or placeholder(self.url),
            "publisher": self.publisher,
            "issued": self.issued,
            "accessed": self.accessed,
            "URL": self.url,
            "custom": {"symbol": custom} if custom else None,
        }
        return {key: value for key, value in fields.items() if value}


@dataclass
class Sources:
    """The sources of one import: one for each URL, in the order in which they are met."""

    known: Mapping[str, str] = field(default_factory=dict)  # URL → id, of the report's other files
    titles: Mapping[str, str] = field(default_factory=dict)  # URL → title, of the same
    taken: set[str] = field(default_factory=set)  # ids that are in use
    found: dict[str, Source] = field(default_factory=dict)  # by URL

    def of(self, url: str) -> Source:
        """Return the source with that URL; a new one gets an id that no other has."""
        if url not in self.found:
            known = self.known.get(url)
            self.found[url] = Source(known or self._free(identifier(url)), url, is_known=known is not None)
        return self.found[url]

    def _free(self, base: str) -> str:
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}-{number}"
        self.taken.add(name)
        return name

    def __iter__(self) -> Iterator[Source]:
        return iter(self.found.values())


def placeholder(url: str) -> str:
    """Return the title of a source that nothing names."""
    return PLACEHOLDER.format(host=_host(url) or "no host")


def is_placeholder(title: str) -> bool:
    """Say whether an import gave that title because it had none."""
    return title.startswith(PLACEHOLDER.partition("{")[0])


def is_title(text: str) -> bool:
    """Say whether words before a URL, or of a link, name the source: `here` and `read more` do not."""
    words = re.findall(r"[^\W_]+", text.lower())
    return bool(words) and not all(
        word in _EMPTY_TITLES or len(word) == 1 or word in ("the", "a", "die") for word in words
    )


def is_web(url: str) -> bool:
    """Say whether an address is one of the web: what a reference can have."""
    return re.match(r"(?:https?|ftp)://[^\s/]", url, re.IGNORECASE) is not None


def item_type(url: str) -> dict[str, str]:
    """Return the CSL `type` of what stands at `url`, by the table of hosts."""
    rule = _first("types", url)
    return rule[0] if rule else {"type": "webpage"}


def publisher(url: str) -> str:
    """Return who publishes at that host, by the table, or else the host's registrable name."""
    host = _host(url)
    known = _table()["publishers"]
    for name in _parents(host):
        if name in known:
            return str(known[name])
    return _registrable(host) or host


def symbol(url: str) -> str:
    """Return the UN document symbol that the URL carries, or nothing."""
    rule = _first("symbols", url)
    return rule[1][-1].strip("/") if rule else ""


def identifier(url: str) -> str:
    """Return a readable id for the source at `url`, always the same for the same URL: by its host and its path."""
    rule = _first("ids", url)
    if rule:
        return _slug("-".join([rule[0]["name"], *rule[1]])) or "source"
    host, name = _host(url), _registrable(_host(url))
    label = name.partition(".")[0] or host
    return _slug(f"{label}-{_telling(url) or host.removesuffix(name)}") or "source"


def issued(url: str) -> str:
    """Return the date that the URL carries, in ISO 8601, or nothing: where it has none, or two that differ."""
    parts = _parts(url)
    if symbol(url):
        return ""  # the year in a symbol counts sessions
    path = unquote(parts.path).lower()
    found = {date for pattern in _DATES for match in re.finditer(pattern, path) if (date := _date(match))}
    finest = {date for date in found if not any(other != date and other.startswith(date) for other in found)}
    return finest.pop() if len(finest) == 1 else ""


def _date(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"])
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts.get("month") or 0)
    if (parts.get("month") and not month) or not _FIRST_YEAR <= year <= datetime.date.today().year + 1:
        return ""
    try:
        return str(PartialDate(year, month, int(parts.get("day") or 0)))
    except ValueError:
        return ""


def _telling(url: str) -> str:
    """Return the last words of the path that tell one page from another, as many as are readable."""
    parts = _parts(url)
    segments = [unquote(segment) for segment in f"{parts.path}/{parts.query}".split("/")]
    telling: list[str] = []
    for segment in reversed(segments):
        words = [word for word in _slug(re.sub(r"\.(html?|aspx?|php|pdf|docx?)$", "", segment)).split("-") if word]
        words = [word for word in words if word not in _SAYS_NOTHING and word not in _LANGUAGES]
        if not words:
            continue
        telling = [*words, *telling]
        if any(not word.isdigit() for word in telling) and len(telling) > 1:
            break
    return "-".join(telling)


def _slug(text: str) -> str:
    """Return `text` as an id: small letters and digits of ASCII, hyphens, cut between two words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-").split("-")
    result = words[0][:_LONGEST_ID]
    for word in words[1:]:
        if len(result) + 1 + len(word) > _LONGEST_ID:
            break
        result += f"-{word}"
    return result


def _first(table: str, url: str) -> tuple[dict[str, str], list[str]] | None:
    """Return the first rule of a table that fits the URL, and the groups that its `path` found."""
    host, parts = _host(url), _parts(url)
    path = unquote(parts.path) + (f"?{parts.query}" if parts.query and table == "ids" else "")
    for rule in _table()[table]:
        match = re.search(rule.get("path", ""), path, re.IGNORECASE)
        if match and (of_host := re.search(rule.get("host", ""), host, re.IGNORECASE)):
            groups = [*(of_host.groups() if table == "ids" and not rule["name"] else ()), *match.groups()]
            return rule, [group for group in groups if group]
    return None


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("igreport.exchange") / "hosts.toml").read_text("utf-8"))


def _host(url: str) -> str:
    try:
        return (_parts(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _parts(url: str) -> SplitResult:
    """Return the parts of a URL; one that breaks the rules of hosts is all path."""
    try:
        return urlsplit(url if "://" in url else f"//{url}")
    except ValueError:
        return SplitResult("", "", url, "", "")


def _parents(host: str) -> Iterable[str]:
    labels = host.split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))


def _registrable(host: str) -> str:
    """Return the part of the host that somebody registered, as `example.co.uk`, by the Public Suffix List."""
    return str(tld.get_fld(f"https://{host}", fail_silently=True) or "")
