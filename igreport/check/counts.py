"""Numbers that count things: "the following five topics", "16 SDGs", "die elf Aktionslinien"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ENGLISH = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty""".split()
_GERMAN = """null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
siebzehn achtzehn neunzehn zwanzig""".split()
_VALUES = {word: value for words in (_ENGLISH, _GERMAN) for value, word in enumerate(words) if value > 1}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(_VALUES))})"
_COUNTED = re.compile(
    rf"(?<![\w.,§/+–-])({NUMBER})\s((?:[^\W\d_][\w’'&+-]*\s){{0,4}}[^\W\d_][\w’'&+-]{{2,}})", re.IGNORECASE
)
_HEDGE = re.compile(
    r"(?:\b(?:at least|at most|more than|less than|fewer than|over|about|around|"
    r"some|nearly|almost|up to|approximately|roughly|between|mindestens|höchstens|mehr als|weniger als|"
    r"über|rund|etwa|circa|ca\.|fast|knapp|bis zu|ungefähr|gut|zwischen)|"
    r"\b(?:one|two|three|some|many|most|several|each|none|any|half|part|eine[rs]?|zwei|drei|einige|mehrere|viele|jede[rs]?|keine[rs]?)\s"
    r"(?:of|von|aus|der)(?:\s(?:the|these|its|their|den|diesen))?|\b(?:Article|Articles|Artikel|Art\.|paragraph|paragraphs|Absatz|No\.|Nr\.|"
    r"chapter|Kapitel|section|Abschnitt|page|Seite|version|Version))\s(?:the\s|den\s|die\s)?\Z",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:of|on|in|at|for|from|to|by|with|and|or|as|than|that|which|who|is|are|was|were|will|have|has|had|can|must|should|below|above|"
    r"an|auf|im|am|bei|für|von|vom|zu|zum|zur|mit|und|oder|als|aus|nach|seit|über|dass|die|der|das|den|dem|des|ist|sind|war|waren|wird|"
    r"werden|wurde|wurden|hat|haben|kann|muss|soll|lauten|unten|oben)\b"
)
UNITS = frozenset(
    """year years month months week weeks day days hour hours minute minutes second seconds percent per cent points
    pages times euros dollars pounds metres meters kilometres kilometers miles degrees million billion thousand
    hundred votes decades centuries quarters jahr jahre jahren monat monate monaten woche wochen tag tage tagen
    stunde stunden minute minuten sekunden prozent punkte punkten seiten uhr mal euro dollar meter kilometer grad
    millionen milliarden tausend hundert stimmen jahrzehnte jahrzehnten quartale am pm""".split()
)


class Counted(NamedTuple):
    """A number and the words after it, that may be what it counts."""

    start: int
    end: int  # of the words
    number_end: int
    number: int
    words: str


def is_number(text: str) -> bool:
    """Say whether a word is a number, in figures or words."""
    return text.isdigit() or text.lower() in _VALUES


def value(text: str) -> int:
    """Return the value of a number in figures or words."""
    return int(text) if text.isdigit() else _VALUES[text.lower()]


def counted(text: str) -> Iterator[Counted]:
    """Yield numbers of two and more with the words after them; no estimates and parts ("over 170", "two of the five")."""
    for match in _COUNTED.finditer(text):
        number, words = value(match[1]), _phrase(match[2])
        if number > 1 and words and not _HEDGE.search(text[max(0, match.start() - 30) : match.start()]):
            yield Counted(match.start(), match.start(2) + len(words), match.end(1), number, words)


def _phrase(words: str) -> str:
    """Return the words up to the first small one, which ends the noun and its adjectives."""
    small = _SMALL.search(words)
    return words[: small.start()].rstrip() if small else words
