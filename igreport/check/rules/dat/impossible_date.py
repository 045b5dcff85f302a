"""A date that no calendar has.

## What it does
Finds days that do not exist: the 31st of a month of 30 days, 29 February of a common year, a 13th month in a numeric
date.

## Why is this bad
The event has another date, and nobody can say which.

## Example
    Comments were due by 31 June 2025.

## Use instead
    Comments were due by 30 June 2025.

Dates inside of quotations are another's and are let pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import told
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT101", "impossible-date", Severity.ERROR)

_BEFORE = frozenset(
    "on by from until till since before after of the and am bis vom zum dem den seit vor nach und".split()
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each date that does not exist."""
    for prose, date, words in told(manuscript):
        if date.fault == "impossible" and (not date.year_inferred or _is_adverbial(prose.text[: date.start])):
            hint = "look up the day in the source"
            yield RULE.found(prose.span(date.start, date.end), f"“{words}” is not a date of the calendar", hint)


def _is_adverbial(before: str) -> bool:
    """Whether a word before the date makes it one: "paragraph 31 June had asked for" holds none."""
    return not before.strip() or before.split()[-1].lower() in _BEFORE
