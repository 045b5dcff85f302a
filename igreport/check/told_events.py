"""The known events that an edition dates: which event of `references/events.yaml`, and which date of the text is its."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from igreport.check import acts, events
from igreport.check.attachment import attached
from igreport.check.event_days import is_near
from igreport.check.event_names import folded, index
from igreport.check.events import Hit
from igreport.check.manuscript import Manuscript
from igreport.check.told_dates import sentence
from igreport.model.dates import DateMention
from igreport.model.prose import NOTE, Prose
from igreport.model.report import Event

_ACTS = tuple(
    "adoption entry signing publication presentation release launch open inkraft verabschiedung unterzeichnung".split()
)
_WIDEST = 400  # characters before a note's call


class Told(NamedTuple):
    """An event, the date that the text gives it, and whether more than a town says which event it is."""

    prose: Prose
    event: Event
    date: DateMention
    is_certain: bool


def find(manuscript: Manuscript) -> Iterator[Told]:
    """Yield the events that the texts date, in their own words."""
    for prose, hits in events.hits(manuscript):
        if dates := _dates(manuscript, prose):
            for number, hit in enumerate(hits):
                around = (
                    hits[number - 1].end if number else 0,
                    hits[number + 1].start if number + 1 < len(hits) else None,
                )
                yield from _dated(manuscript, prose, hit, _free(dates, hit, *around))
    yield from _cited(manuscript)


def _dates(manuscript: Manuscript, prose: Prose) -> list[DateMention]:
    own = manuscript.own_words(prose)
    return [
        date
        for date in manuscript.dates(prose)
        if date.earliest and date.latest and not date.fault and NOTE not in own[date.start : date.end]
    ]


def _free(dates: list[DateMention], hit: Hit, low: int, high: int | None) -> list[DateMention]:
    """Return the dates between the event named before and the one named next; one inside of the name is its own year."""
    inside = range(hit.start, hit.end)
    return [
        date for date in dates if low <= date.start and (high is None or date.start < high) and date.start not in inside
    ]


def _dated(manuscript: Manuscript, prose: Prose, hit: Hit, dates: list[DateMention]) -> Iterator[Told]:
    """Yield the event, or each act on the document, that a name tells, with its date."""
    on_document = [] if hit.name.text.startswith(_ACTS) else [event for event in hit.name.events if acts.kind(event)]
    for event in on_document:
        if date := _of_act(manuscript, prose, event, (hit.start, hit.end), dates):
            yield Told(prose, event, date, True)
    if on_document:
        return
    date = attached(manuscript.own_words(prose), hit.start, hit.end, dates)
    meant = hit.event or _of_year(hit, date)
    if date and meant:
        yield Told(prose, meant, date, hit.is_certain)


def _of_act(
    manuscript: Manuscript, prose: Prose, event: Event, name: tuple[int, int], dates: list[DateMention]
) -> DateMention | None:
    bounds = sentence(manuscript, prose, name[0])
    inside = [date for date in dates if bounds[0] <= date.start < bounds[1]]
    return acts.dated(
        acts.kind(event), manuscript.own_words(prose)[: bounds[1]], bounds[0], name, inside, prose.language
    )


def _of_year(hit: Hit, date: DateMention | None) -> Event | None:
    """Return the only event of a series that a range of days may be, where nothing else says which is meant."""
    if date is None or date.last is None or hit.ordinal or hit.year or hit.town:
        return None
    found = [event for event in hit.name.events if is_near(event, date)]
    return found[0] if len(found) == 1 else None


def _cited(manuscript: Manuscript) -> Iterator[Told]:
    """Yield the acts on resolutions that a sentence's note cites by symbol, where the text says no number that is known."""
    symbols = index(manuscript.report.events).symbols if manuscript.report.events else {}
    for prose, call, _note in manuscript.calls if symbols else ():
        event = next((symbols[symbol] for key in call.keys if (symbol := _symbol(manuscript, key)) in symbols), None)
        name = _unknown_resolution(manuscript, prose, call.position, symbols) if event else None
        if event and name and acts.kind(event):
            date = _of_act(manuscript, prose, event, name, _dates(manuscript, prose))
            yield from [Told(prose, event, date, True)] if date else []


def _unknown_resolution(
    manuscript: Manuscript, prose: Prose, position: int, symbols: Mapping[str, Event]
) -> tuple[int, int] | None:
    """Return where a sentence speaks of a resolution before a note's call, if by no number of a known one."""
    start = max(sentence(manuscript, prose, position)[0], position - _WIDEST)
    words = folded(prose.text[start:position])
    at = words.rfind("resolution")
    if at < 0 or any(f"resolution {symbol[6:]}" in words for symbol in symbols if symbol.startswith("A/RES/")):
        return None
    return start + at, position


def _symbol(manuscript: Manuscript, key: str) -> str:
    reference = manuscript.report.references.get(key)
    match = _in_address().search(reference.url) if reference else None
    return match[1].upper() if match else ""


@functools.cache
def _in_address() -> re.Pattern[str]:
    return re.compile(r"/(a/(?:res/)?\d{1,3}/\d{1,4})\Z", re.IGNORECASE)
