"""How wide words are in the sans serif of the edition, and words that fit."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from typing import Any

from igreport.errors import ToolError

REGULAR, SEMIBOLD = 400, 600
_UNKNOWN = 1.0  # an em, for a character of another typeface: rather too much than too little


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Return how wide `text` is, kerning aside, in the unit of `size`, the height of the type."""
    widths = _widths(weight)
    return size * sum(widths.get(character, _UNKNOWN) for character in text)


def fitted(text: str, size: float, most: float, weight: int = REGULAR) -> str:
    """Return `text`, or as much of its beginning as is no wider than `most`, and an ellipsis; cut at a blank if one is near."""
    if width(text, size, weight) <= most:
        return text
    room, end = most - width("…", size, weight), 0
    while end < len(text) and (room := room - width(text[end], size, weight)) >= 0:
        end += 1
    blank = text.rfind(" ", 0, end + 1)
    cut = blank if blank > end * 0.6 else end
    return text[:cut].rstrip(" ,;:–-(") + "…"


@functools.cache
def _widths(weight: int) -> Mapping[str, float]:
    font = _font()
    glyphs, em = font.getGlyphSet(location={"wght": weight}), font["head"].unitsPerEm
    return _Widths({chr(code): name for code, name in font.getBestCmap().items()}, glyphs, em)


class _Widths(dict[str, float]):
    """Widths by character, each measured when it is first asked for."""

    def __init__(self, names: Mapping[str, str], glyphs: Any, em: int) -> None:
        super().__init__()
        self._names, self._glyphs, self._em = names, glyphs, em

    def get(self, character: str, otherwise: Any = None) -> Any:
        if character not in self:
            name = self._names.get(character)
            self[character] = self._glyphs[name].width / self._em if name else otherwise
        return self[character]


@functools.cache
def _font() -> Any:
    from fontTools.ttLib import TTFont

    from igreport.edition.writers import pdf_fonts

    family = next(family for family in pdf_fonts.FAMILIES if family.name == "igreport Sans")
    path = pdf_fonts._file(family, family.upright)
    if path is None:
        raise ToolError("the typeface Source Sans 3 is not installed", "pip install fontpkg-source-sans-3")
    return TTFont(io.BytesIO(path.read_bytes()), lazy=True)
