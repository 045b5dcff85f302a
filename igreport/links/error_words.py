"""Whether words say that a page is not there: a small grammar over the phrases of `data/error-pages.txt`."""

from __future__ import annotations

import functools

from igreport.links.phrases import contains, phrases, sections
from igreport.links.shown_text import words
from igreport.links.title_words import parts

_FILE = "error-pages.txt"
_NUMBERS = frozenset("404 410 404error".split())
_LONGEST = 22  # words of a statement
_BEFORE, _AFTER = 10, 6  # words between what is missing and that it is


@functools.cache
def _set(section: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(phrase)) for line in sections(_FILE)[section] for phrase in line.split(","))


@functools.cache
def _single(section: str) -> frozenset[str]:
    return frozenset(word for phrase in _set(section) for word in phrase)


def strength(text: str) -> int:
    """Return how surely a title or heading, or a part of it, is an error page's: 2, 1, or 0 where it is none.

    2: it says what is missing. 1: "Error", "404", "Not found", what may be the title of other pages as well.
    """
    return max(map(_strength, _readings(text)), default=0)


def statement(text: str) -> frozenset[str]:
    """Return the words with which a title or heading says so."""
    best = max(_readings(text), key=_strength, default="")
    return frozenset(words(best)) if _strength(best) else frozenset()


def _readings(text: str) -> list[str]:
    """Return what may stand for a whole title: its parts, and what follows a colon, as in `Example: page not found`.

    What stands before a colon is a title of its own only where a path, a code or nothing telling follows.
    """
    found = []
    for part in dict.fromkeys([text[:300], *parts(text)]):
        found.append(part)
        before, colon, after = part.partition(": ")
        if colon:
            found.append(after)
            if "/" in after or _is_filled(words(after)):
                found.append(before)
    return found


def _is_filled(found: list[str]) -> bool:
    return all(word in _single("fillers") or word in _single("pages") for word in found)


def _strength(text: str) -> int:
    found = words(text)
    if not found or len(found) > _LONGEST:
        return 0
    if tuple(found) in phrases(_FILE, "titles"):
        return 1
    rest = _without_missing(found)
    fillers = _single("fillers")
    things = {word for word in rest or () if word in _single("pages") or word in _single("things")}
    left = [word for word in (found if rest is None else rest) if word not in fillers and word not in things]
    if rest is not None and things and len(left) <= 1:
        return 2
    if rest is not None and not left:
        return 2 if _NUMBERS & set(found) else 1
    is_number = rest is None and not left and _NUMBERS & set(found)
    return int(bool(is_number or tuple(left) in phrases(_FILE, "titles")))


def _without_missing(found: list[str]) -> list[str] | None:
    """Return the other words of a statement that something is missing; None where it is none."""
    place = _place_of_missing(found, 0)
    return None if place is None else found[: place[0]] + found[place[1] :]


def _place_of_missing(found: list[str], start: int) -> tuple[int, int] | None:
    sizes = sorted({len(phrase) for phrase in _set("missing")}, reverse=True)
    for place in range(start, len(found)):
        for size in sizes:
            if tuple(found[place : place + size]) in _set("missing"):
                return place, place + size
    return None


def says_missing(text: str) -> bool:
    """Return whether a text says, among other things, that a page is missing."""
    if contains(text, _FILE, "sentences"):
        return True
    found = words(text)
    place = _place_of_missing(found, 0)
    while place:
        if _has_page(found[max(0, place[0] - _BEFORE) : place[0]][::-1]) or _has_page(
            found[place[1] : place[1] + _AFTER]
        ):
            return True
        place = _place_of_missing(found, place[1])
    return False


def _has_page(found: list[str]) -> bool:
    """Return whether words, read from the nearest on, come to a page with nothing but fillers between."""
    for word in found:
        if word in _single("pages"):
            return True
        if word not in _single("fillers"):
            return False
    return False
