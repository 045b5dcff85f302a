"""When an act on a document took place, as a text tells it: adopted, signed, published, entered into force.

A document is cited near many dates; only that of the act's own verb counts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from igreport.model.dates import DateMention
from igreport.model.prose import NOTE
from igreport.model.report import Event

_ACTS = {  # how an event's name begins → the verbs that tell it, finite or as participles
    "adoption": (
        r"adopted|passed|approved|voted|endorsed|agreed|(?:gave|given)\s(?:the\s)?green\slight|verabschiedet(?:e|en)?"
        r"|angenommen|beschlossen|beschloss|nahm|billigte|gebilligt|grünes\sLicht"
    ),
    "entry into force": (
        r"(?:entered|came|enters|comes|enter|come|entering)\sinto\sforce|took\seffect|trat|tritt|treten|Kraft\sgetreten"
    ),
    "signing": r"signed|unterzeichnete?|unterschrieben",
    "publication": r"published|released|presented|issued|veröffentlichte?n?|vorgelegt|vorgestellt|legte",
    "presentation": r"published|released|presented|unveiled|announced|veröffentlichte?n?|vorgelegt|vorgestellt|stellte",
    "release": r"released|published|launched|veröffentlichte?n?",
    "launch": r"launched|established|presented|started|gestartet|startete",
    "opening for signature": r"opened\sfor\ssignature|open\sfor\ssignature|zur\sUnterzeichnung\s(?:ausgelegt|aufgelegt)",
}
_AT = re.compile(r"\s(?:on|in|at\sthe\send\sof|am|im|Ende|Anfang|Mitte)\s(?:the\s)?")
_OF = re.compile(r"\s(?:of|vom)\s|\s\((?:of\s|vom\s)?")
_REACH = 200  # characters behind a date that opens its sentence
_BEGINNING = re.compile(r"\s*(?:(?:On|In|At\sthe\send\sof|Am|Im|Ende|Anfang|Mitte)\s)?")


def kind(event: Event) -> str:
    """Return which act an event is, or nothing: "adoption" for "Adoption of the Pact for the Future"."""
    name = event.name.lower()
    return next((act for act in _ACTS if name.startswith(act + " of ")), "")


def dated(
    act: str, text: str, begin: int, name: tuple[int, int], dates: Sequence[DateMention], language: str
) -> DateMention | None:
    """Return the date of an act on what `text[name]` names; the sentence begins at `begin` and ends with the text."""
    start, end = name
    for date in dates:
        if end <= date.start:
            between = text[end : date.start]
            if _OF.fullmatch(between) or _verb_between(act).fullmatch(between):
                return date
            if _AT.fullmatch(between) and _verb_before(act).search(text[max(begin, start - 160) : start]):
                return date
        elif start <= date.end + _REACH and _opens(act, text, begin, date, language):
            return date
    return None


def _opens(act: str, text: str, begin: int, date: DateMention, language: str) -> bool:
    """Whether a date opens the sentence, and the verb of the act is the first behind it."""
    is_first = _BEGINNING.fullmatch(text, begin, date.start) is not None
    return is_first and _verb_after(act, language[:2]).match(text, date.end) is not None


@functools.cache
def _verb_between(act: str) -> re.Pattern[str]:
    """Match what stands between a document and the date on which it "was adopted"; also a remark in brackets."""
    mark = rf"[\"“”„{NOTE}]{{0,3}}"
    be = r",?\s(?:which\s|die\s|das\s)?(?:(?:was|were|has\sbeen|is\sto\sbe|wurde|wurden)\s)?(?:\w{2,12}ly\s|then\s|wurde\s)?"
    verb = rf"(?:{_ACTS[act]}|trat)(?:\s[^\s,;:()]{{1,40}}){{0,8}}"
    return re.compile(rf"\)?{mark}(?:\s\([^()]{{1,40}}\))?{mark}(?:{be}{verb}|\s(?:wurde|wurden)){_AT.pattern}")


@functools.cache
def _verb_before(act: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_ACTS[act]})(?:\s[^\s,;:()]{{1,40}}){{0,9}}\s(?:\(\s?)?\Z")


@functools.cache
def _verb_after(act: str, language: str) -> re.Pattern[str]:
    words = rf",?(?:\s[^\s,;:()]{{1,40}}){{0,{14 if language == 'de' else 9}}}?"
    return re.compile(rf"{words}\s(?:{_ACTS[act]})\b")
