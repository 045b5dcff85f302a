"""A distance between two dates that is not theirs.

## What it does
Counts the days, weeks, months or years that a text says lie between two dates: "On 17 June, … Four weeks later, on 23
July, …".

## Why is this bad
One of the dates is wrong, or the distance.

## Example
    The draft came on 17 June 2025. Four weeks later, on 23 July 2025, it was adopted.

## Use instead
    The draft came on 17 June 2025. Five weeks later, on 23 July 2025, it was adopted.

## Limits
The second date must stand right beside the distance, and the first one before it in the same paragraph. Weeks may be
three days off, months half a month; "about four weeks" is let pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.dates import DateMention, RelativeMention
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("DAT116", "date-arithmetic", Severity.WARNING)

_BESIDE = re.compile(r",?\s(?:(?:namely|on|in|am|im|nämlich|also)\s){0,2}(?:the\s)?|\s\((?:on\s|am\s)?")
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_TOLERANCE = {"day": 0.0, "week": 3.0, "month": 16.0, "year": 183.0}
_PRECISIONS = {"day": ("day",), "week": ("day",), "month": ("day", "month"), "year": ("day", "month", "year")}


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each distance that no date before it makes."""
    for prose in manuscript.text:
        dates = [date for date in manuscript.dates(prose) if date.first and not date.fault and not date.part]
        if len(dates) > 1:
            yield from _counted(manuscript, prose, dates)


def _counted(manuscript: Manuscript, prose: Prose, dates: list[DateMention]) -> Iterator[Diagnostic]:
    from igreport.sources.dates import find_relative

    own = manuscript.own_words(prose)
    for mention in find_relative(own, prose.language):
        if mention.kind != "offset":
            continue
        second = _beside(own, mention, dates)
        before = [
            date for date in dates if date.end <= mention.start and date is not second and _is_as_precise(date, mention)
        ]
        if (
            second
            and before
            and _is_as_precise(second, mention)
            and not any(_fits(date, second, mention) for date in before)
        ):
            words = " ".join(own[mention.start : mention.end].split())
            ends = f"{_words(own, before[-1])} to {_words(own, second)}{_distance(before[-1], second)}"
            message = f"“{words}” does not lead from {ends}"
            related = (prose.span(before[-1].start, before[-1].end),)
            yield RULE.found(
                prose.span(mention.start, mention.end),
                message,
                "correct the distance, or one of the dates",
                related=related,
            )


def _beside(text: str, mention: RelativeMention, dates: list[DateMention]) -> DateMention | None:
    """Return the date that the distance leads to: right behind it, or right before it in commas."""
    behind = next((date for date in dates if date.start >= mention.end), None)
    if behind and _BESIDE.fullmatch(text, mention.end, behind.start):
        return behind
    before = next((date for date in reversed(dates) if date.end <= mention.start), None)
    is_inserted = (
        before is not None
        and text[before.end : mention.start] in (", ", " (")
        and text[mention.end : mention.end + 1] in ",)"
    )
    return before if is_inserted else None


def _is_as_precise(date: DateMention, mention: RelativeMention) -> bool:
    return date.precision in _PRECISIONS[mention.unit]


def _fits(one: DateMention, other: DateMention, mention: RelativeMention) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return True
    if "year" in (one.precision, other.precision):
        return (other.earliest.year - one.earliest.year) * mention.direction == mention.amount
    counted = mention.amount * _DAYS[mention.unit]
    first, second = (one, other) if mention.direction > 0 else (other, one)
    if first.earliest is None or first.latest is None or second.earliest is None or second.latest is None:
        return True
    least, most = (second.earliest - first.latest).days, (second.latest - first.earliest).days
    tolerance = _TOLERANCE[mention.unit]
    return least - tolerance <= counted <= most + tolerance


def _words(text: str, date: DateMention) -> str:
    return " ".join(text[date.start : date.end].split())


def _distance(one: DateMention, other: DateMention) -> str:
    if one.precision != "day" or other.precision != "day" or not (one.earliest and other.earliest):
        return ""
    return f", which are {abs((other.earliest - one.earliest).days)} days"
