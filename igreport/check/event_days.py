"""How far a date is from a known event's."""

from __future__ import annotations

import datetime

from igreport.model.dates import DateMention
from igreport.model.report import Event

_NEAR = 21  # days by which a date of a day is taken for a mistaken one, and not for an older plan
_PARTS = {"early": (1, 14), "mid": (8, 23), "late": (17, 31)}  # days of a month
_SEASON = 31  # days by which seasons may be meant wider


def days(date: DateMention, event: Event) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day that a date may mean, in the event's year where it says none."""
    first, last = date.earliest, date.latest
    if first is None or last is None:
        return event.start, event.start
    if date.year_inferred and first.year != event.start.year:
        first, last = _in_year(first, last, event.start.year)
    if date.part and date.precision == "month" and date.last is None:
        low, high = _PARTS[date.part]
        first, last = first.replace(day=low), last.replace(day=min(high, last.day))
    if date.part and date.precision == "year":
        months = {"early": (1, 5), "mid": (4, 9), "late": (8, 12)}[date.part]
        first, last = first.replace(month=months[0]), datetime.date(last.year, months[1], 28)
    margin = datetime.timedelta(_SEASON if date.precision == "season" else 0)
    return first - margin, last + margin


def _in_year(first: datetime.date, last: datetime.date, year: int) -> tuple[datetime.date, datetime.date]:
    try:
        return first.replace(year=year), last.replace(year=year + last.year - first.year)
    except ValueError:  # 29 February
        return first, last


def apart(event: Event, date: DateMention) -> int:
    """Return by how many days a date is wrong; 0 where it is right.

    A day, or a range of days, is right inside of the event; a month, a quarter or a year where it holds a day of it.
    """
    first, last = days(date, event)
    start, end = event.start, event.end or event.start
    if date.precision == "day":
        return max((start - first).days, (last - end).days, 0)
    return max((first - end).days, (start - last).days, 0)


def is_near(event: Event, date: DateMention) -> bool:
    """Whether a date of a day is so near to the event's that it is a mistake for it."""
    return date.precision == "day" and apart(event, date) <= _NEAR
