"""Hyphens at which a line was broken are not read: text that is copied, searched or read aloud has the word whole.

ISO 32000-1, 14.8.2.2.3 wants such a hyphen to be a soft hyphen (U+00AD), apart from an author's own. Fonts draw all hyphens
with one glyph, and WeasyPrint 70 maps each glyph to one character. So the hyphen that WeasyPrint inserts is drawn by a second
font, which is the first one with another ToUnicode map, and carries the soft hyphen as its ActualText (14.9.4) as well: some
programs read the one, some the other.
"""

from __future__ import annotations

import re
from typing import Any

# The last glyph of a line, of two bytes, and perhaps the kerning behind it.
_LAST = re.compile(rb"\[(.*)<([0-9a-f]*)([0-9a-f]{4})>(-?[0-9.]*)\] TJ", re.DOTALL)
_HYPHENATED = 3  # the place of `hyphenated` among the arguments of `first_line_metrics` behind `layout`
_SOFT = "soft"
_SOFT_HYPHEN = b"<feff00ad>"  # in UTF-16: PDFDocEncoding has no soft hyphen
_MAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
1 beginbfchar
<%s> <00ad>
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def mend() -> None:
    """Wrap WeasyPrint's drawing of lines and its writing of fonts; a second call changes nothing."""
    from weasyprint import pdf
    from weasyprint.draw import text
    from weasyprint.text import line_break

    if getattr(text.draw_first_line, "igreport", False):
        return
    first_line_metrics, draw_first_line = line_break.first_line_metrics, text.draw_first_line
    build_fonts_dictionary = pdf.build_fonts_dictionary

    def metrics(first_line: Any, words: str, layout: Any, *rest: Any, **named: Any) -> Any:
        layout.is_hyphenated = len(rest) > _HYPHENATED and rest[_HYPHENATED]
        return first_line_metrics(first_line, words, layout, *rest, **named)

    def draw(stream: Any, textbox: Any, *rest: Any) -> Any:
        drawn = draw_first_line(stream, textbox, *rest)
        if getattr(textbox.pango_layout, "is_hyphenated", False):
            _set_apart(stream)
        return drawn

    def build_fonts(made: Any, fonts: Any, compress: bool, *rest: Any) -> Any:
        references = build_fonts_dictionary(made, fonts, compress, *rest)
        for font in fonts.values():
            if hasattr(font, "igreport_hyphen"):
                references[font.hash + _SOFT] = _second_font(
                    made, references[font.hash], font.igreport_hyphen, compress
                )
        return references

    draw.igreport = True  # type: ignore[attr-defined]
    line_break.first_line_metrics, text.draw_first_line, pdf.build_fonts_dictionary = metrics, draw, build_fonts


def _set_apart(stream: Any) -> None:
    """Draw the last glyph of the line that was just drawn with the second font, as a soft hyphen."""
    import pydyf

    match = _LAST.fullmatch(stream.stream[-1])
    name, size = stream._current_font
    font = next((font for font in stream._fonts.values() if font.hash == name), None)
    if match is None or font is None or font.to_unicode.get(int(match[3], 16)) not in ("-", "\u2010"):
        return
    font.igreport_hyphen = match[3]
    stream.stream.pop()
    before = match[1] + (b"<" + match[2] + b">" if match[2] else b"")
    if before:
        stream.show_text(before)
    stream.set_font_size(font.hash + _SOFT, size)
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": _SOFT_HYPHEN}))
    stream.show_text(b"<" + match[3] + b">" + match[4])
    stream.end_marked_content()


def _second_font(pdf: Any, reference: Any, glyph: bytes, compress: bool) -> Any:
    """Return the reference to a copy of a font in which that glyph is a soft hyphen; the file in it is the same."""
    import pydyf

    to_unicode = pydyf.Stream([_MAP % glyph], compress=compress)
    pdf.add_object(to_unicode)
    font = pydyf.Dictionary(pdf.objects[int(reference.split()[0])])
    font["ToUnicode"] = to_unicode.reference
    pdf.add_object(font)
    return font.reference
