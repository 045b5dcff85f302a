"""The ends of dates: a day, a month, a quarter, a half, a season, a year, read from tokens at a place.

Each function takes the tokens and an index, and returns what stands there with the index behind it, or None.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from igreport.model.dates import Precision
from igreport.sources.date_tokens import Token

NO_YEAR, THIS_YEAR, OTHER_YEAR, SAME_YEAR = 0, -1, -2, -3
_JOINED_NUMBERS: Final = frozenset("million billion trillion percent per prozent millionen milliarden".split())
_LAST: Final = frozenset("last final letzte letzten letzter letztes".split())
_BEFORE_A_DAY: Final = frozenset("on from by until since am vom bis seit".split())


class Point(NamedTuple):
    """One end of a date as it is written; `year` is one of the constants above where no number is written."""

    year: int
    month: int
    day: int
    precision: Precision
    form: str
    weekday: int | None = None


class Day(NamedTuple):
    """A day before its month, or two days of a range; `start` and `end` are indexes of tokens."""

    first: int
    last: int
    start: int
    end: int
    weekday: int | None = None  # of the last day


def glued(tokens: list[Token], index: int) -> bool:
    """Return whether no space stands between a token and the one before it."""
    return tokens[index].start == tokens[index - 1].end and tokens[index].kind != "end"


def year(tokens: list[Token], index: int, least: int = 1000) -> int:
    """Return the year that stands there, 0 where none does."""
    token = tokens[index]
    if token.kind != "number" or len(token.text) != 4 or token.ordinal or not least <= token.value <= 2999:
        return 0
    if token.right in ".,:" and token.right and tokens[index + 2].kind == "number" and glued(tokens, index + 2):
        return 0
    return token.value if token.is_open_right or token.right == "/" else 0


def counts(tokens: list[Token], index: int) -> bool:
    """Return whether a round number more likely counts what follows: "in 2000 cities"."""
    word = tokens[index + 1].text
    plural = word.endswith("s") and word not in ("was", "is", "has", "as", "its", "this", "thus")
    return tokens[index].value % 50 == 0 and (plural or word in ("people", "women", "children", "men"))


def year_after(tokens: list[Token], index: int) -> tuple[int, int]:
    """Return the year of what ends before `index`, and the index behind it: "2025", ", 2025", "of the year 2025"."""
    at = index + (tokens[index].kind == "comma" or (tokens[index].text == "-" and glued(tokens, index)))
    if found := year(tokens, at):
        return (NO_YEAR, index) if at > index and counts(tokens, at) else (found, at + 1)
    if tokens[index].text == "(" and tokens[index + 2].text == ")" and (found := year(tokens, index + 1)):
        return found, index + 3
    at = index + (tokens[index].kind == "of")
    if found := year(tokens, at):
        return found, at + 1
    at += tokens[at].kind == "article"
    if tokens[at].kind == "year":
        return (found, at + 2) if (found := year(tokens, at + 1)) else (NO_YEAR, at + 1 if at > index else index)
    said = {"this-year": THIS_YEAR, "same-year": SAME_YEAR, "other-year": OTHER_YEAR}.get(tokens[at].kind)
    return (said, at + 2) if said is not None and tokens[at + 1].kind == "year" else (NO_YEAR, index)


def weekdays(tokens: list[Token], index: int) -> tuple[list[int], int]:
    """Return the weekdays before a day and the index behind them: "Monday and Tuesday, ", "Montag, den "."""
    found: list[int] = []
    at = index
    while tokens[at].kind in ("weekday", "short-weekday") and len(found) < 7:
        found.append(tokens[at].value - 1)
        at += 1
        at += tokens[at].text == "." and glued(tokens, at)
        following = at + (tokens[at].kind in ("to", "and", "comma"))
        following += tokens[following].kind == "and"
        if tokens[following].kind not in ("weekday", "short-weekday"):
            break
        at = following
    if found:
        at += tokens[at].kind == "comma"
        at += tokens[at].text == "("
        at = past_article(tokens, at)
    return found, at


def past_article(tokens: list[Token], index: int) -> int:
    """Return the index behind the articles and prepositions that may stand before the second date of two."""
    while tokens[index].kind == "article" or tokens[index].text in ("am", "on", "vom"):
        index += 1
    return index


def day(tokens: list[Token], index: int, bare: bool = False) -> tuple[int, int]:
    """Return the day that stands there, 0 where none does, and the index behind it; a `bare` one has no full stop."""
    token = tokens[index]
    if token.kind != "number" or len(token.text) > 2 or not token.value:
        return 0, index
    if token.value > 31 and not (token.ordinal or tokens[index - 1].text.lower() in _BEFORE_A_DAY):
        return 0, index
    dotted = not bare and tokens[index + 1].text == "." and glued(tokens, index + 1)
    return token.value, index + 1 + dotted


def days(tokens: list[Token], index: int) -> tuple[list[Day], int]:
    """Return the days that share a month: "15", "15 to 20", "16 and 17", "2 to 6 and 9 to 13", "15./16."; at most eight.

    They are all or nothing: "Article 12, 15 December" is no list without an "and".
    """
    found, end, commas = _listed_days(tokens, index)
    return ([], index) if commas else (found, end)


def _listed_days(tokens: list[Token], index: int, bare: bool = False) -> tuple[list[Day], int, int]:
    """Return days, the index behind them, and how many at the end are joined by commas alone.

    `bare` is for days behind their month, where "December 24 and the 5th session" names one.
    """
    first, at = day(tokens, index, bare)
    if not first:
        return [], index, 0
    found, commas = [Day(first, 0, index, at)], 0
    while len(found) < 8 and tokens[at].kind in ("to", "and", "comma"):
        kind = tokens[at].kind
        following = at + 1 + (kind == "comma" and tokens[at + 1].kind == "and")
        names, following = ([], following) if bare else weekdays(tokens, past_article(tokens, following))
        other, behind = day(tokens, following, bare)
        if not 1 <= other <= 31 or (kind == "to" and found[-1].last):
            break
        if bare and tokens[following].ordinal != tokens[index].ordinal:
            break
        if kind == "to":
            found[-1] = found[-1]._replace(last=other, end=behind, weekday=names[0] if names else None)
        else:
            found.append(Day(other, 0, following, behind, names[0] if names else None))
            commas = commas + 1 if kind == "comma" and tokens[at + 1].kind != "and" else 0
        at = behind
    return found, at, commas


def month(tokens: list[Token], index: int) -> tuple[int, int, str]:
    """Return the month that stands there behind a day, 0 where none does, the index behind it, and the day's form."""
    at = index + (tokens[index].kind == "of")
    at += tokens[at].text == "-" and glued(tokens, at) and glued(tokens, at + 1)
    token = tokens[at]
    if token.kind in ("month", "abbreviation"):
        return token.value, past_month(tokens, at), "day-month"
    if token.kind == "number" and len(token.text) <= 2 and token.value and tokens[at - 1].text == ".":
        dotted = tokens[at + 1].text == "." and glued(tokens, at + 1)
        if dotted and (year(tokens, at + 2, 1900) or token.value <= 12):
            return token.value, at + 2, "dots"
    return 0, index, ""


