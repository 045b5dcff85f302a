"""Bring the edits that were made in Word back into the sections: a three-way merge with the DOCX as it was built."""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.cli import choice

if TYPE_CHECKING:
    from igreport.exchange.merge import Merge

HELP = "bring edits made in Word back into the sections"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", type=Path, metavar="EDITED.docx", help="the DOCX of a build, edited")
    parser.add_argument("--edition", metavar="ID", help="as 2025-Q3 (default: as the file's name or title says)")
    choice.add_root(parser)
    parser.add_argument("--output", type=Path, help="the folder that was built into (default: build/)")
    tracked = parser.add_mutually_exclusive_group()
    tracked.add_argument("--accept-changes", action="store_true", help="with its tracked changes (the default)")
    tracked.add_argument("--reject-changes", action="store_true", help="without its tracked changes")
    parser.add_argument(
        "--comments", choices=["list", "inline"], default="list", help="print comments (the default), or write them too"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where both sides changed the same words."""
    from igreport.exchange.merge import merge

    root = choice.root(arguments)
    result = merge(
        arguments.file,
        root,
        arguments.output or root / "build",
        arguments.edition,
        accept_changes=not arguments.reject_changes,
        comments_inline=arguments.comments == "inline",
        dry_run=arguments.dry_run,
    )
    sys.stdout.write(_report(result, arguments.dry_run))
    return 1 if result.conflicts else 0


def _report(result: Merge, dry_run: bool) -> str:
    lines: list[str] = []
    for path, (before, now) in sorted(result.files.items()):
        if dry_run:
            lines += [line.rstrip("\n") for line in _diff(path, before, now)]
        else:
            lines.append(f"{path}: merged")
    lines += [f"references/{result.edition}.yaml: new reference {name}" for name in result.references]
    lines += [f"{place.path}:{place.line}: conflict: {place.text}" for place in result.conflicts]
    for comment in result.comments:
        where = f"{comment.path}:{comment.line}: " if comment.path else ""
        lines.append(f"{where}comment by {comment.author}, {comment.date}: {comment.text}")
    lines += [f"not merged: {text}" for text in result.elsewhere]
    if not result.files:
        lines.insert(0, "no changes")
    return "\n".join(lines) + "\n"


def _diff(path: str, before: str, now: str) -> list[str]:
    return list(
        difflib.unified_diff(
            before.splitlines(keepends=True), now.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=1
        )
    )
