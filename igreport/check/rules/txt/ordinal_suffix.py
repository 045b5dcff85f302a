"""An English ordinal number has the wrong letters.

## What it does
Finds numbers whose letters are not theirs: `22th`, `3th`, `11st`, `12nd`.

## Why is this bad
Readers stumble, and a search for the right form does not find it.

## Example
    The 22th session ended on 3th May.

## Use instead
    The 22nd session ended on 3rd May.

The numbers that end in 11, 12 and 13 have "th"; weights in stones are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import replacing
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT124", "ordinal-suffix", Severity.WARNING)

_ORDINAL = re.compile(r"(?<![\w.,/+*^–-])(?:\d{1,3},)?\d{1,4}(?P<suffix>st|nd|rd|th)(?![\w/])")
_WEIGHT = re.compile(r"(?:weigh\w{0,4}|lost|gained|at|of|over|under|about|nearly)\s\Z|\s?\d{1,2}\s?lbs?\b")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number with the letters of another."""
    for prose in manuscript.prose:
        if not prose.language.startswith("en"):
            continue
        text = manuscript.own_words(prose)
        for match in _ORDINAL.finditer(text):
            right = suffix(match[0][: -len(match["suffix"])])
            if match["suffix"] == right or (match["suffix"] == "st" and _is_weight(text, *match.span())):
                continue
            written = match[0][:-2] + right
            yield RULE.found(
                prose.span(*match.span()),
                f"“{match[0]}” has the letters of another number",
                f"write “{written}”",
                fix=replacing(prose, match.start("suffix"), match.end(), right),
                note=manuscript.note_of(prose),
            )


def suffix(number: str) -> str:
    """Return the letters of an ordinal number in figures: "st" for "21", "th" for "11"."""
    if number[-2:] in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


def _is_weight(text: str, start: int, end: int) -> bool:
    return bool(_WEIGHT.search(text[max(0, start - 12) : start]) or _WEIGHT.match(text, end))
