"""What every importer makes of a file, whatever its format: the value that joins the importers and the writer.

An importer is a module of `importers/`, found by its name, with one function:

    read(path: Path, options: Options) -> Imported

It raises `ImportRefused`, with one clear line, for a file that it cannot read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from igreport.errors import IgreportError
from igreport.exchange.words import as_inlines
from igreport.model.document import Block, Inline


class ImportRefused(IgreportError):  # noqa: N818 — nothing erred: the import says no
    """The file cannot be imported, or its words would not all come through; nothing was written."""

    exit_code = 1


@dataclass(frozen=True)
class Options:
    """What an importer is told beside the file."""

    accept_changes: bool = True  # tracked changes of a DOCX: accepted, or rejected
    keep_links: bool = False  # an inline link stays a link and does not become a citation


@dataclass(frozen=True)
class Change:
    """A structural thing that the importer changed, or was not sure of."""

    line: int  # of the input, from 1; 0 where the format has no lines
    kind: str  # "bullet", "marker", "heading", "note-list", "unsure-heading", "note-never-cited", "marker-never-defined" …
    text: str  # in an author's words


@dataclass(frozen=True)
class Image:
    """A picture that the blocks name."""

    name: str  # as in the Image's target, a plain file name: "image1.png"; it is written beside the sections
    data: bytes


@dataclass(frozen=True)
class Imported:
    """A report as it was read, before it is an edition.

    `words` and `notes` are what the proof is held against. An importer makes them from its input by the shortest way it
    has (`igreport.exchange.words.of_text` of each line), and not from `blocks`, so that the proof proves something.
    """

    title: str  # the series' title, "" where the input has none
    period_text: str  # "October to December 2024", as printed, or ""
    authors: tuple[str, ...]
    keypoints: tuple[str, ...]
    blocks: tuple[Block, ...]  # pandoc's JSON AST: a Header of level 1 begins a section; notes as Note, links as Link
    changes: tuple[Change, ...]
    unsure: tuple[Change, ...]
    words: tuple[
        str, ...
    ]  # all words of the input but those of its notes, in the input's order; no list or note markers
    notes: tuple[tuple[str, ...], ...] = ()  # the words of each note, in the input's order, without its number
    # Printed lines that the house makes itself, as "Key IG topics in the 4th quarter of 2024" and the sentence that opens
    # the list, or a title that is printed again: kept, word for word, as comments in edition.yaml.
    set_aside: tuple[str, ...] = ()
    unused_notes: tuple[str, ...] = ()  # texts of notes never cited, without their numbers: kept as references
    links: tuple[str, ...] = ()  # addresses of the links in the text, notes aside, in order; where the input has markup
    images: tuple[Image, ...] = ()
    paragraphs: int = 0  # of the input: paragraphs, headings and list items, its notes aside
    headings: int = 0  # of the input
    language: str = ""  # "en-GB", where the input says it
    published: str = ""  # ISO 8601, where the input says it
    publisher: str = ""
    notes_at_end: bool = False  # the input has its notes at the end, not at the foot of the page
    has_typed_calls: bool = False  # calls of notes were typed, with a blank before them or without
    is_ours: bool = False  # an edition that igreport built: its notes are complete, its links meant


class Importer(Protocol):
    """What a module of `importers/` offers."""

    @staticmethod
    def read(path: Path, options: Options) -> Imported:
        """Return the report in the file `path`."""
        ...


_UNDEFINED = "The imported text has no note {}."


def undefined_note(marker: str) -> Inline:
    """Return the note that stands for a marker which the input defines nowhere; the writer labels it `undefined-5`."""
    return {"t": "Note", "c": [{"t": "Para", "c": as_inlines(_UNDEFINED.format(marker))}]}


def is_undefined_note(note: Inline) -> bool:
    """Say whether a Note is one of those that `undefined_note` makes."""
    first = note["c"][0]["c"] if note["c"] else []
    text = "".join(inline.get("c", " ") for inline in first if inline["t"] in ("Str", "Space"))
    return len(note["c"]) == 1 and re.fullmatch(re.escape(_UNDEFINED).replace(r"\{\}", ".+"), text) is not None
