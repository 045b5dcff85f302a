"""One event with two dates.

## What it does
Finds events that the series names by their number or their town ("the 22nd meeting of the CWG-Internet", "the BRICS
summit in Rio de Janeiro") and dates twice, so that the dates cannot both be right, in one edition or in two.

## Why is this bad
One of the two is wrong, and a reader cannot know which.

## Example
    The 22nd meeting of the Council Group was held on 3 and 4 June 2025. At the 22nd meeting of the Council Group in
July 2025, nothing     was decided.

## Use instead
    The 22nd meeting of the Council Group was held on 3 and 4 June 2025. At the 22nd meeting of the Council Group in
June 2025, nothing     was decided.

## Limits
Dates that overlap agree: a day in a month, two days of three. Between editions, only what both tell as past is
compared, since plans change. Events of `references/events.yaml` are compared with that list instead."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from igreport.check import events, named_events
from igreport.check.attachment import attached
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.dates import DateMention
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.prose import Prose
from igreport.model.report import Report

RULE = Rule("DAT112", "two-dates-for-one-event", Severity.WARNING)

_WRITING = datetime.timedelta(45)  # editions appear some weeks after their period
_AGAIN = datetime.timedelta(300)  # after so many days a town may have the event again


class Dated(NamedTuple):
    """An event as one edition dates it."""

    key: str
    name: str
    words: str
    first: datetime.date
    last: datetime.date
    span: Span
    is_past: bool


def collect(manuscript: Manuscript) -> tuple[Dated, ...]:
    """Return the events that the edition dates."""
    return tuple(chain.from_iterable(_dated(manuscript, prose) for prose in manuscript.prose))


def _dated(manuscript: Manuscript, prose: Prose) -> Iterator[Dated]:
    dates = [
        date
        for date in manuscript.dates(prose)
        if not date.fault and not date.part and date.precision in ("day", "month")
    ]
    if not dates:
        return
    own = manuscript.own_words(prose)
    for named in named_events.find(own, prose.language):
        date = attached(own, named.start, named.end, dates)
        if date and date.earliest and date.latest and not _is_listed(manuscript, prose, named):
            yield _fact(manuscript, prose, named, date)


def _is_listed(manuscript: Manuscript, prose: Prose, named: named_events.Named) -> bool:
    found = next((hits for where, hits in events.hits(manuscript) if where is prose), ())
    return any(hit.event and hit.start < named.end and hit.end > named.start for hit in found)


def _fact(manuscript: Manuscript, prose: Prose, named: named_events.Named, date: DateMention) -> Dated:
    first, last = date.earliest or datetime.date.min, date.latest or datetime.date.max
    limit = manuscript.edition.settings.published or manuscript.edition.period.end + _WRITING
    name, words = (
        " ".join(prose.text[start:end].split()) for start, end in ((named.start, named.end), (date.start, date.end))
    )
    span = prose.span(date.start, date.end)
    return Dated(named.key, name, words, first, last, span, last <= limit)


def compare(report: Report, facts: Mapping[str, tuple[Dated, ...]]) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield each date that another date of the same event contradicts, at the later of the two places."""
    known: dict[str, list[tuple[str, Dated]]] = {}
    for edition, rows in facts.items():
        for row in rows:
            earlier = known.setdefault(row.key, [])
            other = next((each for where, each in earlier if _contradict(each, row, where == edition)), None)
            if other:
                message = f"the {row.name} is dated {row.words} here and {other.words} elsewhere"
                yield RULE.found(row.span, message, "look up which is right", related=(other.span,))
            earlier.append((edition, row))


def _contradict(one: Dated, other: Dated, in_one_edition: bool) -> bool:
    if one.first <= other.last and other.first <= one.last:
        return False
    if not in_one_edition and not (one.is_past and other.is_past):
        return False
    gap = max(one.first, other.first) - min(one.last, other.last)
    return gap < _AGAIN
