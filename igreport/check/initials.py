"""Whether the letters of an abbreviation are those of the words beside it.

The loose way is that of A. Schwartz and M. Hearst, A simple algorithm for identifying abbreviation definitions in
biomedical text (Pacific Symposium on Biocomputing 2003): letters are looked for from the end, the first one at the
beginning of a word.
"""

from __future__ import annotations

import re
from typing import Literal

from igreport.check.spellings import fold, is_one_edit

_WORD = re.compile(r"[\w&]+(?:[-’'][\w&]+)*")
_SMALL = frozenset(
    """a an the of on for to in at by and or with from against as its into der die das des dem den und oder für von vom zu zum zur
    im in am an auf über gegen bei mit de la le les du des et en sur pour del e y para do da""".split()
)
_REACH = 14  # words before an abbreviation that may belong to its meaning


def fits(abbreviation: str, before: str) -> tuple[int, Literal["exact", "loose", ""]]:
    """Return where in `before`, the text up to the abbreviation, its meaning begins, and how well its letters fit.

    "exact": each word but small ones gives its initial; "loose": the letters stand in the words in this order.
    """
    letters = re.sub(r"[^A-ZÄÖÜ0-9&]", "", abbreviation.upper())
    words = list(_WORD.finditer(before[-160:]))[-_REACH:]
    if not letters or not words:
        return 0, ""
    offset = max(0, len(before) - 160)
    if (first := _exact(letters.replace("&", ""), [word[0] for word in words], len(words) - 1)) >= 0:
        return offset + words[first].start(), "exact"
    first = _loose(letters.lower(), [word[0].lower() for word in words])
    if first >= 0 and words[first][0].lower() not in _SMALL:
        return offset + words[first].start(), "loose"
    return 0, ""


def _exact(letters: str, words: list[str], last: int) -> int:
    """Return the first of the words up to `last` whose initials are the letters, or -1."""
    if not letters:
        return last + 1
    if last < 0:
        return -1
    is_small = words[last].lower() in _SMALL
    for initials in _initials(words[last]):
        if is_small and len(initials) == len(letters):
            continue  # no name begins with a small word
        if letters.endswith(initials) and (first := _exact(letters[: -len(initials)], words, last - 1)) >= 0:
            return first
    return _exact(letters, words, last - 1) if is_small else -1


def _initials(word: str) -> list[str]:
    """Return what a word may give to an abbreviation: "Open-Ended" "OE" or "O", "UN" itself or "U"."""
    parts = re.split(r"[-’']", word)
    options = ["".join(part[0] for part in parts if part).upper(), word[0].upper()]
    capitals = "".join(letter for letter in word if letter.isupper())
    return list(dict.fromkeys([capitals, *options] if len(capitals) > 1 else options))


def _loose(letters: str, words: list[str]) -> int:
    """Return the first of the words that have the letters in this order, the first one at its beginning, or -1."""
    at, position = len(words) - 1, len(words[-1])
    for index in range(len(letters) - 1, -1, -1):
        while at >= 0:
            position = words[at].rfind(letters[index], 0, position)
            if position == 0 or (position > 0 and index > 0):
                break
            at -= 1
            position = len(words[at]) if at >= 0 else 0
        if at < 0:
            return -1
    return at if len(words) - at <= min(len(letters) + 5, 2 * len(letters)) else -1


def content(words: str) -> list[str]:
    """Return the words without small ones and punctuation."""
    return [match[0] for match in _WORD.finditer(words) if match[0].lower() not in _SMALL]


def are_same(first: str, second: str) -> bool:
    """Say whether two expansions are of the same words, endings and spellings aside, or one of them is longer."""
    one, other = ([fold(word) for word in _words(text)] for text in (first, second))
    shorter, longer = sorted((one, other), key=len)
    return all(any(_is_same_word(word, another) for another in longer) for word in shorter)


def _words(text: str) -> list[str]:
    text = text.replace("United Nations", "UN").replace("Vereinte Nationen", "UN").replace("Vereinten Nationen", "UN")
    return content(text.replace("-", " "))


def _is_same_word(first: str, second: str) -> bool:
    return first == second or is_one_edit(first, second) or (len(first) > 3 and first[:4] == second[:4])
