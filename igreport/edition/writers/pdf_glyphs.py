"""Glyphs that are read as what they were drawn for: ToUnicode maps (ISO 32000-1, 9.10.3) that one font cannot hold.

WeasyPrint 70 maps a glyph to the first character that it was drawn for. A typeface draws some characters alike, such as a
hyphen-minus and a hyphen (U+2010), so the rarer one is drawn by a copy of the font that maps the glyph to it. An Arabic
typeface draws one letter in many ways, and some readers take a font for broken in which five glyphs and more are one
character: of these each four are drawn by a copy of their own. A copy is a small dictionary; the font's file is the same.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterator, Mapping
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
_JOINER = "\u200d"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_UNUSUAL = re.compile(f"[{''.join(_RARE)}{_RIGHT_TO_LEFT}]")
_SHAPES = 4  # of a character in a font: a letter by itself, at the beginning, the middle and the end of a word
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_PARTS = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")  # of a TJ operator: glyphs, and how far to go back
_BESIDE = re.compile(rb"[0-9]-")  # WeasyPrint 70 writes two numbers as one where a mark stands above a letter
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


@functools.cache
def mend() -> None:
    """Wrap WeasyPrint's drawing of lines and its writing of fonts; a second call changes nothing."""
    from weasyprint import pdf
    from weasyprint.draw import text
    from weasyprint.svg import text as svg_text

    draw_first_line, build_fonts_dictionary = text.draw_first_line, pdf.build_fonts_dictionary

    def draw(stream: Any, textbox: Any, *rest: Any) -> Any:
        start, font = len(stream.stream), stream._current_font
        drawn = draw_first_line(stream, textbox, *rest)
        tell_apart(stream, start, font, textbox.pango_layout)
        return drawn

    def build_fonts(made: Any, fonts: Any, compress: bool, *rest: Any) -> Any:
        references = build_fonts_dictionary(made, fonts, compress, *rest)
        write_copies(made, fonts, references, compress)
        return references

    text.draw_first_line = svg_text.draw_first_line = draw
    pdf.build_fonts_dictionary = build_fonts


def copy(font: Any, glyph: int, suffix: str, text: str = "") -> str:
    """Return the name of the copy of a font in which a glyph is `text`; it is written with the font."""
    if not hasattr(font, "igreport_copies"):
        font.igreport_copies = {}
    font.igreport_copies.setdefault(suffix, {})[glyph] = text
    return str(font.hash + suffix)


def tell_apart(stream: Any, start: int, font: tuple[str, float] | None, layout: Any) -> None:
    """Draw again what stands from `start` in a content stream, the line of a layout, where one font is not enough for it.

    `font` is the name and the size of the font that is set there, where one is.
    """
    text, drawn = layout.text, stream.stream[start:]
    if text.isascii() or not (_UNUSUAL.search(text) or any(_is_risen(item) for item in drawn)):
        return
    fonts = {known.hash.encode(): known for known in stream._fonts.values()}
    meant = _texts(layout)
    del stream.stream[start:]
    name, size = (font[0].encode(), str(font[1]).encode()) if font else (b"", b"")
    for item in drawn:
        if found := _FONT.fullmatch(item) if isinstance(item, bytes) else None:
            name, size = found.groups()
        if name in fonts and isinstance(item, bytes) and item.endswith(b" TJ"):
            stream.stream += _drawn(item, fonts[name], size, meant)
        else:
            stream.stream.append(item)


def _is_risen(item: Any) -> bool:
    return isinstance(item, bytes) and item.endswith(b" Ts")


def _texts(layout: Any) -> Iterator[str]:
    """Yield what each glyph of a layout's first line is drawn for, in the order of drawing."""
    from weasyprint.text.ffi import ffi, pango

    text = layout.text.encode()
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        count, from_right = glyphs.num_glyphs, item.analysis.level % 2
        starts = [glyphs.log_clusters[index] for index in range(count)]
        ends = dict(zip(sorted(set(starts)), [*sorted(set(starts))[1:], item.length], strict=True))
        for start, group in groupby(range(count), key=starts.__getitem__):
            letters = text[item.offset + start : item.offset + ends[start]].decode()
            shown = [glyphs.glyphs[index].glyph != pango.PANGO_GLYPH_EMPTY for index in group]
            yield from _shared(letters, sum(shown), from_right)


def _shared(letters: str, count: int, from_right: bool) -> list[str]:
    """Return the letters of a cluster for each of its glyphs: one each, the last ones together or none, which is a joiner."""
    if not count:
        return []
    parts = [*letters[: count - 1], letters[count - 1 :] or _JOINER]
    parts += [_JOINER] * (count - len(parts))
    return parts[::-1] if from_right else parts


def _choose(font: Any, glyph: int, text: str) -> str:
    """Return the name of the copy of a font, or of the font itself, in which a glyph is `text`."""
    told = vars(font).setdefault("igreport_told", {})
    if glyph not in told:
        # From now on, whatever was drawn first.
        told[glyph] = font.to_unicode[glyph] = _RARE.get(text, text)
    if told[glyph] != text:
        return copy(font, glyph, "u" + text.encode("utf-16-be").hex(), text)
    shapes = vars(font).setdefault("igreport_shapes", {}).setdefault(text, [])
    if glyph not in shapes:
        shapes.append(glyph)
    number = shapes.index(glyph) // _SHAPES
    return copy(font, glyph, f"more{number}") if number else str(font.hash)


def _drawn(item: bytes, font: Any, size: bytes, meant: Iterator[str]) -> list[bytes]:
    """Return a TJ operator as several, each glyph drawn by a copy that maps it to what is `meant`, the font set as before."""
    name = str(font.hash)
    parts: list[tuple[str, bytes]] = []
    for glyphs, number in _PARTS.findall(item):
        for at in range(0, len(glyphs), 4):
            glyph = int(glyphs[at : at + 4], 16)
            name = _choose(font, glyph, next(meant, font.to_unicode.get(glyph, _JOINER)))
            parts.append((name, b"<%b>" % glyphs[at : at + 4]))
        if number:
            parts.append((name, b" %b " % number))
    if all(name == font.hash for name, _ in parts) and not _BESIDE.search(item):
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
