"""When two spellings may be of one name: what they share, and how they differ."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations, islice
from pathlib import Path
from typing import Literal, NamedTuple

Kind = Literal["word", "name", "compound"]
CONNECTING = frozenset(
    "of on for to against about over the and de du la le da do di von van zur zum für über gegen der des und".split()
)

_ENDINGS = frozenset(
    """s es n en e er ern em an ian in innen i ic al ish ese st y ns ans ians ers ens is sche schen scher sches schem ing ed
    d r or ment ies ier a o us um ia ism ist isms ists ismus isten""".split()
) | {""}

_MOST = 300_000  # comparisons: a series of a hundred editions needs a tenth of it
_FAMILY = 24  # more spellings that share a key are no slips but a family of names
_CAPITAL_ENDINGS = frozenset(["", "s", "es", "e", "en", "n", "er", "ern"])


class Pair(NamedTuple):
    """Two spellings that may be of one name: how they differ, and whether that is most likely an oversight."""

    first: str
    second: str
    difference: str
    is_strong: bool


@functools.cache
def known() -> frozenset[str]:
    """Return words of names that are right however alike: countries, languages, towns, months, weekdays, given names."""
    text = (Path(__file__).parent / "data" / "known-names.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@functools.lru_cache(65536)
def fold(spelling: str) -> str:
    """Return a spelling without hyphens, blanks, accents and capitals: "São-Paulo" is "saopaulo", "Köln" "koeln"."""
    text = spelling.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return text.translate(_SEPARATORS)


_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "å": "aa", "ł": "l", "đ": "d", "ı": "i"}
)
_SEPARATORS = str.maketrans("", "", "-–' ’\n")
_SOUND = re.compile(r"sch|ph|ck|tz|[ywvckq]|(?<=[a-z])h")
_SOUNDS = {
    "sch": "sh",
    "ph": "f",
    "ck": "k",
    "tz": "z",
    "y": "i",
    "w": "v",
    "v": "v",
    "c": "k",
    "k": "k",
    "q": "k",
    "h": "",
}
_LETTER = re.compile(r"[^-\s]")
_DIGITS = re.compile(r"\d+")
_DOUBLE = re.compile(r"(.)\1")


@functools.lru_cache(65536)
def sound(word: str) -> str:
    """Return a word as transliterations and slips leave it: "Riyad" and "Riyadh", "Vershinin" and "Verschinin" are the same."""
    folded = fold(word)
    return _DOUBLE.sub(r"\1", folded[:1] + _SOUND.sub(lambda match: _SOUNDS[match[0]], folded[1:]))


def is_one_edit(first: str, second: str) -> bool:
    """Say whether one letter inserted, deleted, replaced, or two neighbours exchanged make one word of the other.

    The optimal string alignment distance of 1; importing rapidfuzz for it takes longer than all of this module's work.
    """
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start, shorter = 0, min(len(first), len(second))
    while start < shorter and first[start] == second[start]:
        start += 1
    one, other = first[start:], second[start:]
    if one[1:] == other[1:] or one[1:] == other or one == other[1:]:
        return True
    return one[:2] == other[1::-1] and one[2:] == other[2:] and len(one) > 1 and len(other) > 1


def is_inflection(first: str, second: str) -> bool:
    """Say whether two words differ in their endings alone: "Europäische" and "Europäischen", "Iran" and "Iranian"."""
    endings = _CAPITAL_ENDINGS if first.isupper() and second.isupper() else _ENDINGS
    first, second = first.lower(), second.lower()
    length = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    cuts = range(length, max(2, length - 3), -1) if first != second else ()
    return any({first[cut:], second[cut:]} <= endings and {first[cut:], second[cut:]} != {"i", "y"} for cut in cuts)


def pairs(spellings: Mapping[str, Kind]) -> Iterator[Pair]:
    """Yield the spellings that may be of the same name, each pair once; never all with all: only those that share a key."""
    groups: dict[str, list[str]] = {}
    for spelling, kind in spellings.items():
        for key in _keys(spelling, kind):
            groups.setdefault(key, []).append(spelling)
    seen: set[tuple[str, str]] = set()
    for key, first, second in islice(_together(groups), _MOST):
        if (found := _compare(key, first, second)) and (first, second) not in seen:
            seen.add((first, second))
            yield found


def _together(groups: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield two spellings that share a key, with the key's kind; of those that share a half only what is one edit apart."""
    for key, group in groups.items():
        if 1 < len(group) <= _FAMILY:
            for first, second in combinations(group, 2):
                if key[0] not in "<>" or (first[0] == second[0] and is_one_edit(first.lower(), second.lower())):
                    yield key[0], first, second


