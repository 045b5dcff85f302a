"""A number of days that the dates beside it do not make.

## What it does
Counts the days of a range of dates and compares them with the length that stands beside it: "the five-day meeting was
held from 7 to 9 July", "lasted three days (2–6 March)".

## Why is this bad
The length is wrong, or one of the dates.

## Example
    The five-day meeting was held from 7 to 9 July 2025.

## Use instead
    The three-day meeting was held from 7 to 9 July 2025.

## Limits
The first and the last day are counted both. Saturdays and Sundays may be left out, and of ten days or more one day,
as in a "30-day period from 1 June to 1 July". Vague lengths ("about three days") are let pass.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.dates import DateMention
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT118", "duration", Severity.WARNING)

_WIDEST = 140  # characters between a length and its dates
_LONG = 10  # so many days are a period, which may be counted in nights
_SATURDAY = 5
_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split(),
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
}
_PREFILTER = {"en": (" day", "-day"), "de": ("tägig", " Tage")}
_EN, _DE = "|".join(_NUMBERS["en"]), "|".join(_NUMBERS["de"])
_LENGTHS = {
    "en": re.compile(
        rf"(?<![\w.,-])(?P<number>{_EN}|\d\d?)-day\b(?!-)"
        rf"|\b(?:last(?:s|ed|ing)?|for|spann?(?:s|ed|ing)?|(?<!lasted )(?<!for )over)\s(?P<days>(?P<of>{_EN}|\d\d?)\sdays)\b",
        re.I,
    ),
    "de": re.compile(
        rf"(?<![\w.,-])(?P<number>{_DE}|\d\d?)-?tägige[nrms]?\b"
        rf"|\b(?:dauer|tag)te?n?\s(?:nur\s)?(?P<days>(?P<of>{_DE}|\d\d?)\sTage)\b",
        re.I,
    ),
}
_VAGUE = re.compile(
    r"(?:\b(?:or|to|and|nearly|almost|roughly|about|around|approximately|than|least|most|oder|bis|und|etwa|rund|fast|knapp)"
    r"|\b(?:part|half|leg|phase|stage|week|day|days|segment|Teil|Hälfte|Tag|Tage)\s(?:of|der|des|einer|eines)(?:\s(?:the|a|its|this))?)"
    r"\s\Z"
)
# What has a length: words without a preposition, an article or a verb, and whose it is.
_OTHER = (
    r"in|at|on|for|from|to|of|with|by|before|after|during|until|since|and|or|that|which|who|while|when|as|the|an?|its|this|"
    r"vor|nach|für|zu[rm]?|mit|bei|und|oder|die|das|den|dem|der|des|eine[rsmn]?|auf|über|zwischen|bis|vom|von"
)
_WORDS = rf"(?:\s(?!(?:{_OTHER})\s|(?!United\s)\w{{0,28}}ed\s)[\w’'-]{{1,30}}){{1,5}}"
_WHOSE = rf"(?:\s(?:of|der|des)(?:\sthe)?{_WORDS})?"
_PLACE = r"(?:\s(?:in|at|im)\s(?:the\s)?[A-ZÄÖÜ][\w-]{1,30}(?:,?\s[A-Z][\w-]{1,30}){0,3},?)?"
_HELD = (
    r"(?:,?\s(?:was|is|were|are|will|be|has|been|which|that|held|convened|scheduled|organi[sz]ed|hosted|planned|took|takes?|"
    r"taking|place|ran|runs?|met|meets?|online|virtually|again|fand|findet|wurde|wird|die|das|dauerte|dauert)){0,6}"
)
_FROM = r"(?:,?\s(?:from|between|on|vom|von|zwischen)\s(?:the\s|dem\s)?|\s\((?:from\s|vom\s)?|,\s|\s)"
_BEHIND_ADJECTIVE = re.compile(rf"{_WORDS}{_WHOSE}{_PLACE}{_HELD}{_PLACE}{_FROM}")
_BEHIND_DAYS = re.compile(rf"(?:\slang)?{_PLACE}{_FROM}")
_MORE_DATES = re.compile(r"\s?(?:,|and|as well as|und|sowie|&)\s(?:from\s|vom\s|on\s|am\s|again\s)?(?:the\s)?\d")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each length that its dates do not have."""
    for prose in manuscript.prose:
        language = prose.language[:2]
        if language not in _LENGTHS or not any(words in prose.text for words in _PREFILTER[language]):
            continue
        own = manuscript.own_words(prose)
        for match in _LENGTHS[language].finditer(own):
            date = _dates_of(own, match, manuscript.dates(prose))
            number = _value(match["number"] or match["of"], language)
            if date and date.earliest and date.latest and not _fits(number, date.earliest, date.latest):
                group = "days" if match["days"] else 0
                words = " ".join(own[date.start : date.end].split())
                days = (date.latest - date.earliest).days + 1
                message = f"“{' '.join(match[group].split())}” does not fit {words}, which are {days} days"
                place = prose.span(date.start, date.end)
                span = prose.span(match.start(group), match.end(group))
                yield RULE.found(span, message, "correct the number of days, or the dates", related=(place,))


def _dates_of(text: str, match: re.Match[str], dates: tuple[DateMention, ...]) -> DateMention | None:
    """Return the range of days that stands beside a length."""
    date = next((date for date in dates if date.start >= match.end()), None)
    if date is None or date.last is None or date.precision != "day" or date.is_list or date.fault:
        return None
    if date.start - match.end() > _WIDEST or _VAGUE.search(text, max(0, match.start() - 30), match.start()):
        return None
    if _MORE_DATES.match(text, date.end):
        return None
    behind = _BEHIND_DAYS if match["days"] else _BEHIND_ADJECTIVE
    return date if behind.fullmatch(text, match.end(), date.start) else None


def _value(word: str, language: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[language].index(word.lower()) + 1


def _fits(number: int, first: datetime.date, last: datetime.date) -> bool:
    """Whether a range may be called so many days long; its Saturdays and Sundays count or do not."""
    days = (last - first).days + 1
    working = sum((first + datetime.timedelta(day)).weekday() < _SATURDAY for day in range(min(days, 100)))
    return working <= number <= days or (number >= _LONG and number == days - 1)
