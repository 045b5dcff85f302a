"""The words of an edition: how often each stands in it, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from igreport.check.manuscript import Manuscript, addresses, mask
from igreport.check.once import once
from igreport.model.prose import Prose
from igreport.model.report import Event, Term

# A word that is no part of an address, of a name of a file, of an abbreviation or of a contraction (don't, tryin');
# "state's" is "state". It begins with a letter: to look behind before each character takes twice as long.
_WORD = re.compile(r"[^\W\d_](?<![\w'’.@/\\&#_][^\W\d_])[^\W\d_]{3,39}(?![\w@/\\]|[.:]\w|['’](?!s\b)\w|(?<=in)['’])")


@dataclass
class Vocabulary:
    """How often each word, as written, stands in an edition's texts of one language; `own` without quotations."""

    all: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    texts: list[tuple[Prose, list[str]]] = field(default_factory=list)  # in order, each with its words


_OF: WeakKeyDictionary[Manuscript, dict[str, Vocabulary]] = WeakKeyDictionary()


def of(manuscript: Manuscript) -> dict[str, Vocabulary]:
    """Return the words of an edition by language: "en", "de"."""
    if manuscript not in _OF:
        found: dict[str, Vocabulary] = {}
        for prose in manuscript.prose:
            words = found.setdefault(prose.language[:2], Vocabulary())
            text, own = text_of(prose), manuscript.own_words(prose)
            all_words = _WORD.findall(text)
            words.all.update(all_words)
            words.own.update(all_words if own == text else _WORD.findall(own))
            words.texts.append((prose, all_words))
        _OF[manuscript] = found
    return _OF[manuscript]


def text_of(prose: Prose) -> str:
    """Return the text without addresses and words of another language, at the same places; quotations stay."""
    ranges = [*((start, end) for start, end, _ in prose.foreign), *addresses(prose.text)]
    return mask(prose.text, ranges) if ranges else prose.text


def places(
    manuscript: Manuscript, words: set[str], language: str, is_own: bool
) -> Iterator[tuple[Prose, re.Match[str]]]:
    """Yield where the words, as written, stand in texts of a language."""
    found = of(manuscript).get(language)
    for prose, among in found.texts if found and words else ():
        if not words.isdisjoint(among):
            for match in _WORD.finditer(manuscript.own_words(prose) if is_own else text_of(prose)):
                if match[0] in words:
                    yield prose, match


def names(manuscript: Manuscript) -> frozenset[str]:
    """Return the words of the report's terms and events, as written: right however they are spelt."""
    return _of_terms(manuscript.report.terms) | _of_events(manuscript.report.events)


@once
def _of_terms(terms: tuple[Term, ...]) -> frozenset[str]:
    return _letters(text for term in terms for text in (term.term, term.expansion or "", *term.variants))


@once
def _of_events(events: tuple[Event, ...]) -> frozenset[str]:
    return _letters(text for event in events for text in (event.name, event.series or "", *event.names))


def _letters(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", "\n".join(texts)))
