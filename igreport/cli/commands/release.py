"""Release an edition: judge it by every gate, and write what is handed out, with the proof of it; or prove such a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.cli import choice, progress
from igreport.errors import UsageError

if TYPE_CHECKING:
    from igreport.publish.release import Result

HELP = "make what is handed out of an edition, or prove a release that somebody received"
FOLDER = "release"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    choice.add_editions(parser)
    choice.add_root(parser)
    add = parser.add_argument
    add("--output", type=Path, help="the folder for the releases (default: build/release/)")
    add("--format", default="text", choices=("text", "json"), help="how it is told what was found")
    add("--allow", action="append", default=[], metavar="CODE", help="let what has this code pass, with --because")
    add(
        "--because",
        action="append",
        default=[],
        metavar="REASON",
        help="why, for the --allow before it: it is recorded",
    )
    add("--verify", type=Path, metavar="FOLDER", help="prove the release in this folder; nothing else is needed")


def run(arguments: argparse.Namespace) -> int:
    """Return 0 where every edition is released, or the folder is proved; 1 where something stands in the way."""
    if arguments.verify is not None:
        return _verify(arguments)
    from igreport.publish import gate
    from igreport.publish.release import release

    reasons = gate.allowances(arguments.allow, arguments.because)
    root = choice.root(arguments)
    output = arguments.output or root / "build" / FOLDER
    results = []
    for name in choice.editions(arguments, root):
        with progress.display(name) as step:
            results.append(release(root, name, output, reasons, step))
    _tell(results, arguments)
    for code in reasons.keys() - {item.code for result in results for row in result.gates for item in row.allowed}:
        print(f"nothing was found that --allow {code} would let pass", file=sys.stderr)
    return 1 if any(result.is_refused for result in results) else 0


def _tell(results: list[Result], arguments: argparse.Namespace) -> None:
    from igreport.cli import release_text

    if arguments.format == "json":
        sys.stdout.write(release_text.as_json(results))
    else:
        sys.stdout.write("".join(release_text.as_text(result, arguments.root) for result in results))


def _verify(arguments: argparse.Namespace) -> int:
    from igreport.cli import release_text
    from igreport.publish import received

    others = [name for name in ("editions", "all", "allow", "because", "output", "root") if getattr(arguments, name)]
    if others:
        raise UsageError("--verify looks at one folder alone", "igreport release --verify FOLDER")
    found = received.look(arguments.verify)
    form = release_text.received_as_json if arguments.format == "json" else release_text.received_as_text
    sys.stdout.write(form(found))
    return 1 if found.flaws else 0