def past_month(tokens: list[Token], index: int) -> int:
    """Return the index behind a month, and behind the full stop of an abbreviated one."""
    stop = tokens[index].kind == "abbreviation" and tokens[index + 1].text == "." and glued(tokens, index + 1)
    return index + 1 + stop


def month_alone(tokens: list[Token], index: int) -> tuple[Point, int] | None:
    """Return a month without a day, with its year where it has one."""
    token = tokens[index]
    if token.kind not in ("month", "abbreviation"):
        return None
    at = past_month(tokens, index)
    found, behind = year_after(tokens, at)
    if behind == at and token.kind == "abbreviation":
        return None
    return Point(found, token.value, 0, "month", "month-year" if found > 0 else "month"), behind


def days_of_month(tokens: list[Token], index: int) -> tuple[list[Day], int]:
    """Return the days behind a month: "15", "15th", "15–20", "16 and 17"; not the number of "May 15 million"."""
    at = past_article(tokens, index)
    if tokens[at].kind != "number" or tokens[at].value > 31:
        return [], index
    found, behind, commas = _listed_days(tokens, at, bare=True)
    if commas:
        found = found[:-commas]
        behind = found[-1].end
    while found and not _ends_a_day(tokens, found[-1].end):  # "June 5 and 6 July": the last is another date's
        found.pop()
        behind = found[-1].end if found else index
    return found, behind


