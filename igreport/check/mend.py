"""A report folder's findings → its files with the fixes made: in a copy first, and written only where that is no worse.

Edits are made in the text by their places, so that comments, spacing and line ends stay byte for byte as they were.
"""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from igreport.check.fix import fixable, made
from igreport.errors import OutputError
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.sources import files
from igreport.sources.findings import NAMES

Check = Callable[[Path], list[Diagnostic]]  # all findings of a report folder
Choose = Callable[[list[Diagnostic]], list[Diagnostic]]  # those that are asked for
_FOLDERS = ("sections", "references")
_MOST_ROUNDS = 50  # two are usual: one fix may stand in another's way, and rules may undo one another for ever
_MOST_CHECKS = 100  # in all rounds; a fix that does harm among many is found by halving


class Change(NamedTuple):
    """A file, its text as it was, and as it is to be; byte order mark and line ends are part of both."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class Mended:
    """What all fixes together change, how many findings they mend, and how many would have made new errors."""

    changes: tuple[Change, ...] = ()
    count: int = 0
    refused: int = 0


class _Step(NamedTuple):
    found: list[Diagnostic]
    mended: Sequence[Diagnostic] = ()
    refused: Sequence[Diagnostic] = ()


def mend(root: Path, check: Check, choose: Choose, only: Collection[str] = (), *, unsafe: bool = False) -> Mended:
    """Return what the fixes of the chosen findings make of the folder `root`; nothing is written to it.

    `only` are the files that may be changed, all where it is empty. A file that is a link is never changed. Raise OutputError
    where there is no room for a copy.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="igreport-") as name:
            _copy(root, Path(name))
            return _mended(_Trial(root, Path(name), check, only), choose, unsafe)
    except OSError as error:
        raise OutputError(f"the fixes cannot be tried: {(error.strerror or 'unknown error').lower()}") from error


class _Trial(NamedTuple):
    """Where fixes are tried."""

    root: Path
    folder: Path  # the copy
    check: Check
    only: Collection[str]


def _mended(trial: _Trial, choose: Choose, unsafe: bool) -> Mended:
    found, originals = trial.check(trial.folder), dict[str, str]()
    count, refused, seen = 0, set[tuple[str, str, str]](), set[int]()
    checks = _Budget(_MOST_CHECKS)
    for _ in range(_MOST_ROUNDS):
        wanted = [item for item in fixable(choose(found), unsafe) if _identity(item) not in refused]
        texts = _texts(trial, wanted)
        originals = texts | originals
        state = hash((tuple(texts.items()), len(refused)))
        if state in seen:
            break
        seen.add(state)
        step = _step(trial, texts, wanted, found, checks)
        found, count = step.found, count + len(step.mended)
        refused |= {_identity(item) for item in step.refused}
        if not (step.mended or step.refused):
            break
    rows = (Change(path, before, _text(trial, path) or before) for path, before in sorted(originals.items()))
    return Mended(tuple(row for row in rows if row.before != row.after), count, len(refused))


@dataclass
class _Budget:
    """How many checks may still be made: where many fixes do harm, the last of them are left for another run."""

    checks: int


def _step(
    trial: _Trial, texts: dict[str, str], wanted: Sequence[Diagnostic], found: list[Diagnostic], budget: _Budget
) -> _Step:
    """Make the fixes of `wanted` in `texts`; where they make new errors, those of half of them, down to one."""
    after, mended = made(texts, wanted)
    if not mended or not budget.checks:
        return _Step(found)
    budget.checks -= 1
    _put(trial.folder, after)
    result = trial.check(trial.folder)
    if not (_unread(result) - _unread(found) or _new_errors(found, mended, result)):
        return _Step(result, mended)
    _put(trial.folder, texts)
    if len(mended) == 1:
        return _Step(found, (), mended)
    return _step(trial, texts, mended[: len(mended) // 2], found, budget)


def _unread(found: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """Count the errors in reading, by file and rule."""
    return Counter(
        (item.span.path, item.code) for item in found if item.severity is Severity.ERROR and item.code in NAMES
    )


def _new_errors(
    before: Iterable[Diagnostic], mended: Iterable[Diagnostic], after: Iterable[Diagnostic]
) -> Counter[str]:
    """Count, by rule, the errors that fixes made, lines left aside.

    An error whose words have changed is the old one; that an error is gone whose own fix was made makes no room for another.
    """
    now = _errors(after)
    stayed = _errors(before) - _errors(mended)
    return Counter(code for code, _ in (now - stayed).elements()) - Counter(
        code for code, _ in (stayed - now).elements()
    )


def _errors(found: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((item.code, item.message) for item in found if item.severity is Severity.ERROR)


def _identity(item: Diagnostic) -> tuple[str, str, str]:
    return item.code, item.span.path, item.message


def _texts(trial: _Trial, wanted: Iterable[Diagnostic]) -> dict[str, str]:
    """Return the texts that the fixes of `wanted` are about, by path."""
    paths = {edit.span.path for item in wanted if item.fix for edit in item.fix.edits}
    return {path: text for path in sorted(paths) if (text := _text(trial, path)) is not None}


def _text(trial: _Trial, path: str) -> str | None:
    """Return a file's text in the copy; None where it must not be changed or is not UTF-8."""
    place = trial.folder / path
    if (trial.only and path not in trial.only) or not _is_own(trial.root, path) or not place.is_file():
        return None
    try:
        return place.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_own(root: Path, path: str) -> bool:
    """Say whether a path leads to a file of the report itself: not out of its folder, and through no link."""
    place = PurePosixPath(path)
    if place.is_absolute() or ".." in place.parts or place.parts[:1] not in [(name,) for name in _FOLDERS]:
        return False
    target = (root / path).resolve()
    return target == root.resolve() / path and target.is_relative_to(root.resolve())


def _put(folder: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).write_bytes(text.encode("utf-8"))


def _copy(root: Path, folder: Path) -> None:
    for name in _FOLDERS:
        if (root / name).exists():
            _copy_one(root, root / name, folder / name)


def _copy_one(root: Path, source: Path, target: Path) -> None:
    if source.is_symlink() and (source.is_dir() or not files.is_inside(root, source)):
        target.symlink_to(os.path.realpath(source))
    elif source.is_dir():
        target.mkdir()
        for child in source.iterdir():
            _copy_one(root, child, target / child.name)
    elif source.is_file():
        with suppress(PermissionError):  # that it cannot be read is found where the folder itself is checked
            target.write_bytes(source.read_bytes())


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
        raise OutputError(
            f"{path} cannot be written: it is read-only", "make it writable, or fix the other files alone"
        )


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
