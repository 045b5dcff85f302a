"""Putting a release in its place, whole; a former one is never lost.

What is copied beside is renamed as a whole. Who is killed between two renames leaves the former release under the name that
it was moved aside to, and the new one whole beside: the next run puts the former back before it does anything.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from igreport.errors import OutputError

_BEGINNING = ".igreport-"
_HOUR = 3600  # a folder that is younger may be another run's, which is still at work


def put(made: Path, target: Path) -> Path | None:
    """Put a copy of the folder `made` at `target`, and return where the former one is now; raise OutputError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        with tempfile.TemporaryDirectory(prefix=_prefix(target), dir=target.parent) as folder:
            waiting = Path(folder) / target.name
            shutil.copytree(made, waiting)
            return _renamed(waiting, target)
    except OSError as error:
        raise OutputError(
            f"the release cannot be written to {target}: {_reason(error)}", "name another --output"
        ) from error


def _reason(error: OSError) -> str:
    """Return why something cannot be written; of a folder's copy, why its first file cannot."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list) and error.args[0]:
        words = str(error.args[0][0][2])
        return words.partition("] ")[2].partition(": ")[0].lower() or words
    return (error.strerror or str(error)).lower()


def _renamed(waiting: Path, target: Path) -> Path | None:
    if not os.path.lexists(target):
        waiting.rename(target)
        return None
    aside = _aside(target)
    target.rename(aside)
    try:
        waiting.rename(target)
    except OSError:
        aside.rename(target)
        raise
    return aside


def repair(target: Path) -> None:
    """Put the former release back where a run was killed between the two renames."""
    former = max(_former(target), default=None)
    if former is not None and not os.path.lexists(target) and _left(target):
        target.with_name(f"{target.name}.before-{former}").rename(target)
        for folder in _left(target):
            shutil.rmtree(folder, ignore_errors=True)


def _aside(target: Path) -> Path:
    return target.with_name(f"{target.name}.before-{max(_former(target), default=0) + 1}")


def _former(target: Path) -> list[int]:
    """Return the numbers of the releases that were moved aside."""
    ends = [path.name.removeprefix(f"{target.name}.before-") for path in target.parent.glob(f"{target.name}.before-*")]
    return [int(end) for end in ends if end.isdecimal() and end.isascii()]


def _prefix(target: Path) -> str:
    return f"{_BEGINNING}{target.name}-"


def _left(target: Path) -> list[Path]:
    """Return what runs that were killed have left, each with a whole release in it."""
    return [folder for folder in target.parent.glob(f"{_prefix(target)}*") if (folder / target.name).is_dir()]


def _sweep(target: Path) -> None:
    for folder in target.parent.glob(f"{_prefix(target)}*"):
        if time.time() - folder.stat().st_mtime > _HOUR:
            shutil.rmtree(folder, ignore_errors=True)