def _ends_a_day(tokens: list[Token], index: int) -> bool:
    last, following = tokens[index - 1], tokens[index]
    if following.text in (".", ",", ":", "/") and tokens[index + 1].kind == "number" and glued(tokens, index + 1):
        return False
    if following.kind in ("month", "abbreviation") or following.text.lower() in _JOINED_NUMBERS:
        return False
    return last.is_open_right


def quarter_or_half(tokens: list[Token], index: int) -> tuple[Point, int] | None:
    """Return `Q3 2025`, `2025-H1` or `Quartal 3/2025`, whose number is behind its letter or noun."""
    token, number = tokens[index], tokens[index + 1]
    written = year(tokens, index, 1900)
    if written:
        at = index + 1 + (tokens[index + 1].text in ("-", "/"))
        token, number = tokens[at], tokens[at + 1]
        if token.kind != "letter" or not glued(tokens, at + 1):
            return None
        return _part_of_year(token.value, number, written, at + 2)
    noun = token.kind in ("quarter", "half") and token.text[0].isupper()
    if number.kind != "number" or not (noun or (token.kind == "letter" and glued(tokens, index + 1))):
        return None
    at = index + 2
    found, behind = year_after(tokens, at + (tokens[at].text == "/"))
    return _part_of_year(token.value, number, found, behind if behind > at + 1 or found else at)


def _part_of_year(parts: int, number: Token, written: int, behind: int) -> tuple[Point, int] | None:
    if number.kind != "number" or not 1 <= number.value <= parts or len(number.text) > 1:
        return None
    if not (number.is_open_right or number.right == "/"):
        return None
    return _division(parts, number.value, written), behind


def _division(parts: int, ordinal: int, written: int) -> Point:
    form: Precision = "quarter" if parts == 4 else "half"
    return Point(written, 12 // parts * (ordinal - 1) + 1, 0, form, form)


def ordinal(tokens: list[Token], index: int) -> tuple[int, int]:
    """Return an ordinal of one to four, 0 where none stands there, and the index behind it: "3rd", "3.", "third"."""
    token = tokens[index]
    if token.kind == "ordinal":
        return token.value, index + 1
    noun = tokens[index + 1]
    if (
        token.text.lower() in _LAST
        and noun.kind in ("quarter", "half")
        and year_after(tokens, index + 2)[1] > index + 2
    ):
        return noun.value, index + 1
    dotted = tokens[index + 1].text == "." and glued(tokens, index + 1)
    if token.kind == "number" and len(token.text) == 1 and 1 <= token.value <= 4 and (token.ordinal or dotted):
        return token.value, index + 1 + dotted
    return 0, index


def divisions(tokens: list[Token], index: int) -> tuple[Point, Point | None, bool, int] | None:
    """Return "third quarter of 2025", "first and second quarter of 2025", "erstes bis drittes Quartal 2025".

    The third value is True for a list. Without a year, a quarter is one where no other "of" follows.
    """
    first, at = ordinal(tokens, index)
    second, link = 0, tokens[at].kind
    if first and link in ("to", "and"):
        second, at = ordinal(tokens, past_article(tokens, at + 1))
    noun = tokens[at]
    if not first or noun.kind not in ("quarter", "half"):
        return None
    at += 1
    at += tokens[at].text == "-" and tokens[at + 1].kind == "year"
    at += tokens[at].kind == "year" and noun.kind == "half" and glued(tokens, at)
    found, behind = year_after(tokens, at)
    if not found and behind == at and (noun.kind == "half" or tokens[at].kind in ("of", "word-of", "letter")):
        return None
    if max(first, second) > noun.value:
        return None
    begin = _division(noun.value, first, found)
    return begin, _division(noun.value, second, found) if second else None, link == "and" and bool(second), behind


def season(tokens: list[Token], index: int) -> tuple[Point, int] | None:
    """Return a season with its year; without one, "spring" and "fall" are too often other words."""
    token = tokens[index]
    if token.kind != "season":
        return None
    found, behind = year_after(tokens, index + 1)
    following = tokens[index + 1].kind in ("to", "and") and tokens[index + 2].kind == "season"
    if found <= 0 and not following:
        return None
    return Point(found, token.value, 0, "season", "season"), behind if found > 0 else index + 1
