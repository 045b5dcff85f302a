"""Blanks at which a line was broken are drawn: the words of two lines stay two words for whoever reads the text of the file.

Readers that follow the structure tree put the pieces of a paragraph together as they are (ISO 32000-1, 14.8.2.5), and
WeasyPrint 70 leaves the blank at a line's end out. It is drawn again, behind the line, where nobody sees it.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

_BLANK = " "
_BACK = 0.25  # of the type's size: about what a blank takes


def mend() -> None:
    """Wrap WeasyPrint's breaking of lines and its drawing of them; a second call changes nothing."""
    from weasyprint.draw import text
    from weasyprint.layout import inline

    if getattr(inline.split_text_box, "igreport", False):
        return
    split_text_box, draw_first_line = inline.split_text_box, text.draw_first_line

    def split(context: Any, box: Any, width: Any, skip: int, *rest: Any, **named: Any) -> Any:
        made = split_text_box(context, box, width, skip, *rest, **named)
        if made[0] is not None and (skip or made[1]):
            _mark(made[0], box.text, skip, made[1])
        return made

    def draw(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        layout = textbox.pango_layout
        if getattr(layout, "is_behind_blank", False):
            _draw_before(draw_first_line, stream, textbox, matrix)
        elif not textbox.text and layout.text == _BLANK:
            return _draw_blank(draw_first_line, stream, textbox, matrix)
        elif block_ellipsis != "none" and layout.text.endswith(_BLANK):
            layout.set_text(layout.text.rstrip(_BLANK), justify=True)  # the ellipsis stands at the word
        return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)

    split.igreport = True  # type: ignore[attr-defined]
    inline.split_text_box, text.draw_first_line = split, draw


def _mark(made: Any, text: str, start: int, end: int | None) -> None:
    """Note where a line of `text`, from one place to another in UTF-8, has a blank beside it that is not drawn."""
    layout = made.pango_layout
    if start and text[:1] == _BLANK and not text.encode()[:start].strip():
        layout.is_behind_blank = True  # what it stood in, its line's last box, is gone
    if end and _is_blank(text, end) and not layout.text.endswith(_BLANK):
        if layout.first_line_direction % 2:
            layout.is_behind_blank = True  # to the left of the line
        else:
            layout.text += _BLANK  # which is set again when it is drawn


def _is_blank(text: str, end: int) -> bool:
    return (text[end - 1 : end] if text.isascii() else text.encode()[end - 1 : end].decode("latin-1")) in ("\n", _BLANK)


def _draw_before(draw: Any, stream: Any, textbox: Any, matrix: Any) -> None:
    """Draw a blank to the left of a line."""
    layout, text = textbox.pango_layout, textbox.pango_layout.text
    place = type(matrix)(*matrix.values)
    place[2][0] -= _BACK * textbox.style["font_size"]
    _draw_blank(draw, stream, textbox, place)
    layout.set_text(text, justify=True)


def _draw_blank(draw: Any, stream: Any, textbox: Any, matrix: Any) -> Any:
    textbox.pango_layout.set_text(_BLANK)
    seen = SimpleNamespace(text="-", style=textbox.style, pango_layout=textbox.pango_layout)  # what is blank is not drawn
    return draw(stream, seen, "clip", "none", matrix)
