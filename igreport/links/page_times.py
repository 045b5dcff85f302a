"""When a page was published and last changed, where that can be true."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_JUST_MADE = datetime.timedelta(seconds=90)  # between a page's last change and its answer: it was made for this answer
_A_DAY = datetime.timedelta(days=1)  # somewhere it is tomorrow already


def day(date: datetime.date | None, now: datetime.datetime) -> str | None:
    """Return a day as the ledger has it; None for one that is still to come."""
    return date.isoformat() if date and date <= now.date() + _A_DAY else None


def last_modified(headers: Mapping[str, str], now: datetime.datetime) -> datetime.date | None:
    """Return the day of HTTP's `Last-Modified` (RFC 9110, section 8.8.2), unless it only tells when the answer was made."""
    changed, sent = http_time(headers.get("last-modified", "")), http_time(headers.get("date", "")) or now
    if changed is None or changed.year < 1990:
        return None
    age = headers.get("age", "")
    seconds = int(age) if age.isdecimal() and len(age) < 9 else 0
    made = sent - datetime.timedelta(seconds=seconds)
    return None if abs(sent - changed) <= _JUST_MADE or abs(made - changed) <= _JUST_MADE else changed.date()


def http_time(value: str) -> datetime.datetime | None:
    """Return the time of a header (RFC 9110, section 5.6.7), in UTC; None where it is none."""
    try:
        found = parsedate_to_datetime(value)
        return found.replace(tzinfo=datetime.UTC) if found.tzinfo is None else found.astimezone(datetime.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
