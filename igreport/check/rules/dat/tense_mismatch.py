"""An event told in the wrong tense for its date.

## What it does
Finds events that are told as past and dated after the edition ("was finalised in August 2026" in an edition of 2025),
and events that are told as yet to come and dated before the edition's period ("will be held in May 2024").

## Why is this bad
The year or the month is wrong, or the sentence was taken over from an older edition.

## Example
    The treaty was finalised in August 2026.

## Use instead
    The treaty was finalised in August 2025.

## Limits
An edition ends with its day of publication, or 45 days after its period where that is not known. Plans ("was
scheduled for"), deadlines ("by", "until"), relative clauses, quotations, and dates without a year are let pass."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from igreport.check import tense
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import Told, clause, told_in
from igreport.model.dates import DateMention
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT105", "tense-mismatch", Severity.WARNING)

_WRITING = datetime.timedelta(45)  # editions appear some weeks after their period


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each event told in the wrong tense."""
    edition = manuscript.edition
    first, last = edition.period.start, edition.settings.published or edition.period.end + _WRITING
    for prose in manuscript.text:
        if any(_is_outside(date, first, last) for date in manuscript.dates(prose)):
            for item in told_in(manuscript, prose):
                if _is_outside(item.date, first, last):
                    yield from _judged(manuscript, item, last)


def _is_outside(date: DateMention, first: datetime.date, last: datetime.date) -> bool:
    if date.fault or date.year_inferred or date.earliest is None or date.latest is None:
        return False
    return date.earliest > last or date.latest < first


def _judged(manuscript: Manuscript, item: Told, last: datetime.date) -> Iterator[Diagnostic]:
    prose, date, words = item
    start, end = clause(manuscript, item)
    own = manuscript.own_words(prose)
    if not date.last and own[: date.start].endswith(("from ", "vom ")):  # "will open the archive from 1990"
        return
    told = tense.of(own[start : date.start], own[date.end : end], prose.language)
    is_later = date.earliest is not None and date.earliest > last
    if told != ("past" if is_later else "future"):
        return
    when = "after this edition was written" if is_later else "before this edition's period"
    message = f"told as {'past' if is_later else 'yet to come'}, but “{words}” is {when}"
    yield RULE.found(prose.span(date.start, date.end), message, "correct the date, or the tense")
