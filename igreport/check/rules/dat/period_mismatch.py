"""A period that the months beside it do not make.

## What it does
Compares a quarter or a half with the months named right beside it, in text, headings, titles and key points: "first
quarter 2025 (January to April)". It also compares the edition's title, and the first sentence of each section, with
the edition's own period.

## Why is this bad
Readers cannot know which period the report covers; a title is often taken over from the edition before.

## Example
    In the third quarter of 2025 (April to June), two drafts were published.

## Use instead
    In the third quarter of 2025 (July to September), two drafts were published.

## Limits
Fiscal and academic years are let pass, and so are months that lie inside of the period and only narrow it down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from igreport.check.calendar_words import MONTHS, ORDINALS
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import sentence
from igreport.model.dates import DateMention, PartialDate
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.prose import Prose
from igreport.model.report import Section

RULE = Rule("DAT104", "period-mismatch", Severity.WARNING)

_PERIODS = ("quarter", "half")
_LENGTH = {"quarter": 3, "half": 6}
_NARROWED = re.compile(
    r"(?:(?:figures|data|numbers|statistics|report|edition|review|survey|update|period)\s(?=\())?"
    r",?\s?\(?(?:(?:i\.e\.,?|that is,?|namely|also|d\.\s?h\.)\s)?(?:(?:the months )?(?:from|of)\s|von\s|in\s)?"
)
_NAMED = re.compile(r"\((?:the\s|das\s|im\s)?")
_OTHER_YEARS = re.compile(
    r"(?i)fiscal|financial year|\bFY|academic|business year|geschäftsjahr|haushaltsjahr|fiskal|schuljahr|trimester"
)
_BEFORE = re.compile(r"(?:\b[Ii]n|[Dd]uring|\b[Ii]m)(?:\sthe)?\s\Z")
_TO_COME = re.compile(
    r"(?i)\b(?:will|would|shall|until|since|compared|against|next|previous|last|wird|werden|soll|bis|seit|gegenüber)\b"
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each period that contradicts its months, or the edition."""
    yield from _title(manuscript)
    for section in manuscript.edition.sections:
        yield from _opening(manuscript, section)
    for prose in manuscript.prose:
        own = manuscript.own_words(prose)
        for start, end, message, hint in _pairs(own, manuscript.dates(prose)):
            yield RULE.found(prose.span(start, end), message, hint)


Row = tuple[int, int, str, str]


def _pairs(text: str, dates: tuple[DateMention, ...]) -> Iterator[Row]:
    """Yield place, message and hint of each period that stands beside months that it is not made of."""
    for first, second in pairwise(dates):
        if second.start - first.end > 30 or (first.precision in _PERIODS) == (second.precision in _PERIODS):
            continue
        gap = " ".join(text[first.end : second.start].split()) + " "
        if text[second.start - 1] == "(":
            gap = gap[:-1]
        is_before = first.precision in _PERIODS
        if not (_NARROWED if is_before else _NAMED).fullmatch(gap):
            continue
        period, months = (first, second) if is_before else (second, first)
        period = _in_year_of(period, months)
        around = text[max(0, first.start - 60) : second.end + 30]
        is_alone = "(" in gap and text[second.end : second.end + 1] == ")"
        if _differ(period, months, is_alone) and not _OTHER_YEARS.search(around):
            words = " ".join(text[months.start : months.end].split())
            message = f"{_name(period)} is {_months(period, months)}, not {words}"
            yield first.start, second.end, message, "correct the period or the months"


def _in_year_of(period: DateMention, months: DateMention) -> DateMention:
    """Return a period that says no year in the year of the months beside it, of two years the one that it meets."""
    if not period.year_inferred or months.year_inferred or not (period.first and months.earliest and months.latest):
        return period
    first, year = period.first, months.latest.year
    is_before = months.latest.month < first.month
    return replace(period, first=PartialDate(months.earliest.year if is_before else year, first.month))


