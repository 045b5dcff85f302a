"""A sentence begins with a small letter.

## What it does
Finds a word with a small letter after a full stop, if it is one that often begins sentences: "the", "it", "in", "die", "es".

## Why is this bad
Either the full stop or the small letter is wrong; often words are missing between them.

## Example
    The draft was published in August. it has 148 paragraphs.

## Use instead
    The draft was published in August. It has 148 paragraphs.

Abbreviations, other words (many names are written small) and words marked as of another language are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.sentences import BEGINNINGS, is_abbreviation
from igreport.check.typography import word_start
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT121", "sentence-capital", Severity.INFO)

_SMALL = re.compile(r"(?P<stop>\.)\s{1,4}(?P<next>[a-zà-öø-ÿ][a-zà-öø-ÿß]{1,30})(?=[\s,])")
_SHORT = re.compile(r"[^aeiouyäöüAEIOUYÄÖÜ]+\Z")
_ABBREVIATIONS = frozenset(
    """approx resp dept univ assoc govt intl corp prof vols chap chaps arts paras secs sogen insb bspw einschl inkl jährl
    mind evtl Mill bzgl ausschl möglichst allg Abschn Anmerk Verf Hrsg""".split()
)


_SHORTEST = 4
_CLOSING = ('"', "”", "“", ")")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each sentence that begins small."""
    for prose in manuscript.text:
        beginnings = BEGINNINGS.get(prose.language[:2], frozenset())
        for match in _SMALL.finditer(manuscript.own_words(prose)):
            word = _word_before(prose.text, match.start())
            if (
                len(word) < _SHORTEST
                or word in _ABBREVIATIONS
                or _SHORT.match(word)
                or match["next"].capitalize() not in beginnings
            ):
                continue
            if not is_abbreviation(prose.text, match.start("stop"), prose.language):
                span = prose.span(match.start("next"), match.end("next"))
                yield RULE.found(span, "a sentence begins with a small letter", f"write {match['next'].capitalize()}")


def _word_before(text: str, at: int) -> str:
    end = at - (text[at - 1 : at] in _CLOSING) if at else 0
    return text[word_start(text, end) : end]
