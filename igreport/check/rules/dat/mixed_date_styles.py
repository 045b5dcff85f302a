"""Dates that are written in different ways.

## What it does
Finds the few dates of a text in another style than nearly all others: "December 24" among "24 December", "15th
December" among "15 December", 24.12.2025, 24/12/2025 or 2025-12-24 among dates in words.

## Why is this bad
It looks careless, and a numeric date may be misread.

## Example
    On December 24, the Assembly adopted the resolution.

## Use instead
    On 24 December, the Assembly adopted the resolution.

## Limits
Only where at least four of five dates agree; tables, captions and notes are let pass, and so are names such as
"September 11"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from igreport.check.calendar_words import MONTHS, WEEKDAYS
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import Told, told_in
from igreport.check.typography import replacing
from igreport.model.diagnostic import Diagnostic, Fix, Severity

RULE = Rule("DAT110", "mixed-date-styles", Severity.WARNING)

_AGREEING = 4  # times as many as all others
_NAMES = frozenset(((9, 11), (1, 6), (7, 4), (10, 7)))  # days that are names of what happened on them
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)")
_GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_MONTH_FIRST = re.compile(r"([A-Z][a-z]+)\s(\d{1,2})(?:st|nd|rd|th)?(?:(,?)\s(\d{4}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\sof)?\s([A-Z][a-z]+)(?:,?\s(\d{4}))?")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMERIC = {"dots": "24.12.2025", "slashes": "24/12/2025", "iso": "2025-12-24"}
_ARTICLE = re.compile(r"\bthe\s\Z", re.I)
# What goes on behind a date; before a noun the article may be the noun's: "the 31st March 2026 deadline".
_GOES_ON = re.compile(r"[^\w\s]|\Z|\s(?:and|or|to|until|in|at|by|as|when|with|for|the|a|an|it|they|he|she|we)\b")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the dates in another style than the edition's."""
    styled: dict[str, list[tuple[str, Told]]] = {}
    for prose in manuscript.prose:
        if prose.kind not in ("cell", "caption", "note"):
            for item in told_in(manuscript, prose):
                if style := _style(item):
                    styled.setdefault(prose.language[:2], []).append((style, item))
    for language in sorted(styled):
        yield from _minority(styled[language])


def _minority(rows: list[tuple[str, Told]]) -> Iterator[Diagnostic]:
    counts = Counter(style for style, _item in rows)
    style, count = max(counts.items(), key=lambda row: row[1])
    if count < _AGREEING * (len(rows) - count):
        return
    example = min((item for found, item in rows if found == style), key=lambda item: item.date.last is not None).words
    for found, item in rows:
        if found != style:
            yield _finding(item, style, example)


def _style(item: Told) -> str:
    """Return in which way a day is written, in the form of an example; nothing where it says no day."""
    date = item.date
    if not (date.first and date.first.day) or date.fault:
        return ""
    if date.form in _NUMERIC:
        return _NUMERIC[date.form]
    suffix = "th" if _ORDINAL.search(item.words) else ""
    if date.form in ("day-month-year", "day-month"):
        return f"24{suffix} December" if "-" not in item.words else ""
    if date.form in ("month-day-year", "month-day"):
        is_name = date.year_inferred and (date.first.month, date.first.day) in _NAMES
        return "" if is_name else f"December 24{suffix}"
    return ""


def _finding(item: Told, style: str, example: str) -> Diagnostic:
    span = item.prose.span(item.date.start, item.date.end)
    better = _rewritten(item, style)
    named = better or _named(item, style)
    article = _article(item)
    hint = f"write {named}{', without “the”' if article else ''}" if named else f"write it as “{example}”"
    message = f"“{item.words}” is not written as the other dates are, as “{example}”"
    return RULE.found(span, message, hint, fix=_fix(item, better, article) if better else None)


def _fix(item: Told, better: str, article: str) -> Fix | None:
    """Return the edit of a date and of the article of its ordinal: "on the 5th of March 2026"; None where it is unsure."""
    text, start, end = item.prose.text, item.date.start, item.date.end
    is_unsure = article[:1] == "T" or (" of " not in item.words and not _GOES_ON.match(text, end))
    if article and is_unsure:
        return None
    return replacing(item.prose, start - len(article), end, better)


def _article(item: Told) -> str:
    """Return the article, and its blank, that an ordinal before the month has."""
    is_ordinal = item.date.form.startswith("day") and _ORDINAL.search(item.words)
    match = _ARTICLE.search(item.prose.text, max(0, item.date.start - 5), item.date.start) if is_ordinal else None
    return match[0] if match else ""


def _named(item: Told, style: str) -> str:
    """Return one day, its weekday with it, in another style; nothing where there is no telling."""
    date = item.date
    if date.last or not date.first or style not in ("24 December", "December 24"):
        return ""
    number, year = date.first.day, "" if date.year_inferred else str(date.first.year)
    if item.prose.language.startswith("de"):
        before = re.match(r"\D*", item.words)
        return f"{before[0] if before else ''}{number}. {_GERMAN_MONTHS[date.first.month - 1]} {year}".rstrip()
    weekday = f"{WEEKDAYS[date.weekday]}, " if date.weekday is not None else ""
    month = MONTHS[date.first.month - 1]
    if style == "24 December":
        return f"{weekday}{number} {month} {year}".rstrip()
    return f"{weekday}{month} {number}{', ' if year else ''}{year}"


def _rewritten(item: Told, style: str) -> str:
    """Return a date in another style, where that is certain: one day, without a weekday."""
    parts = _parts(item)
    if not parts:
        return ""
    number, month, year = parts
    behind = item.prose.text[item.date.end : item.date.end + 1]
    if style == "24 December":
        if item.prose.language.startswith("de"):
            return f"{number}. {month} {year}".rstrip()
        # "the December 24, 2025, decision" has a comma that would be left over
        is_inside = "," in item.words and behind == ","
        return "" if is_inside else f"{number} {month} {year}".rstrip()
    if style == "December 24" and (not year or behind in (",", ".", ";", ")", "")):
        return f"{month} {number}, {year}" if year else f"{month} {number}"
    return ""


def _parts(item: Told) -> tuple[str, str, str] | None:
    if match := _MONTH_FIRST.fullmatch(item.words):
        return (match[2], match[1], match[4] or "") if match[1] in MONTHS else None
    if match := _DAY_FIRST.fullmatch(item.words):
        return (match[1], match[2], match[3] or "") if match[2] in MONTHS else None
    if (match := _DOTS.fullmatch(item.words)) and 1 <= int(match[2]) <= len(MONTHS):
        names = _GERMAN_MONTHS if item.prose.language.startswith("de") else MONTHS
        return match[1].lstrip("0"), names[int(match[2]) - 1], match[3]
    if match := _ISO.fullmatch(item.words):
        names = _GERMAN_MONTHS if item.prose.language.startswith("de") else MONTHS
        return match[3].lstrip("0"), names[int(match[2]) - 1], match[1]
    return None
