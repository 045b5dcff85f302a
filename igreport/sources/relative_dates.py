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

# Each begins with its rarest words, so that the search leaps from one to the next.
_ENGLISH: Final = r"""
    (?P<amount>[0-9]{1,3}|NUMBERS)\s(?P<unit>day|week|month|year)s?\s(?:
        (?P<way>later|earlier|afterwards|after(?!\sall)|before|beforehand|previously)|(?P<ago>ago))\b
  | (?P<deictic>
      (?:last|next)\s(?:week|month|quarter|year|weekend|spring|summer|autumn|fall|winter|January|February|March|April|May
        |June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)
        (?!\sof\b|-)
    | (?:last|past|next|coming)\s(?:few\s|several\s|couple\sof\s|(?:[0-9]{1,3}|NUMBERS)\s)(?:day|week|month|year)s(?!\sof\b)
    | this\s(?:week|month|quarter|year|weekend|spring|summer|autumn|winter|morning|afternoon|evening)(?!-)
    | yesterday|tomorrow|recently(?!-|\sas\b)
    )\b
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
    numbers = "|".join(sorted([*_NUMBERS[code].split(), *_ONE[code]], key=len, reverse=True))
    rows = _GERMAN if code == "de" else _ENGLISH
    return re.compile(r"\b(?:" + rows.replace("NUMBERS", f"(?:{numbers})") + ")", re.VERBOSE | re.IGNORECASE)


def _mention(match: re.Match[str], text: str, code: str) -> RelativeMention | None:
    start, end = match.span()
    before = text[max(0, start - 24) : start]
    word = before.split()[-1].lower() if before.split() else ""
    if before[-1:] in ("-", "–", ".", ",", "/"):
        return None
    if match["deictic"]:
        return None if _is_anaphoric(match["deictic"], word) else RelativeMention(start, end, "deictic")
    if match["ago"]:
        return RelativeMention(start, end, "deictic")
    if word in _LOOSE:
        return None
    direction: Literal[-1, 1] = 1 if match["way"].lower() in _LATER else -1
    return RelativeMention(
        start, end, "offset", _amount(match["amount"].lower(), code), _UNITS[match["unit"].lower()], direction
    )


def _is_anaphoric(words: str, before: str) -> bool:
    """Return whether the words count from a date of the text: "the next year", "the last quarter", "of tomorrow"."""
    first, _, rest = words.lower().partition(" ")
    if first in ("tomorrow", "morgen"):
        return before == "of"
    return before in _DETERMINERS and first in ("last", "next") and " " not in rest


def _amount(word: str, code: str) -> int:
    numbers = _NUMBERS[code].split()
    return int(word) if word.isdigit() else numbers.index(word) + 1 if word in numbers else 1
