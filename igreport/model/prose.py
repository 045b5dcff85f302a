"""The words of a section as a reader sees them, each with its place in the file: what rules on language read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from igreport.model.diagnostic import Span

NOTE = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: stands in a text for a note's call or a picture

ProseKind = Literal["title", "keypoint", "heading", "paragraph", "item", "cell", "caption", "note"]


@dataclass(frozen=True)
class Places:
    """The source of one block: its lines begin on line `line` of the file, each at its column (both from 1)."""

    path: str
    line: int
    columns: tuple[int, ...]
    text: str

    def span(self, start: int, end: int | None = None) -> Span:
        """Return the span of `text[start:end]`; one character where no end is given."""
        line, column = self._place(start)
        end_line, end_column = self._place(end) if end is not None else (line, column + 1)
        return Span(self.path, line, column, end_line, end_column)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def _place(self, offset: int) -> tuple[int, int]:
        before = bisect_right(self._starts, offset) - 1
        in_line = offset - self._starts[before]
        return self.line + before, self.columns[min(before, len(self.columns) - 1)] + in_line


@dataclass(frozen=True, slots=True)
class Call:
    """A note's call: where the note's number will stand."""

    position: int  # of its `NOTE` in the prose's text
    keys: tuple[str, ...]  # the sources cited; none for a remark
    label: str  # of a remark: the note's prose has the same; "" for a citation
    span: Span
    locators: tuple[str, ...] = ()  # what follows each key: ", para. 108"


@dataclass(frozen=True, slots=True)
class Item:
    """Where a text stands in a list."""

    list: int  # which list of the section, from 0
    index: int  # which item of it, from 0
    marker: str  # as written: "-", "*", "1.", "a."
    depth: int  # 1 for a list that is in no other
    is_first: bool  # the text begins the item


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """One block of words: `text` is what a reader sees, quotation marks as typed, lines broken as in the file.

    Each note's call and picture in it is one `NOTE` character. `pieces` map `text` to the source: rows of
    (position in `text`, position in the source, length in `text`, length in the source), in order, without gaps in `text`.
    """

    kind: ProseKind
    text: str
    pieces: tuple[tuple[int, int, int, int], ...]
    places: Places
    language: str
    calls: tuple[Call, ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()  # start and end of a link's text, and its target
    emphasis: tuple[tuple[int, int], ...] = ()  # start and end of emphasised words, in order of their end
    foreign: tuple[tuple[int, int, str], ...] = ()  # words of another language: start, end, its tag
    label: str = ""  # of a note
    level: int = 0  # of a heading
    item: Item | None = None
    is_quoted: bool = False  # inside of a block quotation
    is_exact: bool = True  # False: only the place of the whole is known, and no edit can be made

    @property
    def path(self) -> str:
        """Return the file, relative to the report folder."""
        return self.places.path

    @property
    def line(self) -> int:
        """Return the line on which the source begins."""
        return self.places.line

    def span(self, start: int, end: int) -> Span:
        """Return where `text[start:end]` stands in the file."""
        if not self.is_exact:
            return self.places.span(0, len(self.places.text))
        first = self._source(start, False)
        return self.places.span(first, max(self._source(max(end - 1, start), True), first + (end > start)))

    def source(self, start: int, end: int) -> str:
        """Return how `text[start:end]` is written in the file, markup included."""
        return self.places.text[self._source(start, False) : self._source(max(end - 1, start), True)]

    def _source(self, position: int, is_end: bool) -> int:
        """Return the place in the source of the character at `position`, or of its end."""
        index = bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1
        if index < 0:
            return 0
        at, source, length, source_length = self.pieces[index]
        if length != source_length:  # an escaped or encoded character, a call: a whole
            return source + (source_length if is_end else 0)
        return source + min(position - at, length) + is_end
