"""Find what is wrong with sections and references: nothing is written, nothing is asked of the network."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

from igreport.cli import choice

HELP = "find what is wrong with sections and references"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="report on these files only (default: all)")
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
    findings = check(load(root), [_relative(path, root) for path in arguments.paths])
    reporter = importlib.import_module(f"igreport.check.reporters.{arguments.format}")
    sys.stdout.write(reporter.report(findings))
    return 1 if findings else 0


def _relative(path: Path, root: Path) -> str:
    resolved = path.resolve()
    return (
        resolved.relative_to(root.resolve()).as_posix() if resolved.is_relative_to(root.resolve()) else path.as_posix()
    )
