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
