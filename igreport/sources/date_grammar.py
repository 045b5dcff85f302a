"""Dates from tokens: the rows of the table in `dates`, each tried where a token may begin it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from igreport.sources import date_points as points
from igreport.sources.date_days import Draft, days, is_between, month_day, numeric, stands_alone, word
from igreport.sources.date_points import Point
from igreport.sources.date_tokens import Token
from igreport.sources.date_words import BEFORE, INSIDE
from igreport.sources.date_years import years

_PARTS: Final[tuple[Literal["", "early", "mid", "late"], ...]] = ("", "early", "mid", "late")
_EARLY: Final = frozenset({"early", "mid", "late"})
_MONTHS: Final = ("month", "abbreviation")
_UNTIL: Final = frozenset({"until", "till", "by"})  # before "May" and "March", which are other words as well


def read(tokens: list[Token], index: int, language: str) -> list[Draft]:
    """Return the dates that begin at a token; more than one only for "2 to 6 and 9 to 13 December"."""
    kind = tokens[index].kind
    if not (tokens[index].is_open_left or (tokens[index].left == "/" and kind in ("month", "part"))):
        return []
    if kind == "part":
        return _with_part(tokens, index)
    if kind in ("weekday", "short-weekday"):
        names, at = points.weekdays(tokens, index)
        found = days(tokens, at, language) or month_day(tokens, at, language)
        return _with_weekdays(tokens, found, names, index)
    if kind in _MONTHS:
        return month_day(tokens, index, language) or _months(tokens, index, language)
    if kind == "number":
        found = numeric(tokens, index) or days(tokens, index, language) or _divisions(tokens, index)
        return _with_weekday_behind(tokens, found or _quarters(tokens, index) or _years(tokens, index, language))
    if kind in ("ordinal", "other-year"):
        return _divisions(tokens, index)
    if kind in ("letter", "quarter", "half"):
        return _quarters(tokens, index)
    return _seasons(tokens, index) if kind == "season" else []


def _chain(
    tokens: list[Token], index: int, unit: Callable[[list[Token], int], tuple[Point, int] | None]
) -> list[Draft]:
    """Return one unit, a range of two, or a list of some that share the year of the last."""
    read = unit(tokens, index)
    if read is None:
        return []
    first, at = read
    draft = Draft(index, at, first)
    between = is_between(tokens, index, at)
    for _ in range(4):
        link = tokens[at].kind
        if link not in ("to", "and", "comma") or (draft.last and (draft.last.year or not draft.is_list)):
            break
        is_range = link == "to" or between
        if first.year and not is_range:
            break
        following = at + 1 + (link == "comma" and tokens[at + 1].kind == "and")
        other = unit(tokens, points.past_article(tokens, following))
        if other is None or (draft.last and is_range):
            break
        draft.last, at = other
        draft.is_list = not is_range
        if link != "comma" or following > at + 1 or tokens[following - 1].kind == "and":
            draft.end = at
    if draft.last and draft.end < at:  # "April, June" without "and" is no list
        return [Draft(index, read[1], first)]
    return [draft]


def _months(tokens: list[Token], index: int, language: str) -> list[Draft]:
    found = _chain(tokens, index, points.month_alone)
    if not found:
        return []
    draft, before = found[0], tokens[index - 1].kind
    if before == "this-year" and not draft.first.year:
        draft.first = draft.first._replace(year=points.THIS_YEAR)
    if draft.first.year or (draft.last and before != "other-year"):
        return found
    return found if before != "other-year" and _is_month(tokens, index, draft.end, language) else []


def _is_month(tokens: list[Token], index: int, end: int, language: str) -> bool:
    """Return whether a month without day and year is one: "in May", not "for May" or "March-in rights"."""
    is_word = language == "en" and tokens[index].value in (3, 5)
    allowed = INSIDE[language] | (_UNTIL if is_word else BEFORE[language])
    return word(tokens, index - 1) in allowed and tokens[end - 1].is_open_right and stands_alone(tokens, end)


def _divisions(tokens: list[Token], index: int) -> list[Draft]:
    found = points.divisions(tokens, index)
    if found is None:
        return []
    first, last, is_list, end = found
    return [Draft(index, end, first, last, is_list=is_list)]


def _quarters(tokens: list[Token], index: int) -> list[Draft]:
    found = _chain(tokens, index, points.quarter_or_half)
    if found and not found[0].first.year and not (found[0].last and found[0].last.year):
        inside = word(tokens, index - 1) in INSIDE["en"] | INSIDE["de"]
        if not inside or found[0].first.precision != "quarter":
            return []
    return found


def _seasons(tokens: list[Token], index: int) -> list[Draft]:
    found = _chain(tokens, index, points.season)
    for draft in found:
        if not draft.first.year and not (draft.last and draft.last.year > 0):
            return []
        if draft.last is None and draft.first.month == 12:
            _winter(tokens, draft)
    return found


def _winter(tokens: list[Token], draft: Draft) -> None:
    """Let "winter 2024/25" be the one winter, and "winter 2025" the two that it may mean."""
    slash, number = tokens[draft.end], tokens[draft.end + 1]
    joined = slash.text in ("/", "-", "–") and points.glued(tokens, draft.end) and len(number.text) in (2, 4)
    if joined and number.kind == "number" and number.value % 100 == (draft.first.year + 1) % 100:
        draft.end += 2
        return
    draft.last = draft.first
    draft.first = draft.first._replace(month=1)


def _years(tokens: list[Token], index: int, language: str) -> list[Draft]:
    found = years(tokens, index, language)
    if found is None:
        return []
    end, first, last, is_list = found
    return [Draft(index, end, first, last, is_list=is_list)]


def _with_part(tokens: list[Token], index: int) -> list[Draft]:
    """Return "mid-July", "early in July 2025", "end of the third quarter of 2025", "Ende 2025"."""
    at = index + 1
    at += tokens[at].text == "-"
    is_inside = word(tokens, at) == "in" and word(tokens, index) in _EARLY  # "will start in July" has a verb
    at += tokens[at].kind == "of" or is_inside
    at = points.past_article(tokens, at)
    at += tokens[at].kind == "year"
    kind = tokens[at].kind
    found: list[Draft] = []
    if kind in _MONTHS and (alone := points.month_alone(tokens, at)):
        found = [] if alone[0].year == points.OTHER_YEAR else [Draft(at, alone[1], alone[0])]
    elif kind in ("ordinal", "other-year", "number", "letter", "season"):
        found = _divisions(tokens, at) or _quarters(tokens, at) or _seasons(tokens, at) or _part_year(tokens, at)
    for draft in found:
        draft.start = index
        draft.part = _PARTS[tokens[index].value]
        before = index - 2 - (tokens[index - 2].text == "-")
        if tokens[index - 1].kind == "to" and tokens[before].kind == "part":
            draft.part = ""  # "mid- to late July"
    return found


def _part_year(tokens: list[Token], index: int) -> list[Draft]:
    written = points.year(tokens, index, 1900)
    if not written or written > 2100 or not stands_alone(tokens, index + 1) or points.counts(tokens, index):
        return []
    return [Draft(index, index + 1, Point(written, 0, 0, "year", "year"))]


def _with_weekdays(tokens: list[Token], found: list[Draft], names: list[int], index: int) -> list[Draft]:
    if len(found) != 1:
        return found
    draft = found[0]
    draft.start = index
    if len(names) == 1:
        draft.first = draft.first._replace(weekday=names[0])
    elif draft.last and draft.last.weekday is None:  # "Monday and Tuesday, 16 and 17 December"
        draft.first = draft.first._replace(weekday=names[0])
        draft.last = draft.last._replace(weekday=names[-1])
    opened = any(token.text == "(" for token in tokens[index + 1 : index + 5])
    draft.end += opened and tokens[draft.end].text == ")"
    return found


def _with_weekday_behind(tokens: list[Token], found: list[Draft]) -> list[Draft]:
    """Take the weekday of "15 December 2024 (Sunday)"."""
    if len(found) == 1 and found[0].last is None and found[0].first.day:
        end = found[0].end
        if tokens[end].text == "(" and tokens[end + 1].kind == "weekday" and tokens[end + 2].text == ")":
            found[0].first = found[0].first._replace(weekday=tokens[end + 1].value - 1)
            found[0].end = end + 3
    return found
