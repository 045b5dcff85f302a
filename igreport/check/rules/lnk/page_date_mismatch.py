"""A page names another date than its source's `issued`.

## What it does
Compares `issued` with the day on which the page says that it was published, at the precision that `issued` has; and
`accessed` with the day of the page's last change. Nothing is asked of the network here: the page's dates come from the
ledger, `references/links.jsonl`, in which `igreport links` has written them.

## Why is this bad
The date of publication was mistyped, or the address leads to another page.

## Example
    issued: 2025-05-09    (the page says 2025-09-05)

## Use instead
    issued: 2025-09-05

## Limits
It is a warning where the two are more than a week apart, and the source is a page, a post, or an article of a newspaper
or magazine. It is only information where they are two to seven days apart, and for documents, which are put
online some time after their date. Let pass are a difference of one day, which time zones make, an `issued` that is
uncertain, and a page that was dated anew: its date is later than `issued`, and later than `accessed`, that of its last
change, or that of the moment. A page that was changed after it was read is information.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping

from igreport.check.calendar_words import when
from igreport.check.known_links import KnownLink, TextLinks, day, known_links
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.dates import DateRange, PartialDate
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference
from igreport.model.report import Report

RULE = Rule("LNK109", "page-date-mismatch", Severity.WARNING)

_OF_ITS_DATE = ("ok", "moved", "redirected")  # what was asked last is the page itself
_OF_THE_WEB = frozenset("webpage post post-weblog article-newspaper article-magazine".split())
_SAME, _NEAR = 1, 7  # days


def collect(manuscript: Manuscript) -> TextLinks:
    """Return nothing: addresses in the text have no dates."""
    del manuscript
    return ()


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each source whose page has another date."""
    for link in known_links(report, facts, _OF_ITS_DATE):
        if link.reference:
            yield from _published(link, link.reference)
            yield from _changed(link, link.reference)


def _published(link: KnownLink, reference: Reference) -> Iterator[Diagnostic]:
    issued, date = reference.date("issued"), day(link.record.date)
    bounds = _bounds(issued)
    if bounds is None or date is None:
        return
    apart = max((bounds[0] - date).days, (date - bounds[1]).days)
    if apart <= _SAME or (date > bounds[1] and _is_anew(link, reference, date)):
        return
    is_sure = apart > _NEAR and reference.type in _OF_THE_WEB
    message = f"{link.page} says that it was published on {date}, and `issued` is {issued}"
    hint = "correct `issued`, or the address"
    yield RULE.found(reference.value("issued"), message, hint, severity=None if is_sure else Severity.INFO)


def _is_anew(link: KnownLink, reference: Reference, date: datetime.date) -> bool:
    """Say whether the page's date may be younger than what was read: that of its last change, or of the moment."""
    read, asked = _bounds(reference.date("accessed")), day(link.record.checked)
    return (
        link.record.date == link.record.modified
        or (read is not None and date > read[1])
        or (asked is not None and (asked - date).days <= _SAME)
    )


def _changed(link: KnownLink, reference: Reference) -> Iterator[Diagnostic]:
    accessed, changed = reference.date("accessed"), day(link.record.modified)
    read, asked = _bounds(accessed), day(link.record.checked)
    if not (accessed and accessed.start and read and changed and asked):
        return
    if changed > read[1] and (asked - changed).days > _SAME:
        message = f"{link.page} was changed on {changed}, after it was read {when(accessed.start)}"
        hint = "see whether it still says what the report takes from it"
        yield RULE.found(reference.value("accessed"), message, hint, severity=Severity.INFO)


def _bounds(date: DateRange | None) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day that may be meant; None where that is not certain."""
    if date is None or date.start is None or date.circa:
        return None
    return _first(date.start), _last(date.end or date.start)


def _first(date: PartialDate) -> datetime.date:
    return datetime.date(date.year, date.month or 1, date.day or 1)


def _last(date: PartialDate) -> datetime.date:
    month = date.month or 12
    return datetime.date(date.year, month, date.day or calendar.monthrange(date.year, month)[1])
