"""A word is no word, and one letter off another.

## What it does
Finds a word that stands once in the edition, is in no list of words, and differs in one letter (lost, doubled, exchanged,
wrong) from one that the edition uses often; in English also where a letter was lost, doubled or exchanged in a common word.

## Why is this bad
Mostly a letter was lost or typed twice.

## Example
    States are to submit the onvention to their parliaments.

## Use instead
    States are to submit the convention to their parliaments.

## Limits
Endings (state, states), names and the words of `references/terms.yaml` are let pass, and what is followed by [sic].
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check import vocabulary
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import replacing
from igreport.check.vocabulary import Vocabulary
from igreport.check.word_lists import corrections, frequency, is_word
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT122", "rare-misspelling", Severity.WARNING)

_SHORTEST = {"en": 6, "de": 8}  # German compounds that differ in one letter are many
_OFTEN, _SELDOM = 3, 2  # times in the edition; the latter where a letter was lost, doubled or exchanged
_VERY_OFTEN = 6  # times in the edition; a word that is in no list
_COMMON, _VERY_COMMON = 1000, 5000  # times in the texts of the list: as often as "commitments", and as "leaders"
_FEW, _MOST = 40, 0.4  # unknown words, and their share, from which on the text is hardly of the language
_PART = 500  # times that a part of a compound, as "key" and "cards", stands in the list's texts
_PREFIXES = frozenset("re un in de co pre non sub mis dis over under multi cyber ver be ent".split())
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each such word."""
    for language, words in vocabulary.of(manuscript).items():
        if language in _SHORTEST:
            yield from _of_language(manuscript, language, words)


def _of_language(manuscript: Manuscript, language: str, words: Vocabulary) -> Iterator[Diagnostic]:
    found = near(language, words, vocabulary.names(manuscript))
    for prose, match in vocabulary.places(manuscript, set(found), language, is_own=False):
        around = prose.text[max(0, match.start() - 1) : match.end() + 8]
        if "sic" in around or around.startswith("-") or around[len(match[0]) + 1 :].startswith("-"):
            continue
        right = found[match[0]]
        right = right.capitalize() if match[0][0].isupper() else right
        message, hint = f"“{match[0]}” is no word that is known", f"perhaps “{right}” is meant"
        fix = replacing(prose, *match.span(), right, is_safe=False)
        yield RULE.found(prose.span(*match.span()), message, hint, fix=fix, note=manuscript.note_of(prose))


def near(language: str, words: Vocabulary, names: frozenset[str]) -> dict[str, str]:
    """Return the words, as written, that are one letter off another, and that other in small letters."""
    counts: dict[str, int] = {}
    for word, count in words.all.items():
        small = word.lower()
        counts[small] = counts.get(small, 0) + count
    rare = [word for word in words.all if counts[word.lower()] == 1 and len(word) >= _SHORTEST[language]]
    rare = [word for word in rare if word[1:].islower() and word not in names]
    if language == "en":  # of German, whose list is long, only few words are looked up
        unknown = [word for word in rare if not is_word(word.lower(), language)]
        if len(unknown) > _FEW and len(unknown) > len(rare) * _MOST:
            return {}
        rare = unknown
    found = dict(_often_near(rare, counts, language))
    if language == "en":
        rest = (word for word in rare if word not in found and len(word) > _SHORTEST["en"] and word.isascii())
        found.update(_common_near(list(rest), counts, words))
    return {word: right for word, right in found.items() if not _is_right(word.lower(), language)}


def _is_right(word: str, language: str) -> bool:
    """Whether the word is one, is made of two, or is reported as a known misspelling."""
    if is_word(word, language) or (language == "en" and corrections(word)):
        return True
    parts = [(word[:place], word[place:]) for place in range(2, len(word) - 2)]
    return any(
        (one in _PREFIXES or (len(one) > 2 and frequency(one, language) >= _PART))
        and frequency(other, language) >= _PART
        for one, other in parts
    )


def _often_near(rare: list[str], counts: dict[str, int], language: str) -> Iterator[tuple[str, str]]:
    """Yield each word that is a slip of one that stands more often, and that one."""
    forms: dict[str, list[str]] = {}
    for word in rare:
        for form in _forms(word.lower()):
            forms.setdefault(form, []).append(word)
    often = [word for word, count in counts.items() if count >= _SELDOM and len(word) >= _SHORTEST[language] - 1]
    for other in sorted(often, key=lambda word: (counts[word], word)):
        for word in {word for form in _forms(other) for word in forms.get(form, ())}:
            if _is_slip_of(word.lower(), other, counts[other]) and (
                counts[other] >= _VERY_OFTEN or is_word(other, language)
            ):
                yield word, other


def _forms(word: str) -> set[str]:
    """Return the word by itself and with one letter left out; of two words that are near, such forms are the same."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _is_slip_of(word: str, other: str, count: int) -> bool:
    is_plain = len(other) != len(word) or sorted(other) == sorted(word)
    return (is_plain or count >= _OFTEN) and _is_slip(word, other)


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter was lost, added or changed, or two exchanged, elsewhere than in the ending."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = next((place for place, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), None)
    if start is None or start >= min(len(word), len(other)) - 1:
        return False  # the last letter: an ending
    one, two = word[start:], other[start:]
    return one[1:] == two or one == two[1:] or one[1:] == two[1:] or (one[1::-1] == two[:2] and one[2:] == two[2:])


def _common_near(rare: list[str], counts: dict[str, int], words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield each word that is a common one with a letter lost or doubled or two exchanged, and that one.

    A word with a capital, or in a quotation, may be a name or of another language: there the other stands in the edition.
    """
    for word in rare:
        options, common = _slips(word.lower()), _COMMON
        if not word.islower() or word not in words.own:
            options, common = options & counts.keys(), _VERY_COMMON
        best = max(((frequency(option, "en"), option) for option in sorted(options)), default=(0, ""))
        if best[0] >= common and not word.lower().startswith(best[1]):
            yield word, best[1]


def _slips(word: str) -> set[str]:
    options = {word[:place] + letter + word[place:] for place in range(len(word)) for letter in _LETTERS}
    options |= {word[:place] + word[place + 1 :] for place in range(1, len(word)) if word[place] == word[place - 1]}
    return options | {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
