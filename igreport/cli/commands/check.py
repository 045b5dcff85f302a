"""Find what is wrong with sections and references: nothing is written, nothing is asked of the network."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

from igreport.cli import choice
from igreport.errors import UsageError

HELP = "find what is wrong with sections and references"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a file, folder or edition to report on (default: all)",
    )
    choice.add_root(parser)
    parser.add_argument("--format", default="text", choices=_formats(), help="how findings are printed")


def _formats() -> list[str]:
    folder = Path(__file__).parents[2] / "check" / "reporters"
    return [module.name for module in pkgutil.iter_modules([str(folder)])]


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where something was found."""
    from igreport.check.run import check
    from igreport.sources.load import load

    root = choice.root(arguments)
    findings = check(load(root), [name for path in arguments.paths for name in _files(path, root)])
    reporter = importlib.import_module(f"igreport.check.reporters.{arguments.format}")
    sys.stdout.write(reporter.report(findings))
    return 1 if findings else 0


def _files(path: Path, root: Path) -> list[str]:
    """Return the files that an argument names, relative to the report folder: a file, or those below a folder."""
    if not path.exists():
        edition = root / "sections" / path
        if not edition.is_dir():
            raise UsageError(f"there is no file {path}", "name files or folders of the report, or none for all")
        path = edition
    found = [path, *path.rglob("*")] if path.is_dir() else [path]
    inside = [item.resolve() for item in found if item.resolve().is_relative_to(root.resolve())]
    return [item.relative_to(root.resolve()).as_posix() for item in inside] or [path.as_posix()]
