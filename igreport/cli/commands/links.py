"""Ask the network about every address of an edition's sources and text, and keep what it says in references/links.jsonl."""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.cli import asking, choice, reporting
from igreport.cli.asking import Told, Wishes
from igreport.model.diagnostic import Severity
from igreport.model.link import LinkRecord

if TYPE_CHECKING:
    from igreport.links.keep import Keeper
    from igreport.links.ledger import Ledger
    from igreport.links.targets import Target
    from igreport.model.diagnostic import Diagnostic
    from igreport.model.report import LinkSettings, Report

HELP = "ask the network whether the addresses of sources and texts still work"
FAMILY = ("lnk",)
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    choice.add_editions(parser)
    choice.add_root(parser)
    add = parser.add_argument
    add("--only", choices=("new", "broken", "stale"), help="ask for these addresses alone (default: all three)")
    add("--max-age", type=_age, default="30d", metavar="AGE", help="what was asked longer ago is stale (default: 30d)")
    add("--timeout", type=_seconds, default=20.0, metavar="SECONDS", help="to wait for an answer (default: 20)")
    add("--concurrency", type=_number, metavar="N", help="requests under way at a time (default: 100)")
    add("--per-host", type=_number, metavar="N", help="requests under way at a time to one host (default: 4)")
    add("--format", default="text", choices=("text", "json", "sarif", "github"), help="how what is found is printed")
    add("--update", action="store_true", help="rewrite addresses that moved for certain, and show the changes")
    add(
        "--archive",
        nargs="?",
        const="find",
        choices=("find", "save"),
        help="look for copies in the Wayback Machine; with `save` ask it to make those that are missing",
    )
    add("--snapshot", type=Path, metavar="DIR", help="keep request and answer of each page in DIR, as WARC")
    add("--allow-private", action="store_true", help="ask also hosts of this machine and its network")


def _age(text: str) -> datetime.timedelta:
    match = re.fullmatch(r"(\d{1,6})([dhm])", text)
    if match is None:
        raise argparse.ArgumentTypeError("write a number and d, h or m, as 30d")
    return datetime.timedelta(**{_UNITS[match[2]]: int(match[1])})


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text) or not float(text):
        raise argparse.ArgumentTypeError("write a number of seconds, as 20")
    return float(text)


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError("write a number from 1")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where an address is lost: dead, an error page, or failing for days."""
    from igreport.links.keep import Keeper
    from igreport.links.ledger import Ledger
    from igreport.links.targets import targets
    from igreport.sources.load import load

    root = choice.root(arguments)
    editions = choice.editions(arguments, root)
    report = load(root, editions)
    ledger = Ledger(root)
    known = ledger.open()
    wanted = targets(report, None if arguments.all else editions)
    keeper = Keeper(ledger, lambda _: None)
    told = _ask(arguments, report, known, wanted, keeper)
    report = replace(report, links={**known, **keeper.records})
    if arguments.update:
        report = _update(arguments, root, report, wanted, told.twins, ledger)
    return _tell(arguments, root, report, wanted)


def _ask(
    arguments: argparse.Namespace, report: Report, known: Mapping[str, LinkRecord], wanted: list[Target], keeper: Keeper
) -> Told:
    from igreport.links.due import due

    asked = due(wanted, known, datetime.datetime.now(datetime.UTC), arguments.max_age, arguments.only)
    wishes = Wishes(
        asked,
        wanted,
        arguments.archive,
        arguments.snapshot,
        arguments.update,
        arguments.timeout,
        arguments.allow_private,
    )
    if not (asked or arguments.update or arguments.archive or arguments.snapshot):
        print(f"nothing to ask: all {len(wanted)} addresses are known and fresh", file=sys.stderr)
        return Told()
    start = time.monotonic()
    try:
        told = asking.ask(wishes, _settings(arguments, report), report.series.contact, known, keeper)
    finally:
        records = [keeper.records[target.url] for target in asked if target.url in keeper.records]
        counts = asking.counted(Counter(record.verdict for record in records))
        seconds = time.monotonic() - start
        print(
            f"asked {len(records)} of {len(wanted)} addresses in {seconds:.1f} s: {counts or 'none'}", file=sys.stderr
        )
    for line in told.lines:
        print(line, file=sys.stderr)
    return told


def _update(
    arguments: argparse.Namespace,
    root: Path,
    report: Report,
    wanted: list[Target],
    twins: Mapping[str, LinkRecord],
    ledger: Ledger,
) -> Report:
    """Write what is certain, show it, and return the report as it is then."""
    from igreport.links.repair import repairs
    from igreport.sources import changes
    from igreport.sources.load import load

    found = repairs(root, report, {**report.links, **twins}, {target.url for target in wanted})
    changes.write(root, found.changes)
    ledger.add(found.records)
    show = sys.stderr if arguments.format != "text" else sys.stdout
    show.write(changes.diff(found.changes))
    for wish in found.refused:
        print(
            f"the source `{wish.identifier}` was left as it is: its file would change elsewhere, too", file=sys.stderr
        )
    for row in found.in_texts:
        at = ", ".join(f"{place.path}:{place.line}" for place in row.places)
        print(f"{at}: write {row.new} instead of {row.url}", file=sys.stderr)
    links = {**report.links, **{record.url: record for record in found.records}}
    return replace(load(root, [edition.identifier for edition in report.editions]), links=links)


def _settings(arguments: argparse.Namespace, report: Report) -> LinkSettings:
    given = {"concurrency": arguments.concurrency, "per_host": arguments.per_host}
    return replace(report.series.links, **{name: value for name, value in given.items() if value})


def _tell(arguments: argparse.Namespace, root: Path, report: Report, wanted: list[Target]) -> int:
    from igreport.links.targets import targets

    if arguments.update:  # addresses may be others now
        wanted = targets(report, None if arguments.all else [row.identifier for row in report.editions])
    found = _findings(report, wanted)
    if arguments.format == "json":
        records = [asdict(report.links[target.url]) for target in wanted if target.url in report.links]
        sys.stdout.write("[" + ",\n ".join(json.dumps(record, ensure_ascii=False) for record in records) + "]\n")
    else:
        reporter = importlib.import_module(f"igreport.check.reporters.{arguments.format}")
        sys.stdout.write(reporter.report(found, reporting.context(root, "igreport check")))
    return 1 if any(finding.severity is Severity.ERROR for finding in found) else 0


def _findings(report: Report, wanted: list[Target]) -> list[Diagnostic]:
    """Return what the rules on the ledger say about these addresses: the same as `igreport check` says."""
    from igreport.check.manuscript import Manuscript
    from igreport.check.run import compare, examine
    from igreport.check.suppress import suppressed

    places = {(place.path, place.line) for target in wanted for place in target.places}
    examined = {row.identifier: examine(Manuscript(report, row), FAMILY) for row in report.editions}
    found = compare(replace(report, editions=()), examined, FAMILY)
    own = [item for item in found if (item.span.path, item.span.line) in places]
    kept = suppressed(own, report.suppressions)
    return sorted((item for item in kept if item in own), key=lambda item: item.span)
