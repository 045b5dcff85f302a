"""The editions of a release held against each other: what one format says, all say; and the PDF is PDF/UA-1, as it says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from igreport.edition.verify.reading import Block, Reading
from igreport.errors import IgreportError

FORMATS = ("docx", "html", "pdf")
_SECONDS, _MEMORY = 120, 2 << 30  # of the process that reads a file from anybody
_LONGEST = 300  # characters of a message
Flaw = tuple[str, str]  # the file's name, and what is wrong


def compare(paths: Iterable[Path], covers: tuple[list[str], list[str]] | None = None) -> list[Flaw]:
    """Return what is wrong with the editions among `paths`: one is missing or cannot be read, or says something else.

    `covers` are the lines of the cover, and those that the DOCX has in their place by a template of the series' own.
    """
    files = {name: [path for path in paths if path.suffix.lower() == f".{name}"] for name in FORMATS}
    found = [("", f"there is no edition as {name.upper()}") for name in FORMATS if not files[name]]
    found += [(path.name, f"is a second edition as {name.upper()}") for name in FORMATS for path in files[name][1:]]
    readings: dict[str, Reading] = {}
    for name, (path, *_) in ((name, rows) for name, rows in files.items() if rows):
        reading, flaws = _read(name, path)
        found += [(path.name, _short(text)) for text in flaws]
        readings |= {name: reading} if reading else {}
    if covers and "docx" in readings:
        uncovered = _uncovered(readings["docx"], *covers)
        found += [] if uncovered else [(files["docx"][0].name, "has another cover than release.json tells")]
        readings |= {"docx": uncovered} if uncovered else {}
    for name in list(readings)[1:]:
        first = next(iter(readings))
        rows = _differences(readings[first], readings[name], first, name)
        found += [(files[name][0].name, _short(text)) for text in rows]
    return found


def _uncovered(reading: Reading, lines: list[str], own: list[str]) -> Reading | None:
    """Return the reading with the edition's `lines` for the template's `own` at its beginning; None where these differ."""
    if [block.text for block in reading.blocks[: len(own)]] != own:
        return None
    return Reading((*(Block("", line, ()) for line in lines), *reading.blocks[len(own) :]), reading.notes)


def _short(text: str) -> str:
    """Return words of a file as they may be printed: on one line, not too long, nothing that steers a terminal."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _read(name: str, path: Path) -> tuple[Reading | None, list[str]]:
    from igreport.check.processes import apart

    parent = os.getpid()
    try:
        return apart(lambda: _read_here(name, path, parent))
    except IgreportError:
        return None, ["cannot be read: it is broken, or would take more time and memory than any report"]


def _read_here(name: str, path: Path, parent: int) -> tuple[Reading | None, list[str]]:
    """Return what a file says and what is wrong with it, in a process with limits where there is one for it."""
    from igreport.edition.verify import pdf_ua, read
    from igreport.exchange import guard

    if os.getpid() != parent:
        _limit()
    try:
        if name == "docx":
            guard.check_docx(path)
        reading = _plain(read(name, path))
        return reading, pdf_ua.findings(path) if name == "pdf" else []
    except Exception as error:  # whatever a reader of a file from anybody stumbles over is wrong with the file
        return None, [f"cannot be read as {name.upper()}: {str(error) or type(error).__name__}"]


def _limit() -> None:
    """Let the process end that takes too much."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(reading: Reading) -> Reading:
    """Return a reading of its base class, without the heading of a list of notes, which a format with page notes lacks."""
    from igreport.edition import wording
    from igreport.model.report import Language

    headings = {Block("", wording.labels(language).notes, ()) for language in get_args(Language)}
    blocks = reading.blocks[:-1] if reading.blocks[-1:] and reading.blocks[-1] in headings else reading.blocks
    return Reading(blocks, reading.notes)


def _differences(one: Reading, other: Reading, first: str, name: str) -> Iterator[str]:
    from igreport.edition.verify.compare import compare

    for row in compare(one, other, by_block=name != "pdf"):
        yield f"does not say what the {first.upper()} says: {row.where}: {row.message}"
