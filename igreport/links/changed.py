"""Whether another page stands at an address than the one that was cited. A warning that has to be nearly always right."""

from __future__ import annotations

import functools

from igreport.links.phrases import pair, sections
from igreport.links.shown_text import Vocabulary, stem, words
from igreport.links.sketch import is_full, overlap
from igreport.links.title_words import are_alike
from igreport.links.visit import Page
from igreport.model.link import LinkRecord

_ENOUGH = 50  # words of a page of which something can be told
_FEWEST = 4  # telling words of a title
_LENGTH = 4  # letters of a telling word
_LEAST = 0.13  # share of words in common: two of sixteen
_LEAST_FUNCTION_WORDS = 0.4  # share of a language's commonest words that a text in it has


def differs_from_ledger(page: Page, before: LinkRecord) -> bool:
    """Return whether neither title nor text are those that the ledger knows."""
    if not before.title or not before.sketch or not page.title or page.words < _ENOUGH or not is_full(before.sketch):
        return False
    return not are_alike(before.title, page.title) and overlap(before.sketch, page.sketch) <= _LEAST


def differs_from_title(page: Page, title: str) -> bool:
    """Return whether a page, in the language of its reference's title, has no telling word of it anywhere."""
    telling = {stem(word) for word in words(title) if len(word) >= _LENGTH and word.isalpha()}
    language = language_of(title)
    if page.words < _ENOUGH or not page.vocabulary or not language or len(telling) < _FEWEST:
        return False
    if page.language and page.language.partition("-")[0].partition("_")[0] != language:
        return False
    known = Vocabulary(page.vocabulary)
    common = _function_words()[language]
    if sum(word in known for word in common) < _LEAST_FUNCTION_WORDS * len(common):
        return False
    return not any(word in known for word in telling - set().union(*_function_words().values()))


def language_of(text: str) -> str:
    """Return the language whose commonest words a text has; nothing where it has none, or as many of another one's."""
    found = words(text)
    counts = sorted(
        ((sum(word in common for word in found), name) for name, common in _function_words().items()), reverse=True
    )
    return counts[0][1] if counts[0][0] > counts[1][0] else ""


@functools.cache
def _function_words() -> dict[str, frozenset[str]]:
    rows = map(pair, sections("function-words.txt")["words"])
    return {name: frozenset(line.split()) for name, line in rows}
