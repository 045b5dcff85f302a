"""How often each rule has found something, the most frequent first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from igreport.model.diagnostic import Diagnostic


@dataclass(frozen=True)
class Row:
    """A rule's findings of one severity, and how many of them `--fix` mends."""

    count: int
    code: str
    name: str
    severity: str
    fixable: int


def rows(findings: Iterable[Diagnostic]) -> list[Row]:
    """Return a row for each rule and severity, by count, then by code."""
    found, fixable = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for finding in findings:
        key = finding.code, finding.name, str(finding.severity)
        found[key] += 1
        fixable[key] += finding.fix is not None and finding.fix.is_safe
    return sorted(
        (Row(count, *key, fixable[key]) for key, count in found.items()), key=lambda row: (-row.count, row.code)
    )


def as_text(found: Iterable[Row]) -> str:
    """Return the rows as a table."""
    listed = list(found)
    width = max((len(row.name) for row in listed), default=0)
    lines = [
        f"{row.count:>5}  {row.code:<7} {row.name:<{width}}  {row.severity:<7}  {_mark(row)}".rstrip() for row in listed
    ]
    return "\n".join(lines or ["nothing found"]) + "\n"


def _mark(row: Row) -> str:
    return f"{row.fixable} can be fixed" if row.fixable else ""


def as_json(found: Iterable[Row]) -> str:
    """Return the rows as a JSON list of objects."""
    return json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2) + "\n"
