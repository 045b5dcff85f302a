"""Which of check's findings concern an edition: its own files, the sources that it cites, and what all editions share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference
from igreport.model.report import Edition, Report
from igreport.publish.gate import CHECK, LINKS, Gate
from igreport.sources.findings import NAMES

_SHARED = ("references", "events.yaml", "terms.yaml", "links.jsonl")
DEAD = frozenset(("LNK103", "LNK104", "LNK105"))  # a reader finds nothing there


def cited(report: Report, edition: Edition) -> list[Reference]:
    """Return the sources that the edition cites and that are defined, in the order of the report."""
    keys = {citation.key for section in edition.sections for citation in section.body.citations}
    return [reference for key, reference in report.references.items() if key in keys]


def of_edition(found: Iterable[Diagnostic], report: Report, edition: Edition) -> list[Diagnostic]:
    """Return the findings that concern `edition`, each once: what keeps it from being built does, wherever it stands."""
    lines, errors = _lines(cited(report, edition)), report.errors(edition)
    return [item for item in dict.fromkeys(found) if item in errors or _concerns(item, edition, lines)]


def _lines(references: Iterable[Reference]) -> dict[str, list[range]]:
    """Return, by file, the lines of each source."""
    found: dict[str, list[range]] = {}
    for reference in references:
        spans = [reference.where(*path) for path in reference.places]
        if spans:
            lines = range(min(span.line for span in spans), max(span.end_line for span in spans) + 1)
            found.setdefault(spans[0].path, []).append(lines)
    return found


def _concerns(item: Diagnostic, edition: Edition, lines: dict[str, list[range]]) -> bool:
    path = PurePosixPath(item.span.path)
    if item.span.path.startswith(f"{edition.path}/") or any(item.span.line in row for row in lines.get(str(path), ())):
        return True
    if path.parts[:1] == ("sections",):
        return str(path) in ("sections", edition.path) or (len(path.parts) == 2 and path.suffix != "")
    if path.stem == edition.identifier or path.name in _SHARED:
        return item.code not in DEAD  # of a source that the edition does not cite
    return item.code in NAMES and item.severity is Severity.ERROR  # nothing is built with it


def gates(own: Iterable[Diagnostic], remarks: tuple[str, ...]) -> list[Gate]:
    """Return the gates of check and of links; `remarks` are about links."""
    rows = list(own)
    errors = [item for item in rows if item.severity is Severity.ERROR]
    dead = tuple(item for item in errors if item.code in DEAD)
    others = tuple(item for item in errors if item.code not in DEAD)
    return [Gate(CHECK, others, remarks=_counted(rows)), Gate(LINKS, dead, remarks=remarks)]


def _counted(rows: Iterable[Diagnostic]) -> tuple[str, ...]:
    from igreport.check.reporters import plural

    count = sum(item.severity is Severity.WARNING for item in rows)
    return (f"{plural(count, 'warning')} in this edition, as `igreport check` shows",) if count else ()
