"""CSL's date forms → DateRange.

A date variable may be a word in ISO 8601 or EDTF level 1 (https://www.loc.gov/standards/datetime/), which pandoc and
Zotero write into CSL-YAML, or a mapping as in CSL-JSON (`date-parts`, `literal`, `raw`, `circa`, `season`):

    2025   2025-08   2025-08-29   2025-08-29T10:00:00Z   2025-08~   2025?   2025-08-29/2025-09-02   2025-08/..
    {date-parts: [[2025, 8, 29]]}   {date-parts: [[2025, 8], [2025, 9]]}   {literal: "no date"}   {raw: 2025-08-29}
"""

from __future__ import annotations

import re
from typing import Any

from igreport.model.dates import DateRange, PartialDate

_EDTF = re.compile(
    r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?P<mark>[?~%]?)"
)
_FORMS = "is written as 2025-08-29, 2025-08 or 2025"


def parse(value: Any) -> DateRange:
    """Return the date that a CSL field's value says; raise ValueError, with the reason, where it says none."""
    if isinstance(value, dict):
        return _of_mapping(value)
    if isinstance(value, list):  # a list of one or two mappings or words, as old pandoc references have it
        if not 1 <= len(value) <= 2:
            raise ValueError("a date has one part, or two for an interval")
        dates = [parse(item) for item in value]
        end = dates[1].start if len(dates) == 2 else dates[0].end
        return _in_order(dates[0].start, end, dates[0].circa)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f"a date {_FORMS}")
    return _of_words(str(value).strip())


def _of_words(text: str) -> DateRange:
    first, slash, second = text.partition("/")
    start, circa = _date(first)
    end, end_circa = _date(second) if slash else (None, False)
    if start is None and end is None:
        raise ValueError(f"`{text}` is not a date: one {_FORMS}")
    return _in_order(start, end, circa or end_circa)


def _in_order(start: PartialDate | None, end: PartialDate | None, circa: bool) -> DateRange:
    if start and end and end < start:
        raise ValueError(f"the interval {start}/{end} ends before it begins")
    return DateRange(start, end, circa)


def _date(text: str) -> tuple[PartialDate | None, bool]:
    """Return one side of an interval, None for an open one, and whether it is approximate."""
    text = text.strip()
    if text in ("", ".."):
        return None, False
    match = _EDTF.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is not a date: one {_FORMS}")
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    if month >= 21:  # EDTF's seasons and quarters: the year is what a note can print
        month = 0
    return _partial(year, month, day, text), bool(match["mark"])


def _partial(year: int, month: int, day: int, text: str) -> PartialDate:
    if not 1 <= year <= 9999:
        raise ValueError(f"`{text}` is not a year of four digits")
    try:
        return PartialDate(year, month, day)
    except ValueError as error:
        raise ValueError(f"`{text}` is not a day of the calendar") from error


def _of_mapping(value: dict[str, Any]) -> DateRange:
    circa = bool(value.get("circa"))
    if "date-parts" in value:
        dates = [_of_parts(parts) for parts in _as_lists(value["date-parts"])]
        if not 1 <= len(dates) <= 2:
            raise ValueError("`date-parts` has one date, or two for an interval")
        return _in_order(dates[0], dates[1] if len(dates) == 2 else None, circa)
    for key in ("raw", "literal"):
        if str(value.get(key) or "").strip():
            try:
                return _of_words(str(value[key]))
            except ValueError:
                return DateRange(None, None, circa, str(value[key]))
    if "year" in value:  # the form of pandoc before 2.11
        parts = [value[key] for key in ("year", "month", "day") if key in value]
        return DateRange(_of_parts(parts), None, circa)
    raise ValueError("a date mapping has `date-parts`, `raw` or `literal`")


def _as_lists(parts: Any) -> list[Any]:
    if not isinstance(parts, list) or not parts:
        raise ValueError("`date-parts` is a list of lists: [[2025, 8, 29]]")
    return parts if isinstance(parts[0], list) else [parts]


def _of_parts(parts: Any) -> PartialDate:
    try:
        numbers = [int(part) for part in parts]
    except (TypeError, ValueError) as error:
        raise ValueError(f"`{parts}` is not year, month and day as numbers") from error
    if not 1 <= len(numbers) <= 3:
        raise ValueError("`date-parts` gives year, month and day")
    year, month, day = (*numbers, 0, 0)[:3]
    return _partial(year, month, day, "-".join(str(number) for number in numbers))
