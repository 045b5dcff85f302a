"""What may stand at the beginning of a paragraph and is structure, not text: bullets, letters and numbers."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from babel.dates import get_month_names, get_quarter_names

BULLET = "Bullet"
_GLYPHS = {  # one row is one level of a list: authors mix its signs
    "dot": "·•●∙⋅\uf0b7",
    "dash": "-–—‒−⁃",
    "circle": "o◦○",
    "square": "▪■□\uf0a7",
    "arrow": "‣►▸➢➤→\uf0d8",
    "tick": "✓✔",
    "star": "*",
    "plus": "+",
}
_CLASSES = {sign: name for name, signs in _GLYPHS.items() for sign in signs}
_BARE = "".join(signs for name, signs in _GLYPHS.items() if name in ("dot", "square", "arrow", "tick")) + "◦○"
_BULLET = re.compile(
    rf"(?:(?P<sign>[o*+\-–—‒−⁃])(?:\s+|$)|(?P<bare>[{re.escape(_BARE)}])\s*|(?P<glued>[-–])(?=[^\W\d_]))"
)
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<label>(?:[0-9]{1,2}|[IVXLC]{1,6})(?:\.[0-9]{1,2}){0,3}|[ivx]{1,5}|[A-Za-z])"
    r"(?P<close>\)|[.:])?(?P<blank>\s+)(?=\S)"
)
_ROMAN = re.compile(r"(?=.)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True)
class Mark:
    """A bullet, letter or number in front of a paragraph."""

    style: str  # BULLET, or pandoc's "Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"
    kind: str  # a bullet's class, "dash"; else the signs around the number: ".", ")", "()"
    values: tuple[int, ...]  # (2, 1) for "II.1"; empty for a bullet
    length: int  # characters that it takes from the paragraph, blanks included
    printed: str  # "II.1", "a.", "·"

    @property
    def scheme(self) -> tuple[str, str, int]:
        """What the members of one numbering have in common; `1.` and `1.1` are two."""
        return self.style, self.kind if len(self.values) < 2 else "", len(self.values)


def candidates(text: str) -> list[Mark]:
    """Return what `text` may begin with; several where a letter may be a roman number; none where it is plain."""
    return bullets(text) or numbers(text)


def bullets(text: str) -> list[Mark]:
    """Return the bullet with which `text` begins, if any."""
    match = _BULLET.match(text)
    if match is None:
        return []
    sign = match["sign"] or match["bare"] or match["glued"]
    if match["glued"] and not text[match.end() : match.end() + 1].isupper():
        return []
    if match.end() == len(text):  # a rule, or a bullet without text
        return []
    return [Mark(BULLET, _CLASSES[sign], (), match.end(), sign)]


def numbers(text: str) -> list[Mark]:
    """Return the numbers as which the beginning of `text` can be read."""
    match = _NUMBER.match(text)
    if match is None or (match["open"] and match["close"] != ")"):
        return []
    label, close = match["label"], match["close"] or ""
    if not close and "." not in label:
        return []
    if close != ")" and _is_date(text[match.end() :], label):
        return []
    head, *rest = label.split(".")
    kind = "()" if match["open"] else close
    tail = tuple(map(int, rest))
    printed = text[: match.start("blank")]
    return [Mark(style, kind, (value, *tail), match.end(), printed) for style, value in _readings(head)]


def _readings(head: str) -> list[tuple[str, int]]:
    if head.isdigit():
        return [("Decimal", int(head))]
    case = "Lower" if head.islower() else "Upper"
    found = [(f"{case}Alpha", ord(head.lower()) - ord("a") + 1)] if len(head) == 1 else []
    if _ROMAN.fullmatch(head):
        found.append((f"{case}Roman", _roman(head.lower())))
    return found


def _roman(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _is_date(rest: str, label: str) -> bool:
    """Say whether a number with a stop is a German ordinal: „24. Dezember“, „3. Quartal“."""
    if not label.isdigit():
        return False
    word = re.split(r"[\s,.;]", rest, maxsplit=1)[0]
    return word in _dated()


@functools.cache
def _dated() -> frozenset[str]:
    words = {name for width in ("wide", "abbreviated") for name in get_month_names(width, locale="de").values()}
    quarters = {word for name in get_quarter_names("wide", locale="de").values() for word in name.split()}
    return frozenset({word.rstrip(".") for word in words | quarters if word[0].isalpha()} | {"Halbjahr", "Jahrhundert"})
