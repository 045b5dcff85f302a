"""Calls of notes as they stand in the text: those side by side are one row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from igreport.check.manuscript import Cited, Manuscript
from igreport.model.prose import Prose


class Row(NamedTuple):
    """Notes' calls with nothing but blanks between them; `start` is behind the word before, blanks in between left out."""

    prose: Prose
    calls: tuple[Cited, ...]
    start: int

    @property
    def first(self) -> int:
        """Return the place of the first call."""
        return self.calls[0].call.position

    @property
    def end(self) -> int:
        """Return the place behind the last call."""
        return self.calls[-1].call.position + 1


def find(manuscript: Manuscript) -> Iterator[Row]:
    """Yield the rows of calls in the edition's text, in order; not those that begin a paragraph."""
    row: list[Cited] = []
    for cited in manuscript.calls:
        if row and (cited.prose is not row[-1].prose or _between(row[-1], cited)):
            yield from _row(row)
            row = []
        row.append(cited)
    yield from _row(row)


def _between(one: Cited, other: Cited) -> str:
    return one.prose.text[one.call.position + 1 : other.call.position].strip()


def _row(calls: list[Cited]) -> Iterator[Row]:
    if calls:
        prose = calls[0].prose
        start = calls[0].call.position
        while start and prose.text[start - 1].isspace():
            start -= 1
        if start:
            yield Row(prose, tuple(calls), start)
