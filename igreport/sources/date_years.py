"""Numbers that are dates by themselves: `2024-12-15`, `15/12/2024`, 2021–2025, and the bare years of a sentence."""

from __future__ import annotations

from typing import Final

from igreport.sources import date_points as points
from igreport.sources.date_points import Point
from igreport.sources.date_tokens import Token
from igreport.sources.date_words import BEFORE, COUNTING, INSIDE

_EARLIEST, _LATEST = 1900, 2100
_VERBS: Final = frozenset("was is will saw marks marked has had brought became would should may could".split())
_GERMAN_VERBS: Final = frozenset("war ist wird soll hat hatte wurde werden sollen sah brachte könnte begann".split())
_ACTS: Final = frozenset("regulation directive decision verordnung richtlinie beschluss no nr".split())
_STRONG: Final = frozenset("until till before after beyond nach vor bis seit ab jahr jahre jahres".split())


def numeric_shape(tokens: list[Token], index: int) -> tuple[Point, int, bool] | None:
    """Return the date of an ISO or slashed shape, the index behind it, and whether day and month cannot be told."""
    if points.year(tokens, index, 1000):
        return _iso(tokens, index)
    return _slashed(tokens, index)


def _iso(tokens: list[Token], index: int) -> tuple[Point, int, bool] | None:
    """Return a date of ISO 8601; "2024-25" is a range of years, and "2011-12" may be one."""
    year, month = tokens[index].value, _joined(tokens, index + 1, "-")
    if not month or len(month.text) != 2:
        return None
    day = _joined(tokens, index + 3, "-")
    if day and len(day.text) == 2 and (day.is_open_right or day.right == "T"):
        return Point(year, month.value, day.value, "day", "iso"), index + 5, False
    if day or not month.is_open_right or not 1 <= month.value <= 12 or month.value > year % 100:
        return None
    return Point(year, month.value, 0, "month", "iso-month"), index + 3, False


def _slashed(tokens: list[Token], index: int) -> tuple[Point, int, bool] | None:
    first, second = tokens[index], _joined(tokens, index + 1, "/")
    third = _joined(tokens, index + 3, "/") if second else None
    if second is None or third is None or len(first.text) > 2 or len(second.text) > 2 or third.right == "/":
        return None
    year = points.year(tokens, index + 4, _EARLIEST)
    day, month = first.value, second.value
    if not year or year > _LATEST or max(day, month) > 31 or min(day, month) not in range(1, 13):
        return None
    if month > 12:
        day, month = month, day
    return Point(year, month, day, "day", "slashes"), index + 5, day <= 12 and day != month


def _joined(tokens: list[Token], index: int, mark: str) -> Token | None:
    """Return the number behind a mark, where no space is around it."""
    is_joined = tokens[index].text == mark and points.glued(tokens, index) and points.glued(tokens, index + 1)
    return tokens[index + 1] if is_joined and tokens[index + 1].kind == "number" else None


def years(tokens: list[Token], index: int, language: str) -> tuple[int, Point, Point | None, bool] | None:
    """Return the index behind a year, a range or a list of years, both ends, and whether it is a list."""
    written = _bare_year(tokens, index)
    if not written:
        return None
    first, at = _point(written), index + 1
    if (found := _range(tokens, index)) is not None:
        last, end = found
        return (end, first, _point(last), False) if last else None
    if not _reads_as_year(tokens, index, language):
        return None
    listed = _listed(tokens, at)
    return (listed[1], first, _point(listed[0]), True) if listed else (at, first, None, False)


def _point(year: int) -> Point:
    return Point(year, 0, 0, "year", "year")


def _bare_year(tokens: list[Token], index: int) -> int:
    year = points.year(tokens, index, _EARLIEST)
    return year if year <= _LATEST else 0


