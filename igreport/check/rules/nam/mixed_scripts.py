"""A word mixes letters of two scripts that look alike.

## What it does
Finds words of Latin letters with a Cyrillic or Greek letter among them that looks like a Latin one: the С of "С1" may
be Cyrillic. It also finds a Cyrillic word with a Latin letter among its own.

## Why is this bad
Nobody sees the difference, but no search finds the word, and a screen reader reads it wrongly.

## Example
    The action lines are С1 to C11.

## Use instead
    The action lines are C1 to C11.

Words wholly of one script are let pass, and single Greek letters as science uses them ("µ", "Ω", "α-helix").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Fix, Severity

RULE = Rule("NAM107", "mixed-scripts", Severity.WARNING)

_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_OF_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"\w+")
_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονκυ", "ABESIJKMHOPCTYXaesijopcyxdqwhlABEZHIKMNOPTYXovku"
)
_GREEK_SIGNS = frozenset("µμΩπσΔλβγαδθφ")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each word of two scripts."""
    for prose in manuscript.prose:
        if prose.text.isascii() or not _OTHER.search(prose.text):
            continue
        for match in _WORD.finditer(prose.text):
            other = _OTHER.findall(match[0])
            if not other or not _is_mixed(match[0], other):
                continue
            span, latin = prose.span(match.start(), match.end()), match[0].translate(_LATIN)
            fix = Fix.replace(span, latin) if prose.is_exact and not _OTHER.search(latin) else None
            letters = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(other))
            message = f"“{match[0]}” has letters of another script that look Latin ({letters})"
            yield RULE.found(span, message, f"write “{latin}”", fix=fix, note=manuscript.note_of(prose))


def _is_mixed(word: str, other: list[str]) -> bool:
    """Say whether a word has Latin letters as well, or is one foreign letter with a number."""
    if not _OF_LATIN.search(word):
        return len(other) == 1 and any(letter.isdigit() for letter in word) and other[0].translate(_LATIN).isascii()
    return not set(other) <= _GREEK_SIGNS
