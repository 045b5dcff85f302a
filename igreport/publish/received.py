"""A release folder that somebody received → what is wrong with it: nothing of the report that it was made of is needed.

All of it may come from anybody: names do not lead out of the folder, links are not followed, and what reads the editions runs in
a process with little time and memory.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from igreport.edition.manifest import sha256
from igreport.errors import UsageError
from igreport.model.dates import Period
from igreport.publish import editions, record, sums

_LARGEST = 500_000_000  # bytes of a file; a report of a hundred pages has one million
_LARGEST_LIST = 4_000_000  # bytes of SHA256SUMS and of release.json
_MOST = 1_000  # files
# What the windows of a system's own programs leave in every folder that they show.
_OF_SYSTEMS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a file of the folder, or with the folder where `file` is empty."""

    file: str
    message: str


@dataclass(frozen=True)
class Received:
    """What is told of a folder: its flaws, and what release.json says that was let pass."""

    folder: Path
    edition: str
    files: tuple[str, ...]
    flaws: tuple[Flaw, ...]
    allowed: tuple[str, ...] = ()


def look(folder: Path) -> Received:
    """Return what is wrong with the release in `folder`; raise UsageError where there is none."""
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "name the folder that holds release.json")
    names = _names(folder)
    if not {record.NAME, sums.NAME} & set(names):
        hint = f"name the folder that holds {record.NAME} and {sums.NAME}"
        raise UsageError(f"{folder} is no release: it has neither {record.NAME} nor {sums.NAME}", hint)
    flaws: list[Flaw] = []
    known = _sums(folder, flaws)
    told = _record(folder, flaws)
    files = _files(told, flaws)
    flaws += _disagreements(known, files)
    flaws += [flaw for name in names if (flaw := _listed(folder, name, known, files))]
    flaws += [Flaw(name, "is missing") for name in sorted({*known, *files}) if name not in names]
    if not flaws:
        flaws += [Flaw(*row) for row in editions.compare([folder / name for name in files], _covers(told))]
    period = Period.parse(str(told.get("edition")))
    edition = period.identifier if period else ""
    return Received(folder, edition, tuple(names), tuple(flaws), tuple(_allowed(told)))


def _names(folder: Path) -> list[str]:
    try:
        found = sorted(os.listdir(folder))
    except OSError as error:
        raise UsageError(
            f"the folder {folder} cannot be read: {(error.strerror or 'unknown error').lower()}"
        ) from error
    if len(found) > _MOST:
        raise UsageError(f"{folder} is no release: it has {len(found)} files")
    return [name for name in found if name not in _OF_SYSTEMS]


def _listed(folder: Path, name: str, known: dict[str, str], files: dict[str, dict[str, Any]]) -> Flaw | None:
    """Return what is wrong with one thing in the folder."""
    if name == sums.NAME:
        return None
    if name not in known and name not in files and name != record.NAME:
        return Flaw(name, "does not belong to this release")
    problem = _unreadable(folder / name, _LARGEST)
    if problem:
        return Flaw(name, problem)
    size = files.get(name, {}).get("size")
    if size is not None and size != (folder / name).stat().st_size:
        return Flaw(name, f"was changed: it has {(folder / name).stat().st_size:,} bytes instead of {size:,}")
    try:
        is_same = sha256(folder / name) == known.get(name, sha256(folder / name))
    except OSError as error:
        return Flaw(name, f"cannot be read: {(error.strerror or 'unknown error').lower()}")
    return None if is_same else Flaw(name, f"was changed: its SHA-256 is not the one in {sums.NAME}")


def _unreadable(path: Path, largest: int) -> str:
    """Return why a file is not even opened; nothing where it may be."""
    try:
        status = path.lstat()
    except OSError as error:
        return f"cannot be read: {(error.strerror or 'unknown error').lower()}"
    if stat.S_ISLNK(status.st_mode):
        return "is a link to another place, not a file"
    if not stat.S_ISREG(status.st_mode):
        return "is no file"
    return f"has {status.st_size / 1e6:,.0f} MB; no file of a release is as large" if status.st_size > largest else ""


def _text(folder: Path, name: str, flaws: list[Flaw]) -> str | None:
    """Return what is in one of the two lists; None, and a flaw, where it cannot be read."""
    path = folder / name
    if not os.path.lexists(path):
        flaws.append(Flaw(name, "is missing"))
        return None
    if problem := _unreadable(path, _LARGEST_LIST):
        flaws.append(Flaw(name, problem))
        return None
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        flaws.append(Flaw(name, f"cannot be read: {_reason(error)}"))
        return None


def _reason(error: Exception) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else "the system refuses it"


def _sums(folder: Path, flaws: list[Flaw]) -> dict[str, str]:
    known, wrong = sums.read(_text(folder, sums.NAME, flaws) or "")
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        message = f"line {wrong[0]}{more} is not a SHA-256, two blanks and the name of a file in this folder"
        flaws.append(Flaw(sums.NAME, message))
    return known


def _record(folder: Path, flaws: list[Flaw]) -> dict[str, Any]:
    text = _text(folder, record.NAME, flaws)
    if text is None:
        return {}
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        flaws.append(Flaw(record.NAME, "is not the JSON object that a release has"))
        return {}
    if told.get("format") != record.FORMAT:
        flaws.append(Flaw(record.NAME, "is of a form that this igreport does not know; it may be of a newer one"))
        return {}
    return told


def _files(told: dict[str, Any], flaws: list[Flaw]) -> dict[str, dict[str, Any]]:
    """Return the entries of `files` by name; those that are none are a flaw."""
    rows = told.get("files", []) if told else []
    found = {}
    for row in rows if isinstance(rows, list) else []:
        if _is_entry(row):
            found[row["name"]] = row
    if told and (not isinstance(rows, list) or len(found) != len(rows) or not rows):
        flaws.append(Flaw(record.NAME, "`files` does not name files of this folder with `sha256` and `size`"))
    return found


def _is_entry(row: Any) -> bool:
    if not isinstance(row, dict) or type(row.get("size")) is not int:
        return False
    line = f"{row.get('sha256')}  {row.get('name')}"
    return list(sums.read(line)[0]) == [row.get("name")]


def _disagreements(known: dict[str, str], files: dict[str, dict[str, Any]]) -> Iterator[Flaw]:
    """Yield where the two lists do not say the same."""
    if not known or not files:
        return
    for name in sorted({*known, *files} - {record.NAME}):
        if name not in files:
            yield Flaw(record.NAME, f"does not name {name}, and {sums.NAME} does")
        elif name not in known:
            yield Flaw(sums.NAME, f"does not name {name}, and {record.NAME} does")
        elif known[name] != files[name]["sha256"]:
            yield Flaw(name, f"has another SHA-256 in {record.NAME} than in {sums.NAME}")
    if record.NAME not in known:
        yield Flaw(sums.NAME, f"does not name {record.NAME}")


def _covers(told: dict[str, Any]) -> tuple[list[str], list[str]] | None:
    """Return the lines of the edition's cover, and what the DOCX has in their place by a template of the series' own."""
    rows = [told.get("cover"), told.get("docx_cover")]
    if not all(isinstance(row, list) and all(isinstance(line, str) for line in row) for row in rows):
        return None
    return rows[0], rows[1]  # type: ignore[return-value]


def _allowed(told: dict[str, Any]) -> Iterator[str]:
    rows = told.get("allowed")
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            yield f"{row.get('code')}: {row.get('because')}"
