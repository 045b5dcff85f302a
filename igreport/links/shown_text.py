"""The words of a page that a reader sees, taken in piece by piece; what is kept of them has a fixed size.

Normalised is: Unicode NFC, one blank between words, nothing at the ends.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable

from igreport.links import sketch

_BLOCK = 8192  # characters that are looked at together
_LONGEST = 128  # characters of a word that are normalised together; Unicode's canonical order takes quadratic time
_OPENING = 1000  # characters
_WORD = re.compile(r"[^\W_]+")
# Scripts without blanks between words: Thai, Lao, Burmese, Khmer, kana, Chinese. Two letters stand for a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_STEM = 6  # letters that tell a word in all its forms
_SHORTEST = 4  # letters; shorter words stand in every text of the language, so they tell texts less apart
_FIRST_TERSE = "\u0590"  # from Hebrew on, scripts that need fewer letters for a word


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, in order; for scripts without blanks, each two neighbouring letters."""
    found = _WORD.findall(text.casefold())
    if text.isascii():
        return found
    return [part for word in found for part in _parts(word)]


def _parts(word: str) -> Iterable[str]:
    if word.isascii() or not _UNSPACED.search(word):
        return (word,)
    return [word[place : place + 2] for place in range(max(1, len(word) - 1))]


def stem(word: str) -> str:
    """Return the beginning of a word, by which its forms are taken for the same word, plurals too."""
    return word[:_STEM].rstrip("s") or word


class Vocabulary:
    """Which words' stems occur on a page: a Bloom filter (B. Bloom, 1970) of 8 KB that can err only by knowing too many."""

    def __init__(self, bits: bytes = b"") -> None:
        self.bits = bytearray(bits or 8192)

    def add(self, found: Iterable[str]) -> None:
        for word in {stem(word) for word in found}:
            value = zlib.crc32(word.encode("utf-8", "replace"))
            for place in (value & 0xFFFF, value >> 16):
                self.bits[place >> 3] |= 1 << (place & 7)

    def __contains__(self, word: str) -> bool:
        value = zlib.crc32(stem(word).encode("utf-8", "replace"))
        return all(self.bits[place >> 3] >> (place & 7) & 1 for place in (value & 0xFFFF, value >> 16))


class ShownText:
    """One text; `vocabulary` learns its words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = 0
        self.opening = ""
        self._vocabulary = vocabulary
        self._pieces: list[str] = []
        self._length = 0
        self._digest = hashlib.sha256()
        self._hashes: list[int] = []

    def add(self, piece: str) -> None:
        """Take in some characters that follow the last ones."""
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length >= _BLOCK:
            self._take_in(is_last=False)

    def close(self) -> None:
        """Take in what is left; `words`, `opening`, `sha256` and `sketch` are right only afterwards."""
        self._take_in(is_last=True)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest() if self.words else ""

    @property
    def sketch(self) -> str:
        return sketch.written(self._hashes)

    def _take_in(self, *, is_last: bool) -> None:
        text = "".join(self._pieces)
        end = len(text) if is_last else _last_blank(text)
        self._pieces, self._length = [text[end:]], len(text) - end
        text = normalised(text[:end])
        if not text:
            return
        self._digest.update((f" {text}" if self.opening else text).encode("utf-8", "replace"))
        if len(self.opening) < _OPENING:
            self.opening = f"{self.opening} {text}".lstrip()[:_OPENING]
        self._count(text)

    def _count(self, text: str) -> None:
        found = words(text)
        self.words += len(found)
        distinct = set(found)
        self._vocabulary.add(distinct)
        telling = [word for word in distinct if len(word) >= _SHORTEST or word >= _FIRST_TERSE]
        self._hashes = sketch.smallest(self._hashes, (zlib.crc32(word.encode("utf-8", "replace")) for word in telling))


def _last_blank(text: str) -> int:
    """Return where the last word begins, if it may go on; a word that never ends is cut."""
    last = text[-_OPENING:]
    head = last.rstrip()
    if len(head) < len(last):
        return len(text)
    return len(text) - len(head.split()[-1]) if len(head.split()) > 1 else len(text)


def normalised(text: str) -> str:
    """Return a text in NFC, with one blank between words."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(word if word.isascii() else _composed(word) for word in text.split())


def _composed(word: str) -> str:
    if len(word) <= _LONGEST:
        return unicodedata.normalize("NFC", word)
    return "".join(unicodedata.normalize("NFC", word[at : at + _LONGEST]) for at in range(0, len(word), _LONGEST))
