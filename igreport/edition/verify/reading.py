"""What a reader of one format gets to see, in reading order, the running matter aside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """One printed paragraph, heading, contents line, list item's first paragraph or table cell."""

    marker: str  # "", "•", "1.", "a.", "iii.": the list marker as a reader sees it; any bullet glyph is "•"
    text: str  # with single spaces; a note's call stands in it as "[^3]", the printed number
    links: tuple[str, ...]  # targets of the external links in it, in order


@dataclass(frozen=True)
class PrintedNote:
    """A note as printed: its number, its paragraphs joined with a line feed, its external links in order."""

    number: int
    text: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """The title block, contents and body in reading order, and the notes in theirs."""

    blocks: tuple[Block, ...]
    notes: tuple[PrintedNote, ...]
