"""A source whose address carries another date than its `issued`.

## What it does
Compares the date in a source's address, where the address has one for certain, with `issued`, at the precision that
both have.

## Why is this bad
The date of publication was mistyped, or the address leads to another page.

## Example
    issued: 2025-05-09
    URL: https://news.example.org/2025/09/05/taxes

## Use instead
    issued: 2025-09-05
    URL: https://news.example.org/2025/09/05/taxes

## Limits
Days may differ by up to a week, since newspapers print a day after they publish and a document is put online days
after its date; an address that gives a month may differ by one month. A source without `issued` is not reported here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from igreport.check.calendar_words import when
from igreport.check.rule import Rule
from igreport.model.dates import PartialDate
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("DAT106", "url-date-mismatch", Severity.WARNING)

_DAYS = 7


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where the address and `issued` name different dates."""
    issued = reference.date("issued")
    if not (issued and issued.start) or issued.circa:
        return
    from igreport.sources.url_dates import date_in

    found = date_in(reference.url)
    if found is None or _agree(found[0], issued.start, issued.end or issued.start):
        return
    date, start, end = found
    message = f"the address of the source `{reference.id}` is of {date}, and it was issued {when(issued.start)}"
    place = reference.value("URL", start, end)
    hint = "correct `issued`, or the address"
    yield RULE.found(reference.value("issued"), message, hint, related=(place,))


def _agree(date: PartialDate, first: PartialDate, last: PartialDate) -> bool:
    shared = min(len(each.parts) for each in (date, first, last))
    if shared == len(("year", "month", "day")):
        day, margin = datetime.date(*date.parts), datetime.timedelta(_DAYS)
        return datetime.date(*first.parts) - margin <= day <= datetime.date(*last.parts) + margin
    if shared > len(("year",)):
        return _months(first) - 1 <= _months(date) <= _months(last) + 1
    # Around New Year, the December before and the January after are of the neighbouring year.
    return first.year - (date.month == 12) <= date.year <= last.year + (date.month == 1)


def _months(date: PartialDate) -> int:
    return 12 * date.year + date.month
