"""An abbreviation is used and never expanded.

## What it does
Finds abbreviations that the edition uses and nowhere expands, neither in the text nor in a note; once each, at the
first use. Where that is a title or a key point, the first use in the text, where it is to be expanded, is named as well.

## Why is this bad
A reader who does not know it cannot look it up, least of all in ten years.

## Example
    The AHC met in Vienna.

## Use instead
    The Ad Hoc Committee (AHC) met in Vienna.

It warns where the list of terms or another edition of the series knows the expansion; all others are information.
Abbreviations that every reader knows (UN, EU, GDP, PDF, GmbH), units, Roman numbers, symbols of documents, words in
capitals, and those marked `well_known: true` in `references/terms.yaml` are let pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from igreport.check.abbreviations import Abbreviations, Use, abbreviations, base, is_ordinary
from igreport.check.manuscript import Manuscript
from igreport.check.names import vocabulary
from igreport.check.rule import Rule
from igreport.check.spellings import fold
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span
from igreport.model.report import Report

RULE = Rule("NAM103", "never-expanded", Severity.WARNING)


class Unexpanded(NamedTuple):
    """An abbreviation that an edition never expands."""

    written: str
    span: Span
    note: int | None
    is_plain: bool  # an expansion can be put in its place
    there: Span | None  # where in the text to expand it, if `span` is in a title or key point
    named: bool  # what it means, by the list of terms, stands in the edition


class Fact(NamedTuple):
    """What an edition never expands, and what it expands: each abbreviation with its meaning."""

    unexpanded: tuple[Unexpanded, ...]
    expanded: tuple[tuple[str, str], ...]


def collect(manuscript: Manuscript) -> Fact:
    """Return what the edition expands and what it does not."""
    found = abbreviations(manuscript)
    listed = _listed(manuscript.report)
    known = frozenset(base(term.term) for term in manuscript.report.terms if term.well_known)
    expanded_here = {name.upper() for name in found.expansions}
    words = vocabulary(manuscript)
    missing = [
        name
        for name in found.uses
        if name.upper() not in expanded_here and name not in known and not is_ordinary(name)
        if name in listed or name.lower() not in words
    ]
    text = fold(" ".join(prose.text for prose in manuscript.prose)) if any(name in listed for name in missing) else ""
    rows = [_unexpanded(manuscript, use, _in_text(found, use), listed, text) for use in _joined(found, missing)]
    expanded = [(name, row[0].meaning) for name, row in found.expansions.items() if row[0].fit == "exact"]
    return Fact(tuple(rows), tuple(expanded))


def _joined(found: Abbreviations, missing: list[str]) -> Iterator[Use]:
    """Yield the first use of each; one of two that stand side by side, as in "GGE LAWS"."""
    firsts = [found.uses[name][0] for name in missing]
    begins = {(use.prose, use.start): use for use in firsts}
    joined = {use: begins.get((use.prose, use.end + 1)) for use in firsts}
    followers = {other for other in joined.values() if other}
    for use in firsts:
        if use in followers:
            continue
        if other := joined[use]:
            use = use._replace(end=other.end, written=use.prose.text[use.start : other.end])
        yield use


def _in_text(found: Abbreviations, use: Use) -> Use:
    """Return the first use in the text, where it can be expanded, instead of one in a title or key point."""
    uses = found.uses.get(base(use.written), ()) if use.prose.kind in ("title", "keypoint") else ()
    return next((other for other in uses if other.prose.kind not in ("title", "keypoint", "heading")), use)


def _unexpanded(manuscript: Manuscript, use: Use, place: Use, listed: Mapping[str, str], text: str) -> Unexpanded:
    """Return the abbreviation as used first, and the `place` where it can be expanded."""
    meaning = listed.get(use.written) or listed.get(base(use.written), "")
    is_plain = place.prose.is_exact and place.prose.kind in ("paragraph", "item", "note")
    around = place.prose.text[max(0, place.start - 1) : place.end + 1]
    source = place.prose.source(place.start, place.end)
    is_plain = is_plain and not set("-/+’'()") & set(around) and source == place.written
    there = None if place is use else place.prose.span(place.start, place.end)
    span, note = use.prose.span(use.start, use.end), manuscript.note_of(use.prose)
    return Unexpanded(use.written, span, note, is_plain, there, bool(meaning) and fold(meaning) in text)


def _listed(report: Report) -> dict[str, str]:
    names = {base(term.term): term.expansion for term in report.terms if term.expansion}
    return names | {term.term: term.expansion for term in report.terms if term.expansion}


def compare(report: Report, facts: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    """Yield each abbreviation that an edition never expands."""
    listed, elsewhere = _listed(report), {name: meaning for fact in facts.values() for name, meaning in fact.expanded}
    for fact in facts.values():
        for row in fact.unexpanded:
            meanings = [source.get(name) for source in (listed, elsewhere) for name in (row.written, base(row.written))]
            yield _found(row, next((meaning for meaning in meanings if meaning), ""))


def _found(row: Unexpanded, meaning: str) -> Diagnostic:
    message = f"“{row.written}” is never expanded in this edition"
    if row.named:
        message += f", though “{meaning}” stands there without it"
    at = row.there or row.span
    where = f"in line {at.line}, its first use in the text" if row.there else "here"
    hint = (
        f"write “{meaning} ({row.written})” {where}"
        if meaning
        else f"expand it {where}, or list it in references/terms.yaml"
    )
    start = Span(at.path, at.line, at.column, at.line, at.column)
    end = Span(at.path, at.end_line, at.end_column, at.end_line, at.end_column)
    fix = Fix((Edit(start, f"{meaning} ("), Edit(end, ")")), is_safe=False) if meaning and row.is_plain else None
    severity = Severity.WARNING if meaning and not row.named else Severity.INFO
    related = (row.there,) if row.there else ()
    return RULE.found(row.span, message, hint, fix=fix, note=row.note, severity=severity, related=related)
