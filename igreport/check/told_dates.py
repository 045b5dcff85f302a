"""The dates that an edition's author names in words of their own, and the words around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from igreport.check.manuscript import Manuscript
from igreport.model.dates import DateMention
from igreport.model.prose import NOTE, Prose

_WIDEST = 400
_BOUNDARY = re.compile(r"[;:()–—]|,\s(?:but|while|whereas|and|aber|während|und)\s")


class Told(NamedTuple):
    """A date with the prose that it stands in, and the words as written."""

    prose: Prose
    date: DateMention
    words: str


def told(manuscript: Manuscript) -> Iterator[Told]:
    """Yield the dates of all prose that no quotation, address or word of another language holds."""
    for prose in manuscript.prose:
        yield from told_in(manuscript, prose)


def told_in(manuscript: Manuscript, prose: Prose) -> Iterator[Told]:
    """Yield the dates of one text; see `told`."""
    for date in manuscript.dates(prose):
        if NOTE not in manuscript.own_words(prose)[date.start : date.end]:
            yield Told(prose, date, " ".join(prose.text[date.start : date.end].split()))


def sentence(manuscript: Manuscript, prose: Prose, at: int) -> tuple[int, int]:
    """Return start and end of the sentence of `prose` that holds the character at `at`."""
    sentences = manuscript.sentences(prose)
    index = bisect_right(sentences, at, key=lambda sentence: sentence[1])
    return sentences[index] if index < len(sentences) else (0, len(prose.text))


def clause(manuscript: Manuscript, told: Told) -> tuple[int, int]:
    """Return start and end of the clause around a date: the part of its sentence between semicolons, dashes, brackets.

    It reaches `_WIDEST` characters at most to either side.
    """
    start, end = sentence(manuscript, told.prose, told.date.start)
    start, end = max(start, told.date.start - _WIDEST), min(end, told.date.end + _WIDEST)
    for match in _BOUNDARY.finditer(told.prose.text, start, end):
        if match.end() <= told.date.start:
            start = match.end()
        elif match.start() >= told.date.end:
            return start, match.start()
    return start, end
