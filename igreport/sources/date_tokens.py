"""A stretch of text → the tokens that the grammar of `dates` reads."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from igreport.sources.date_words import Words

_TOKEN: Final = re.compile(r"([0-9]+)(st\b|nd\b|rd\b|th\b)?|([^\W\d_]+)|(\S)")
_CAPITALS: Final = frozenset("month abbreviation short-weekday".split())
_WORD: Final = ("word", 0)
_LETTERS: Final = {"Q": 4, "H": 2}  # of quarters and halves, and how many a year has
_DASHES: Final = "-–—‒−"
_MARKS: Final = {**dict.fromkeys(_DASHES, "to"), "&": "and", "/": "and", ",": "comma"}
# What may stand beside a date without a space; U+FFFC stands for the call of a note.
_LEFT: Final = frozenset("([{„“”\"'‘’«»‹›*_~|>–—…\ufffc")
_RIGHT: Final = frozenset(".,;:!?)]}„“”\"'‘’«»‹›*_~|<–—-/…[^\ufffc")


class Token(NamedTuple):
    """One word, number or mark; `start` and `end` count characters of the text."""

    kind: str  # "number", "mark", "end", a kind of `date_words`, "word" for any other
    value: int  # a number's, where it has at most four digits; a month's and so on
    text: str
    start: int
    end: int
    left: str  # the character before it
    right: str  # the character after it
    ordinal: bool = False  # "15th"

    @property
    def is_open_left(self) -> bool:
        """Return whether no letter, digit or sign is joined to it on the left."""
        return not self.left or self.left.isspace() or self.left in _LEFT

    @property
    def is_open_right(self) -> bool:
        """Return whether no letter, digit or sign is joined to it on the right."""
        return not self.right or self.right.isspace() or self.right in _RIGHT


_END: Final = Token("end", 0, "", 0, 0, "", "")
PADDING: Final = 6  # so many ends stand on either side: the grammar looks that far without asking


def tokens(text: str, start: int, end: int, words: Words) -> list[Token]:
    """Return the tokens of `text[start:end]`, padded on both sides."""
    found = [_token(match, text, words) for match in _TOKEN.finditer(text, start, end)]
    return [_END] * PADDING + found + [_END] * PADDING


def _token(match: re.Match[str], text: str, words: Words) -> Token:
    begin, end = match.span()
    left, right = text[begin - 1 : begin] if begin else "", text[end : end + 1]
    found, group = match[0], match.lastindex
    if group == 3:
        kind, value = words.get(found.lower(), _WORD) if len(found) < 16 else _WORD
        if kind in _CAPITALS and found[0].islower() and (kind != "month" or len(found) < 6):
            kind = "word"  # "may" and "march" are verbs, "mar" and "sun" are words
        elif found in _LETTERS:
            kind, value = "letter", _LETTERS[found]
        return Token(kind, value, found, begin, end, left, right)
    if group == 4:
        return Token(_MARKS.get(found, "mark"), 0, found, begin, end, left, right)
    digits = match[1]
    return Token("number", int(digits) if len(digits) <= 4 else -1, digits, begin, end, left, right, group == 2)
