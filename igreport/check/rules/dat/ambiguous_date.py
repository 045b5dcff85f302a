"""A numeric date that may be two days.

## What it does
Finds dates of numbers, as 03/04/2025, whose first two numbers may each be the month.

## Why is this bad
It is 3 April to some readers and 4 March to others.

## Example
    The law was signed on 03/04/2025.

## Use instead
    The law was signed on 3 April 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import told
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT109", "ambiguous-date", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each ambiguous date."""
    for prose, date, words in told(manuscript):
        if date.fault == "ambiguous":
            span = prose.span(date.start, date.end)
            yield RULE.found(span, f"“{words}” may be two different days", "write the month as a word")
