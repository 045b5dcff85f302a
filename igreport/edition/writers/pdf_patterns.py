"""Hyphenation without reading all of a dictionary's patterns before the first word, and without one-letter syllables.

pyphen 0.18 takes each of the 78,000 patterns for German apart when it opens them, which takes as long as the layout of three
pages. Where patterns divide before and behind one letter, as in „Zusamme-n-arbeit“, they do not know where a compound has
its seam: neither place is taken, for a reader stumbles over a wrong one and misses none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_DIGITS = "0123456789"
_NO_DIGITS = dict.fromkeys(map(ord, _DIGITS))
_SETTINGS = ("%", "#", "NEXTLEVEL", "NOHYPHEN", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUND")


class Patterns:
    """Patterns by their letters; how they work: Liang, Word Hy-phen-a-tion by Com-put-er, 1983."""

    def __init__(self, lines: list[str]) -> None:
        letters = "\n".join(lines).translate(_NO_DIGITS).split("\n") if lines else []
        self.written = {key: line for key, line in zip(letters, lines, strict=True) if key != line}
        self.longest = max(map(len, self.written), default=0)

    def points(self, word: str) -> list[int]:
        """Return the places at which a word in small letters may be divided."""
        dotted = f".{word}."
        values = [0] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self.longest, len(dotted)) + 1):
                if line := self.written.get(dotted[start:end]):
                    for place, value in enumerate(_values(line), start):
                        values[place] = max(values[place], value)
        return _apart([place - 1 for place, value in enumerate(values) if value % 2 and 1 < place <= len(word)])


def _values(line: str) -> list[int]:
    """Return the values before, between and behind the letters of a pattern, as `1, 0, 4` of `1ab4`."""
    values = [0]
    for character in line:
        if character in _DIGITS:
            values[-1] = int(character)
        else:
            values.append(0)
    return values


def _apart(places: list[int]) -> list[int]:
    return [place for place in places if place - 1 not in places and place + 1 not in places]


def read(path: Path) -> Patterns | None:
    """Return the patterns of a dictionary; None for one of a form that only pyphen knows, as with words that change."""
    first, _, rest = path.read_bytes().partition(b"\n")
    try:
        text = rest.decode(first.decode("ascii").strip())
    except (LookupError, UnicodeError):
        return None
    if "^^" in text or ("/" in text and "=" in text):
        return None
    return Patterns([line for line in map(str.strip, text.split("\n")) if line and not line.startswith(_SETTINGS)])


def prepare(language: str) -> None:
    """Have pyphen divide words this way, and open the dictionary of a language (BCP 47), where there is one."""
    import pyphen

    if not hasattr(pyphen.HyphDict, "igreport"):
        pyphen.HyphDict = _dictionaries(pyphen)
    if pyphen.language_fallback(language):
        pyphen.Pyphen(lang=language)


def _dictionaries(pyphen: Any) -> type:
    whole: Any = pyphen.HyphDict

    class HyphDict(whole):  # type: ignore[misc]
        igreport: Patterns | None = None

        def __init__(self, path: Path) -> None:
            self.igreport = read(path)
            self.cache: dict[str, Any] = {}
            if self.igreport is None:
                super().__init__(path)

        def positions(self, word: str) -> Any:
            if self.igreport is None:
                return super().positions(word)
            word = word.lower()
            if word not in self.cache:
                self.cache[word] = [pyphen.DataInt(place) for place in self.igreport.points(word)]
            return self.cache[word]

    return HyphDict
