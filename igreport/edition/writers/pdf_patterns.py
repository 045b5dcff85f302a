"""Hyphenation as the dictionaries mean it, and without taking all of their patterns apart before the first word.

pyphen 0.18 reads each of the 78,000 patterns for German when it opens them, which takes as long as the layout of three
pages. It also takes what stands behind `NEXTLEVEL` for more of the same: the first level finds the seams of compounds, and
only then the second divides their parts (Hunspell's hyphen library, README.compound), else „Zusammena-rbeit“ comes out.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

_NEXT_LEVEL = "NEXTLEVEL"
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_LEAST = 2  # letters of a part of a compound before and behind a hyphen


class Patterns:
    """The patterns of one level; how they work: Liang, Word Hy-phen-a-tion by Com-put-er, 1983."""

    def __init__(self, lines: list[str]) -> None:
        letters = "\n".join(lines).translate(_NO_DIGITS).split("\n")
        self.written = {key: line for key, line in zip(letters, lines, strict=True) if key != line}

    @cached_property
    def longest(self) -> int:
        """Return the letters of the longest pattern."""
        return max(map(len, self.written), default=0)

    def points(self, word: str) -> list[int]:
        """Return the places at which a word in small letters may be divided."""
        dotted = f".{word}."
        values = [0] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self.longest, len(dotted)) + 1):
                if line := self.written.get(dotted[start:end]):
                    for place, value in enumerate(_values(line), start):
                        values[place] = max(values[place], value)
        return [place - 1 for place, value in enumerate(values) if value % 2 and 1 < place <= len(word)]


def _values(line: str) -> list[int]:
    """Return the values before, between and behind the letters of a pattern, as `1, 0, 4` of `1ab4`."""
    values = [0]
    for character in line:
        if character in "0123456789":
            values[-1] = int(character)
        else:
            values.append(0)
    return values


def points(levels: list[Patterns], word: str) -> list[int]:
    """Return the places at which a word may be divided: at its seams, and in what stands between them."""
    seams = levels[0].points(word)
    if len(levels) == 1:
        return seams
    found = set(seams)
    for start, end in pairwise([0, *seams, len(word)]):
        inner = points(levels[1:], word[start:end])
        found |= {start + place for place in inner if _LEAST <= place <= end - start - _LEAST}
    return sorted(found)


def mend() -> None:
    """Have pyphen divide words this way; a second call changes nothing."""
    import pyphen

    whole = pyphen.HyphDict
    if hasattr(whole, "levels"):
        return

    class HyphDict(whole):  # type: ignore[misc, valid-type]
        levels: list[Patterns] = []

        def __init__(self, path: Path) -> None:
            self.levels = read(path, pyphen.ignored)
            self.cache: dict[str, Any] = {}
            if not self.levels:
                super().__init__(path)

        def positions(self, word: str) -> Any:
            if not self.levels:
                return super().positions(word)
            word = word.lower()
            if word not in self.cache:
                self.cache[word] = [pyphen.DataInt(place) for place in points(self.levels, word)]
            return self.cache[word]

    pyphen.HyphDict = HyphDict


def read(path: Path, ignored: tuple[str, ...]) -> list[Patterns]:
    """Return the levels of a dictionary; none for one of a form that only pyphen knows, as with words that change.

    Lines that begin with one of `ignored` are settings and comments.
    """
    first, _, rest = path.read_bytes().partition(b"\n")
    try:
        text = rest.decode(first.decode("ascii").strip())
    except (LookupError, UnicodeError):
        return []
    if "^^" in text or ("/" in text and "=" in text):
        return []
    levels = [[line.strip() for line in level.split("\n")] for level in text.split(f"\n{_NEXT_LEVEL}")]
    found = [[line for line in level if _is_pattern(line, ignored)] for level in levels]
    return [Patterns(level) for level in found if level]


def _is_pattern(line: str, ignored: tuple[str, ...]) -> bool:
    return bool(line) and not line.startswith((*ignored, "NOHYPHEN"))
