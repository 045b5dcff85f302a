"""Days and ranges of days from tokens, before and behind their month, and in numbers: rows of the table in `dates`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from igreport.sources import date_points as points
from igreport.sources.date_points import Day, Point
from igreport.sources.date_tokens import Token
from igreport.sources.date_years import numeric_shape

_NUMERIC_OPENERS: Final = frozenset("am vom bis zum ab seit dem den zwischen".split())
_MONTHS: Final = ("month", "abbreviation")


@dataclass(eq=False, repr=False)
class Draft:
    """A date as it is written, its years not yet inferred; `start` and `end` are indexes of tokens."""

    start: int
    end: int
    first: Point
    last: Point | None = None
    part: Literal["", "early", "mid", "late"] = ""
    is_list: bool = False
    ambiguous: bool = False
    gives_year: bool = True  # to the dates that follow without one


def numeric(tokens: list[Token], index: int) -> list[Draft]:
    """Return `2024-12-15`, `2025-09` or `15/12/2024`, or a range of two of a kind."""
    shape = numeric_shape(tokens, index)
    if shape is None:
        return []
    first, at, ambiguous = shape
    draft = Draft(index, at, first, ambiguous=ambiguous)
    if tokens[at].kind == "to" or is_between(tokens, index, at):
        other = numeric_shape(tokens, points.past_article(tokens, at + 1))
        if other and other[0].form == first.form:
            draft.last, draft.end, draft.ambiguous = other[0], other[1], ambiguous and other[2]
    return [draft]


def is_between(tokens: list[Token], index: int, at: int) -> bool:
    """Return whether the "and" at `at` makes a range: "between 1 and 5 May"."""
    back = index - 1
    while tokens[back].kind in ("article", "weekday", "comma") and back > index - 4:
        back -= 1
    return tokens[at].kind == "and" and tokens[back].kind == "between"


def days(tokens: list[Token], index: int, language: str) -> list[Draft]:
    found, at = points.days(tokens, index)
    month, at, form = points.month(tokens, at) if found else (0, 0, "")
    if not month:
        return []
    year, end = points.year_after(tokens, at)
    if form == "day-month" and not year and tokens[at].text == "-" and not stands_alone(tokens, at):
        return []  # "die 1. Mai-Kundgebung"
    if form == "day-month" and not year and language != "de" and tokens[found[-1].end - 1].text == ".":
        return []  # the number of a paragraph: "4. May a delegate vote?"
    form = "day-month-year" if year > 0 and form == "day-month" else form
    drafts = _group(found, year, month, form, is_between(tokens, index, found[0].end), end)
    if len(found) == 1 and not found[0].last:
        _to_another_month(tokens, drafts[0], language)
    has_year = year or (drafts[0].last and drafts[0].last.year)
    opened = language == "de" and word(tokens, index - 1) in _NUMERIC_OPENERS
    return drafts if form != "dots" or has_year or opened else []  # "Absatz 3.4." is no date


def _group(found: list[Day], year: int, month: int, form: str, between: bool, end: int) -> list[Draft]:
    """Return the drafts of days that share their month: one for a range or a list, several for ranges in a list."""

    def point(number: int, weekday: int | None = None) -> Point:
        return Point(year, month, number, "day", form, weekday)

    if not any(day.last for day in found):
        last = point(found[-1].first, found[-1].weekday) if len(found) > 1 else None
        is_list = len(found) > 2 or (len(found) == 2 and not between)
        return [Draft(found[0].start, end, point(found[0].first), last, is_list=is_list)]
    drafts = [
        Draft(day.start, day.end, point(day.first), point(day.last, day.weekday) if day.last else None) for day in found
    ]
    drafts[-1].end = end
    return drafts


def _to_another_month(tokens: list[Token], draft: Draft, language: str) -> None:
    """Let a range go on behind its first month: "30 June to 2 July 2025", "June 30 to July 2"."""
    link = draft.end + (tokens[draft.end].kind == "comma" and tokens[draft.end + 1].kind == "to")
    if tokens[link].kind != "to" and not is_between(tokens, draft.start, link):
        return
    at = points.past_article(tokens, link + 1)
    names, at = points.weekdays(tokens, at)
    number, behind = points.day(tokens, at)
    month, behind, form = points.month(tokens, behind) if number else (0, at, "")
    if month:
        year, draft.end = points.year_after(tokens, behind)
        form = "day-month-year" if year > 0 and form == "day-month" else form
        draft.last = Point(year, month, number, "day", form, names[0] if names else None)
    elif tokens[at].kind in _MONTHS and language != "de" and (found := month_day(tokens, at, language, alone=True)):
        draft.last, draft.end = found[0].first._replace(weekday=names[0] if names else None), found[0].end
    elif alone := points.month_alone(tokens, at):
        draft.last, draft.end = alone


def month_day(tokens: list[Token], index: int, language: str, alone: bool = False) -> list[Draft]:
    """Return "December 15, 2024", with its ranges and lists; not of German, nor after "in"."""
    before = word(tokens, index - 1)
    if language == "de" or tokens[index].kind not in _MONTHS:
        return []
    found, at = points.days_of_month(tokens, points.past_month(tokens, index))
    if not found or (alone and (len(found) > 1 or found[0].last)):
        return []
    year, end = points.year_after(tokens, at)
    counted = before == "in" and not (year or found[0].last or tokens[at - 1].ordinal)  # "in June 30 states agreed"
    if counted:
        return []
    form = "month-day-year" if year > 0 else "month-day"
    drafts = _group(found, year, tokens[index].value, form, is_between(tokens, index, found[0].end), end)
    drafts[0].start = index
    if len(found) == 1 and not found[0].last and not alone:
        _to_another_month(tokens, drafts[0], language)
    return drafts


def stands_alone(tokens: list[Token], index: int) -> bool:
    """Return whether no word is joined to what ends there: "March-in rights", "May's government"; "2025/early" may be."""
    following = tokens[index]
    joined = following.text in ("-", "'", "’", "/") and points.glued(tokens, index)
    return not (joined and points.glued(tokens, index + 1)) or tokens[index + 1].kind == "part"


def word(tokens: list[Token], index: int) -> str:
    return tokens[index].text.lower()
