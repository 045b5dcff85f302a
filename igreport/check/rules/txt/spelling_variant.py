"""American spelling in a British text, or British spelling in an American one.

## What it does
Finds words that are spelt as on the other side of the Atlantic: center, fulfill, defense in a text whose language is `en-GB`;
centre, fulfil, organise in one of `en-US`. Where the language is only `en`, the spelling of the majority counts.

## Why is this bad
Two spellings in one report look like two hands.

## Example
    Experts met in the congress center. (in a British text)

## Use instead
    Experts met in the congress centre.

## Limits
Quotations, words in italics, words with capitals (they may be names, as World Health Organization) and the words of
`references/terms.yaml` are let pass. British texts may have -ize (organize), as Oxford writes it: that is only
information, and only where the edition mostly has -ise. So is a spelling that the edition, or the section, has more often
than that of its language, and what some dictionaries of the other side have as well (labelled, program).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from igreport.check import vocabulary, word_lists
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import replacing
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT117", "spelling-variant", Severity.WARNING)

_TECHNICAL = frozenset(["program", "programs", "catalog", "catalogs", "cataloged", "cataloging"])  # right of computers
_RIGHT_ANYWHERE = frozenset(
    "practice practices license licenses check checks".split()
)  # one half of a pair that is also British
_CUSTOMARY = frozenset(
    "catalogue catalogues catalogued cataloguing grey sceptre theatre theatres".split()
)  # in American texts
_FEW = 2  # words of the other side that are oversights, however few others there are


class Found(NamedTuple):
    """A word that is spelt as on one side alone, with the other side's spelling."""

    prose: Prose
    start: int
    word: str
    other: str
    is_british: bool
    is_verb: bool  # with -ise or -ize


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each word that is spelt as on the other side."""
    words = vocabulary.of(manuscript).get("en")
    found = list(_words(manuscript, words)) if words else []
    if not found:
        return
    counts = Counter(_side(row) for row in found)
    british, american = counts["british"] + counts["ise"], counts["american"]
    is_british = manuscript.language == "en-GB" or (manuscript.language != "en-US" and british >= american)
    if not is_british:
        american += counts["ize"]
    by_section = Counter((row.prose.path, row.is_british) for row in found if is_british <= (_side(row) != "ize"))
    for row in found:
        severity = _severity(row, is_british, british, american, counts)
        if severity is not None:
            others = by_section[row.prose.path, row.is_british]
            if others > max(_FEW, by_section[row.prose.path, not row.is_british]):
                severity = Severity.INFO
            yield _diagnostic(manuscript, row, severity)


def _words(manuscript: Manuscript, words: vocabulary.Vocabulary) -> Iterator[Found]:
    """Yield the words that only one side spells so, in order; without names, italics and words with capitals."""
    spelt = _spelt({word for word in words.own if word.islower()} - vocabulary.names(manuscript))
    for prose, match in vocabulary.places(manuscript, set(spelt), "en", is_own=True):
        if not any(start <= match.start() < end for start, end in prose.emphasis):
            yield Found(prose, match.start(), match[0], *spelt[match[0]])


def _spelt(words: set[str]) -> dict[str, tuple[str, bool, bool]]:
    """Return for each word the other side's spelling, whether its own is the British, and whether it is with -ise or -ize."""
    american, british = word_lists.pairs()
    found = {word: (american[word], True, False) for word in words & american.keys()}
    found.update({word: (british[word], False, False) for word in words & british.keys() - _RIGHT_ANYWHERE})
    for word in words:
        if other := word_lists.as_american_verb(word):
            found[word] = other, True, True
        elif other := word_lists.as_british_verb(word):
            found[word] = other, False, True
    return found


def _side(row: Found) -> str:
    return {(True, False): "british", (False, False): "american", (True, True): "ise", (False, True): "ize"}[
        row.is_british, row.is_verb
    ]


def _severity(row: Found, is_british: bool, british: int, american: int, counts: Counter[str]) -> Severity | None:
    """Return how sure it is that the word is an oversight; None where it is right."""
    if row.is_british == is_british:
        return None
    if is_british and row.is_verb:
        return Severity.INFO if counts["ise"] > counts["ize"] else None
    if not is_british and row.word in _CUSTOMARY:
        return None
    wrong, right = (american, british) if is_british else (british, american)
    is_doubtful = row.word in _TECHNICAL if is_british else row.word.replace("ll", "l") == row.other
    return Severity.INFO if is_doubtful or wrong > max(_FEW, right) else Severity.WARNING


def _diagnostic(manuscript: Manuscript, row: Found, severity: Severity) -> Diagnostic:
    end = row.start + len(row.word)
    fix = replacing(row.prose, row.start, end, row.other, is_safe=severity is Severity.WARNING)
    message = f"“{row.word}” is the {'British' if row.is_british else 'American'} spelling"
    note, hint = manuscript.note_of(row.prose), f"write “{row.other}”, as the rest of the text is spelt"
    return RULE.found(row.prose.span(row.start, end), message, hint, fix=fix, note=note, severity=severity)
