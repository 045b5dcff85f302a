"""Hyphens at which a line was broken are not read: text that is copied, searched or read aloud has the word whole.

ISO 32000-1, 14.8.2.2.3 wants such a hyphen to be a soft hyphen (U+00AD), apart from an author's own. Fonts draw all hyphens
with one glyph. So the hyphen that WeasyPrint 70 inserts is drawn by a copy of the font (`pdf_glyphs`) and carries the soft
hyphen as its ActualText (14.9.4) as well: some programs read the one, some the other.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from igreport.edition.writers import pdf_glyphs

# The last glyph of a line, of two bytes, and perhaps the kerning behind it.
_LAST = re.compile(rb"\[(.*)<([0-9a-f]*)([0-9a-f]{4})>(-?[0-9.]*)\] TJ", re.DOTALL)
_HYPHENATED = 3  # the place of `hyphenated` among the arguments of `first_line_metrics` behind `layout`
_SOFT_HYPHEN = b"<feff00ad>"  # in UTF-16: PDFDocEncoding has no soft hyphen


@functools.cache
def mend() -> None:
    """Wrap WeasyPrint's drawing of lines and its writing of fonts; a second call changes nothing."""
    from weasyprint.draw import text
    from weasyprint.text import line_break

    first_line_metrics, draw_first_line = line_break.first_line_metrics, text.draw_first_line

    def metrics(first_line: Any, words: str, layout: Any, *rest: Any, **named: Any) -> Any:
        layout.is_hyphenated = len(rest) > _HYPHENATED and rest[_HYPHENATED]
        return first_line_metrics(first_line, words, layout, *rest, **named)

    def draw(stream: Any, textbox: Any, *rest: Any) -> Any:
        drawn = draw_first_line(stream, textbox, *rest)
        if getattr(textbox.pango_layout, "is_hyphenated", False):
            _set_apart(stream)
        return drawn

    line_break.first_line_metrics, text.draw_first_line = metrics, draw


def _set_apart(stream: Any) -> None:
    """Draw the last glyph of the line that was just drawn with the second font, as a soft hyphen."""
    import pydyf

    match = _LAST.fullmatch(stream.stream[-1])
    name, size = stream._current_font
    font = next((font for font in stream._fonts.values() if font.hash == name), None)
    if match is None or font is None or font.to_unicode.get(int(match[3], 16)) not in ("-", "\u2010"):
        return
    stream.stream.pop()
    before = match[1] + (b"<" + match[2] + b">" if match[2] else b"")
    if before:
        stream.show_text(before)
    stream.set_font_size(pdf_glyphs.copy(font, int(match[3], 16), "soft", "\xad"), size)
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": _SOFT_HYPHEN}))
    stream.show_text(b"<" + match[3] + b">" + match[4])
    stream.end_marked_content()
