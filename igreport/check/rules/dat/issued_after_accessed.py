"""A source that was read before it was issued.

## What it does
Compares a source's `issued` with its `accessed`, at the precision that both have.

## Why is this bad
One of the two dates is wrong; mostly a year or a month was mistyped.

## Example
    issued: 2025-09-12
    accessed: 2025-08-30

## Use instead
    issued: 2025-08-12
    accessed: 2025-08-30
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.calendar_words import when
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("DAT107", "issued-after-accessed", Severity.ERROR)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where the source was issued after it was accessed."""
    issued, accessed = reference.date("issued"), reference.date("accessed")
    if not (issued and issued.start and accessed and accessed.start) or issued.circa or accessed.circa:
        return
    read = accessed.start
    shared = min(len(issued.start.parts), len(read.parts))
    if issued.start.parts[:shared] > read.parts[:shared]:
        message = (
            f"the source `{reference.id}` was issued {when(issued.start)} and accessed {when(read)}, which is earlier"
        )
        yield RULE.found(
            reference.value("issued"), message, "correct one of the two", related=(reference.value("accessed"),)
        )
