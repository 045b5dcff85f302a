"""The names and compounds that an edition writes: each spelling, how often, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from igreport.check.manuscript import Manuscript, addresses, mask
from igreport.check.spellings import CONNECTING, Kind
from igreport.model.diagnostic import Span
from igreport.model.prose import NOTE, Prose

UPPER = "A-ZÀ-ÖØ-ÞĂĄĆĈČĎĐĘĚĞĢİĶĻŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
VERBATIM = (
    60  # characters; what is quoted at greater length is another's wording, shorter quotations are titles and names
)
PLACES = 2  # of a spelling that are kept: all of a rare one

_CAPITALISED = rf"[{UPPER}]\w*(?:[-’'+&]\w+)*"
_BEGINNING = rf"[{UPPER}](?<![\w@&-][{UPPER}])\w*(?:[-’'+&]\w+)*"  # faster than to look behind before each letter
_CONNECTING = "|".join(sorted(CONNECTING))
_NAME = re.compile(rf"{_BEGINNING}(?:\s(?:(?:{_CONNECTING})\s){{0,2}}{_CAPITALISED}){{0,9}}")
_COMPOUND = re.compile(
    r"(?<![\w/@-])(?:[^\W\d_]{2,}(?:-[^\W\d_]{2,}){1,3}|[cC]yber[- ]?[a-z]{3,}|[mM]ulti[- ]?[a-z]{4,})(?![\w-])"
)
_FIRST_WORDS = frozenset(
    """a an the this that these those in on at for by from with after before during since until under over as it he she we they
    his her its our their and but or so if when while where although however also both all some many most several no not only
    even such there here what who which how why new former der die das den dem des ein eine einen einem einer eines dies diese
    dieser dieses in im am an auf bei mit nach vor seit bis unter über aus von vom zu zum zur für gegen durch ohne um als wie
    wenn weil da es er sie wir ihr und aber oder auch nicht nur so doch beide alle viele einige neue""".split()
)
KINDS: tuple[Kind, ...] = ("word", "name", "compound")


class Form(NamedTuple):
    """One spelling in one edition."""

    spelling: str
    kind: Kind
    times: int
    places: tuple[Span, ...]  # the first two outside of verbatim quotations; one where there are more
    is_ordinary: bool  # all of its words occur in lower case as well


class Spellings(NamedTuple):
    """All spellings of one edition, packed: a series has tens of thousands, and they are kept from one run to the next."""

    spellings: str  # one a line
    kinds: bytes  # which of `KINDS`, and 4 more where all words occur in lower case as well
    counts: bytes  # 255 for more
    places: tuple[str, ...]  # of each: which path, line, column, end line, end column; and again for a second place
    paths: tuple[str, ...]

    def form(self, row: int, spelling: str) -> Form:
        """Return one of the spellings, which the caller has split off."""
        numbers = [int(number) for number in self.places[row].split()]
        spans = (Span(self.paths[numbers[at]], *numbers[at + 1 : at + 5]) for at in range(0, len(numbers), 5))
        return Form(spelling, KINDS[self.kinds[row] & 3], self.counts[row], tuple(spans), self.kinds[row] > 3)


def packed(forms: Collection[Form]) -> Spellings:
    """Return the spellings of an edition in little space."""
    paths = {
        path: index for index, path in enumerate(dict.fromkeys(span.path for form in forms for span in form.places))
    }
    return Spellings(
        "\n".join(form.spelling for form in forms),
        bytes(KINDS.index(form.kind) + 4 * form.is_ordinary for form in forms),
        bytes(min(form.times, 255) for form in forms),
        tuple(
            " ".join(f"{paths[at.path]} {at.line} {at.column} {at.end_line} {at.end_column}" for at in form.places)
            for form in forms
        ),
        tuple(paths),
    )


_Place = tuple[Prose, int, int, bool]  # the last: not a word of a longer name, whose spelling is another's


_VOCABULARY: WeakKeyDictionary[Manuscript, frozenset[str]] = WeakKeyDictionary()
_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_TOKEN = re.compile(r"\S+")
_SHOUTED = re.compile(r"(?<![A-ZÄÖÜ])[A-ZÄÖÜ]{2,40}(?:\s{1,2}[A-ZÄÖÜ]{2,40}){2,40}")


def readable(manuscript: Manuscript, prose: Prose) -> str:
    """Return the author's own words with short quotations, which name things, at the same places."""
    text = manuscript.own_words(prose)
    if prose.is_quoted or NOTE not in text:
        return text
    quoted = [(row.start, row.end) for row in manuscript.quotations(prose) if row.end - row.start <= VERBATIM]
    if not quoted:
        return text
    parts, position = [], 0
    for start, end in quoted:
        parts += [text[position:start], prose.text[start:end]]
        position = end
    text = "".join([*parts, text[position:]])
    return mask(text, [*addresses(prose.text), *((start, end) for start, end, _language in prose.foreign)])


def vocabulary(manuscript: Manuscript) -> frozenset[str]:
    """Return the words of the edition as they are written."""
    if manuscript not in _VOCABULARY:
        text = "\n".join(prose.text for prose in manuscript.prose)
        _VOCABULARY[manuscript] = frozenset(_WORD.findall(text))
    return _VOCABULARY[manuscript]


