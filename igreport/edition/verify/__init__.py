"""Proof that the files written say what the edition says: each is read back and held against the Document."""

from __future__ import annotations

import importlib
from pathlib import Path

from igreport.edition.verify import compare, expected, pages
from igreport.edition.verify.compare import Difference
from igreport.edition.verify.reading import Reading
from igreport.model.document import Document

__all__ = ["Difference", "read", "verify"]


def read(format_name: str, path: Path) -> Reading:
    """Return what a reader of the file sees."""
    reader = importlib.import_module(f"igreport.edition.verify.{format_name}")
    reading: Reading = reader.read(path)
    return reading


def verify(document: Document, format_name: str, path: Path) -> list[Difference]:
    """Return where the file at `path` does not say what `document` says; nothing where it says exactly the same."""
    actual = read(format_name, path)
    wanted = expected.read(document)
    has_pages = isinstance(actual, pages.PagedReading)
    found = compare.compare(wanted, actual, by_block=not has_pages)
    return found + (pages.compare(actual, document.notes) if isinstance(actual, pages.PagedReading) else [])
