"""The words that the house prints, by language: dates and quarters from CLDR (through Babel), labels from a table here."""

from __future__ import annotations

import datetime

from babel.dates import format_date

from igreport.model.dates import Period
from igreport.model.document import Labels

_LABELS = {
    "en": Labels("Contents", "Key topics", "Notes", "Page {page} of {pages}", "Back to the text"),
    "de": Labels("Inhalt", "Die wichtigsten Themen", "Anmerkungen", "Seite {page} von {pages}", "Zurück zum Text"),
}
_HALVES = {"en": "{} half of {}", "de": "{}. Halbjahr {}"}
_QUARTERS = {"en": "{} of {}", "de": "{} {}"}


def labels(language: str) -> Labels:
    """Return the labels in that language (BCP 47)."""
    return _LABELS[language.partition("-")[0]]


def day(date: datetime.date, language: str) -> str:
    """Return a date in full, as `6 October 2025` or `6. Oktober 2025`."""
    return format_date(date, "long", locale=_locale(language))


def period(value: Period, language: str) -> str:
    """Return a period's printed name, as `3rd quarter of 2025`, `3. Quartal 2025`, `September 2025` or `2025`."""
    short = language.partition("-")[0]
    if value.kind == "year":
        return str(value.start.year)
    if value.kind == "half":
        ordinal = {1: "1st", 2: "2nd"}[value.ordinal] if short == "en" else value.ordinal
        return _HALVES[short].format(ordinal, value.start.year)
    if value.kind == "month":
        return format_date(value.start, "LLLL y", locale=_locale(language))
    return _QUARTERS[short].format(format_date(value.start, "QQQQ", locale=_locale(language)), value.start.year)


def _locale(language: str) -> str:
    return {"en": "en_GB"}.get(language, language.replace("-", "_"))
