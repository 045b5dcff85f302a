"""The wrong number of an event in its series.

## What it does
Compares the ordinal of an event with its year and its town, by `references/events.yaml`: the Internet Governance
Forum of 2024, in Riyadh, is the 19th.

## Why is this bad
Readers look for another event; mostly the number was counted on from the wrong year.

## Example
    The 20th IGF 2024 had 11,000 participants.

## Use instead
    The 19th IGF 2024 had 11,000 participants.

## Limits
Numbers up to ten in words ("the second IGF in Africa") may count something else and are let pass, as is a town that
has had the event more than once."""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check import events
from igreport.check.event_names import folded
from igreport.check.events import Hit
from igreport.check.manuscript import Manuscript
from igreport.check.places_of_events import known
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose
from igreport.model.report import Event

RULE = Rule("DAT115", "event-ordinal", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each ordinal that the year or the town of its event contradicts."""
    for prose, hits in events.hits(manuscript):
        for hit in hits:
            if hit.ordinal and (hit.year or hit.town) and not _is_word(prose, hit):
                yield from _compared(manuscript, prose, hit)


def _is_word(prose: Prose, hit: Hit) -> bool:
    """Whether the ordinal is a small one in words."""
    ordinal = hit.ordinal
    return ordinal is not None and int(ordinal.value) <= 10 and not prose.text[ordinal.start].isdigit()


def _compared(manuscript: Manuscript, prose: Prose, hit: Hit) -> Iterator[Diagnostic]:
    series = hit.name.events[0].series
    members = [event for event in manuscript.report.events if series and event.series == series and event.ordinal]
    numbered = [event for event in members if hit.ordinal and str(event.ordinal) == hit.ordinal.value]
    of_year = [event for event in members if hit.year and str(event.start.year) == hit.year.value]
    of_town = [event for event in members if hit.town and known(folded(event.place or "")) == hit.town.value]
    meant = _meant(numbered, of_year, of_town)
    if meant and hit.ordinal:
        span = prose.span(hit.start, hit.end)
        what = f"{meant.series} of {meant.start.year}" + (f" in {meant.place}" if meant.place else "")
        message = f"the {what} is number {meant.ordinal} of its series, not number {hit.ordinal.value}"
        yield RULE.found(span, message, "correct the number, the year or the town", related=(meant.where(),))


def _meant(numbered: list[Event], of_year: list[Event], of_town: list[Event]) -> Event | None:
    """Return the one event that year and town agree on, where the ordinal is not its; the town alone must be certain."""
    if len(of_year) == 1 and (
        of_year[0] in numbered or (of_town and of_year[0] not in of_town and set(of_town) & set(numbered))
    ):
        return None
    if len(of_year) == 1:
        return of_year[0]
    if not of_year and len(of_town) == 1 and of_town[0] not in numbered:
        return of_town[0]
    return None
