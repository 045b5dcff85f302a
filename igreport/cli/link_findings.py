"""What the ledger says about addresses: printed as `igreport check` says it, and repaired where it is certain."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.cli import reporting
from igreport.model.diagnostic import Severity, Span
from igreport.model.link import LinkRecord

if TYPE_CHECKING:
    from igreport.check.run import Examined
    from igreport.links.ledger import Ledger
    from igreport.links.targets import Target
    from igreport.model.diagnostic import Diagnostic
    from igreport.model.reference import Reference
    from igreport.model.report import Report

_FAMILY = ("lnk",)
_CONTROLS = re.compile(r"[\x7f-\x9f]")  # they steer terminals, and JSON lets them stand
_READING = ("SRC", "YML", "MD101")  # codes of what is found in files that could not be read
_FIELDS = ("id", "URL", "issued", "accessed", "custom")


@dataclass(frozen=True)
class Reading:
    """What is needed of a report while the network is asked: it takes a fifth of the memory of all."""

    report: Report  # without editions, its references with the places of what the rules on links read
    examined: Mapping[str, Examined]  # by edition id
    wanted: list[Target]
    unread: tuple[Diagnostic, ...] = ()  # what is wrong with files, so that addresses or settings are not known

    @property
    def contact(self) -> str:
        """Return whom hosts may write to."""
        return self.report.series.contact


def reading(report: Report, wanted: list[Target]) -> Reading:
    """Return what is needed of a report to ask for the addresses `wanted`, and to tell what is found."""
    from igreport.check.manuscript import Manuscript
    from igreport.check.run import examine

    examined = {row.identifier: examine(Manuscript(report, row), _FAMILY) for row in report.editions}
    references = {key: _with_places(row) for key, row in report.references.items()}
    unread = tuple(item for item in report.problems if _hides(item))
    plain = replace(report, editions=(), references=references, links={}, problems=())
    return Reading(plain, examined, wanted, unread)


def _hides(problem: Diagnostic) -> bool:
    """Return whether addresses, settings or lines of the ledger may stand where nothing could be read."""
    is_lost = problem.severity is Severity.ERROR and problem.code.startswith(_READING)
    return problem.code == "LNK102" or is_lost


def _with_places(reference: Reference) -> Reference:
    places = {path: reference.places[path] for path in reference.places if not path or path[0] in _FIELDS}
    return replace(reference, places=places)


def tell(
    root: Path, reading: Reading, records: Mapping[str, LinkRecord], form: str, only: Collection[str] | None = None
) -> int:
    """Print what is found, or with `json` the ledger's objects, of all addresses or of those in `only`.

    Return 1 where an address is lost or a file could not be read.
    """
    wanted = [target for target in reading.wanted if only is None or target.url in only]
    found = sorted([*_findings(reading, wanted, records), *reading.unread], key=lambda item: item.span)
    if form == "json":
        rows = [asdict(records[target.url]) for target in wanted if target.url in records]
        text = ",\n ".join(json.dumps(row, ensure_ascii=False) for row in rows)
        sys.stdout.write("[" + _CONTROLS.sub(_escaped, text) + "]\n")
    else:
        reporter = importlib.import_module(f"igreport.check.reporters.{form}")
        sys.stdout.write(reporter.report(found, reporting.context(root, "igreport check --info")))
    return 1 if any(finding.severity is Severity.ERROR for finding in found) else 0


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _findings(reading: Reading, wanted: list[Target], records: Mapping[str, LinkRecord]) -> list[Diagnostic]:
    """Return what the rules on the ledger say about some addresses: the same as `igreport check` says."""
    from igreport.check.run import compare
    from igreport.check.suppress import suppressed

    places = {(place.path, place.line) for target in wanted for place in target.places}
    sources = [row for row in reading.report.references.values() if _line(row.value("URL")) in places]
    places |= {_line(place) for row in sources for place in row.places.values()}
    found = compare(replace(reading.report, links=records), reading.examined, _FAMILY)
    own = [item for item in found if _line(item.span) in places]
    kept = suppressed(own, reading.report.suppressions)
    return [item for item in kept if item in own]


def _line(place: Span) -> tuple[str, int]:
    return place.path, place.line


def update(
    root: Path,
    report: Report,
    wanted: list[Target],
    records: Mapping[str, LinkRecord],
    ledger: Ledger | None,
    is_shown: bool,
) -> dict[str, LinkRecord]:
    """Write what is certain, where there is a ledger to write to, show it, and return the records of the new addresses."""
    from igreport.check.reporters import plural
    from igreport.links.repair import repairs
    from igreport.sources import changes

    found = repairs(root, report, records, {target.url for target in wanted})
    if ledger:
        changes.write(root, found.changes)
        ledger.add(found.records)
    (sys.stdout if is_shown else sys.stderr).write(changes.diff(found.changes))
    if found.changes:
        verb = "gave" if ledger else "would give"
        counts = f"{plural(found.moved, 'source')} a new address, and {plural(found.archived, 'source')} a copy's"
        print(f"{verb} {counts}", file=sys.stderr)
    for wish in found.refused:
        new = wish.new or f"custom: {{archive: {wish.archive}}}"
        print(f"the source `{wish.identifier}` could not be rewritten alone; write yourself: {new}", file=sys.stderr)
    for row in found.in_texts:
        at = ", ".join(f"{place.path}:{place.line}" for place in row.places)
        print(f"{at}: a text is yours to change; write {row.new} instead of {row.url}", file=sys.stderr)
    return {record.url: record for record in found.records}
