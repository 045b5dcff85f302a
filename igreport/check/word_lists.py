"""Lists of words: common misspellings, right words, and what is spelt otherwise on the other side of the Atlantic.

The first two are data of other packages, read at run time and searched in their order, for a check must not wait until a
table of a hundred thousand words is made: codespell's list of misspellings (CC BY-SA 3.0, after Wikipedia's) and
pyspellchecker's lists of words with their frequency (MIT).
"""

from __future__ import annotations

import functools
import zlib
from bisect import bisect_right
from pathlib import Path

from igreport.check.package_data import read

_DATA = Path(__file__).parent / "data"
_BLOCK = 2048  # characters of a list between two that are looked at first
_LONGEST = 64  # a line's beginning that tells its place in the order


class Lines:
    """Lines in order, capitals as small letters; found without making a table of them.

    `slack` is by how many blocks a line may stand before or behind its place.
    """

    def __init__(self, text: bytes, slack: int = 0) -> None:
        self.slack = slack
        self.text = text
        places = range(0, len(text), _BLOCK)
        self.places = [0, *(place for at in places[1:] if (place := text.find(b"\n", at)) >= 0)]
        self.firsts = [b"", *(text[place + 1 : place + _LONGEST].lower() for place in self.places[1:])]

    def rest(self, start: bytes) -> bytes | None:
        """Return what follows `start` on the line that begins with it; None where none does."""
        block = bisect_right(self.firsts, start + b"\xff") - 1
        first, after = self.places[max(0, block - self.slack)], block + 1 + self.slack
        last = self.places[after] if after < len(self.places) else len(self.text)
        place = self.text.find(b"\n" + start, first, last)
        if place >= 0:
            return self._line(place + 1 + len(start))
        return self._line(len(start)) if self.text.startswith(start) else None

    def _line(self, start: int) -> bytes:
        end = self.text.find(b"\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]


@functools.cache
def _misspellings() -> Lines:
    return Lines(read("codespell_lib", "data", "dictionary.txt"), slack=1)


def corrections(word: str) -> tuple[str, ...]:
    """Return what an English word, in small letters, is a known misspelling of; nothing where it is none.

    A line is `adn->and`, `abd->and, bad,` or, where the list doubts that it is one, `clas->class, with a remark`.
    """
    found = (_misspellings().rest(f"{word}->".encode()) or b"").decode().strip()
    words = tuple(other.strip() for other in found.split(",") if other.strip())
    return words if len(words) == 1 or found.endswith(",") else ()


@functools.cache
def _words(language: str) -> Lines:
    packed = read("spellchecker", "resources", f"{language}.json.gz")
    return Lines(zlib.decompress(packed, zlib.MAX_WBITS | 16) if packed else b"")


def frequency(word: str, language: str) -> int:
    """Return how often a word, in small letters, stands in a large collection of texts ("en" or "de"); 0: it is unknown."""
    found = _words(language).rest(f'"{word}": '.encode())
    return int(found.rstrip(b",}")) if found else 0


@functools.lru_cache(20_000)
def is_word(word: str, language: str) -> bool:
    """Whether a word, in small letters, is one; British spellings are words as well, and what derives from -ise verbs."""
    if frequency(word, language):
        return True
    if language != "en":
        return False
    other = american(word) or british(word) or as_american_verb(word)
    return other is not None


@functools.cache
def pairs() -> tuple[dict[str, str], dict[str, str]]:
    """Return American spellings by the British ones, and the other way round."""
    to_american: dict[str, str] = {}
    endings: list[tuple[str, str]] = []
    for line in (_DATA / "british-american.txt").read_text("utf-8").splitlines():
        if line.startswith("+"):
            parts = [ending.replace("-", "").partition(":") for ending in line[1:].split()]
            endings = [(first, second or first) for first, _, second in parts]
        elif line and not line.startswith("#"):
            one, other = line.split()
            to_american.update((one + first, other + second) for first, second in endings)
    return to_american, {other: one for one, other in to_american.items()}


def american(word: str) -> str | None:
    """Return the American spelling of a word that is spelt as in British English alone; None for all others."""
    return pairs()[0].get(word)


def british(word: str) -> str | None:
    """Return the British spelling of a word that is spelt as in American English alone; None for all others."""
    return pairs()[1].get(word)


_ISE = tuple("e ed es ing er ers ation ations ational".split())


@functools.cache
def _verbs() -> frozenset[str]:
    lines = (_DATA / "ise-verbs.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def as_american_verb(word: str) -> str | None:
    """Return `organise`, `organised` or `organisation` with `z`; None for what is no such verb, as `advise`."""
    return _changed(word, "is", "iz")


def as_british_verb(word: str) -> str | None:
    """Return `organize`, `organized` or `organization` with `s`; None for what is no such verb, as `seize`."""
    return _changed(word, "iz", "is")


def _changed(word: str, old: str, new: str) -> str | None:
    place = word.rfind(old)
    while place > 1:
        if word[place + 2 :] in _ISE:
            stem = word[:place]
            is_verb = stem in _verbs() or any(
                stem.startswith(start) and stem[len(start) :] in _verbs() for start in _BEFORE
            )
            return f"{stem}{new}{word[place + 2 :]}" if is_verb else None
        place = word.rfind(old, 0, place)
    return None


_BEFORE = ("re", "de", "un", "dis", "over", "under", "mis")
