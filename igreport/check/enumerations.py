"""Enumerations inside of a sentence: “C1. …, C2. …, C3. …”, “(a) …; (b) …; (c) …”, “1. …, 2. …”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from igreport.sources.markdown.markers import roman_value

_MARKER = re.compile(
    r"(?<![\w.,§])(?P<letter>[^\W\d_])?(?P<number>\d{1,2})(?P<stop>[.):])(?=\s{1,2}[^\W\d_\"“„])"
    r"|\((?P<bracket>\d{1,2}|[a-z]|[ivx]{2,4})\)(?=\s)"
)
# Behind these words a number refers to a part of another text.
_REFERENCE = re.compile(
    r"(?:\d|\b(?:articles?|art|paragraphs?|paras?|sections?|sec|subsections?|subparagraphs?|clauses?|points?|items?|lit|no|nos|rules?"
    r"|chapters?|parts?|steps?|options?|notes?|figures?|tables?|pillars?|artikel|absatz|absätze|abs|nr|nummer|nummern|ziffern?|punkte?"
    r"|buchstaben?|kapitel|satz)\.?)\s?\Z",
    re.IGNORECASE,
)
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХІΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXIABEZHIKMNOPTYX")  # Cyrillic and Greek capitals
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 3


class Marker(NamedTuple):
    """A marker: its place, its number in the row, and what its row has in common."""

    start: int
    end: int
    value: int
    kind: str


def find(text: str, language: str) -> list[list[Marker]]:
    """Return the enumerations of a paragraph, each of three markers and more in order; a gap or a repetition is in them."""
    found = list(_markers(text, language))
    if len(found) < _FEWEST:
        return []
    rows: list[list[Marker]] = []
    for marker in found:
        row = next((row for row in reversed(rows) if row[-1].kind == marker.kind), None)
        if row and row[-1].value <= marker.value <= row[-1].value + 2 and _has_words(text, row[-1], marker):
            row.append(marker)
        elif marker.value == 1 or marker.kind[0].isalpha():
            rows.append([marker])
    return [row for row in rows if len(row) >= _FEWEST]


def irregular(row: list[Marker]) -> list[tuple[Marker, Marker]]:
    """Return the markers of a row that do not follow their predecessor, with it."""
    return [(one, other) for one, other in pairwise(row) if other.value != one.value + 1]


def _markers(text: str, language: str) -> Iterator[Marker]:
    for match in _MARKER.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        word = match["bracket"]
        if word:
            if not _REFERENCE.search(before):
                yield _bracketed(match, word)
        elif match["letter"]:
            letter = match["letter"].translate(_LOOKALIKES)
            yield Marker(match.start(), match.end(), int(match["number"]), f"{letter}{match['stop']}")
        elif _may_count(before, match["stop"], language):
            yield Marker(match.start(), match.end(), int(match["number"]), f"1{match['stop']}")


def _bracketed(match: re.Match[str], word: str) -> Marker:
    if word.isdigit():
        return Marker(match.start(), match.end(), int(word), "()1")
    if len(word) > 1 or word == "i":
        return Marker(match.start(), match.end(), roman_value(word), "()i")
    return Marker(match.start(), match.end(), ord(word) - ord("a") + 1, "()a")


def _may_count(before: str, stop: str, language: str) -> bool:
    """Say whether a bare `2.` may count: behind punctuation, and not in German, whose ordinals look the same."""
    if stop == "." and language.startswith("de"):
        return False
    plain = before.rstrip()
    return stop != ":" and (not plain or plain[-1] in ".,;:?!–—" or plain.endswith((" and", " or", " und", " oder")))


def _has_words(text: str, one: Marker, other: Marker) -> bool:
    return len(_WORD.findall(text, one.end, other.start)) > 1
