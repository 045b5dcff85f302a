"""How wide words are, guessed without a typeface: Word picks one that the reader has.

The widths are those of a wide sans serif (DejaVu Sans, Verdana), so that what fits by them fits in any usual face.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW = frozenset("fijlrtI.,:;'’‘“”\"!|()[]{}/\\ \u00a0-·•")
_WIDE = frozenset("mwMW@%—…‰")


@lru_cache(maxsize=2000)
def _em(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE or unicodedata.east_asian_width(character) in "FW":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    return 0.72 if character.isupper() else 0.63


def width(text: str, size: float) -> float:
    """Return about how wide `text` is on one line, in the unit of `size`, which is the type's."""
    return sum(map(_em, text)) * size


def shortened(text: str, size: float, room: float) -> str:
    """Return `text`, or as many of its words as fit into `room` with an ellipsis behind them."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size) > room:
        kept = kept[:-1]
    ends_a_word = " " in text[len(kept) - 1 : len(kept) + 1]
    words = kept if ends_a_word else kept.rpartition(" ")[0]
    return f"{(words or kept).rstrip(' ,;:–-')}…"