def shouted(prose: Prose) -> list[tuple[int, int]]:
    """Return where several words stand in capitals, as in a heading or a warning."""
    if prose.kind in ("title", "heading", "cell"):
        letters = [letter for letter in prose.text if letter.isalpha()]
        if len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters):
            return [(0, len(prose.text))]
    return [match.span() for match in _SHOUTED.finditer(prose.text) if len(match[0]) > 15]


def forms(manuscript: Manuscript) -> Iterator[Form]:
    """Yield the spellings of names and compounds in the edition, in the order of their first place."""
    words = vocabulary(manuscript)
    found: dict[tuple[str, Kind], list[_Place]] = {}
    for prose in manuscript.prose:
        text = mask(readable(manuscript, prose), shouted(prose))
        is_german = prose.language.startswith("de")
        for kind, start, end in _units(text, is_german, words):
            spelling, is_own = " ".join(text[start:end].split()), True
            if kind == "compound" and not is_german and not spelling.islower():
                spelling, is_own = spelling.lower(), _begins_sentence(text, start)
            found.setdefault((spelling, kind), []).append((prose, start, end, is_own))
    if closed := {word: list[_Place]() for word in _closed(found, words)}:
        for prose in manuscript.prose:
            has_any = not closed.keys().isdisjoint(_WHOLE.findall(prose.text))
            for match in _WHOLE.finditer(prose.text) if has_any else ():
                if match[0] in closed:
                    closed[match[0]].append((prose, *match.span(), True))
    for word, rows in closed.items():
        found.setdefault((word, "compound"), rows)
    for (spelling, kind), places in found.items():
        own = [row for row in places if row[3]]
        spans = tuple(
            prose.span(start, end) for prose, start, end, _is_own in own[: PLACES if len(own) <= PLACES else 1]
        )
        ordinary = kind != "compound" and all(word.lower() in words for word in _WORD.findall(spelling))
        if spans:
            yield Form(spelling, kind, len(places), spans, ordinary)


def _closed(found: Collection[tuple[str, Kind]], words: frozenset[str]) -> list[str]:
    """Return the compounds that the edition writes with a hyphen and, elsewhere, in one word."""
    joined = {
        spelling[:1] + spelling[1:].replace("-", "").lower()
        for spelling, kind in found
        if kind == "compound" and "-" in spelling
    }
    return sorted(word for word in joined & words if (word, "compound") not in found and not word.startswith("re"))


def _units(text: str, is_german: bool, vocabulary: Collection[str]) -> Iterator[tuple[Kind, int, int]]:
    for match in _NAME.finditer(text):
        name, start = match[0], match.start()
        if name.isalpha():
            if _is_name(name, is_german, vocabulary):
                yield "word", start, match.end()
        else:
            yield from _parts(name, start, is_german, vocabulary)
    has_compounds = "-" in text or "yber" in text or "ulti" in text
    for match in _COMPOUND.finditer(text) if has_compounds else ():
        if is_german or match[0][1:].islower():
            yield "compound", match.start(), match.end()


def _begins_sentence(text: str, start: int) -> bool:
    return text[max(0, start - 9) : start].rstrip(" \n\"“”„'‘(»«")[-1:] in ("", ".", "!", "?", ":", NOTE)


def _parts(name: str, offset: int, is_german: bool, vocabulary: Collection[str]) -> Iterator[tuple[Kind, int, int]]:
    """Yield the words of a run of capitalised words, and each two, three and all of them together."""
    words = [(match[0], offset + match.start(), offset + match.end()) for match in _TOKEN.finditer(name)]
    while words and words[0][0].lower() in _FIRST_WORDS:
        del words[0]
    for run in _without_genitives(words):
        content = [index for index, (word, _, _) in enumerate(run) if word not in CONNECTING]
        for word, start, end in run:
            if _is_name(word, is_german, vocabulary):
                yield "word", start, end
        for size in sorted({2, 3, len(content)}):
            for first in range(len(content) - size + 1) if 1 < size <= 8 else ():
                part = run[content[first] : content[first + size - 1] + 1]
                if size == len(content) or not any(word in ("and", "und") for word, _, _ in part):
                    yield "name", part[0][1], part[-1][2]


def _without_genitives(words: list[tuple[str, int, int]]) -> Iterator[list[tuple[str, int, int]]]:
    run: list[tuple[str, int, int]] = []
    for word, start, end in words:
        is_genitive = word[-2:] in ("'s", "’s")
        run.append((word[:-2], start, end - 2) if is_genitive else (word, start, end))
        if is_genitive:
            yield run
            run = []
    while run and run[-1][0] in CONNECTING:
        run.pop()
    yield run


def _is_name(word: str, is_german: bool, vocabulary: Collection[str]) -> bool:
    if len(word) < 3 or word in CONNECTING or "’" in word or "'" in word or word.lower() in vocabulary:
        return False
    return not word[1:].islower() or (not is_german and len(word) > 4)
