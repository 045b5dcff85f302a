"""A word stands twice in a row.

## What it does
Finds a word that is followed by itself, upper and lower case alike, also over a line break.

## Why is this bad
It is what remains of an edit; readers stumble and spelling checkers let it pass.

## Example
    The draft of of August was published.

## Use instead
    The draft of August was published.

Words that are doubled in correct language are let pass: "had had", "that that", German "die die", "der der", "das das". Of words
with capitals, those are reported that the edition also has alone ("Internet Internet"); names such as "Baden Baden" are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.sentences import BEGINNINGS
from igreport.check.typography import replacing
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT111", "doubled-word", Severity.WARNING)

_DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]+)(\s{1,9})\1(?![\w'’-])", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])([^\W\d_]+)(?:\s{1,9}\1)?(?![\w-])", re.IGNORECASE)
_LEGITIMATE = {
    "en": frozenset(
        "had that very so is her bye blah no do more many long far again much yes never really ha hm ho oh".split()
    ),
    "de": frozenset(
        """die der das sie den dem denen sehr zu so was wie ganz immer nein ja nie viel mehr weit an ein in ihr ihnen es uns
        wer dass durch nur nach vor ha hm ho na ach""".split()
    ),
}
_ALONE = 3  # times that a word with a capital must stand alone to be none of a doubled name


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each doubled word."""
    counts: Counter[tuple[str, bool]] = Counter()
    for prose in manuscript.prose:
        for match in _DOUBLED.finditer(manuscript.own_words(prose)):
            first, second = match[1], match[0][-len(match[1]) :]
            if first.lower() in _LEGITIMATE.get(prose.language[:2], ()):
                continue
            if second[0].isupper():
                counts = counts or _counts(manuscript)
                is_beginning = len(first) > 1 and first in BEGINNINGS.get(prose.language[:2], ())
                if not is_beginning and _is_name(counts, first, second):
                    continue
            fix = replacing(prose, match.end(1), match.end(), "")
            span = prose.span(match.start(), match.end())
            yield RULE.found(span, f"“{first}” stands twice in a row", "delete one of the two", fix=fix)


def _counts(manuscript: Manuscript) -> Counter[tuple[str, bool]]:
    """Count the edition's words in lower case, the doubled ones apart."""
    runs = (match for prose in manuscript.prose for match in _WORD.finditer(prose.text))
    return Counter((match[1].lower(), len(match[0]) > len(match[1])) for match in runs)


def _is_name(counts: Counter[tuple[str, bool]], first: str, second: str) -> bool:
    """Whether a doubled word with a capital is a name: doubled again, or hardly ever alone."""
    word = first.lower()
    return first != second or counts[word, True] > 1 or counts[word, False] < _ALONE
