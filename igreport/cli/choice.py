"""Which report folder and which of its editions a command is about; only the standard library, for a quick start."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from igreport.errors import UsageError
from igreport.model.dates import Period


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add `--root`."""
    parser.add_argument(
        "--root",
        type=Path,
        help="the report folder, with sections/ and references/ (default: this or the nearest above)",
    )


def add_editions(parser: argparse.ArgumentParser) -> None:
    """Add the editions' ids and `--all`."""
    parser.add_argument("editions", nargs="*", metavar="EDITION", help="as 2025-Q3 (default: the newest)")
    parser.add_argument("--all", action="store_true", help="every edition")


def root(arguments: argparse.Namespace) -> Path:
    """Return the report folder: the one named, or the nearest from here upwards that has `sections/`."""
    if arguments.root is not None:
        if not arguments.root.is_dir():
            raise UsageError(f"there is no folder {arguments.root}")
        return Path(arguments.root)
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / "sections").is_dir()), None)
    if found is None:
        raise UsageError(
            "there is no report here: no folder `sections` in this folder or above",
            "go to the report's folder, or name it with --root",
        )
    return found if found != here else Path()


def editions(arguments: argparse.Namespace, folder: Path) -> list[str]:
    """Return the ids of the editions asked for, oldest first; the newest where none is named."""
    periods = sorted(period for name in _folders(folder / "sections") if (period := Period.parse(name)))
    known = [period.identifier for period in periods]
    if not known:
        raise UsageError(
            f"there is no edition in {folder / 'sections'}", "make a folder named by its period, as sections/2025-Q3"
        )
    if arguments.all:
        return known
    for name in arguments.editions:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            raise UsageError(
                f"there is no edition {name}", f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"
            )
    return sorted(set(arguments.editions), key=known.index) or known[-1:]


def _folders(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    except OSError as error:
        raise UsageError(
            f"the folder {folder} cannot be read: {(error.strerror or 'unknown error').lower()}"
        ) from error