def _range(tokens: list[Token], index: int) -> tuple[int, int] | None:
    """Return the last year of "2021–2025", "2024/25" or "from 2021 to 2025", 0 where the numbers are none."""
    link, number = tokens[index + 1], tokens[index + 2]
    joined = points.glued(tokens, index + 1) and points.glued(tokens, index + 2)
    before = tokens[index - 1].text.lower()
    is_between = link.kind == "and" and tokens[index - 1].kind == "between"
    if link.text == "/" or (link.text == "-" and joined):
        year = tokens[index].value
        last = _short(year, number, 1 if link.text == "/" else 20) if number.kind == "number" else 0
        return (last if _is_free(tokens, index, link.text) else 0, index + 3) if joined else None
    if link.kind != "to" and not is_between:
        return None
    last = _bare_year(tokens, index + 2) or (joined and _short(tokens[index].value, number, 20)) or 0
    if not last:
        return (0, index) if joined and number.kind == "number" else None
    is_sure = link.text in ("–", "—", "-") or before in (
        "from",
        "between",
        "von",
        "vom",
        "zwischen",
        "years",
        "jahre",
        "jahren",
    )
    return (last, index + 3) if is_sure or last > tokens[index].value else None


def _short(year: int, number: Token, most: int) -> int:
    """Return the year that ends a range, written in two digits or four, where it is at most `most` years later."""
    last = year - year % 100 + number.value if len(number.text) == 2 else number.value
    last += 100 if len(number.text) == 2 and last <= year and year % 100 == 99 else 0
    ends = number.is_open_right and number.right not in ("/", "-") and len(number.text) in (2, 4)
    is_month = len(number.text) == 2 and number.left == "-" and number.value <= 12  # "2011-12" may be December
    return last if ends and not is_month and last - year in range(1, most + 1) else 0


def _is_free(tokens: list[Token], index: int, mark: str) -> bool:
    """Return whether "2019/2020" is not the number of an act: "Regulation (EU) 2019/2020"."""
    before = [token.text.lower() for token in tokens[max(index - 4, 0) : index]]
    return mark != "/" or not (_ACTS.intersection(before) or before[-1] == ")")


def _listed(tokens: list[Token], index: int) -> tuple[int, int] | None:
    """Return the last year of a list, and the index behind it: ", 2021 and 2023"."""
    at = index
    for _ in range(8):
        following = at + 1 + (tokens[at].kind == "comma" and tokens[at + 1].kind == "and")
        year = _bare_year(tokens, following)
        if tokens[at].kind not in ("and", "comma") or tokens[at].text == "/" or not year:
            return None
        if tokens[at].kind == "and" or tokens[at + 1].kind == "and":
            return None if points.counts(tokens, following) else (year, following + 1)
        at = following + 1
    return None


def _reads_as_year(tokens: list[Token], index: int, language: str) -> bool:
    token, before, after = tokens[index], tokens[index - 1], tokens[index + 1]
    if points.counts(tokens, index) or not _ends_cleanly(tokens, index):
        return False
    if before.text == "(" and after.text == ")":
        return True
    word = before.text.lower()
    named = after.text[:1].isupper() and after.start > token.end
    starts = before.kind == "end" or before.text in (".", "!", "?", ":", "–", "—", "•")
    if starts:
        return after.text in (_GERMAN_VERBS if language == "de" else _VERBS)
    if word in INSIDE[language]:
        return True
    if word == "than" and tokens[index - 2].text in ("later", "earlier"):
        return True
    if language == "de":
        return _reads_as_german_year(tokens, index, named)
    return (
        before.kind == "year"
        or (word in BEFORE["en"] - {"to", "through"} and (not named or word in _STRONG))
        or word == "as"
    )


def _reads_as_german_year(tokens: list[Token], index: int, named: bool) -> bool:
    """Return whether a year stands as German has it, without a preposition: "wurde 2025 beschlossen"."""
    before = tokens[index - 1]
    word = before.text.lower()
    if word in BEFORE["de"] or before.kind == "year":
        return word in _STRONG or before.kind == "year" or not named
    counting = word in COUNTING or (word == "als" and tokens[index - 2].text.lower() in ("mehr", "weniger"))
    return before.text.isalpha() and before.text.islower() and not counting and not named


def _ends_cleanly(tokens: list[Token], index: int) -> bool:
    """Return whether nothing that makes another word of the number is joined to it: "2030-Agenda", "2025/12"."""
    after = tokens[index + 1]
    if not tokens[index].is_open_right:
        return False
    return not (after.text in ("-", "/", "–") and points.glued(tokens, index + 1) and points.glued(tokens, index + 2))
