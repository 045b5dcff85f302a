"""Proof that the files written say what the edition says: each is read back and held against the Document."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

from igreport.edition.verify import compare, expected, pages
from igreport.edition.verify.compare import Difference
from igreport.edition.verify.reading import Block, Reading
from igreport.errors import BuildError
from igreport.model.document import Document

__all__ = ["Difference", "read", "verify"]


def read(format_name: str, path: Path) -> Reading:
    """Return what a reader of the file sees."""
    reader = importlib.import_module(f"igreport.edition.verify.{format_name}")
    reading: Reading = reader.read(path)
    return reading


def verify(document: Document, format_name: str, path: Path) -> list[Difference]:
    """Return where the file at `path` does not say what `document` says; nothing where it says exactly the same."""
    try:
        actual = _without_notes_heading(read(format_name, path), document.labels.notes)
    except (BuildError, OSError, RuntimeError, ValueError) as error:  # of pdfium, zipfile, the parsers
        return [Difference("the file", f"cannot be read: {error}")]
    front = _own_cover(document, format_name)
    wanted = expected.read(document, front)
    if isinstance(actual, pages.PagedReading):
        found = compare.compare(wanted, actual, by_block=False, pages=actual.first_blocks)
    else:
        found = compare.compare(wanted, actual)
    if front is not None:
        from igreport.edition.verify import docx_cover

        missing = docx_cover.left_out(document, front)
        found += [Difference("on the cover", f"the template leaves out “{text}”") for text in missing]
    return found + (pages.compare(actual, document.notes) if isinstance(actual, pages.PagedReading) else [])


def _own_cover(document: Document, format_name: str) -> list[Block] | None:
    """Return the cover of the series' own template, which a DOCX has."""
    if not document.template or format_name != "docx":
        return None
    from igreport.edition.verify import docx_cover

    return docx_cover.front(document)


def _without_notes_heading(reading: Reading, heading: str) -> Reading:
    """Leave out the heading of a list of notes at the end: a format with page notes has none."""
    if reading.blocks and reading.blocks[-1] == Block("", heading, ()):
        return replace(reading, blocks=reading.blocks[:-1])
    return reading
