"""The calendar at an edition's end: what happened in its period and what comes, drawn and as tables."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from igreport.edition import timeline, wording
from igreport.edition.citeproc import plain_words
from igreport.model.dates import Period
from igreport.model.document import Block, Inline
from igreport.model.report import Event

PICTURE = "timeline.svg"
_COMING = 12  # months after the period
_WIDTHS = (0.26, 0.53, 0.21)


@dataclass(frozen=True)
class Calendar:
    """A section, and the drawing in it, by its name; both empty where there is no event."""

    blocks: tuple[Block, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class _Half:
    """A group of events under its name: those of the period, or those to come."""

    title: str
    start: datetime.date
    end: datetime.date
    events: tuple[Event, ...]
    is_to_come: bool


def section(
    events: Iterable[Event], period: Period, published: datetime.date | None, theme: Mapping[str, str], language: str
) -> Calendar:
    """Return the section of the events that begin in `period`, or in the twelve months after it; empty for none.

    An event belongs where it begins; one half of the section without events is left out. `published` is marked in the
    drawing, in the colours of `theme`.
    """
    halves = [half for half in _halves(events, period, language) if half.events]
    if not halves:
        return Calendar()
    words = wording.calendar(language)
    title = {"t": "Header", "c": [1, ["", ["generated"], []], plain_words(words.title)]}
    day = timeline.Day(published, wording.published(published, language)) if published else None
    drawing = timeline.draw([_line(half, language) for half in halves], theme, language, day)
    tables = [_table(half, words, language) for half in halves]
    return Calendar((title, _figure(halves, words, language), *tables), {PICTURE: drawing})


def _halves(events: Iterable[Event], period: Period, language: str) -> list[_Half]:
    ordered = sorted(events, key=lambda event: (event.start, event.end or event.start, event.name))
    happened = tuple(event for event in ordered if period.start <= event.start <= period.end)
    first, last = period.end + datetime.timedelta(days=1), _months_after(period.end, _COMING)
    coming = tuple(event for event in ordered if first <= event.start <= last)
    # A line as long as it must be: to the end of a quarter at least.
    latest = max((_end(event) for event in coming), default=last)
    end = max(_months_after(min(latest, last), 0), _months_after(period.end, 3))
    outlook = wording.calendar(language).outlook
    return [
        _Half(wording.period(period, language), period.start, period.end, happened, False),
        _Half(outlook, first, min(end, last), coming, True),
    ]


def _months_after(date: datetime.date, months: int) -> datetime.date:
    """Return the last day of the month that is `months` after that of `date`."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    return datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _line(half: _Half, language: str) -> timeline.Line:
    marks = tuple(_mark(event, language) for event in half.events)
    return timeline.Line(half.title, half.start, half.end, marks, half.is_to_come)


def _mark(event: Event, language: str) -> timeline.Mark:
    detail = wording.when_and_where(event.start, event.end, event.place, language)
    return timeline.Mark(event.start, _end(event), event.name, detail, event.names)


def _end(event: Event) -> datetime.date:
    return max(event.start, event.end or event.start)


def _figure(halves: Sequence[_Half], words: wording.CalendarWords, language: str) -> Block:
    image = {"t": "Image", "c": [["", [], []], plain_words(_told(halves, language)), [f"picture:{PICTURE}", ""]]}
    caption = words.caption_to_come if any(half.is_to_come for half in halves) else words.caption
    return {
        "t": "Figure",
        "c": [
            ["", ["timeline"], []],
            [None, [{"t": "Plain", "c": plain_words(caption)}]],
            [{"t": "Plain", "c": [image]}],
        ],
    }


def _told(halves: Sequence[_Half], language: str) -> str:
    """Return what the drawing shows, for who does not see it."""
    count = sum(len(half.events) for half in halves)
    first, last = halves[0].start, halves[-1].end
    groups = [f"{half.title}: {'; '.join(_in_words(event, language) for event in half.events)}." for half in halves]
    return " ".join([wording.timeline(first, last, count, language), *groups])


def _in_words(event: Event, language: str) -> str:
    return ", ".join(
        part for part in (wording.days(event.start, _end(event), language), event.name, event.place) if part
    )


def _table(half: _Half, words: wording.CalendarWords, language: str) -> Block:
    head = [_cell(plain_words(title)) for title in (words.date, words.event, words.place)]
    rows = [_row(event, language) for event in half.events]
    widths = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in _WIDTHS]
    none: list[Any] = ["", [], []]
    caption = [None, [{"t": "Plain", "c": plain_words(half.title)}]]
    body = [none, 0, [], [[none, row] for row in rows]]
    return {"t": "Table", "c": [none, caption, widths, [none, [[none, head]]], [body], [none, []]]}


def _row(event: Event, language: str) -> list[Any]:
    when = plain_words(wording.days(event.start, _end(event), language))
    return [_cell(when), _cell(_named(event)), _cell(plain_words(event.place or ""))]


def _named(event: Event) -> list[Inline]:
    words = plain_words(event.name)
    url = event.url or ""
    if not url.startswith(("https://", "http://")):
        return words
    return [{"t": "Link", "c": [["", [], []], words, [url, ""]]}]


def _cell(inlines: list[Inline]) -> list[Any]:
    content = [{"t": "Plain", "c": inlines}] if inlines else []
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, content]
