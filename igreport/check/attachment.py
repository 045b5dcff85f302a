"""Which date of a text is that of an event that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from igreport.check.event_names import folded
from igreport.model.dates import DateMention
from igreport.model.prose import NOTE

_FARTHEST = 90  # characters between a name and its date
_LIGHT = frozenset(
    """in on from at the a is are was were be been will to take takes took taking place held hold hosted scheduled planned set
    due between of during early late end beginning mid officially formally convened convenes opened open opens begin begins
    began start starts started which that then met meet meets ended ends concluded on-site
    im am vom von der die das den wird wurde fand findet soll statt stattfinden stattfand stattfindet abgehalten auf tagte
    geplant tagt begann beginnt endete endet welche welches""".split()
)
_PLANNED = ("scheduled", "planned", "set", "due", "geplant", "vorgesehen")
_BETWEEN = frozenset(
    """at the during in of on fand findet in die das der dem beim im auf wird eine ein from first place takes took
    tagte tagt begann beginnt""".split()
)
_AROUND = re.compile(
    r"(?:\b(?:before|after|since|until|till|following|ahead of|prior to|run-up to|for|towards?|by"
    r"|preparations?|preparatory|deadline"
    r"|registration|call|calls|nach|vor|seit|bis|fur|vorfeld|vorbereitung\w*|anlasslich)\s)(?:\w+\s){0,3}\Z"
)
_VERBS = re.compile(
    r"\b(?:take|takes|took|taking|held|scheduled|planned|convened?|opened|open|begins?|began|starts?|started"
    r"|met|meets?|ended|findet|fand"
    r"|stattfinden|stattfand|stattfindet|will|wird|tagte|tagt|hosted)\b"
)
_HAPPENS = re.compile(
    r"\s(?:will\s|was\s|is\s|were\s|to\s){0,2}(?:be\s)?(?:take|takes|took|held|meet|meets|met|open|opens"
    r"|opened|begins?|began|starts?|started|scheduled"
    r"|planned|convene[sd]?|hosted)\b|[^.,;:]{0,80}\s(?:statt|stattfinden|abgehalten)\b"
)
_RELATIVE = frozenset("which that der die das welche welches".split())
_IS_SETTING = re.compile(
    rf"(?:^|[.!?{NOTE}]\s|\b(?:at|during|beim|auf dem|auf der|wahrend des|nor|neither|of)\s)(?:the\s)?\Z"
)
_COUNTRY = re.compile(
    r"(?:,\s|\s\(|\sin\s(?:the\s)?|\sat\s(?:the\s)?|/)[A-Z][\w.-]+(?:[ \n](?:de[ \n])?[A-Z][\w.-]+){0,2}\)?"
)
_IS_MODIFIER = re.compile(
    r"\s[A-Z]\w+|\s(?:programme|program|agenda|website|secretariat|messages|process|host|report|summary|participants)\b"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:on|in|from|during|am|im|vom|of)\s(?:the\s|the (?:beginning|end) of\s)?|\()\Z", re.IGNORECASE
)


def attached(text: str, start: int, end: int, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date of the event that `text[start:end]` names; None where none certainly is.

    The text has `NOTE`s for what is not the author's own. Most dates near an event are those of something else, so that only
    places, and verbs that say that it happens, may stand between the two.
    """
    behind = next((date for date in dates if date.start >= end), None)
    if behind and _follows(text, start, end, behind):
        return behind
    before = [date for date in dates if date.end <= start]
    if before and _precedes(text, before[-1], start, end):
        return before[-1]
    return None


def _follows(text: str, start: int, end: int, date: DateMention) -> bool:
    gap = text[end : date.start]
    if len(gap) > _FARTHEST or re.search(r"[.;:!?]\s|[–—]", gap):
        return False
    in_brackets = gap.lstrip(" " + NOTE).startswith("(")
    plain = folded(_COUNTRY.sub(" ", gap))
    words = re.findall(r"[\w'-]+", plain)
    if not all(word in _LIGHT or (word == "for" and any(plan in words for plan in _PLANNED)) for word in words):
        return False
    before = folded(text[max(0, start - 50) : start])
    if in_brackets or _RELATIVE & set(words):
        return True
    is_told = _VERBS.search(plain) or _VERBS.search(folded(text[start:end])) or _IS_SETTING.search(before)
    return is_told is not None and not _AROUND.search(before)


def _precedes(text: str, date: DateMention, start: int, end: int) -> bool:
    gap = text[date.end : start]
    if len(gap) > 60 or re.search(r"[.;:!?()]|[–—]", gap) or _IS_MODIFIER.match(text, end):
        return False
    if not _PREPOSITION.search(text[max(0, date.start - 24) : date.start]):
        return False
    words = re.findall(r"[\w'-]+", folded(_COUNTRY.sub(" ", gap)))
    if not all(word in _BETWEEN for word in words):
        return False
    if {"at", "during", "beim", "auf"} & set(words):
        return True
    return _HAPPENS.match(text, end) is not None or bool({"fand", "findet", "tagte", "tagt"} & set(words))
