"""Brackets in right-to-left text, read back as what they show (Unicode Standard Annex 9, rule L4).

There an opening bracket is drawn with the glyph of the closing one. WeasyPrint 70 takes the first character that a glyph was
drawn for as its meaning in the whole document, so that brackets elsewhere are read, copied and searched the wrong way round.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

_MIRRORED = frozenset("()[]{}<>«»‹›≤≥")


def mend(fonts: Iterable[Any]) -> None:
    """Give the brackets of WeasyPrint's fonts the characters of their glyphs, where there is right-to-left text at all."""
    fonts = list(fonts)
    if any(_is_right_to_left(text) for font in fonts for text in font.to_unicode.values()):
        for font in fonts:
            _mend(font)


def _is_right_to_left(text: str) -> bool:
    return any("\u0590" <= character <= "\u08ff" for character in text)


def _mend(font: Any) -> None:
    doubtful = {glyph for glyph, text in font.to_unicode.items() if text in _MIRRORED}
    if not doubtful:
        return
    from fontTools.ttLib import TTFont

    file = TTFont(io.BytesIO(font.file_content), lazy=True, fontNumber=font.index)
    own = {name: chr(code) for code, name in (file.getBestCmap() or {}).items() if chr(code) in _MIRRORED}
    for glyph in doubtful:
        # A variant, as for a script, has the name of what it is a variant of before the dot (Adobe Glyph List, 2).
        name = file.getGlyphName(glyph).partition(".")[0]
        font.to_unicode[glyph] = own.get(name, font.to_unicode[glyph])
