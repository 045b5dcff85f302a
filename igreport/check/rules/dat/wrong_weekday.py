"""A weekday that the date does not fall on.

## What it does
Compares a weekday with the date that it stands with.

## Why is this bad
One of the two is wrong, and a reader cannot know which; often it is the year.

## Example
    The forum opened on Monday, 15 December 2024.

## Use instead
    The forum opened on Sunday, 15 December 2024.

## Limits
Where no year is written, the weekday is only compared with the likely years; the finding is then a warning.
Days before 15 October 1582 are of the Julian calendar and are let pass; until 13 September 1752, when Britain still
had it, a finding is only worth a look.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from igreport.check.calendar_words import WEEKDAYS, day
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import Told, told
from igreport.model.dates import PartialDate
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT102", "wrong-weekday", Severity.ERROR)

_GREGORIAN = datetime.date(1582, 10, 15)  # its first day, in Rome
_BRITISH = datetime.date(1752, 9, 14)  # and in Britain


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each date with a wrong weekday."""
    for item in told(manuscript):
        date = item.date
        for named, weekday in ((date.first, date.weekday), (date.last, date.last_weekday)):
            if named and weekday is not None:
                yield from _compared(item, named, weekday)


def _compared(item: Told, named: PartialDate, weekday: int) -> Iterator[Diagnostic]:
    date = datetime.date(*named.parts)
    if date.weekday() == weekday or date < _GREGORIAN:
        return
    if item.date.year_inferred and weekday in _near_years(named):
        return
    severity = Severity.WARNING if item.date.year_inferred else Severity.INFO if date < _BRITISH else None
    message = f"{day(date)} is a {WEEKDAYS[date.weekday()]}, not a {WEEKDAYS[weekday]}"
    span = item.prose.span(item.date.start, item.date.end)
    yield RULE.found(span, message, "correct the weekday, the day or the year", severity=severity)


def _near_years(named: PartialDate) -> set[int]:
    """Return the weekdays of that day in the years before and after."""
    found = set()
    for year in (named.year - 1, named.year + 1):
        try:
            found.add(datetime.date(year, named.month, named.day).weekday())
        except ValueError:  # 29 February
            continue
    return found
