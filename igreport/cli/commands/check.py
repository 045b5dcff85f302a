"""Find what is wrong with sections and references, and mend what can be mended; nothing is asked of the network."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import shlex
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.cli import choice, report_files, reporting
from igreport.errors import UsageError

if TYPE_CHECKING:
    from igreport.check.mend import Mended
    from igreport.check.reporters import Context
    from igreport.check.select import Wish
    from igreport.model.diagnostic import Diagnostic

HELP = "find what is wrong with sections and references"
_WITH_STATISTICS = ("text", "json")
_MOST_FIXES = 100_000  # of a rule in an edition: each further round would check the whole edition again
_MOST_PATHS = 3  # that the command proposed at the end repeats


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a file, folder or edition to report on (default: all)"
    )
    choice.add_root(parser)
    add = parser.add_argument
    add("--format", default="text", choices=_formats(), help="how findings are printed")
    add(
        "--select", default="", metavar="CODES", help="these rules alone: codes, their beginnings or names, with commas"
    )
    add("--ignore", default="", metavar="CODES", help="all rules but these")
    add("--info", action="store_true", help="show also what is only worth a look")
    add("--strict", action="store_true", help="as --info, and end with 1 where anything at all is found")
    add("--only-errors", action="store_true", help="leave out warnings: as where only errors are to stop a commit")
    add("--fix", action="store_true", help="mend what can be mended without changing the meaning")
    add("--unsafe", action="store_true", help="with --fix or --diff: mend also what may change the meaning")
    add("--diff", action="store_true", help="show what --fix would change, and write nothing")
    add("--statistics", action="store_true", help="count the findings of each rule")


def _formats() -> list[str]:
    folder = Path(__file__).parents[2] / "check" / "reporters"
    return [module.name for module in pkgutil.iter_modules([str(folder)])]


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where errors or warnings are found (with --strict anything), or with --diff where a fix would change a file."""
    _refuse(arguments)
    root = choice.root(arguments)
    wish = _wish(arguments, root)
    found = findings(root)
    mended = _mended(arguments, root, wish, found)
    if arguments.diff:
        return _show_changes(mended)
    if mended and mended.changes:
        from igreport.check import mend

        mend.write(root, mended.changes)
        found = findings(root)
    return _report(arguments, found, wish, _context(arguments, root, found, wish, mended))


def findings(root: Path, *, most: int | None = None) -> list[Diagnostic]:
    """Return everything that is found in the report folder; with `most`, so much of each rule, and nothing is kept."""
    from igreport.check.fix import withheld
    from igreport.check.folder import check_folder

    return withheld(check_folder(root, most=most))


def _refuse(arguments: argparse.Namespace) -> None:
    if arguments.unsafe and not (arguments.fix or arguments.diff):
        raise UsageError("--unsafe says how to fix", "add --fix, or --diff to see the changes first")
    if arguments.only_errors and (arguments.info or arguments.strict):
        raise UsageError("--only-errors leaves out what --info and --strict ask for", "give one of them")
    if arguments.statistics and arguments.format not in _WITH_STATISTICS:
        raise UsageError(f"--statistics has no form as {arguments.format}", "formats: text, json")


def _wish(arguments: argparse.Namespace, root: Path) -> Wish:
    from igreport.check import select

    names = select.known() if arguments.select or arguments.ignore else {}
    return select.Wish(
        select.codes(arguments.select, names),
        select.codes(arguments.ignore, names),
        frozenset(report_files.named(arguments.paths, root)),
        arguments.info or arguments.strict,
        arguments.only_errors,
    )


def _mended(arguments: argparse.Namespace, root: Path, wish: Wish, found: list[Diagnostic]) -> Mended | None:
    """Return what the fixes that are asked for change; None where there are none."""
    if not (arguments.fix or arguments.diff):
        return None
    from igreport.check import mend, select
    from igreport.check.fix import fixable

    def choose(rows: list[Diagnostic]) -> list[Diagnostic]:
        return select.chosen(rows, wish)

    if not fixable(choose(found), arguments.unsafe):
        return None
    # The copy in which fixes are tried has a new name each time: what is kept of it would never be found again.
    return mend.mend(root, partial(findings, most=_MOST_FIXES), choose, wish.paths, unsafe=arguments.unsafe)


def _show_changes(mended: Mended | None) -> int:
    if mended is None or not mended.changes:
        print("nothing to fix", file=sys.stderr)
        return 0
    from igreport.check import mend

    sys.stdout.write(mend.diff(mended.changes))
    print(_fixes(mended, "would fix"), file=sys.stderr)
    return 1


def _fixes(mended: Mended, verb: str) -> str:
    from igreport.check.reporters import plural

    return f"{verb} {plural(mended.count, 'finding')} in {plural(len(mended.changes), 'file')}"


def _report(arguments: argparse.Namespace, found: list[Diagnostic], wish: Wish, context: Context) -> int:
    from igreport.check import select

    shown = select.chosen(found, wish)
    if arguments.statistics:
        from igreport.check import statistics

        form = statistics.as_json if arguments.format == "json" else statistics.as_text
        sys.stdout.write(form(statistics.rows(shown)))
    else:
        reporter = importlib.import_module(f"igreport.check.reporters.{arguments.format}")
        sys.stdout.write(reporter.report(shown, context))
    return 1 if any(arguments.strict or finding.severity != "info" for finding in shown) else 0


def _context(
    arguments: argparse.Namespace, root: Path, found: list[Diagnostic], wish: Wish, mended: Mended | None
) -> Context:
    from igreport.check import select

    if mended and mended.changes and (arguments.statistics or arguments.format != "text"):
        print(_fixes(mended, "fixed"), file=sys.stderr)
    shown, with_info = (len(select.chosen(found, replace(wish, info=info))) for info in (wish.info, True))
    everywhere = select.chosen(found, replace(wish, paths=frozenset()))
    return reporting.context(
        root,
        _command(arguments),
        hidden=with_info - shown,
        elsewhere=sum(item.severity == "error" and not select.is_of_files(item, wish.paths) for item in everywhere),
        fixed=mended.count if mended and mended.changes else 0,
        fixed_files=len(mended.changes) if mended else 0,
        refused=mended.refused if mended else 0,
    )


def _command(arguments: argparse.Namespace) -> str:
    """Return how to ask the same again, without what says how it is to be shown."""
    words = ["igreport", "check"]
    if len(arguments.paths) <= _MOST_PATHS:
        words += [path.as_posix() for path in arguments.paths]
    if arguments.root is not None:
        words += ["--root", str(arguments.root)]
    if arguments.only_errors:
        words.append("--only-errors")
    for option in ("select", "ignore"):
        if value := getattr(arguments, option):
            words += [f"--{option}", value]
    return shlex.join(words)
