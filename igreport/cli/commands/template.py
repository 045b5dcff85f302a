"""Write the Word template, to be edited in Word and named in series.yaml, or list the tags that it may hold."""

from __future__ import annotations

import argparse
from pathlib import Path

from igreport.cli import choice
from igreport.errors import OutputError, UsageError

HELP = "write the Word template, or list its tags"
_NAME = "template.docx"
_NO_FILE = Path()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--docx",
        nargs="?",
        type=Path,
        const=_NO_FILE,
        metavar="FILE",
        help=f"write the template for Word, in the look of the series (default: {_NAME} in sections/)",
    )
    what.add_argument(
        "--tags", action="store_true", help="list the tags that a template may hold, with what they print"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    choice.add_root(parser)


def run(arguments: argparse.Namespace) -> int:
    """Return 0."""
    if arguments.tags:
        _print_tags()
        return 0
    root = _root(arguments)
    target = arguments.docx
    if target == _NO_FILE:
        target = root / "sections" / _NAME if root is not None else Path(_NAME)
    if target.exists() and not arguments.force:
        raise UsageError(f"{target} is there already", "name another file, or write over it with --force")
    _write(target, root)
    print(target)
    if root is not None and target.resolve().is_relative_to((root / "sections").resolve()):
        name = target.resolve().relative_to((root / "sections").resolve()).as_posix()
        print(f"edit it in Word, and name it in {root / 'sections' / 'series.yaml'}:\n    template: {name}")
    else:
        print(f"edit it in Word, put it into sections/, and name it in series.yaml, as: template: {target.name}")
    return 0


def _root(arguments: argparse.Namespace) -> Path | None:
    """Return the report folder; none where no report is here, and none was named."""
    try:
        return choice.root(arguments)
    except UsageError:
        if arguments.root is not None:
            raise
        return None


def _write(target: Path, root: Path | None) -> None:
    from igreport.edition.writers import docx_parts, docx_template
    from igreport.model.report import Report, Series
    from igreport.sources import lists

    report = lists.load(root) if root is not None else Report(Series(title=""))
    series = report.series
    parts = docx_template.branded(report.theme, series.paper, series.numerals, series.title, bool(series.logo))
    data = docx_parts.pack(parts)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error


def _print_tags() -> None:
    from igreport.edition.writers.docx_tags import TAGS

    rows = [(f"{{{{ {name} }}}}", tag.meaning, tag.example.strip()) for name, tag in TAGS.items()]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, meaning, example in rows:
        line = f"{name:{widths[0]}}  {meaning:{widths[1]}}  {example}"
        print(line.rstrip())
    print(
        "\nThey stand on the cover (all before the first section break), in headers, footers and the file's properties.\n"
        "A paragraph whose tags print nothing is left out. {% if publisher %}…{% endif %} prints words only where there is\n"
        "a publisher; {{ title|upper }} and {{ title|lower }} change the case. What the cover has no tag for is printed below it."
    )
