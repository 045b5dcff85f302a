"""A note's call has a blank before it, or none, unlike most of the edition.

## What it does
Looks at how the edition writes calls of notes, with a blank before them (`text [@a]`) or without (`text[^1]`),
sources and remarks apart, and finds the few that differ.

## Why is this bad
The number is printed close to its word in any case; but two ways of writing make a text hard to search and to compare.

## Example
    The draft[@draft] was long. It was read [@a], discussed [@b], changed [@c] and adopted [@d].

## Use instead
    The draft [@draft] was long. It was read [@a], discussed [@b], changed [@c] and adopted [@d].

Where neither way is clearly the edition's own (at least twice as frequent), nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check import rows
from igreport.check.manuscript import Manuscript
from igreport.check.rows import Row
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span

RULE = Rule("CIT110", "space-before-citation", Severity.WARNING)

_FEWEST = 4  # rows of calls that show a habit


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the calls that are written in the less frequent way."""
    of_sources: list[Row] = []
    of_remarks: list[Row] = []
    for row in rows.find(manuscript):
        (of_sources if row.calls[0].call.keys else of_remarks).append(row)
    for group in (of_sources, of_remarks):
        spaced = [row for row in group if row.start < row.first]
        close = [row for row in group if row.start == row.first]
        few = min(spaced, close, key=len)
        if len(group) >= _FEWEST and 2 * len(few) <= len(group) - len(few):
            yield from (_found(row) for row in few)


def _found(row: Row) -> Diagnostic:
    prose, call = row.prose, row.calls[0].call
    if row.start < row.first:
        span = prose.span(row.start, row.first)
        message, hint, text = "a blank before the note's call, unlike most calls here", "delete it", ""
        is_plain = "\n" not in prose.text[row.start : row.first]
    else:
        span = call.span
        message, hint, text, is_plain = "no blank before the note's call, unlike most calls here", "put one", " ", True
    place = span if not text else Span(span.path, span.line, span.column, span.line, span.column)
    fix = Fix((Edit(place, text),)) if prose.is_exact and is_plain else None
    return RULE.found(span, message, hint, fix=fix, note=row.calls[0].note)
