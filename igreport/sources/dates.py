"""The one grammar of dates in running text, English and German: words → DateMention.

The table of forms; the name of each row is a `DateMention.form`. A range or a list has the form of its first date where
that says the year, or else of its last.

    day-month-year
        en  15 December 2024 · 15th of December 2024 · 15-Dec-2024 · Sunday, 15 December 2024 · 15 December 2024 (Sunday)
        en  15 to 20 December 2024 · 8–12 July 2025 · 16 and 17 April 2025 · 13, 14 and 15 October 2025
        en  30 June to 2 July 2025 · 15 December 2024 to 3 January 2025 · between 1 and 5 May 2025
        de  15. Dezember 2024 · Montag, den 15. Dezember 2025 · 15. bis 20. Dezember 2024 · 15./16. Dezember 2024
        de  vom 30. Juni bis zum 2. Juli 2025
    day-month
        en  on 15 December · 15th of December · from 8 – 12 July · between 1 and 5 May · 16 and 17 April
        de  am 15. Dezember · vom 8. bis zum 12. Juli · am 15., 16. und 17. Dezember · am 1. Jänner
    month-day-year
        en  December 15, 2024 · Dec. 15, 2024 · December 16 and 17, 2025 · June 30 to July 2, 2025 · Friday, December 5, 2025
    month-day
        en  On December 24 · December 24th · December 16–17
    month-year
        en  December 2024 · mid-July 2025 · at the end of July 2025 · July and August 2025 · October 2024 to March 2025
        de  Dezember 2024 · Mitte Juli 2025 · Juli/August 2025 · von Januar bis April 2025
    month
        en  in July · early July · January–April · from January to April
        de  im Juli · Ende Juli · im Juli und August
    quarter
        en  Q3 2025 · 2025-Q3 · third quarter of 2025 · 3rd quarter 2025 · Q1–Q3 2025 · in the third quarter
        de  3. Quartal 2025 · im dritten Quartal · im 3. und 4. Quartal 2025 · Quartal 3/2025
    half
        en  H1 2025 · 2025-H1 · second half of 2025 · first half of the year
        de  im ersten Halbjahr 2025 · zweite Jahreshälfte 2025
    season
        en  spring 2025 · in the fall of 2025 · winter 2024/25 · spring and summer 2025
        de  im Frühjahr 2025 · Herbst 2026
    year
        en  in 2025 · end of 2025 · 2021–2025 · 2024/25 · from 2021 to 2025 · in 2024 and 2025
        de  im Jahr 2025 · wurde 2025 beschlossen · Ende 2025 · von 2021 bis 2025
    iso
        en  2024-12-15 · 2024-12-15 to 2024-12-20
    iso-month
        en  2025-09
    dots
        en  15.12.2024
        de  15.12.2024 · am 15.12. · 15.–20.12.2024 · vom 15.12. bis zum 20.12.2024
    slashes
        en  15/12/2024 · 12/15/2024

No dates are the year of a name ("Agenda 2030", "the 2030 Agenda", "IGF 2024", "ISO 27001:2022"), of a symbol or an act, a
decade, a round number that counts ("in 2000 cities"), "July last year", whose year no text says, and a season without a
year. "Winter 2025" reaches from January to December, as it may mean either winter of that year.
"""

from __future__ import annotations

import functools
import re
from typing import Final, Literal

from igreport.model.dates import DateMention, PartialDate, Precision
from igreport.sources import date_grammar as grammar
from igreport.sources.date_days import Draft
from igreport.sources.date_points import NO_YEAR, OTHER_YEAR, SAME_YEAR, THIS_YEAR, Point
from igreport.sources.date_tokens import PADDING, Token, tokens
from igreport.sources.date_words import INSIDE, words
from igreport.sources.relative_dates import find as find_relative

__all__ = ["find", "find_relative"]

# So many characters before and behind a month or a year hold the rest of its date.
_BEFORE, _BEHIND = 56, 32
_PRECISIONS: Final[tuple[Precision, ...]] = ("day", "month", "quarter", "season", "half", "year")
_LEAP_YEAR: Final = 2000  # has every day that any year has
_FAR: Final = 6  # months between the ends of a range, the later month first, that goes over New Year
_MONTH_END: Final = 28


def find(text: str, language: str, year: int | None = None) -> tuple[DateMention, ...]:
    """Return the dates that a paragraph names, in order, without overlap.

    `language` is a BCP 47 tag: German for `de…`, English for any other. A date without a year has that of the date that
    it is listed with, of the date named before it, or `year`; where there is none of them it is left out.
    """
    code = "de" if language.lower().startswith("de") else "en"
    year = year if year and 1 < year < 9999 else None
    if "://" in text or "www." in text:
        text = _url().sub(lambda match: "x" * len(match[0]), text)
    drafts = []
    for start, end in _stretches(text, code):
        drafts += _drafts(tokens(text, start, end, words(code)), code)
    return tuple(_resolved(drafts, text, year))


@functools.cache
def _url() -> re.Pattern[str]:
    return re.compile(r"(?:https?://|www\.)\S+")


@functools.cache
def _link() -> re.Pattern[str]:
    return re.compile(r"[\s,;&/–-]*(?:(?:and|or|to|und|oder|bis|on|am|the|vom|from|den|dem)[\s,]+){0,3}")


@functools.cache
def _anchor(code: str) -> re.Pattern[str]:
    """Return what no date is without: a capital month, a year, `15.12.`, or a quarter or half."""
    months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    if code == "de":
        months = r"J[aä]n|Jaen|Feb|M[aä]r|Mae?r|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
    numbers = r"[0-3]?[0-9]\. ?[01]?[0-9]\." if code == "de" else r"(?!)"
    return re.compile(rf"{months}|[12][0-9]{{3}}(?![0-9])|{numbers}|Q[1-4](?![0-9])")


