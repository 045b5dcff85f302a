"""What a judge of a built edition says."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class MissingError(Exception):
    """The judge is not on this machine, or has nothing to judge; says what is missing and how to get it."""


@dataclass(frozen=True)
class Opinion:
    """What a judge found in an edition; `figures` is what it has counted, in a few words."""

    findings: tuple[str, ...]
    figures: str = ""


def file_of(folder: Path, kind: str) -> Path:
    """Return the edition's file of that kind in `folder`; raise MissingError where there is none or there are several."""
    found = sorted(folder.glob(f"*.{kind}"))
    if len(found) != 1:
        raise MissingError(f"{len(found)} files of the kind {kind.upper()} in {folder}")
    return found[0]


def need(command: str, advice: str) -> str:
    """Return the path of a command; raise MissingError with `advice` where it is not installed."""
    path = shutil.which(command)
    if path is None:
        raise MissingError(f"{command} is not installed: {advice}")
    return path


def run(
    command: Sequence[str], environment: Mapping[str, str] | None = None, seconds: int = 600
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, whatever its exit code, and return what it printed."""
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=seconds, check=False)
