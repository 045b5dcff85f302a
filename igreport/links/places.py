"""What the address of a page tells: a home page, a login page, one that asks for consent."""

from __future__ import annotations

import functools
import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from igreport.links.phrases import sections
from igreport.links.shown_text import words
from igreport.links.title_words import stems
from igreport.links.visit import Visit

_LANGUAGE = re.compile(r"([a-z]{2,3})[-_]([a-z]{2,4}|\d{3})")  # en-US, zh_hans, es-419
_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jspx?|jsf|cfm|do|xhtml|cgi|pl)$")
_SEPARATOR = re.compile(r"[-_/.?=&\d]")  # in a part of an address; without one it may be any word
_SHORTEST_REPEATED = 4
_MOST_SEGMENTS = 3  # of a home page's path: /us/en/index.html


def split(url: str) -> SplitResult:
    """Return an address in its parts; all are empty where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def segments(url: str) -> list[str]:
    """Return the segments of an address' path in small letters, without extension; empty ones are left out."""
    path = unquote(split(url).path).lower()
    return [_EXTENSION.sub("", part.partition(";")[0]) for part in path.split("/") if part]


@functools.cache
def known(section: str) -> frozenset[str]:
    """Return the words of a section of `data/places.txt`."""
    return frozenset(word for line in sections("places.txt")[section] for word in line.split())


def is_home(url: str) -> bool:
    """Return whether an address is that of a home page: `/`, `/en`, `/de/index.html`, `/home?lang=en`."""
    found = segments(url)
    if len(found) > _MOST_SEGMENTS or not _is_harmless(split(url).query):
        return False
    if found and found[-1] in known("home"):
        found = found[:-1]
    return all(_is_language(part) for part in found)


def _is_harmless(query: str) -> bool:
    try:
        return all(name.lower() in known("harmless") for name, _ in parse_qsl(query, True, max_num_fields=20)) and (
            not query or "=" in query
        )
    except ValueError:
        return False


def _is_language(part: str) -> bool:
    match = _LANGUAGE.fullmatch(part)
    return part in known("languages") or bool(match and match[1] in known("languages"))


def is_login(url: str) -> bool:
    """Return whether an address is that of a login page."""
    return bool(known("login") & set(segments(url))) or _first_label(url) in known("login-hosts")


def is_error(url: str) -> bool:
    """Return whether an address is that of a site's error page."""
    found = segments(url)
    return bool(found) and found[-1] in known("errors")


def is_consent(url: str) -> bool:
    """Return whether an address is that of a page that asks for consent."""
    return bool(known("consent") & {*segments(url), _first_label(url)})


def _first_label(url: str) -> str:
    host = (split(url).netloc.rpartition("@")[2]).lower()
    return host.partition(".")[0] if host.count(".") > 1 else ""


def without_address(text: str, visit: Visit) -> str:
    """Return a text without the addresses of a visit, their paths, names of files and values, where it repeats them."""
    for part in _repeated(visit):
        text = text.replace(part, " ")
    return text


def _repeated(visit: Visit) -> list[str]:
    found: set[str] = set()
    for url in {visit.url, visit.final_url}:
        parts = split(url)
        whole = parts.path + (f"?{parts.query}" if parts.query else "")
        values = [field.partition("=")[2] for field in parts.query.split("&")[:20]]
        found.update(
            [url, whole, whole.lstrip("/"), parts.path, parts.path.strip("/"), parts.path.rpartition("/")[2], *values]
        )
    found |= {unquote(part) for part in found}
    return sorted(
        (part for part in found if len(part) >= _SHORTEST_REPEATED and _SEPARATOR.search(part)), key=len, reverse=True
    )


def slug(url: str) -> frozenset[str]:
    """Return the stems of the words in the last segment of an address that has some: `/2025/igf-opens-in-oslo`."""
    found = [part for part in segments(url) if len(words(part.replace("_", "-"))) >= 3]
    return stems(found[-1]) if found else frozenset()


def is_same(one: str, other: str) -> bool:
    """Return whether two addresses are the same page's, whatever their query and scheme."""
    first, second = split(one), split(other)
    return (first.netloc.lower(), first.path.rstrip("/")) == (second.netloc.lower(), second.path.rstrip("/"))
