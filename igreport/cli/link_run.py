"""What `igreport links` does, step by step: read, choose, ask, keep, mend, tell."""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from igreport.check.processes import apart
from igreport.cli import asking, choice, link_findings
from igreport.cli.asking import Told, Wishes
from igreport.cli.link_findings import Reading
from igreport.links.due import due
from igreport.links.keep import Keeper
from igreport.links.ledger import Ledger
from igreport.links.targets import Target, targets
from igreport.model.link import LinkRecord
from igreport.model.report import LinkSettings, Report
from igreport.sources.ledger import read


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where an address is lost: dead, an error page, or failing for days."""
    root = choice.root(arguments)
    editions = choice.editions(arguments, root)
    ledger = Ledger(root)
    known = dict(read(root, [])) if arguments.dry_run else ledger.open()
    keeper = Keeper(None if arguments.dry_run else ledger, lambda _: None)
    # Reading takes more memory than asking: it has a process of its own, and only what is needed comes back.
    reading = apart(lambda: link_findings.reading(*_read(arguments, root, editions)))
    wishes = _wishes(arguments, reading.wanted, known)
    told = Told()
    if wishes.has_work:
        told = _ask(wishes, _settings(arguments, reading), reading.contact, known, keeper)
    else:
        print(f"nothing to ask: all {len(wishes.wanted)} addresses are known and fresh", file=sys.stderr)
    records = {**known, **keeper.records}
    if arguments.update:
        found = {**records, **told.twins}
        now = _read(arguments, root, editions)
        written = None if arguments.dry_run else ledger
        records |= link_findings.update(root, *now, found, written, arguments.format == "text")
        reading = link_findings.reading(*_read(arguments, root, editions))
    return link_findings.tell(root, reading, records, arguments.format)


def _read(arguments: argparse.Namespace, root: Path, editions: list[str]) -> tuple[Report, list[Target]]:
    from igreport.sources.load import load

    report = load(root, editions, is_printed=False)
    return report, targets(report, None if arguments.all else editions)


def _wishes(arguments: argparse.Namespace, wanted: list[Target], known: Mapping[str, LinkRecord]) -> Wishes:
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
