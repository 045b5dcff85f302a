"""A known event on another date.

## What it does
Compares the date that stands with an event of `references/events.yaml` with the date of that list. An event is known
by its name, or by its series with an ordinal, a year or a town: "19th IGF", "IGF 2024", "IGF in Riyadh".

## Why is this bad
The date of the text is wrong, or the list's.

## Example
    The 19th Internet Governance Forum took place in Riyadh from 15 to 20 December 2024.

## Use instead
    The 19th Internet Governance Forum took place in Riyadh from 15 to 19 December 2024.

## Limits
Days inside of the event, and a month or a year that holds it, are right. Only a date that certainly is the event's is
compared: one that follows it directly, or with nothing but its town and a verb such as "took place" between them. An
adoption or an entry into force needs its verb beside the date. For what is still to come when the edition appears,
only a date up to three weeks from the list's is a mistake; another one was the plan of that time, which is worth a
look."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from igreport.check import told_events
from igreport.check.calendar_words import days
from igreport.check.event_days import apart, is_near
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_events import Told
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT113", "event-date", Severity.WARNING)

_WRITING = datetime.timedelta(45)  # editions appear some weeks after their period
_FARTHEST = 800  # days by which a date may be mistaken
_FARTHEST_BY_TOWN = 200  # where only a town says which event it is


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each date of a known event that is not the event's."""
    limit = manuscript.edition.settings.published or manuscript.edition.period.end + _WRITING
    for told in told_events.find(manuscript):
        if 0 < apart(told.event, told.date) <= (_FARTHEST if told.is_certain else _FARTHEST_BY_TOWN):
            is_plan = told.event.start > limit and not is_near(told.event, told.date)
            yield _finding(told, is_plan)


def _finding(told: Told, is_plan: bool) -> Diagnostic:
    prose, event, date, _ = told
    right, words = days(event.start, event.end), " ".join(prose.text[date.start : date.end].split())
    message = f"{event.name} has the date {right} in the list of events, not {words}"
    span, severity = prose.span(date.start, date.end), Severity.INFO if is_plan else None
    return RULE.found(span, message, f"write {right}", related=(event.where(),), severity=severity)
