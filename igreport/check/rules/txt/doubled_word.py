"""A word stands twice in a row.

## What it does
Finds a word that is followed by itself, upper and lower case alike, also over a line break.

## Why is this bad
It is what remains of an edit; readers stumble and spelling checkers let it pass.

## Example
    The draft of of August was published.

## Use instead
    The draft of August was published.

Words that are doubled in correct language are let pass: "had had", "that that", German "die die", "der der", "das das". Where a
word has a capital it may be a name ("May may speak", "General General"): that is information, unless it is a small word
that begins the sentence ("The the draft"). A name that the edition never has alone ("Baden Baden") is let pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.sentences import BEGINNINGS
from igreport.check.typography import is_beside_refused, replacing
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT111", "doubled-word", Severity.WARNING)

_DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]+)(\s{1,9})\1(?![\w'’-])", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])([^\W\d_]+)(?:\s{1,9}\1)?(?![\w-])", re.IGNORECASE)
_LEGITIMATE = {
    "en": frozenset(
        "had that very so is her bye blah no do more many long far again much yes never really ha hm ho oh".split()
    ),
    "de": frozenset(
        """die der das sie den dem denen sehr zu so was wie ganz immer nein ja nie viel mehr weit an ein in ihr ihnen es uns
        wer dass durch nur nach sich vor ha hm ho na ach""".split()
    ),
}
_ALONE = 3  # times that a word with a capital must stand alone to be none of a doubled name


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each doubled word."""
    counts: Counter[tuple[str, bool]] = Counter()
    for prose in manuscript.prose:
        for match in _DOUBLED.finditer(manuscript.own_words(prose)):
            first, second = match[1], match[0][-len(match[1]) :]
            if is_beside_refused(prose, *match.span()):
                continue
            is_beginning = _is_beginning(manuscript, prose, match)
            if first.lower() in _LEGITIMATE.get(prose.language[:2], ()) and not (is_beginning and second == first):
                continue
            if second[0].isupper() and not is_beginning:
                counts = counts or _counts(manuscript)
                if _is_name(counts, first, second):
                    continue
            is_sure = is_beginning or (first == second and first.islower())
            yield RULE.found(
                prose.span(match.start(), match.end()),
                f"“{first}” stands twice in a row",
                "delete one of the two",
                fix=replacing(prose, match.end(1), match.end(), "", is_safe=is_sure),
                severity=None if is_sure else Severity.INFO,
            )


def _is_beginning(manuscript: Manuscript, prose: Prose, match: re.Match[str]) -> bool:
    """Whether the first is a small word that begins a sentence, and the second the same, with or without a capital."""
    first, rest = match[1], match[0][-len(match[1]) + 1 :]
    if len(first) < 2 or first not in BEGINNINGS.get(prose.language[:2], ()) or not rest.islower():
        return False
    return any(start == match.start() for start, _end in manuscript.sentences(prose))


def _counts(manuscript: Manuscript) -> Counter[tuple[str, bool]]:
    """Count the edition's words in lower case, the doubled ones apart."""
    runs = (match for prose in manuscript.prose for match in _WORD.finditer(prose.text))
    return Counter((match[1].lower(), len(match[0]) > len(match[1])) for match in runs)


def _is_name(counts: Counter[tuple[str, bool]], first: str, second: str) -> bool:
    """Whether a doubled word with a capital is a name: doubled again, or hardly ever alone."""
    word = first.lower()
    return first != second or counts[word, True] > 1 or counts[word, False] < _ALONE
