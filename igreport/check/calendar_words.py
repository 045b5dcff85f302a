"""The calendar in words of an author, English: messages are English whatever the language of the text."""

from __future__ import annotations

import calendar
import datetime

from igreport.model.dates import PartialDate

MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
ORDINALS = ("", "first", "second", "third", "fourth")


def day(date: datetime.date) -> str:
    """Return a day as "5 September 2025"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def days(start: datetime.date, end: datetime.date | None) -> str:
    """Return a range of days as "30 June to 2 July 2025", or one day."""
    if end is None or end == start:
        return day(start)
    if start.year != end.year:
        return f"{day(start)} to {day(end)}"
    month = "" if start.month == end.month else f" {MONTHS[start.month - 1]}"
    return f"{start.day}{month} to {day(end)}"


def when(date: PartialDate) -> str:
    """Return a source's date as "on 2025-06-17", or "in 2025-06"."""
    return f"{'on' if date.day else 'in'} {date}"


def length(year: int, month: int) -> int:
    """Return how many days a month has."""
    return calendar.monthrange(year, month)[1]
