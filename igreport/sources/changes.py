"""Changes of an author's files: how they are shown, and how they are put in place, all or none."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from igreport.errors import OutputError

FOLDERS = ("sections", "references")


class Change(NamedTuple):
    """A file, its text as it was, and as it is to be; byte order mark and line ends are part of both."""

    path: str
    before: str
    after: str


def is_own(root: Path, path: str) -> bool:
    """Say whether a path leads to a file of the report itself: not out of its folder, and through no link."""
    place = PurePosixPath(path)
    if place.is_absolute() or ".." in place.parts or place.parts[:1] not in [(name,) for name in FOLDERS]:
        return False
    target = (root / path).resolve()
    return target == root.resolve() / path and target.is_relative_to(root.resolve())


def write(root: Path, changes: Sequence[Change]) -> None:
    """Put the changed files in place; raise OutputError, with none of them changed, where one cannot be written."""
    waiting: list[tuple[Path, Path]] = []
    path = ""
    try:
        for change in changes:
            path, target = change.path, root / change.path
            _refuse_protected(path, target)
            if target.read_bytes() != change.before.encode("utf-8"):
                raise OutputError(f"{change.path} was changed by someone else in the meantime", "run the command again")
            waiting.append((_beside(target, change.after), target))
        for (new, target), change in zip(waiting, changes, strict=True):
            path = change.path
            new.replace(target)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {(error.strerror or 'unknown error').lower()}") from error
    finally:
        for new, _ in waiting:
            new.unlink(missing_ok=True)


def _refuse_protected(path: str, target: Path) -> None:
    """Raise OutputError for a file that is read-only: putting another in its place asks for no right to write to it."""
    if not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OutputError(f"{path} cannot be written: it is read-only", "make it writable")


def _beside(target: Path, text: str) -> Path:
    """Return a new file beside `target` with that text, readable by whom `target` is."""
    number, name = tempfile.mkstemp(prefix=".igreport-", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(text.encode("utf-8"))
        shutil.copymode(target, new)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    return new


def diff(changes: Iterable[Change]) -> str:
    """Return the changes as a unified diff, as `git apply` reads it."""
    return "".join(line for change in changes for line in _diff(change))


def _diff(change: Change) -> Iterator[str]:
    for line in difflib.unified_diff(
        _lines(change.before), _lines(change.after), f"a/{change.path}", f"b/{change.path}"
    ):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Return the lines with their ends, as `diff` counts them: `str.splitlines` knows eight more ends."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return [*lines[:-1], lines[-1][:-1]] if lines[-1] != "\n" else lines[:-1]
