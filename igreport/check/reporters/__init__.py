"""Diagnostics → text in one format or another: one file a format, found by its name.

Each has `report(findings, context) -> str`. What it prints of the files it asks of the context, and reads none itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


def _no_lines(_path: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Context:
    """What a reporter knows beside the findings."""

    lines: Callable[[str], Sequence[str]] = _no_lines  # of a file of the report folder; none where it cannot be read
    command: str = "igreport check"  # with the folder and the files that were asked about
    folder: str = ""  # the report folder as seen from where the command runs, with `/` behind it
    version: str = "0"  # of igreport
    is_coloured: bool = False
    width: int = 0  # of the terminal in columns; 0 where there is none
    hidden: int = 0  # findings worth a look that were not asked for
    elsewhere: int = 0  # errors in files that were not asked about
    fixed: int = 0
    fixed_files: int = 0
    refused: int = 0  # fixes that would have made new errors


def plural(count: int, word: str) -> str:
    """Return `1 file`, `2 files`, `2 addresses`."""
    ending = "es" if word.endswith("s") else "s"
    return f"{count} {word}{'' if count == 1 else ending}"
