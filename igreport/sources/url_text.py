"""Where addresses stand in a text: where one begins, and where a reader would end it.

The end is a convention, not a standard: RFC 3986, appendix C recommends delimiters, and prose uses brackets, quotation marks
and the sentence's own punctuation. Every function takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from igreport.sources.hosts import known
from igreport.sources.url_characters import BLANK, INVISIBLE

_QUOTES = '"`“”„«»‹›'
_EAST_ASIAN = "。，、；：！？（）【】「」『』《》〈〉"
_TRAILING = frozenset(".,;:!?'‘’‚…<>–—" + _QUOTES + _EAST_ASIAN)
_OPENS = {")": "(", "]": "[", "}": "{"}
_STOP = f"[{BLANK}{INVISIBLE}<>{{}}|{_QUOTES}{_EAST_ASIAN}]"
_START = r"(?i)https?://(?=[\w\[])|(?<![\w@./=-])www\.(?=[\w-]{1,63}\.\w)"
# An address that begins inside of what may be another: after a blank, a mark or a letter, not as its value or archived copy.
_SECOND = r"(?i)(?<![/=:?&#@+%._~-])(?<!%[0-9A-Fa-f]{2})https?://(?=[^\s/])|(?<=[\s;|])www\.(?=\w)"
_BARE = r"(?i)(?<![\w@./:=&?#%+~\\-])(?=[a-z0-9])(?:[a-z0-9-]{1,63}\.){1,5}([a-z]{2,10})/(?=[\w~?#])"
_WORDS = frozenset(("in", "is", "it", "no", "us"))  # top-level domains that a missing blank makes of words
_ABBREVIATION = r"[_.](?:[A-Z]|Bros|Co|Corp|Dr|Inc|Jr|Ltd|No|Sr|St)\."


def find(text: str) -> list[tuple[int, int]]:
    """Return where the addresses of a running text stand, as (start, end), in order.

    Found are `http://…`, `https://…` and `www.…`; without either only `example.org/path`, where the top-level domain is one
    of a list. Trailing punctuation, a closing bracket that the address did not open and quotation marks stay outside.
    """
    found = list(_marked(text)) if "://" in text or "www." in text.lower() else []
    return _with_bare(text, found) if "/" in text else found


def _marked(text: str) -> Iterator[tuple[int, int]]:
    place, begins = 0, re.compile(_START)
    while match := begins.search(text, place):
        place = _stop(text, match.end())
        starts = [
            match.start(),
            *(second.start() for second in re.compile(_SECOND).finditer(text, match.end(), place)),
            place,
        ]
        for start, end in pairwise(starts):
            yield start, _reading_end(text, start, end)


def _with_bare(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    bare: list[tuple[int, int]] = []
    places = iter([*found, (len(text), len(text))])
    taken = next(places)
    for match in re.finditer(_BARE, text):
        while taken[1] <= match.start():
            taken = next(places)
        top, is_free = match[1], match.start() < taken[0] and (not bare or bare[-1][1] <= match.start())
        if is_free and top in known("domains") - _WORDS:
            bare.append((match.start(), _reading_end(text, match.start(), min(_stop(text, match.end()), taken[0]))))
    return sorted(found + bare) if bare else found


def second_address(text: str, start: int, end: int) -> int | None:
    """Return where another address begins in `text[start:end]`, which is taken for one; None where none does."""
    match = re.compile(_SECOND).search(text, start, end)
    return match.start() if match else None


def _stop(text: str, start: int) -> int:
    match = re.compile(_STOP).search(text, start)
    return match.start() if match else len(text)


def _reading_end(text: str, start: int, end: int) -> int:
    """Return where a reader ends the address that begins at `start` and has no blank before `end`."""
    depth = {"(": 0, "[": 0}
    for match in re.finditer(r"[()\[\]]", text[start:end]):
        bracket = match[0]
        if bracket in depth:
            depth[bracket] += 1
        elif depth[_OPENS[bracket]]:
            depth[_OPENS[bracket]] -= 1
        else:
            end = start + match.start()
            break
    return address_end(text, start, end)


def address_end(text: str, start: int, end: int) -> int:
    """Return where the address in `text[start:end]` ends before punctuation that sticks to it.

    A bracket sticks where `text[start:end]` closes more than it opens. A dot or an exclamation mark may belong to the title of
    a wiki's page (`/wiki/Example_Inc.`).
    """
    if text[end - 1 : end].isalnum() or text[end - 1 : end] == "/":
        return end
    surplus = {
        closing: text.count(closing, start, end) - text.count(opening, start, end)
        for closing, opening in _OPENS.items()
    }
    is_wiki = text.find("/wiki/", start, end) >= 0
    while end > start:
        letter = text[end - 1]
        if letter in surplus:
            if surplus[letter] <= 0:
                break
            surplus[letter] -= 1
        elif (letter not in _TRAILING and not letter.isspace()) or (is_wiki and _belongs(text, start, end)):
            break
        end -= 1
    return end


def _belongs(text: str, start: int, end: int) -> bool:
    if text[end - 1] == "!":
        return text[end - 2].isalnum()
    return re.search(rf"{_ABBREVIATION}\Z", text[max(start, end - 6) : end]) is not None
