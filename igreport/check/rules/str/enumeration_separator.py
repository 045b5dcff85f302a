"""One item of an enumeration is parted otherwise than the rest.

## What it does
Looks at the commas or semicolons before the items of an enumeration inside of a sentence, of four items and more, and
finds those that are missing or another sign.

## Why is this bad
Readers take the item as a part of the one before.

## Example
    The draft names (1) access for all, (2) skills of users; (3) trust in services, (4) clean energy, and (5) open data.

## Use instead
    The draft names (1) access for all, (2) skills of users, (3) trust in services, (4) clean energy, and (5) open data.

Before “and” and “or” everything is let pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from igreport.check import enumerations
from igreport.check.enumerations import Marker
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span
from igreport.model.prose import NOTE, Prose

RULE = Rule("STR106", "enumeration-separator", Severity.WARNING)

_SIGNS = re.compile(r"\d[.):]\s|\(\w{1,4}\)\s")
_SEPARATORS = ",;"
_AND = re.compile(r"\W(?:and|or|und|oder|sowie|as well as|&|bzw\.)\Z", re.IGNORECASE)
_WORD = re.compile(r"\w{1,40}\W{0,5}\Z")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each item that is parted otherwise."""
    for prose in manuscript.text:
        if _SIGNS.search(prose.text):
            for row in enumerations.find(prose.text, prose.language):
                yield from _in_row(prose, row)


def _in_row(prose: Prose, row: list[Marker]) -> Iterator[Diagnostic]:
    parted = []
    for marker in row[1:]:
        before = prose.text[: marker.start].rstrip(f" \n{NOTE}")
        if not _AND.search(before[-12:]):
            parted.append((marker, len(before), before[-1:] if before[-1:] in ",;.:?!–" else ""))
    counts = Counter(sign for _, _, sign in parted).most_common(1)
    usual, number = counts[0] if counts else ("", 0)
    if usual and usual in _SEPARATORS and number >= 3 and 2 * (len(parted) - number) <= number:
        for marker, end, sign in parted:
            if sign != usual:
                yield _found(prose, marker, end, sign, usual)


def _found(prose: Prose, marker: Marker, end: int, sign: str, usual: str) -> Diagnostic:
    word = _WORD.search(prose.text, max(0, end - 45), end)
    span = prose.span(word.start() if word else end, marker.end)
    what = f"“{sign}” stands" if sign else "nothing stands"
    place = prose.span(end - 1, end)
    if not sign:
        place = Span(place.path, place.end_line, place.end_column, place.end_line, place.end_column)
    is_plain = prose.is_exact and prose.source(end - 1, end) == prose.text[end - 1]
    fix = Fix((Edit(place, usual),)) if is_plain else None
    message = f"{what} before “{prose.text[marker.start : marker.end]}”, and “{usual}” before the other items"
    return RULE.found(span, message, f"write “{usual}”", fix=fix)
