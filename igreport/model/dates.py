"""Dates as sources give them, and the periods that editions cover."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of the precision that its source gives: a year, a month or a day."""

    year: int
    month: int = 0  # 0: not known
    day: int = 0  # 0: not known

    def __post_init__(self) -> None:
        if self.month or self.day:
            datetime.date(self.year, self.month, self.day or 1)  # ValueError for an impossible date

    @property
    def parts(self) -> list[int]:
        """Return CSL's `date-parts` for this date: `[2025, 8, 29]`, `[2025, 8]` or `[2025]`."""
        return [part for part in (self.year, self.month, self.day) if part]

    def __str__(self) -> str:
        return "-".join(f"{part:0{width}}" for part, width in zip(self.parts, (4, 2, 2), strict=False))


@dataclass(frozen=True)
class DateRange:
    """What a CSL date variable says: a date, or an interval; `circa` where it is uncertain or approximate."""

    start: PartialDate | None
    end: PartialDate | None = None
    circa: bool = False
    literal: str = ""  # CSL's `literal`: words where no date can be given

    def __str__(self) -> str:
        return self.literal or "/".join(str(date) for date in (self.start, self.end) if date)


Precision = Literal["day", "month", "quarter", "season", "half", "year"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, or a range of dates, that words of a text name; `start` and `end` count characters of that text.

    `first` is None where the words have the shape of a date and name no day of the calendar (`fault` says why).
    `last` is the other end of a range, or the second day of "16 and 17 April"; None where one date is named.
    """

    start: int
    end: int
    first: PartialDate | None
    last: PartialDate | None = None
    precision: Precision = "day"  # of the less precise end
    part: Literal["", "early", "mid", "late"] = ""  # "early in", "mid-", "at the end of"
    is_list: bool = False  # "16 and 17 April", not "16 to 17 April"
    year_inferred: bool = False  # no year is written: it is the paragraph's or the edition's
    weekday: int | None = None  # as written, of the first day; Monday is 0
    last_weekday: int | None = None  # as written, of the last day
    form: str = "day-month-year"  # which row of the grammar's table
    fault: Literal["", "impossible", "reversed", "ambiguous"] = ""

    @property
    def earliest(self) -> datetime.date | None:
        """Return the first day that may be meant."""
        return _bounds(self.first, self.precision)[0] if self.first else None

    @property
    def latest(self) -> datetime.date | None:
        """Return the last day that may be meant."""
        date = self.last or self.first
        return _bounds(date, self.precision)[1] if date else None


@dataclass(frozen=True, slots=True)
class RelativeMention:
    """Words that name a date by its distance from another: "last month", "four weeks later"."""

    start: int
    end: int
    kind: Literal["deictic", "offset"]  # counted from the day of writing, or from a date that the text names
    amount: int = 0  # of an offset
    unit: Literal["", "day", "week", "month", "year"] = ""
    direction: Literal[-1, 0, 1] = 0  # of an offset: 1 is later


def _bounds(date: PartialDate, precision: Precision) -> tuple[datetime.date, datetime.date]:
    if date.day:
        day = datetime.date(date.year, date.month, date.day)
        return day, day
    months = {"quarter": 3, "half": 6, "season": 3}.get(precision, 1) if date.month else 12
    first = datetime.date(date.year, date.month or 1, 1)
    following = first.month - 1 + months
    year, month = date.year + following // 12, following % 12 + 1
    last = datetime.date(year, month, 1) - datetime.timedelta(days=1) if year <= 9999 else datetime.date.max
    return first, last


PeriodKind = Literal["year", "half", "quarter", "month"]
_PERIOD = re.compile(r"(?P<year>[12]\d{3})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?")


@dataclass(frozen=True, order=True)
class Period:
    """What an edition covers, told by its id: `2025-Q3`, `2025-H1`, `2025-09` or `2025`.

    Periods are ordered by their end, then by their start, so that the newest edition is the greatest.
    """

    end: datetime.date
    start: datetime.date
    identifier: str
    kind: PeriodKind
    ordinal: int  # which quarter, half or month; the year itself for a year

    @classmethod
    def parse(cls, identifier: str) -> Period | None:
        """Return the period that an edition's id names, or None where it names none."""
        match = _PERIOD.fullmatch(identifier)
        if match is None:
            return None
        year = int(match["year"])
        kinds: tuple[tuple[PeriodKind, int], ...] = (("quarter", 3), ("half", 6), ("month", 1))
        for kind, months in kinds:
            if match[kind]:
                ordinal = int(match[kind])
                return cls._of_months(identifier, kind, ordinal, year, months * (ordinal - 1) + 1, months)
        return cls._of_months(identifier, "year", year, year, 1, 12)

    @classmethod
    def _of_months(cls, identifier: str, kind: PeriodKind, ordinal: int, year: int, first: int, months: int) -> Period:
        last = first + months - 1
        end = datetime.date(year, last, calendar.monthrange(year, last)[1])
        return cls(end, datetime.date(year, first, 1), identifier, kind, ordinal)