def _differ(period: DateMention, months: DateMention, is_alone: bool) -> bool:
    """Whether months are not of the period; those that stand alone in brackets must be all of it."""
    if (
        period.fault
        or months.fault
        or months.precision not in ("month", "day")
        or months.part
        or period.part
        or period.last
    ):
        return False
    if not (period.earliest and period.latest and months.earliest and months.latest):
        return False
    if months.earliest < period.earliest or months.latest > period.latest:
        return months.last is not None or is_alone
    is_range = months.last is not None and not months.is_list and months.precision == "month"
    return is_alone and is_range and (months.earliest, months.latest) != (period.earliest, period.latest)


def _name(date: DateMention) -> str:
    number = (date.first.month - 1) // _LENGTH[date.precision] + 1 if date.first else 0
    return f"the {ORDINALS[number]} {date.precision}"


def _months(date: DateMention, beside: DateMention) -> str:
    first, last = date.earliest, date.latest
    year = f" {last.year}" if last and not (date.year_inferred and beside.year_inferred) else ""
    return f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]}{year}" if first and last else ""


def _title(manuscript: Manuscript) -> Iterator[Diagnostic]:
    settings, period = manuscript.edition.settings, manuscript.edition.period
    if not settings.title:
        return
    from igreport.sources import dates

    found = dates.find(settings.title, manuscript.language, period.end.year)
    span = settings.where("title", "=")
    for _start, _end, message, hint in _pairs(settings.title, found):
        yield RULE.found(span, message, hint)
        return
    for date in found:
        is_period = date.precision in _PERIODS or (date.precision == "month" and date.last)
        if is_period and not date.fault and (date.earliest, date.latest) != (period.start, period.end):
            words = settings.title[date.start : date.end]
            yield _not_the_edition(manuscript, span, words)
            return


def _opening(manuscript: Manuscript, section: Section) -> Iterator[Diagnostic]:
    """Yield a finding where a section's first sentence sets it in another quarter or half than the edition's."""
    edition = manuscript.edition
    text = [prose for prose in manuscript.of(section) if prose.kind in ("paragraph", "item")]
    if not text or edition.period.kind not in _PERIODS:
        return
    prose = text[0]
    end = sentence(manuscript, prose, 0)[1]
    for date in manuscript.dates(prose):
        if date.end <= end and date.precision == edition.period.kind and _is_setting(manuscript, prose, date, end):
            is_own = any(
                (other.earliest, other.latest) == (edition.period.start, edition.period.end)
                for other in _all(manuscript, text)
            )
            if not is_own and _is_neighbour(date, manuscript):
                yield _not_the_edition(manuscript, prose.span(date.start, date.end), prose.text[date.start : date.end])


def _all(manuscript: Manuscript, text: list[Prose]) -> Iterator[DateMention]:
    for prose in text:
        yield from manuscript.dates(prose)


def _is_setting(manuscript: Manuscript, prose: Prose, date: DateMention, end: int) -> bool:
    own = manuscript.own_words(prose)
    is_adverbial = _BEFORE.search(own[max(0, date.start - 12) : date.start]) is not None
    return is_adverbial and not date.fault and not date.last and not _TO_COME.search(own[:end])


def _is_neighbour(date: DateMention, manuscript: Manuscript) -> bool:
    """Whether the period is the one before or after the edition's, or of another year: what a copied sentence names."""
    period, first = manuscript.edition.period, date.earliest
    if first is None:
        return False
    apart = (first.year - period.start.year) * 12 + first.month - period.start.month
    return abs(apart) in (_LENGTH[period.kind], 12)


def _not_the_edition(manuscript: Manuscript, span: Span, words: str) -> Diagnostic:
    message = f"“{' '.join(words.split())}” is not the period of this edition, {manuscript.edition.identifier}"
    return RULE.found(span, message, "correct the period, or the edition's folder")
