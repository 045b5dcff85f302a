"""List markers: CommonMark numbers lists with digits alone, pandoc's `fancy_lists` also with letters and roman numerals.

Each letter marker is replaced by digits of the same length before the parser runs, so that every column stays where it was;
the text itself is put back afterwards (`syntax.py`), and the list's true style is read from the source.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What may stand before a marker on its line: indentation, quotation marks and other markers. An upper-case letter
# needs two spaces behind it, as in pandoc, so that a line may begin with a name's initial. Roman numerals go to xxxix.
_BEFORE = r"(?P<before>(?:[ >]|(?:[-*+]|[0-9]{1,9}\.)[ ])*)"
_LETTERS = re.compile(_BEFORE + r"(?P<marker>(?:[a-z]|[ivx]{2,7}|[IVX]{2,7})\.(?=\s|$)|[A-Z]\.(?=\s{2}|$))")
_MOST = 60  # markers on one line; deeper nesting is refused, and each costs a copy of the line
_MARKER = re.compile(r"(?P<word>[0-9]+|[a-zA-Z]+)(?P<end>[.)])")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")


class Marker(NamedTuple):
    """An ordered list's first marker: pandoc's style and start, and the delimiter as written."""

    word: str  # as written, without the delimiter
    style: str  # "Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"
    start: int
    end: str  # "." or ")"


def to_digits(line: str) -> str:
    """Return `line` with each letter marker at its beginning as digits of the same length."""
    position = 0
    for _ in range(_MOST):
        match = _LETTERS.match(line, position)
        if match is None:
            break
        if len(match["marker"]) > 2 and not _ROMAN.fullmatch(match["marker"][:-1].lower()):
            break
        start, end = match.span("marker")
        line = f"{line[:start]}{'1' * (end - start - 1)}.{line[end:]}"
        position = end
    return line


def parse(text: str) -> Marker | None:
    """Return the marker with which `text` begins."""
    match = _MARKER.match(text)
    if match is None:
        return None
    word = match["word"]
    if word.isdigit():
        return Marker(word, "Decimal", int(word), match["end"])
    case = "Lower" if word.islower() else "Upper"
    if word.lower() == "i" or len(word) > 1:  # a single letter counts letters, except `i`, as pandoc has it
        return Marker(word, f"{case}Roman", roman_value(word), match["end"])
    return Marker(word, f"{case}Alpha", ord(word.lower()) - ord("a") + 1, match["end"])


def continues(first: Marker, index: int, marker: Marker) -> bool:
    """Say whether the marker of item `index` (from 0) is of the style of its list's `first`.

    Alone, `i` reads as a roman numeral and `v` as a letter; in a list they may be the ninth letter and roman five.
    """
    if marker.style == first.style:
        return True
    if first.style == "Decimal" or marker.style[:5] != first.style[:5]:
        return False
    if first.style.endswith("Alpha"):
        return marker.word.lower() == "i" and first.start + index == 9
    return len(marker.word) == 1 and roman_value(marker.word) == first.start + index


def roman_value(word: str) -> int:
    """Return the value of a roman numeral up to 39."""
    values = [{"i": 1, "v": 5, "x": 10}.get(letter, 0) for letter in word.lower()]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
