"""Ask the network about every address of an edition's sources and text, and keep what it says in references/links.jsonl."""

from __future__ import annotations

import argparse
import datetime
import gc
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.cli import asking, choice, link_findings
from igreport.cli.asking import Told, Wishes
from igreport.cli.link_findings import Reading
from igreport.model.link import LinkRecord

if TYPE_CHECKING:
    from igreport.links.keep import Keeper
    from igreport.links.targets import Target
    from igreport.model.report import LinkSettings, Report

HELP = "ask the network whether the addresses of sources and texts still work"
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

    root = choice.root(arguments)
    ledger = Ledger(root)
    known = ledger.open()
    keeper = Keeper(ledger, lambda _: None)
    reading = link_findings.reading(*_read(arguments, root))
    gc.collect()  # what was read holds itself in circles
    wishes = _wishes(arguments, reading.wanted, known)
    told = Told()
    if wishes.has_work:
        told = _ask(wishes, _settings(arguments, reading), reading.contact, known, keeper)
    else:
        print(f"nothing to ask: all {len(wishes.wanted)} addresses are known and fresh", file=sys.stderr)
    records = {**known, **keeper.records}
    if arguments.update:
        found = {**records, **told.twins}
        records |= link_findings.update(root, *_read(arguments, root), found, ledger, arguments.format == "text")
        reading = link_findings.reading(*_read(arguments, root))
    return link_findings.tell(root, reading, records, arguments.format)


def _read(arguments: argparse.Namespace, root: Path) -> tuple[Report, list[Target]]:
    from igreport.links.targets import targets
    from igreport.sources.load import load

    editions = choice.editions(arguments, root)
    report = load(root, editions, is_printed=False)
    return report, targets(report, None if arguments.all else editions)


def _wishes(arguments: argparse.Namespace, wanted: list[Target], known: Mapping[str, LinkRecord]) -> Wishes:
    from igreport.links.due import due

    now = datetime.datetime.now(datetime.UTC)
    return Wishes(
        due(wanted, known, now, arguments.max_age, arguments.only),
        wanted,
        arguments.archive,
        arguments.snapshot,
        arguments.update,
        arguments.timeout,
        arguments.allow_private,
    )


def _settings(arguments: argparse.Namespace, reading: Reading) -> LinkSettings:
    given = {"concurrency": arguments.concurrency, "per_host": arguments.per_host}
    return replace(reading.report.series.links, **{name: value for name, value in given.items() if value})


def _ask(wishes: Wishes, settings: LinkSettings, contact: str, known: Mapping[str, LinkRecord], keeper: Keeper) -> Told:
    start = time.monotonic()
    try:
        told = asking.ask(wishes, settings, contact, known, keeper)
    finally:
        records = [keeper.records[target.url] for target in wishes.asked if target.url in keeper.records]
        counts = asking.counted(Counter(record.verdict for record in records)) or "none"
        seconds = time.monotonic() - start
        print(f"asked {len(records)} of {len(wishes.wanted)} addresses in {seconds:.1f} s: {counts}", file=sys.stderr)
    for line in told.lines:
        print(line, file=sys.stderr)
    return told
