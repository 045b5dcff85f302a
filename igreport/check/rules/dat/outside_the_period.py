"""An edition that would have appeared long before or after the period that it covers.

## What it does
Compares `published` of an edition with the period that the name of its folder says.

## Why is this bad
The year or the month of `published` is wrong, and with it what is said of the edition's sources and dates; often it
was taken over from another edition.

## Example
    published: 2025-04-08   (sections/2026-Q1/edition.yaml)

## Use instead
    published: 2026-04-08

## Limits
An edition may appear a month before its period ends, or a third of a longer period, and up to a year after it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from igreport.check.calendar_words import days
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT119", "outside-the-period", Severity.WARNING)

_MONTH = datetime.timedelta(31)
_YEAR = datetime.timedelta(366)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield a finding where the day of publication is far from the edition's period."""
    settings, period = manuscript.edition.settings, manuscript.edition.period
    published = settings.published
    if published is None:
        return
    early, late = published - period.end < -max(_MONTH, (period.end - period.start) / 3), published - period.end > _YEAR
    if early or late:
        when = "before the end of" if early else "more than a year after"
        message = f"`published` is {when} the edition's period, which is {days(period.start, period.end)}"
        yield RULE.found(settings.where("published", "="), message, "correct `published`, or the edition's folder")
