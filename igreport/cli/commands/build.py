"""Build an edition as PDF, DOCX and HTML that say the same, and prove it."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.cli import choice, progress
from igreport.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igreport.edition.build import Build
    from igreport.model.diagnostic import Diagnostic
    from igreport.model.report import Report

HELP = "build an edition as PDF, DOCX and HTML"
FORMATS = ("pdf", "html", "docx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    choice.add_editions(parser)
    choice.add_root(parser)
    parser.add_argument("--format", default=",".join(FORMATS), help="the formats, with commas (default: %(default)s)")
    parser.add_argument("--output", type=Path, help="the folder for the files of each edition (default: build/)")
    parser.add_argument(
        "--draft",
        action="store_true",
        help="mark every page, number the lines, and show in the margin what check finds",
    )
    parser.add_argument("--no-verify", action="store_true", help="do not read the files back, to be quick")


def run(arguments: argparse.Namespace) -> int:
    """Return 0 where every edition asked for is built, 1 where an author's mistake keeps one from it."""
    from igreport.edition import manifest

    root = choice.root(arguments)
    names = choice.editions(arguments, root)
    formats = _formats(arguments.format)
    output = arguments.output or root / "build"
    if arguments.draft:
        return _build_all(arguments, root, names, output, formats)
    waiting = []
    for name in names:
        if not arguments.no_verify and manifest.is_current(root, name, output / name, formats):
            print(f"{name}: nothing has changed; {output / name} is up to date")
        else:
            waiting.append(name)
    return _build_all(arguments, root, waiting, output, formats) if waiting else 0


def _build_all(
    arguments: argparse.Namespace, root: Path, names: list[str], output: Path, formats: tuple[str, ...]
) -> int:
    from igreport.edition.draft import SUFFIX
    from igreport.sources.load import load

    report = load(root, names)
    verify = not arguments.no_verify
    found = _findings(root, names) if arguments.draft else {}
    folders = {name: output / (f"{name}{SUFFIX}" if arguments.draft else name) for name in names}
    status = {name: _build(report, name, root, folders[name], formats, verify, found.get(name)) for name in names}
    built = [name for name in names if status[name] == 0]
    _tell_findings(found or _findings(root, built), built, arguments.root)
    return max(status.values())


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    wrong = [name for name in names if name not in FORMATS]
    if wrong or not names:
        raise UsageError(f"there is no format `{', '.join(wrong)}`", f"formats: {', '.join(FORMATS)}")
    return names


def _build(
    report: Report,
    name: str,
    root: Path,
    output: Path,
    formats: tuple[str, ...],
    verify: bool,
    findings: Sequence[Diagnostic] | None = None,
) -> int:
    from igreport.check.reporters import text
    from igreport.edition.build import build

    edition = report.edition(name)
    assert edition is not None, "the command has found the edition's folder"
    errors = report.errors(edition)
    if errors:
        sys.stdout.write(text.report(errors))
        print(f"{name} is not built: mend what is listed above", file=sys.stderr)
        return 1
    with progress.display(name) as step:
        result = build(report, edition, root, output, formats, verify, step, findings)
    _print(result)
    return 0


def _print(result: Build) -> None:
    for artifact in result.artifacts:
        pages = f", {result.pages} pages" if artifact.format == "pdf" else ""
        print(f"{artifact.path}  ({artifact.size / 1000:.0f} KB{pages})")
    count = len(result.artifacts)
    subject = "the file says" if count == 1 else f"the {count} files say"
    proof = f"verified: {subject} what the edition says" if result.verified else "not verified"
    print(f"{result.edition}: {result.words:,} words, {result.notes} notes; {proof}")


def _findings(root: Path, names: list[str]) -> dict[str, list[Diagnostic]]:
    """Return what check finds in each edition."""
    from igreport.check.select import Wish, chosen
    from igreport.cli import report_files
    from igreport.cli.commands import check

    found = check.findings(root) if names else []
    return {name: chosen(found, Wish(paths=frozenset(report_files.of_edition(name, root)))) for name in names}


def _tell_findings(found: dict[str, list[Diagnostic]], names: list[str], named: Path | None) -> None:
    """Print what check finds in editions that could be built all the same."""
    from igreport.check.reporters import text

    for name in names:
        if found[name]:
            command = shlex.join(["igreport", "check", name, *(["--root", str(named)] if named else [])])
            print(f"check finds {text.counted(found[name], ' and ')} in this edition: {command}")
