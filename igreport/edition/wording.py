"""The words that the house prints, by language: dates and quarters from CLDR (through Babel), all else by gettext.

The words stand in English where they are used; `edition/words/<language>.po` has them in another language. A new language
is a new file there.
"""

from __future__ import annotations

import datetime
import functools
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from importlib import resources

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list

from igreport.model.dates import Period
from igreport.model.document import Labels


@functools.cache
def translations(language: str) -> NullTranslations:
    """Return the words of a language (BCP 47); `gettext` and `ngettext` of it take them in English."""
    name = language.partition("-")[0]
    path = resources.files("igreport.edition") / "words" / f"{name}.po"
    if name == "en" or not path.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=name))
    compiled.seek(0)
    return GNUTranslations(compiled)


def labels(language: str) -> Labels:
    """Return the labels in that language (BCP 47)."""
    _ = translations(language).gettext
    return Labels(
        contents=_("Contents"),
        key_topics=_("Key topics"),
        notes=_("Notes"),
        page=_("Page {page} of {pages}"),
        back=_("Back to the text"),
        note=_("Note {number}"),
        draft=_("Draft"),
    )


def day(date: datetime.date, language: str) -> str:
    """Return a date in full, as `6 October 2025` or `6. Oktober 2025`; day and month stay on one line."""
    locale = Locale.parse(_locale(language))
    return format_date(date, _unbroken(locale.date_formats["long"].pattern), locale)


def days(start: datetime.date, end: datetime.date | None, language: str) -> str:
    """Return a stretch of days, as `15–19 December 2024` or `15.–19. Dezember 2024`.

    CLDR has its intervals with short names of months alone (`yMMMd`), so they are taken with long ones.
    """
    if end is None or end == start:
        return day(start, language)
    locale = Locale.parse(_locale(language))
    differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    patterns = locale.interval_formats["yMMMd"][differs]
    formatted = [
        format_date(date, _unbroken(pattern.replace("MMM", "MMMM")), locale)
        for date, pattern in zip((start, end), patterns, strict=True)
    ]
    return "".join(formatted)


def _unbroken(pattern: str) -> str:
    """Return a pattern of CLDR's with a no-break space between day and month."""
    return re.sub(r"(d\.?|MMMM) (?=d|MMMM)", "\\1\N{NO-BREAK SPACE}", pattern)


def period(value: Period, language: str) -> str:
    """Return a period's printed name, as `3rd quarter of 2025`, `3. Quartal 2025`, `September 2025` or `2025`."""
    _ = translations(language).gettext
    year = value.start.year
    if value.kind == "year":
        return str(year)
    if value.kind == "half":
        half = {1: _("1st half of {year}"), 2: _("2nd half of {year}")}[value.ordinal]
        return half.format(year=year)
    if value.kind == "month":
        return format_date(value.start, "LLLL y", locale=_locale(language))
    quarter = format_date(value.start, "QQQQ", locale=_locale(language))
    return _("{quarter} of {year}").format(quarter=quarter, year=year)


def imprint(language: str, revisions: list[tuple[datetime.date, str]], identifier: str, licence: str) -> list[str]:
    """Return the last lines of the cover: what was revised, what the edition is called by, and its licence."""
    _ = translations(language).gettext
    lines = [
        _("Revised on {date}: {changed}").format(date=day(date, language), changed=text) for date, text in revisions
    ]
    lines += [_("Identifier: {identifier}").format(identifier=identifier)] if identifier else []
    return lines + ([_("Licence: {licence}").format(licence=licence)] if licence else [])


@dataclass(frozen=True)
class Screen:
    """What is said on a screen alone, in the edition's language: no words of the edition."""

    skip: str  # the link with which a page begins, for those who use a keyboard
    link: str  # read aloud for the link of a heading to itself
    table: str  # read aloud for a table without a caption


def screen(language: str) -> Screen:
    """Return the words of a page on a screen in that language (BCP 47)."""
    _ = translations(language).gettext
    return Screen(skip=_("Skip to the text"), link=_("Link to: {heading}"), table=_("Table {number}"))


def cited_in(notes: Sequence[int], language: str) -> str:
    """Return in which notes something stands, as `Note 3`, or `Notes 3, 9 and 17`."""
    numbers = format_list([str(note) for note in notes], locale=_locale(language))
    return translations(language).ngettext("Note {numbers}", "Notes {numbers}", len(notes)).format(numbers=numbers)


@dataclass(frozen=True)
class CalendarWords:
    """The words of a calendar, in the edition's language."""

    title: str
    outlook: str  # the name of what comes
    date: str
    event: str
    place: str
    caption: str  # of the drawing
    caption_to_come: str  # where there is something to come


def calendar(language: str) -> CalendarWords:
    """Return the words of a calendar in that language (BCP 47)."""
    _ = translations(language).gettext
    caption = _("Timeline of the events. A dot is one day, a bar several days.")
    return CalendarWords(
        title=_("Calendar"),
        outlook=_("Outlook"),
        date=_("Date"),
        event=_("Event"),
        place=_("Place"),
        caption=caption,
        caption_to_come=" ".join([caption, _("What is to come is not filled in.")]),
    )


def timeline(start: datetime.date, end: datetime.date, count: int, language: str) -> str:
    """Return the beginning of what is said aloud for a timeline: from when to when it goes, with how many events."""
    words = translations(language).ngettext(
        "Timeline from {start} to {end} with {count} event.",
        "Timeline from {start} to {end} with {count} events.",
        count,
    )
    return words.format(start=day(start, language), end=day(end, language), count=count)


def published(date: datetime.date, language: str) -> str:
    """Return when an edition was published, as `Published on 6 October 2025`."""
    return translations(language).gettext("Published on {date}").format(date=day(date, language))


def month(date: datetime.date, form: str, language: str) -> str:
    """Return a month's name in one of CLDR's forms: `LLLL y` is `October 2025`, `LLL` is `Oct`."""
    return format_date(date, form, locale=_locale(language))


def when_and_where(start: datetime.date, end: datetime.date | None, place: str | None, language: str) -> str:
    """Return days without their year, and a place, as `15–19 Dec · Riyadh` or `15.–19. Dez. · Riad`."""
    locale = _locale(language)
    is_day = end is None or end <= start
    when = (
        format_skeleton("MMMd", start, locale=locale) if is_day else format_interval(start, end, "MMMd", locale=locale)
    )
    return f"{when} · {place}" if place else str(when)


def _locale(language: str) -> str:
    return {"en": "en_GB"}.get(language, language.replace("-", "_"))