def _keys(spelling: str, kind: Kind) -> Iterator[str]:
    folded = fold(spelling)
    if kind == "compound":
        yield "=" + re.sub(r"(?:es|en|er|s|e|n)$", "", folded)
        return
    yield "=" + folded
    if kind == "word":
        yield "~" + sound(spelling)
        if len(folded) >= 5:
            for length in {(len(folded) - 1) // 2, (len(folded) - 2) // 2}:
                yield "<" + folded[:length]
                yield ">" + folded[-length:]
        return
    yield from _name_keys(_words(spelling).folded)


def _name_keys(content: list[str]) -> Iterator[str]:
    if len(content) >= 3:
        yield "#" + " ".join(sorted(content))
        if len(content) >= 4:
            for index in range(1, len(content)):
                yield "-" + " ".join(content[:index] + content[index + 1 :])
            yield "-" + " ".join(content)
    for index in range(len(content)):
        yield "?" + " ".join([*content[:index], content[index][:1] + "*", *content[index + 1 :]])


def _compare(key: str, first: str, second: str) -> Pair | None:
    found = _judge(key, first, second)
    if not found or _DIGITS.findall(first) != _DIGITS.findall(second) or is_inflection(first, second):
        return None
    return _same_letters(first, second) if fold(first) == fold(second) else found


def _judge(key: str, first: str, second: str) -> Pair | None:
    if key == "=":
        return _same_letters(first, second)
    if key == "~":
        return _alike(first, second, True)
    if key in "<>":
        return _alike(first, second, False)
    return _compare_names(key, first, second)


def _same_letters(first: str, second: str) -> Pair | None:
    if first[0].isupper() != second[0].isupper():
        return (
            None  # an adjective with a hyphen, and a name with such words: "a high-level panel", "the High Level Panel"
        )
    if first.replace(" ", "") == second.replace(" ", ""):
        return Pair(first, second, "a blank", True)
    if _LETTER.sub("", first) != _LETTER.sub("", second):
        return Pair(first, second, "a hyphen", True)
    if first.lower() == second.lower():
        return _same_but_capitals(first, second)
    return Pair(first, second, "an accent", True)


def _same_but_capitals(first: str, second: str) -> Pair | None:
    """Judge "GGE LAWS" and "GGE Laws", "PoC" and "POC"; not a name and the same in a heading of capitals."""
    words = [re.split(r"[-\s]", name) for name in (first, second)]
    differing = [(one, other) for one, other in zip(*words, strict=False) if one != other]
    if len(words[0]) != len(words[1]) or len(differing) != 1:
        return None
    one, other = differing[0]
    if (
        min(_capitals(first), _capitals(second)) < 2
        or max(_capitals(one), _capitals(other)) < 2
        or one[:-1] == other[:-1]
    ):
        return None
    return Pair(first, second, "capitals", True)


def _capitals(word: str) -> int:
    return sum(letter.isupper() for letter in word)


def _alike(first: str, second: str, is_strong: bool) -> Pair | None:
    if {first, second} <= known() or first[0] != second[0]:
        return None
    if first.isupper() and second.isupper() and (min(len(first), len(second)) < 5 or len(first) == len(second)):
        return None  # abbreviations of other things, as UNODA and UNODC
    return Pair(first, second, "the spelling", is_strong and not first.isupper())


class _Words(NamedTuple):
    """The words of a name, the same folded, and apart from them those that connect them."""

    content: list[str]
    folded: list[str]
    connecting: list[str]


@functools.lru_cache(65536)
def _words(name: str) -> _Words:
    words = name.split()
    content = [word for word in words if word not in CONNECTING]
    return _Words(content, [fold(word) for word in content], [word for word in words if word in CONNECTING])


def _compare_names(key: str, first: str, second: str) -> Pair | None:
    one, other = _words(first), _words(second)
    if key == "?":
        is_slip = _one_word_differs(one, other)
        return None if is_slip is None else Pair(first, second, "the spelling", is_slip)
    if key == "-":
        return Pair(first, second, "a word", False) if abs(len(one.content) - len(other.content)) == 1 else None
    if not {"and", "und"}.isdisjoint(one.connecting + other.connecting):
        return None
    if one.folded == other.folded:
        return Pair(first, second, "a small word", len(one.content) > 3)
    return Pair(first, second, "the order of the words", not one.connecting and not other.connecting)


def _one_word_differs(first: _Words, second: _Words) -> bool | None:
    """Return whether the only word that differs is a slip; None where it is no other spelling, or not the only one."""
    differing = [at for at, (one, other) in enumerate(zip(first.folded, second.folded, strict=False)) if one != other]
    if len(differing) != 1 or len(first.content) != len(second.content) or first.connecting != second.connecting:
        return None
    one, other = first.content[differing[0]], second.content[differing[0]]
    if one[0] != other[0] or min(len(one), len(other)) < 5:
        return None
    is_slip = is_one_edit(fold(one), fold(other))
    if not is_slip and sound(one) != sound(other):
        return None
    if {one, other} <= known() or is_inflection(one, other) or _PRONOUNS & {word.lower() for word in first.content}:
        return None
    return is_slip


_PRONOUNS = frozenset(["sie", "ihr", "ihre", "ihren", "ihrem", "ihrer"])  # a German verb stands beside them, no name
