"""Where a text quotes: from an opening mark to its closing one, whatever marks its author typed.

A mark opens or closes by what stands around it, as CommonMark's flanking rules do; where that says both or neither
(`word " word`, `word"word`), it closes what is open. Sources: Chicago Manual of Style 17, 6.9-6.11 and 13.30;
Duden, K 8-12; Unicode 15, table 6-4.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from igreport.model.prose import NOTE

DOUBLE = '"“”„‟«»'
SINGLE = "'‘’‚‹›"
_MARK = re.compile(f"[{DOUBLE}{SINGLE}]")
_BEFORE_OPENING = frozenset("([{-–—/=|+*" + DOUBLE + SINGLE)
_AFTER_CLOSING = frozenset(")]}-–—/.,;:!?=|+*" + NOTE + DOUBLE + SINGLE)
_ELISION = re.compile(r"\d|(?:tis|twas|twere|em|cause|til|bout|round|n|s|ne|nem|nen|ner|nes)\b", re.IGNORECASE)
_INCHES = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d{1,2})?(?:['’′]\s?\d{1,2})?\Z")
_POSSESSIVE = re.compile(r"[sxzß]['’]\s[^\W\d_]")
_LONGEST_BEFORE_POSSESSIVE = 80  # a straight mark before it is likelier an apostrophe


class Quotation(NamedTuple):
    """Start and end of a quotation, its marks included, the marks, and in how many others it stands."""

    start: int
    end: int
    opening: str
    closing: str
    depth: int = 0


class Mark(NamedTuple):
    """A double mark without its other one."""

    at: int
    char: str
    is_opening: bool


class Quotations(NamedTuple):
    """All quotations of a paragraph by their start, and the double marks that are left."""

    pairs: tuple[Quotation, ...] = ()
    unpaired: tuple[Mark, ...] = ()


def find(text: str, language: str) -> tuple[Quotation, ...]:
    """Return the quotations of `text`, a paragraph, in order; those inside of another are not listed."""
    return tuple(pair for pair in parse(text, language).pairs if not pair.depth)


@lru_cache(maxsize=2048)
def parse(text: str, language: str) -> Quotations:
    """Return all quotations of `text`, a paragraph in `language` (BCP 47), and its double marks without another."""
    marks = [match.start() for match in _MARK.finditer(text) if not _is_apostrophe(text, match.start())]
    if not marks:
        return Quotations()
    reading = _Reading(text, language.startswith("de"), marks)
    for index in range(len(marks)):
        reading.read(index)
    return reading.result()


def _is_apostrophe(text: str, at: int) -> bool:
    char, after = text[at], text[at + 1 : at + 2]
    if char == "’":
        return after.isalnum() or text[at - 1 : at].isspace() or not at
    if char == "'":
        before = text[at - 1 : at]
        return (before.isalnum() and after.isalnum()) or (not before.strip() and not after.strip())
    return False


class _Reading:
    """What is open while the marks of a paragraph are read from left to right."""

    def __init__(self, text: str, is_german: bool, marks: list[int]) -> None:
        self.text = text
        self.is_german = is_german
        self.marks = marks
        self.opened: list[int] = []
        self.how_many = {True: 0, False: 0}  # open marks, by whether they are single
        self.pairs: list[tuple[int, int]] = []
        self.unpaired: list[Mark] = []
        self.with_possessive: set[int] = set()  # the openings of single quotations that have had one

    def read(self, index: int) -> None:
        at = self.marks[index]
        is_single = self.text[at] in SINGLE
        if self._is_other(index, at, is_single):
            return
        if self._opens(at, is_single):
            self.opened.append(at)
            self.how_many[is_single] += 1
        elif self.how_many[is_single]:
            self._close(at, is_single)
        elif not is_single:
            self.unpaired.append(Mark(at, self.text[at], False))

    def _close(self, at: int, is_single: bool) -> None:
        while True:
            opening = self.opened.pop()
            was_single = self.text[opening] in SINGLE
            self.how_many[was_single] -= 1
            if was_single == is_single:
                break
            if not was_single:
                self.unpaired.append(Mark(opening, self.text[opening], True))
        self.pairs.append((opening, at))

    def _is_other(self, index: int, at: int, is_single: bool) -> bool:
        """Whether the mark is none: an apostrophe, feet or inches."""
        text, char = self.text, self.text[at]
        if char == '"':
            return _is_inches(text, at) and (not self.how_many[False] or self._closes_later(index, False))
        if not is_single or char in "‹›":
            return False
        if char in "'‘" and _ELISION.match(text, at + 1) and not text[at - 1 : at].isalnum():
            return True
        if char in "'’" and self.how_many[True] and _POSSESSIVE.match(text, max(at - 1, 0)):
            return self._is_possessive(index, at)
        return False

    def _is_possessive(self, index: int, at: int) -> bool:
        opening = next(place for place in reversed(self.opened) if self.text[place] in SINGLE)
        if at - opening > _LONGEST_BEFORE_POSSESSIVE:
            return True
        if opening in self.with_possessive or not self._closes_later(index, True):
            return False
        self.with_possessive.add(opening)
        return True

    def _closes_later(self, index: int, is_single: bool) -> bool:
        """Whether the next mark of the kind closes."""
        for at in self.marks[index + 1 : index + 5]:
            if (self.text[at] in SINGLE) == is_single:
                return not _may_open(self.text, at)
        return False

    def _opens(self, at: int, is_single: bool) -> bool:
        char, opens, closes = self.text[at], _may_open(self.text, at), _may_close(self.text, at)
        if is_single and (char == "’" or not (opens or closes)):
            return False
        if opens != closes:
            return opens
        if char in "„‚":
            return True
        if char == "“" and self.is_german:
            return False
        return char != "”" and not self.how_many[is_single]

    def result(self) -> Quotations:
        """Return what was read, by place; single marks that are left are apostrophes."""
        left = [Mark(at, self.text[at], True) for at in self.opened if self.text[at] in DOUBLE]
        ends: list[int] = []
        pairs = []
        for start, end in sorted(self.pairs):
            while ends and ends[-1] < start:
                ends.pop()
            pairs.append(Quotation(start, end + 1, self.text[start], self.text[end], len(ends)))
            ends.append(end)
        return Quotations(tuple(pairs), tuple(sorted([*self.unpaired, *left])))


def _may_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return before.isspace() or before in _BEFORE_OPENING


def _may_close(text: str, at: int) -> bool:
    after = text[at + 1] if at + 1 < len(text) else " "
    return after.isspace() or (after in _AFTER_CLOSING and not text.startswith("...", at + 1))


def _is_inches(text: str, at: int) -> bool:
    return bool(at and text[at - 1].isdigit() and _INCHES.search(text, max(0, at - 12), at))
