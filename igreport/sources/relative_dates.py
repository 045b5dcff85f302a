"""Dates that are told by their distance: "last month" from the day of writing, "four weeks later" from another date."""

from __future__ import annotations

import functools
import re
from typing import Final, Literal

from igreport.model.dates import RelativeMention

Unit = Literal["", "day", "week", "month", "year"]

_NUMBERS: Final = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn zwanzig",
}
_ONE: Final = {"en": ("a", "an"), "de": ("ein", "eine", "einen", "einem", "einer")}
_UNITS: Final[dict[str, Unit]] = {
    "day": "day",
    "tag": "day",
    "week": "week",
    "woche": "week",
    "month": "month",
    "monat": "month",
    "year": "year",
    "jahr": "year",
}
_LATER: Final = frozenset("later after afterwards on später danach darauf nach".split())

_PERIODS: Final = frozenset("week month quarter year weekend spring summer autumn winter".split())
_LAST: Final = _PERIODS.union(
    "fall january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_THIS: Final = _PERIODS.union("morning afternoon evening".split())
# Words that are one of many are looked up behind the expression: long rows of alternatives take long to compile.
_ENGLISH: Final = r"""
    (?P<amount>[0-9]{1,3}|[a-z]{1,9})(?=\s(?P<unit>day|week|month|year)s?\s(?P<end>
        (?P<way>later|earlier|after(?:wards|(?!\sall))|before(?:hand)?|previously)|(?P<ago>ago))\b)
  | (?:last|past|next|coming)(?=\s(?P<some>few|several|couple\sof|[0-9]{1,3}|[a-z]{3,9})\s(?P<units>(?:day|week|month|year)s)
        (?!\sof\b|\w))
  | (?:last|next|this)(?=\s(?P<noun>[a-z]+)\b(?!-))
  | (?P<deictic>yesterday|tomorrow|recently(?!-|\sas\b))\b
"""
_GERMAN: Final = r"""
    (?P<amount>[0-9]{1,3}|NUMBERS)\s(?P<unit>tag|woche|monat|jahr)(?:en|e|n)?\s
        (?P<way>später|früher|zuvor|vorher|davor|danach|darauf|vor|nach)\b
  | (?P<ago>vor\s(?:[0-9]{1,3}|NUMBERS|wenigen|einigen)\s(?:tag|woche|monat|jahr)(?:en|n)?)\b
  | (?P<deictic>
      (?:letzt|vergangen|vorig|nächst|kommend)e[nrsm]?\s(?:(?:NUMBERS|wenigen|paar)\s)?(?:tage|woche|wochenende|monat|quartal
        |halbjahr|jahr|frühjahr|sommer|herbst|winter|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)
        (?:es|en|s|n)?(?!\s(?:de[rs]|vor|nach)\b)
    | diese[nrsm]?\s(?:woche|monat|quartal|halbjahr|jahr|sommer|herbst|winter|frühjahr)(?:es|s)?
    | gestern|kürzlich|neulich|unlängst|vor\skurzem
    )\b
"""
_HINTS: Final = {
    "en": "later earlier after before previously ago last next past coming this yesterday tomorrow recently".split(),
    "de": "später früher zuvor vorher davor danach darauf vor nach letzt vergangen nächst kommend diese gestern kürzlich "
    "neulich unlängst".split(),
}
# A distance behind one of these is no exact one, or belongs to a larger number.
_LOOSE: Final = frozenset(
    "than about around nearly almost some roughly approximately least most within to or up over under every "
    "als etwa rund circa ca fast knapp mindestens höchstens binnen innerhalb bis oder über unter alle hundred".split()
)
_OF: Final = re.compile(r"\sof\b")
_DETERMINERS: Final = frozenset("the its their his her our a each every das".split())


def find(text: str, language: str) -> tuple[RelativeMention, ...]:
    """Return the dates that a paragraph tells by a distance, in order, without overlap; German for `de…`, else English.

    "The last year of the mandate" and "within two weeks" tell no such date.
    """
    code = "de" if language.lower().startswith("de") else "en"
    if not _may_hold(text, code):
        return ()
    found = (_mention(match, text, code) for match in _pattern(code).finditer(text))
    return tuple(mention for mention in found if mention)


def _may_hold(text: str, code: str) -> bool:
    lowered = text.lower()
    return any(hint in lowered for hint in _HINTS[code])


@functools.cache
def _pattern(code: str) -> re.Pattern[str]:
    rows = _GERMAN.replace("NUMBERS", f"(?:{'|'.join(_numbers('de'))})") if code == "de" else _ENGLISH
    return re.compile(rf"\b(?:{rows})", re.VERBOSE | re.IGNORECASE)


@functools.cache
def _numbers(code: str) -> tuple[str, ...]:
    return tuple(sorted([*_NUMBERS[code].split(), *_ONE[code]], key=len, reverse=True))


def _mention(match: re.Match[str], text: str, code: str) -> RelativeMention | None:
    start, end = match.start(), match.end() if code == "de" else _end(match, text)
    before = text[max(0, start - 24) : start]
    word = before.split()[-1].lower() if before.split() else ""
    if not end or before[-1:] in ("-", "–", ".", ",", "/"):
        return None
    if match["ago"]:
        return RelativeMention(start, end, "deictic")
    if not match["amount"]:
        return None if _is_anaphoric(text[start:end], word) else RelativeMention(start, end, "deictic")
    if word in _LOOSE:
        return None
    direction: Literal[-1, 1] = 1 if match["way"].lower() in _LATER else -1
    return RelativeMention(
        start, end, "offset", _amount(match["amount"].lower(), code), _UNITS[match["unit"].lower()], direction
    )


def _end(match: re.Match[str], text: str) -> int:
    """Return where the words of an English mention end, 0 where one of them is not what it must be."""
    if match["amount"]:
        return match.end("end") if _is_number(match["amount"]) else 0
    if match["some"]:
        is_some = match["some"][-2:].lower() == "of" or match["some"].lower() in ("few", "several")
        return match.end("units") if is_some or _is_number(match["some"]) else 0
    if match["noun"]:
        is_this = match[0].lower() == "this"
        is_period = match["noun"].lower() in (_THIS if is_this else _LAST)
        is_part = not is_this and _OF.match(text, match.end("noun")) is not None
        return match.end("noun") if is_period and not is_part else 0
    return match.end()


def _is_number(word: str) -> bool:
    return word.isdecimal() or word.lower() in _numbers("en")


def _is_anaphoric(words: str, before: str) -> bool:
    """Return whether the words count from a date of the text: "the next year", "the last quarter", "of tomorrow"."""
    first, _, rest = words.lower().partition(" ")
    if first in ("tomorrow", "morgen"):
        return before == "of"
    return before in _DETERMINERS and first in ("last", "next") and " " not in rest


def _amount(word: str, code: str) -> int:
    numbers = _NUMBERS[code].split()
    return int(word) if word.isdigit() else numbers.index(word) + 1 if word in numbers else 1
