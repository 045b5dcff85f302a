"""A range of dates that ends before it begins.

## What it does
Finds ranges whose second date is earlier than their first.

## Why is this bad
One of the two dates is wrong.

## Example
    The session was held from 12 to 8 July 2025.

## Use instead
    The session was held from 8 to 12 July 2025.

Ranges that go over New Year ("December to February") and dates that are only listed are let pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import told
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT103", "reversed-range", Severity.ERROR)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each reversed range."""
    for prose, date, words in told(manuscript):
        if date.fault == "reversed":
            span = prose.span(date.start, date.end)
            yield RULE.found(span, f"“{words}” ends before it begins", "correct the first date or the last")
