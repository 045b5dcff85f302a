"""Glyphs that are read as what they were drawn for: ToUnicode maps (ISO 32000-1, 9.10.3) that one font cannot hold.

WeasyPrint 70 maps a glyph to the first character that it was drawn for. A typeface draws some characters alike, such as a
hyphen-minus and a hyphen (U+2010), so the rarer one is drawn by a copy of the font that maps the glyph to it. An Arabic
typeface draws one letter in many ways, and some readers take a font for broken in which five glyphs and more are one
character: of these each four are drawn by a copy of their own. A copy is a small dictionary; the font's file is the same.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

# The rarer of two characters that typefaces draw with one glyph, and the other one.
_RARE = {
    **dict.fromkeys("\u2010\u2011", "-"),
    "\u00b5": "\u03bc",  # the micro sign, mu
    "\u02bb": "\u2018",  # the ʻokina, a quotation mark
    "\u02bc": "\u2019",  # a letter, the apostrophe
    "\u2206": "\u0394",  # the increment, Delta
    "\u03d5": "\u03c6",  # the phi of formulas
    "\u2215": "\u2044",  # the division slash, the fraction's
}
_ALIKE = frozenset(_RARE) | frozenset(_RARE.values())
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_UNUSUAL = re.compile(f"[{''.join(_RARE)}{_RIGHT_TO_LEFT}]")
_SHAPES = 4  # of a character in a font: a letter by itself, at the beginning, the middle and the end of a word
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_PARTS = re.compile(rb"<([0-9a-f]*)>|(-?[0-9][0-9.e-]*)")  # of a TJ operator: glyphs, and how far to go back
_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
_FOOT = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_MOST = 100  # entries of one bfchar: Adobe Technical Note 5014, 4.1


def mend() -> None:
    """Wrap WeasyPrint's drawing of lines and its writing of fonts; a second call changes nothing."""
    from weasyprint import pdf
    from weasyprint.draw import text
    from weasyprint.svg import text as svg_text

    if getattr(text.draw_first_line, "tells_apart", False):
        return
    draw_first_line, build_fonts_dictionary = text.draw_first_line, pdf.build_fonts_dictionary

    def draw(stream: Any, textbox: Any, *rest: Any) -> Any:
        start, font = len(stream.stream), stream._current_font
        drawn = draw_first_line(stream, textbox, *rest)
        tell_apart(stream, start, font, textbox.pango_layout.text)
        return drawn

    def build_fonts(made: Any, fonts: Any, compress: bool, *rest: Any) -> Any:
        references = build_fonts_dictionary(made, fonts, compress, *rest)
        write_copies(made, fonts, references, compress)
        return references

    draw.tells_apart = True  # type: ignore[attr-defined]
    text.draw_first_line = svg_text.draw_first_line = draw
    pdf.build_fonts_dictionary = build_fonts


def copy(font: Any, glyph: int, suffix: str, text: str = "") -> str:
    """Return the name of the copy of a font in which a glyph is `text`; it is written with the font."""
    if not hasattr(font, "igreport_copies"):
        font.igreport_copies = {}
    font.igreport_copies.setdefault(suffix, {})[glyph] = text
    return str(font.hash + suffix)


def tell_apart(stream: Any, start: int, font: tuple[str, float] | None, text: str) -> None:
    """Draw again what stands from `start` in a content stream, the line `text`, where one font is not enough for it.

    `font` is the name and the size of the font that is set there, where one is.
    """
    if text.isascii() or not _UNUSUAL.search(text):
        return
    fonts = {known.hash.encode(): known for known in stream._fonts.values()}
    choose = _chosen(text)
    drawn, stream.stream[start:] = stream.stream[start:], []
    name, size = (font[0].encode(), str(font[1]).encode()) if font else (b"", b"")
    for item in drawn:
        if found := _FONT.fullmatch(item) if isinstance(item, bytes) else None:
            name, size = found.groups()
        if name in fonts and isinstance(item, bytes) and item.endswith(b" TJ"):
            stream.stream += _drawn(item, fonts[name], size, choose)
        else:
            stream.stream.append(item)


def _chosen(text: str) -> Callable[[Any, int], str]:
    """Return what says which copy of a font draws a glyph of the line `text`; it is asked for one after the other."""
    alike = [character for character in text if character in _ALIKE] if not _RARE.keys().isdisjoint(text) else []
    coming = iter(alike)

    def choose(font: Any, glyph: int) -> str:
        meant = font.to_unicode.get(glyph, "")
        if alike and meant in _ALIKE:
            character = next(coming, meant)
            common = _RARE.get(character, character)
            if _RARE.get(meant, meant) == common:
                # From now on, whatever was drawn first.
                font.to_unicode[glyph] = common
                return copy(font, glyph, f"u{ord(character):04x}", character) if character in _RARE else str(font.hash)
        return _of_shapes(font, glyph, meant)

    return choose


def _of_shapes(font: Any, glyph: int, text: str) -> str:
    shapes = vars(font).setdefault("igreport_shapes", {}).setdefault(text, [])
    if glyph not in shapes:
        shapes.append(glyph)
    number = shapes.index(glyph) // _SHAPES
    return copy(font, glyph, f"more{number}") if number else str(font.hash)


def _drawn(item: bytes, font: Any, size: bytes, choose: Callable[[Any, int], str]) -> list[bytes]:
    """Return a TJ operator as several, its glyphs drawn by the copies that `choose` names, and the font set as before."""
    name = str(font.hash)
    parts: list[tuple[str, bytes]] = []
    for glyphs, number in _PARTS.findall(item):
        for at in range(0, len(glyphs), 4):
            name = choose(font, int(glyphs[at : at + 4], 16))
            parts.append((name, b"<%b>" % glyphs[at : at + 4]))
        if number:
            parts.append((name, number))
    if all(name == font.hash for name, _ in parts):
        return [item]
    found: list[bytes] = []
    for name, group in groupby(parts, key=operator.itemgetter(0)):
        found += [b"/%b %b Tf" % (name.encode(), size), b"[%b] TJ" % b"".join(part for _, part in group)]
    return [*found, b"/%b %b Tf" % (font.hash.encode(), size)]


def write_copies(pdf: Any, fonts: Mapping[Any, Any], references: Any, compress: bool) -> None:
    """Add the copies of the fonts to the PDF, and to `references`, the font resources of its pages."""
    import pydyf

    for font in fonts.values():
        for suffix, glyphs in getattr(font, "igreport_copies", {}).items():
            mapped = {glyph: text or font.to_unicode[glyph] for glyph, text in glyphs.items()}
            to_unicode = pydyf.Stream([b"\n".join(_map(mapped))], compress=compress)
            pdf.add_object(to_unicode)
            made = pydyf.Dictionary(pdf.objects[int(references[font.hash].split()[0])])
            made["ToUnicode"] = to_unicode.reference
            pdf.add_object(made)
            references[font.hash + suffix] = made.reference


def _map(mapped: Mapping[int, str]) -> Iterator[bytes]:
    entries = [b"<%04x> <%b>" % (glyph, text.encode("utf-16-be").hex().encode()) for glyph, text in mapped.items()]
    yield _HEAD
    for start in range(0, len(entries), _MOST):
        rows = entries[start : start + _MOST]
        yield from (b"%d beginbfchar" % len(rows), *rows, b"endbfchar")
    yield _FOOT
