"""Dates as notes print them, in English and German: `29 August 2025`, `29. August 2025`, `August 2025`, `2025`."""

from __future__ import annotations

import functools
import re

from babel.dates import get_month_names

from igreport.model.dates import PartialDate

_LANGUAGES = ("en", "de")


@functools.cache
def _months() -> dict[str, int]:
    return {name: number for locale in _LANGUAGES for number, name in get_month_names("wide", locale=locale).items()}


@functools.cache
def pattern() -> str:
    """Return the regular expression of a printed date, with the groups `day`, `month` and `year`."""
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return rf"(?:(?:(?P<day>\d{{1,2}})\.?[ \u00a0])?(?P<month>{names})[ \u00a0])?(?P<year>(?:19|20)\d\d)"


def parse(text: str) -> str:
    """Return a printed date in ISO 8601, or nothing where it is none."""
    match = re.fullmatch(pattern(), text.replace("\u00a0", " ").strip())
    if match is None:
        return ""
    try:
        return str(PartialDate(int(match["year"]), _months().get(match["month"] or "", 0), int(match["day"] or 0)))
    except ValueError:
        return ""


def printed(date: str) -> list[str]:
    """Return how notes print a date in ISO 8601, in each language."""
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0)[:3]
    if not month:
        return [str(year)]
    names = [get_month_names("wide", locale=locale)[month] for locale in _LANGUAGES]
    return [f"{day} {name} {year}" if day else f"{name} {year}" for name in names]
