"""A word is misspelt.

## What it does
Finds words of English texts that are known misspellings, by codespell's list of some 65,000.

## Why is this bad
Readers stumble, and a search does not find the word.

## Example
    The goverment recieved the draft.

## Use instead
    The government received the draft.

## Limits
Words of other languages, words of French phrases (followed by d’, de or du, or preceded by la or le), names and the words of
`references/terms.yaml` are let pass, and so are quotations. Where the list names several right words, none is put in
their place; the fix is made only when asked for (`--unsafe`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check import vocabulary
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import replacing
from igreport.check.vocabulary import Vocabulary
from igreport.check.word_lists import corrections, is_word
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT116", "misspelling", Severity.WARNING)

_FRENCH_AFTER = re.compile(r"\s(?:d[’']\w|de\s(?!facto|jure|minimis|novo|rigueur)|du\s|des\s)|-(?:à|a|de|du|en)-")
_FRENCH_BEFORE = re.compile(r"(?<!\w)(?:(?:de|du|des|la|le|les|au|aux|à|en)[\s-]|\w{1,20}-à-)\Z")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each misspelt word."""
    words = vocabulary.of(manuscript).get("en")
    found = misspelt(manuscript, words) if words else {}
    for prose, match in vocabulary.places(manuscript, set(found), "en", is_own=True):
        is_word = match[0].islower() or _begins(manuscript, prose, match)
        if is_word and not _is_french(prose.text, *match.span()):
            yield _found(manuscript, prose, match, found[match[0]])


def misspelt(manuscript: Manuscript, words: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the known misspellings among the words, as written, that are no names."""
    found, names = {}, vocabulary.names(manuscript)
    for word in words.own:
        if word[1:].islower() and not is_word(word.lower(), "en") and (right := corrections(word.lower())):
            is_name = word.islower() and word.capitalize() in words.all
            if not is_name and word not in names:
                found[word] = right
    return found


def _is_french(text: str, start: int, end: int) -> bool:
    return bool(_FRENCH_AFTER.match(text, end) or _FRENCH_BEFORE.search(text[max(0, start - 24) : start]))


def _begins(manuscript: Manuscript, prose: Prose, match: re.Match[str]) -> bool:
    return any(start <= match.start() <= start + 1 for start, _ in manuscript.sentences(prose))


def _found(manuscript: Manuscript, prose: Prose, match: re.Match[str], right: tuple[str, ...]) -> Diagnostic:
    word = match[0]
    options = [option.capitalize() if word[0].isupper() else option for option in right]
    fix = replacing(prose, *match.span(), options[0], is_safe=False) if len(options) == 1 else None
    hint = "write " + " or ".join(f"“{option}”" for option in options)
    note = manuscript.note_of(prose)
    return RULE.found(prose.span(*match.span()), f"“{word}” is misspelt", hint, fix=fix, note=note)
