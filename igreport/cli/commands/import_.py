"""Turn a report that exists (plain text, DOCX, HTML or Markdown) into an edition: sections and references, nothing lost."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from igreport.cli import choice
from igreport.errors import OutputError, UsageError

HELP = "turn a report that exists into an edition"
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the report: .txt, .docx, .html or .md")
    parser.add_argument("--edition", required=True, metavar="ID", help="the edition's id, its period: 2024-Q4")
    choice.add_root(parser)
    parser.add_argument("--format", choices=sorted(set(FORMATS.values())), help="of the file (default: by its name)")
    parser.add_argument("--dry-run", action="store_true", help="report what would be made, and write nothing")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the report as JSON too")
    parser.add_argument("--force", action="store_true", help="where the edition exists, keep its files aside")
    parser.add_argument(
        "--keep-links", action="store_true", help="links in the text stay links and become no citations"
    )
    tracked = parser.add_mutually_exclusive_group()
    tracked.add_argument("--accept-changes", action="store_true", help="a DOCX with its tracked changes (the default)")
    tracked.add_argument("--reject-changes", action="store_true", help="a DOCX without its tracked changes")


def run(arguments: argparse.Namespace) -> int:
    """Return 0 where the edition is written, or would be."""
    from igreport.exchange import read, report, write
    from igreport.exchange.imported import Options

    root = _root(arguments)
    format_name = arguments.format or FORMATS.get(arguments.file.suffix.lower())
    if format_name is None:
        raise UsageError(
            f"the format of {arguments.file.name} is not known by its name",
            f"say it: --format {{{','.join(sorted(set(FORMATS.values())))}}}",
        )
    write.refuse_existing(root, arguments.edition, arguments.force)
    if not arguments.file.is_file():
        raise UsageError(f"there is no file {arguments.file}")
    options = Options(accept_changes=not arguments.reject_changes, keep_links=arguments.keep_links)
    imported = read.read(arguments.file, format_name, options)
    result = write.write(imported, root, arguments.edition, options, arguments.dry_run, arguments.force)
    sys.stdout.write(report.as_text(result, arguments.dry_run))
    if arguments.report:
        _write(arguments.report, report.as_json(result, arguments.file.name))
    return 0


def _root(arguments: argparse.Namespace) -> Path:
    """Return the report folder; where there is none yet, the folder that the command runs in becomes one."""
    try:
        return choice.root(arguments)
    except UsageError:
        if arguments.root is not None:
            raise
        return Path()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"the report could not be written to {path}: {error.strerror}") from error
