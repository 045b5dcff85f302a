"""A known event in the wrong town.

## What it does
Compares the town that directly follows an event ("IGF 2024 in Geneva") with the place in `references/events.yaml`.
The event must be known by its own name, its ordinal or its year, and the town must be the place of another event of
the list.

## Why is this bad
The town, or the year, is wrong.

## Example
    The 19th IGF in Addis Ababa had 11,000 participants.

## Use instead
    The 19th IGF in Riyadh had 11,000 participants.

## Limits
Meetings before or after an event, and events without a town in the list or online, are let pass; Genf and Geneva are
one town."""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check import acts, events
from igreport.check.event_names import folded
from igreport.check.events import Hit
from igreport.check.manuscript import Manuscript
from igreport.check.places_of_events import known
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("DAT114", "event-place", Severity.WARNING)

_AROUND = re.compile(
    r"\b(?:before|after|since|until|following|prior to|for|towards?|on|about|of|nach|vor|seit|bis"
    r"|fur|uber|zu[rm]?)\s(?:\w+\s){0,2}\Z"
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each event that is set in another's town."""
    for prose, hits in events.hits(manuscript):
        for hit in hits:
            if hit.town and hit.is_certain and hit.event and _is_elsewhere(manuscript, prose, hit):
                place = prose.text[hit.town.start : hit.town.end]
                message = f"{hit.event.name} has the place {hit.event.place} in the list of events, not {place}"
                span = prose.span(hit.town.start, hit.town.end)
                yield RULE.found(span, message, "correct the town, or the event", related=(hit.event.where(),))


def _is_elsewhere(manuscript: Manuscript, prose: Prose, hit: Hit) -> bool:
    event = hit.event
    if event is None or hit.town is None or event.place in (None, "online") or acts.kind(event):
        return False
    if known(folded(event.place or "")) == hit.town.value or _AROUND.search(
        folded(prose.text[max(0, hit.start - 40) : hit.start])
    ):
        return False
    if not hit.ordinal or hit.year:
        return True
    # Of an ordinal and a town that contradict each other, the town is right where its series was there only once.
    members = [
        other for other in manuscript.report.events if other.series and other.series == event.series and other.place
    ]
    return len([other for other in members if known(folded(other.place or "")) == hit.town.value]) != 1
