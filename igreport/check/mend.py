"""A report folder's findings → its files with the fixes made: in a copy first, and written only where that is no worse.

Edits are made in the text by their places, so that comments, spacing and line ends stay byte for byte as they were.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from igreport.check.fix import fixable, made
from igreport.errors import OutputError
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.sources import files
from igreport.sources.changes import FOLDERS, Change, diff, is_own, write
from igreport.sources.findings import NAMES

__all__ = ["Change", "Mended", "diff", "mend", "write"]

Check = Callable[[Path], list[Diagnostic]]  # all findings of a report folder
Choose = Callable[[list[Diagnostic]], list[Diagnostic]]  # those that are asked for
_MOST_ROUNDS = 50  # two are usual: one fix may stand in another's way, and rules may undo one another for ever
_MOST_CHECKS = 100  # in all rounds; a fix that does harm among many is found by halving


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
    if (trial.only and path not in trial.only) or not is_own(trial.root, path) or not place.is_file():
        return None
    try:
        return place.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def _put(folder: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).write_bytes(text.encode("utf-8"))


def _copy(root: Path, folder: Path) -> None:
    for name in FOLDERS:
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
