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

from igreport.check.rule import Rule
from igreport.model.dates import DateRange, PartialDate
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("DAT106", "url-date-mismatch", Severity.WARNING)

_DAYS = 7


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where the address and `issued` name different dates."""
    issued = reference.date("issued")
    if not (issued and issued.start) or issued.circa or "://" not in reference.url:
        return
    from igreport.sources.url_dates import date_in

    found = date_in(reference.url)
    if found is None or _agree(found[0], issued):
        return
    date, start, end = found
    message = f"the address of {reference.id} is of {date}, and it was issued on {issued.start}"
    place = reference.value("URL", start, end)
    hint = "correct `issued`, or the address"
    yield RULE.found(reference.value("issued"), message, hint, related=(place,))


def _agree(date: PartialDate, issued: DateRange) -> bool:
    first, last = issued.start, issued.end or issued.start
    if first is None or last is None:
        return True
    if date.day and first.day and last.day:
        margin = datetime.timedelta(_DAYS)
        return datetime.date(*first.parts) - margin <= datetime.date(*date.parts) <= datetime.date(*last.parts) + margin
    if date.month and first.month and last.month:
        return _months(first) - 1 <= _months(date) <= _months(last) + 1
    return first.year <= date.year <= last.year or _is_new_year(date, first.year) or _is_new_year(date, last.year)


def _months(date: PartialDate) -> int:
    return 12 * date.year + date.month


def _is_new_year(date: PartialDate, year: int) -> bool:
    """Whether the date is of the January after, or of the December before."""
    return (date.year, date.month) in ((year + 1, 1), (year - 1, 12))
