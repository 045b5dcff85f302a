"""The words that dates are made of, in English and German: what each one does in the grammar of `dates`."""

from __future__ import annotations

import functools
from typing import Final

Words = dict[str, tuple[str, int]]

_ENGLISH: Final = {
    "month": "january february march april may june july august september october november december",
    "abbreviation": "jan feb mar apr - jun jul aug sep oct nov dec",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday",
    "short-weekday": "mon tue wed thu fri sat sun",
    "ordinal": "first second third fourth",
    "part": "early mid late",
}
_ENGLISH_ALIASES: Final = {
    "abbreviation": {"sept": 9},
    "short-weekday": {"tues": 2, "weds": 3, "thur": 4, "thurs": 4},
    "part": {"beginning": 1, "start": 1, "middle": 2, "end": 3, "close": 3},
    "season": {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    "quarter": {"quarter": 4, "quarters": 4},
    "half": {"half": 2, "halves": 2},
}
_ENGLISH_KINDS: Final = {
    "to": "to until till through",
    "and": "and or",
    "between": "between",
    "of": "of",
    "article": "the",
    "year": "year",
    "this-year": "this",
    "same-year": "that same",
    "other-year": "last final next previous following preceding every each past coming",
}

_GERMAN: Final = {
    "month": "januar februar märz april mai juni juli august september oktober november dezember",
    "abbreviation": "jan feb mär apr - jun jul aug sep okt nov dez",
    "weekday": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "short-weekday": "mo di mi do fr sa so",
    "ordinal": "erste zweite dritte vierte",
    "part": "anfang mitte ende",
}
_GERMAN_ALIASES: Final = {
    "month": {"jänner": 1, "jaenner": 1, "feber": 2, "maerz": 3},
    "abbreviation": {"jän": 1, "mrz": 3, "sept": 9},
    "weekday": {"sonnabend": 6},
    "ordinal": {
        stem + ending: number
        for number, stem in enumerate(("erste", "zweite", "dritte", "vierte"), start=1)
        for ending in "nmrs"
    },
    "season": {
        **dict.fromkeys(("frühjahr", "frühjahrs", "frühling", "frühlings"), 3),
        **dict.fromkeys(("sommer", "sommers"), 6),
        **dict.fromkeys(("herbst", "herbstes"), 9),
        **dict.fromkeys(("winter", "winters"), 12),
    },
    "quarter": {"quartal": 4, "quartals": 4, "quartale": 4},
    "half": {"halbjahr": 2, "halbjahres": 2, "jahreshälfte": 2, "hälfte": 2},
}
_GERMAN_KINDS: Final = {
    "to": "bis",
    "and": "und oder sowie",
    "between": "zwischen",
    "of": "des der",
    "article": "dem den zum einschließlich",
    "year": "jahr jahre jahres jahren",
    "this-year": "dieses diesem heurigen",
    "same-year": "desselben selben",
    "other-year": "letzte letzten letzter letztes vergangenen vorigen nächsten nächster nächstes kommenden jeden jedes folgenden",
}


# A month or a year alone is a date after one of these. After `INSIDE`, "December 24" is no day.
INSIDE: Final = {
    "en": frozenset("in since during throughout".split()),
    "de": frozenset("in im seit ab während".split()),
}
BEFORE: Final = {
    "en": frozenset("by from to after before for until till through of as between circa around beyond".split()),
    "de": frozenset("vom von vor nach für bis um gegen zum den dem am zwischen jahr jahre jahres".split()),
}
# A number after one of these counts something: "rund 2000 Personen".
COUNTING: Final = frozenset(
    "über rund etwa ca circa zirka fast knapp nahezu gut insgesamt nur mindestens höchstens".split()
)


@functools.cache
def words(language: str) -> Words:
    """Return what each word of the language does: its kind, and a number (a month's, Monday is 1) or 0."""
    german = language == "de"
    table: Words = {}
    for kind, row in (_GERMAN_KINDS if german else _ENGLISH_KINDS).items():
        table.update((word, (kind, 0)) for word in row.split())
    for kind, row in (_GERMAN if german else _ENGLISH).items():
        table.update((word, (kind, number)) for number, word in enumerate(row.split(), start=1) if word != "-")
    for kind, aliases in (_GERMAN_ALIASES if german else _ENGLISH_ALIASES).items():
        table.update((word, (kind, number)) for word, number in aliases.items())
    return table
