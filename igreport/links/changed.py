"""Whether another page stands at an address than the one that was cited. A warning that has to be nearly always right."""

from __future__ import annotations

import functools
import re

from igreport.links.phrases import pair, sections
from igreport.links.shown_text import Vocabulary, stem, words
from igreport.links.sketch import is_full, overlap
from igreport.links.title_words import are_alike
from igreport.links.visit import Page
from igreport.model.link import LinkRecord

_ENOUGH = 50  # words of a page of which something can be told
_ENOUGH_WITH_SCRIPTS = 200  # which may fill in what was cited
_FEWEST = 4  # telling words of a title
_LENGTH = 4  # letters of a telling word
_LEAST = 0.13  # share of words in common: two of sixteen
_FEWEST_FUNCTION_WORDS = 3  # of a page that names its language
_LEAST_FUNCTION_WORDS = 0.4  # share of a language's commonest words that a text in it has


def differs_from_ledger(page: Page, before: LinkRecord) -> bool:
    """Return whether neither title nor text are those that the ledger knows."""
    if not before.title or not before.sketch or not page.title or page.words < _ENOUGH or not is_full(before.sketch):
        return False
    return not are_alike(before.title, page.title) and overlap(before.sketch, page.sketch) <= _LEAST


def differs_from_title(page: Page, title: str) -> bool:
    """Return whether a page, in the language of its reference's title, has no telling word of it anywhere."""
    telling = {stem(word) for word in words(title) if len(word) >= _LENGTH and word.isalpha()}
    telling -= {stem(word) for common in _function_words().values() for word in common}
    least = _ENOUGH_WITH_SCRIPTS if page.has_scripts else _ENOUGH
    if page.words < least or not page.vocabulary or len(telling) < _FEWEST:
        return False
    known = Vocabulary(page.vocabulary)
    return any(_is_in(page, known, name) for name in languages_of(title)) and not any(word in known for word in telling)


def _is_in(page: Page, known: Vocabulary, language: str) -> bool:
    """Return whether a page is in a language: it says so, or its commonest words tell."""
    common = _function_words()[language]
    found = sum(word in known for word in common)
    if page.language:
        return re.split("[-_]", page.language)[0] == language and found >= _FEWEST_FUNCTION_WORDS
    return found >= _LEAST_FUNCTION_WORDS * len(common)


def languages_of(text: str) -> list[str]:
    """Return the languages of whose commonest words a text has most."""
    found = words(text)
    counts = {name: sum(word in common for word in found) for name, common in _function_words().items()}
    return [name for name, count in counts.items() if count and count == max(counts.values())]


@functools.cache
def _function_words() -> dict[str, frozenset[str]]:
    rows = map(pair, sections("function-words.txt")["words"])
    return {name: frozenset(line.split()) for name, line in rows}