def _stretches(text: str, code: str) -> list[tuple[int, int]]:
    """Return the parts of a text around the words that make dates, as few as hold all of them."""
    places = [match.span() for match in _anchor(code).finditer(text)]
    nouns = ("uartal", "albjahr", "hälfte") if code == "de" else ("quarter", "half of the")
    if any(noun in text for noun in nouns):
        places = sorted([*places, *(match.span() for noun in nouns for match in re.finditer(noun, text))])
    found: list[tuple[int, int]] = []
    for start, end in places:
        low, high = max(0, start - _BEFORE), min(len(text), end + _BEHIND)
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return [(_word_start(text, low), high) for low, high in found]


def _word_start(text: str, place: int) -> int:
    """Return the place behind the word that a stretch would cut in two."""
    for at in range(place, min(place + _BEFORE, len(text)) if place else 0):
        if text[at].isspace():
            return at
    return place


def _drafts(line: list[Token], code: str) -> list[Draft]:
    """Return the dates of one stretch; their `start` and `end` now count characters of the text."""
    found: list[Draft] = []
    index = PADDING
    while index < len(line) - PADDING:
        drafts = grammar.read(line, index, code) if line[index].kind != "word" else []
        for draft in drafts:
            draft.gives_year = draft.first.precision != "year" or line[draft.start - 1].text.lower() in INSIDE[code]
            draft.start, index = line[draft.start].start, draft.end
            draft.end = line[draft.end - 1].end
        found += drafts
        index += not drafts
    return found


def _resolved(drafts: list[Draft], text: str, year: int | None) -> list[DateMention]:
    """Return the mentions, each with its year; see `find` for where a missing one comes from."""
    found: list[DateMention] = []
    context: int | None = None
    listed = _listed_years(drafts, text)
    for number, draft in enumerate(drafts):
        said = _said(draft)
        base = _year(said, listed.get(number), context, year)
        if said == OTHER_YEAR:
            continue
        mention = _mention(draft, base, is_end=number in listed)
        if mention:
            found.append(mention)
            context = base if draft.gives_year and base else context
    return found


def _year(said: int, listed: int | None, context: int | None, year: int | None) -> int | None:
    """Return the year of a date by what it says."""
    if said > 0:
        return said
    if said in (THIS_YEAR, SAME_YEAR):
        return year if said == THIS_YEAR else context
    return listed or context or year


def _said(draft: Draft) -> int:
    """Return the year that a date says: a number, or what the words are instead of one."""
    return next((point.year for point in (draft.last, draft.first) if point and point.year), NO_YEAR)


def _listed_years(drafts: list[Draft], text: str) -> dict[int, int]:
    """Return the years of dates that are listed right before one that says its year, by number of draft.

    In "16 December and 3 January 2025" the first is of the year before, as nobody lists dates eleven months apart so.
    """
    found: dict[int, int] = {}
    for number in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[number], drafts[number + 1]
        year = found.get(number + 1) or max(_said(following), 0)
        if year and _said(draft) == NO_YEAR and _is_link(text, draft.end, following.start):
            apart = (draft.last or draft.first).month - (following.first.month or 12)
            found[number] = year - (apart > 6)
    return found


def _is_link(text: str, start: int, end: int) -> bool:
    return end - start < 16 and bool(_link().fullmatch(text, start, end))


def _mention(draft: Draft, base: int | None, is_end: bool) -> DateMention | None:
    first, last = draft.first, draft.last
    fault: Literal["", "impossible", "reversed", "ambiguous"] = "ambiguous" if draft.ambiguous else ""
    begin_year, end_year = _years(draft, base or _LEAP_YEAR, is_end)
    said = _said(draft) > 0
    begin, end = _date(first, begin_year), _date(last, end_year) if last else None
    if begin is None or (last and end is None):
        leap_day = any(point and (point.month, point.day) == (2, 29) for point in (first, last))
        if leap_day and not said:
            return None
        begin, end, fault = None, None, "impossible"
    elif base is None:
        return None
    elif end and not draft.is_list and end.parts < begin.parts[: len(end.parts)]:
        fault = "reversed"
    return DateMention(
        draft.start,
        draft.end,
        begin,
        end,
        precision=max((point.precision for point in (first, last) if point), key=_PRECISIONS.index),
        part=draft.part,
        is_list=draft.is_list,
        year_inferred=not said,
        weekday=first.weekday,
        last_weekday=last.weekday if last else None,
        form=first.form if first.year > 0 or not last else last.form,
        fault=fault,
    )


def _date(point: Point, year: int) -> PartialDate | None:
    try:
        return PartialDate(year, point.month, point.day)
    except ValueError:
        return None


def _years(draft: Draft, base: int, is_end: bool) -> tuple[int, int]:
    """Return the years of both ends; a range over New Year says one of them: "October to March 2025".

    Of days only where the months are far apart, or make a whole year: "2 July to 30 June 2025" is reversed.
    """
    first, last = draft.first, draft.last
    begin = first.year if first.year > 0 else base
    end = last.year if last and last.year > 0 else begin
    if last and not draft.is_list and last.month and first.month > last.month and not _is_reversed(first, last):
        if first.year <= 0 and (last.year > 0 or is_end):
            return end - 1, end
        if last.year <= 0:
            return begin, begin + 1
    return begin, end


def _is_reversed(first: Point, last: Point) -> bool:
    """Whether two days of which one says its year are too near to each other to be of two years."""
    if not (first.day and last.day) or (first.year > 0) == (last.year > 0) or first.month - last.month >= _FAR:
        return False
    is_whole_year = first.day == 1 and first.month - last.month == 1 and last.day >= _MONTH_END
    return not is_whole_year
