"""An address stands in the text, or is all that a note says.

## What it does
Finds addresses of the web that are typed into the text or into a note as they are, instead of a source that is cited.

## Why is this bad
A bare address says neither what it leads to nor who published it, it breaks lines, and it is no link in Word.

## Example
    The roadmap was published in June (https://example.org/roadmap).

## Use instead
    The roadmap was published in June [@example-org].

A link with words, `[the roadmap](https://example.org/roadmap)`, and an address in angle brackets,
`<https://example.org/>`, are meant so and let pass; so are addresses in quotations and tables, and a site that is
only named, `www.example.org`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from igreport.check import new_source
from igreport.check.manuscript import Manuscript, addresses
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.prose import Prose
from igreport.model.report import Report

RULE = Rule("CIT108", "bare-address", Severity.WARNING)

_ADDRESS = re.compile(r"https?://\S|www\.[^\s/]+/\S", re.IGNORECASE)
_SOURCES = 3  # calls of notes in an edition that gives sources
_AROUND = " \t\n.,;:()<>[]"


@dataclass(frozen=True)
class Bare:
    """A bare address: its place, and what may be said of it."""

    span: Span
    address: str
    place: str
    note: int | None
    is_exact: bool
    is_named: bool  # its site may only be spoken of


def collect(manuscript: Manuscript) -> tuple[Bare, ...]:
    """Return the edition's bare addresses: what mends them depends on the sources of all editions."""
    found: list[Bare] = []
    for prose in manuscript.prose:
        if prose.kind in ("paragraph", "item", "note") and ("://" in prose.text or "www." in prose.text):
            found += (_of(manuscript, prose, start, end) for start, end in _bare(manuscript, prose))
    return tuple(found)


def compare(report: Report, facts: Mapping[str, tuple[Bare, ...]]) -> Iterator[Diagnostic]:
    """Yield each bare address, with the source that would take its place."""
    sources = new_source.Sources(report.references)
    hint = "make a source of it, with its title, and cite that"
    for edition, found in facts.items():
        for bare in found:
            fix = new_source.fix(sources, edition, bare.span, bare.address) if bare.is_exact else None
            severity = Severity.INFO if bare.is_named else None
            message = f"a bare address {bare.place}"
            yield RULE.found(bare.span, message, hint, fix=fix, note=bare.note, severity=severity)


def _bare(manuscript: Manuscript, prose: Prose) -> Iterator[tuple[int, int]]:
    meant = [*((start, end) for start, end, _ in prose.links), *(found[:2] for found in manuscript.quotations(prose))]
    for start, end in addresses(prose.text):
        if _ADDRESS.match(prose.text, start, end) and not any(first <= start < last for first, last in meant):
            yield start, end


def _of(manuscript: Manuscript, prose: Prose, start: int, end: int) -> Bare:
    address = prose.text[start:end]
    is_all = prose.kind == "note" and prose.text.strip(_AROUND) == address.strip(_AROUND)
    place = "is all that this note says" if is_all else f"stands in the {'note' if prose.kind == 'note' else 'text'}"
    is_named = not is_all and _is_named(manuscript, prose, start, address)
    return Bare(prose.span(start, end), address, place, manuscript.note_of(prose), prose.is_exact, is_named)


def _is_named(manuscript: Manuscript, prose: Prose, start: int, address: str) -> bool:
    """Say whether the sentence may speak of the site: its home page outside of brackets, or in a text without notes."""
    is_home = "/" not in address.partition("://")[2].rstrip("/")
    return len(manuscript.calls) < _SOURCES or (is_home and prose.text[start - 1 : start] not in ("(", "["))
