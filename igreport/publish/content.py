"""What an edition says, whatever its format, as one number: by it a release knows whether it has changed.

It is made of what verification expects every format to show (cover, contents, text, notes, links, alternative texts), and of the
pictures' own bytes. Layout, typefaces and drawn pictures, and what no note prints of a source, are no part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from igreport.edition import pictures
from igreport.edition.verify import expected
from igreport.model.document import Block, Document, by_language, walk
from igreport.model.report import Edition

COVER = "cover"
_SHORT = 12  # hexadecimal digits: enough to see that a section is not the same


@dataclass(frozen=True)
class Content:
    """The SHA-256 of all, and the beginning of that of each part: the cover, and each section by the name of its file."""

    sha256: str
    parts: Mapping[str, str]


def of(document: Document, edition: Edition) -> Content:
    """Return what `document`, which is made of `edition`, says; raise OutputError where a picture cannot be read."""
    parts = {COVER: _short(_cover(document))}
    names = [PurePosixPath(section.path).name for section in edition.sections]
    for number, blocks in enumerate(_sections(document)):
        name = names[number] if number < len(names) else str(blocks[0]["c"][1][0])
        parts[name] = _short(_part(document, number, blocks))
    return Content(_digest([_cover(document), list(document.imprint), _said(document)]), parts)


def _sections(document: Document) -> list[list[Block]]:
    return [blocks for _, blocks in by_language(document.blocks[1:]) if blocks]


def _cover(document: Document) -> list[Any]:
    """Return what stands on the cover, but for the revisions: a new one is no change of its own."""
    names = [document.title, document.period, list(document.authors), document.publisher, document.published]
    logo = hashlib.sha256(pictures.read(document, document.logo).data).hexdigest() if document.logo else ""
    return [*names, document.language, document.license, document.identifier, logo]


def _part(document: Document, number: int, blocks: Sequence[Block]) -> list[Any]:
    """Return what a section says, its notes counted from 1, and its line among the key topics."""
    bare = replace(document, title="", period="", authors=(), publisher="", published_text="", imprint=(), logo="")
    return _said(replace(bare, blocks=(_key_topic(document, number), *blocks)))


def _key_topic(document: Document, number: int) -> Block:
    points = document.blocks[0]["c"][1][-1]["c"]
    return {"t": "Div", "c": [["", [], []], points[number] if number < len(points) else []]}


def _said(document: Document) -> list[Any]:
    reading = expected.read(document)
    blocks = [[block.marker, block.text, list(block.links)] for block in reading.blocks]
    notes = [[note.number, note.text, list(note.links)] for note in reading.notes]
    return [blocks, notes, list(_pictures(document))]


def _pictures(document: Document) -> Iterator[str]:
    """Yield the SHA-256 of each picture's file; one that is drawn for the edition shows what its text says."""
    for element in walk(document.blocks):
        if element["t"] == "Image" and not (target := element["c"][2][0]).startswith(pictures.DRAWN):
            yield hashlib.sha256(pictures.read(document, target).data).hexdigest()


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _short(value: Any) -> str:
    return _digest(value)[:_SHORT]
