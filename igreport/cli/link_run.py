"""What `igreport links` does, step by step: read, choose, ask, keep, mend, tell."""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from igreport.check.processes import apart
from igreport.check.reporters import plural
from igreport.cli import asking, choice, link_findings
from igreport.cli.asking import Told, Wishes
from igreport.cli.link_findings import Reading
from igreport.errors import OutputError, UsageError
from igreport.links.due import due
from igreport.links.keep import Keeper
from igreport.links.ledger import Ledger
from igreport.links.targets import Target, targets
from igreport.model.link import LinkRecord
from igreport.model.report import LinkSettings, Report
from igreport.sources.ledger import read

_MANY = 3
_DUE = "new, broken or stale"


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where an address is lost: dead, an error page, or failing for days."""
    root = choice.root(arguments)
    editions = choice.editions(arguments, root)
    ledger = Ledger(root)
    known = dict(read(root, [])) if arguments.dry_run else ledger.open()
    keeper = Keeper(None if arguments.dry_run else ledger, lambda _: None)
    # Reading takes more memory than asking: it has a process of its own, and only what is needed comes back.
    reading = apart(lambda: link_findings.reading(*_read(arguments, root, editions)))
    _refuse_wrong_settings(reading)
    wishes = _wishes(arguments, reading.wanted, known)
    told = Told()
    if wishes.has_work:
        told = _ask(wishes, _settings(arguments, reading), reading.contact, known, keeper)
    else:
        print(f"nothing to ask: no address of {len(wishes.wanted)} is {arguments.only or _DUE}", file=sys.stderr)
    records = {**known, **keeper.records}
    only = {target.url for target in wishes.asked} if arguments.only else None
    if arguments.update:
        found = {**records, **told.twins}
        now = _read(arguments, root, editions)
        written = None if arguments.dry_run else ledger
        try:
            new = link_findings.update(root, *now, found, written, arguments.format == "text")
        except OutputError:
            link_findings.tell(root, reading, records, arguments.format, only)
            raise
        records |= new
        only = only and only | new.keys()
        reading = link_findings.reading(*_read(arguments, root, editions))
    return link_findings.tell(root, reading, records, arguments.format, only)


def _refuse_wrong_settings(reading: Reading) -> None:
    """Raise UsageError where nobody can know how hosts are to be asked."""
    for problem in reading.unread:
        if problem.span.path == "sections/series.yaml":
            where = f"{problem.span.path}:{problem.span.line}"
            raise UsageError(f"nothing was asked, as the settings are wrong: {where}: {problem.message}", problem.hint)


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
        answered = [
            record for record in records if record.verdict != "unchecked" and record is not known.get(record.url)
        ]
        counts = asking.counted(Counter(record.verdict for record in answered)) or "no answer"
        seconds = time.monotonic() - start
        print(
            f"asked {len(answered)} of {plural(len(wishes.wanted), 'address')} in {seconds:.1f} s: {counts}",
            file=sys.stderr,
        )
        if len(answered) < len(records):
            print(_unasked(records, len(records) - len(answered)), file=sys.stderr)
    for line in _summed(told.lines):
        print(line, file=sys.stderr)
    return told


def _summed(lines: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what became of addresses; what became of many is said once."""
    counts = Counter(what for _, what in lines)
    yield from (f"{url}: {what}" for url, what in lines if counts[what] <= _MANY)
    yield from (f"{plural(count, 'address')}: {what}" for what, count in counts.items() if count > _MANY)


def _unasked(records: list[LinkRecord], count: int) -> str:
    """Return how many addresses could not be asked, and the usual reason."""
    reasons = Counter(record.reason for record in records if record.verdict == "unchecked" and record.reason)
    reason = f", as {reasons.most_common(1)[0][0]}" if reasons else ""
    hint = "; --allow-private asks hosts of your own network" if "private" in reason else ""
    return f"could not ask {plural(count, 'address')}{reason}{hint}"
