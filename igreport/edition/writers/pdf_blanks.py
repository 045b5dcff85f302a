"""Blanks at which a line was broken are drawn: the words of two lines stay two words for whoever reads the text of the file.

Readers that follow the structure tree put the pieces of a paragraph together as they are (ISO 32000-1, 14.8.2.5), and
WeasyPrint 70 leaves the blank at a line's end out. It is drawn again, behind the line, where nobody sees it.
"""

from __future__ import annotations

import functools
from typing import Any

_BLANK = " "


@functools.cache
def mend() -> None:
    """Wrap WeasyPrint's breaking of lines and its drawing of them; a second call changes nothing."""
    from weasyprint.draw import text
    from weasyprint.layout import inline

    split_text_box, draw_first_line = inline.split_text_box, text.draw_first_line
    remove_last_whitespace = inline.remove_last_whitespace

    def split(context: Any, box: Any, width: Any, skip: int, *rest: Any, **named: Any) -> Any:
        made = split_text_box(context, box, width, skip, *rest, **named)
        if made[0] is not None:
            _mark(made[0], box.text, skip, made[1])
        return made

    def draw(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        layout = textbox.pango_layout
        if block_ellipsis != "none" and layout.text.endswith(_BLANK):
            layout.set_text(layout.text.rstrip(_BLANK), justify=True)  # the ellipsis stands at the word
        elif hasattr(layout, "is_behind_blank"):
            matrix = _drawn_as(_BLANK + layout.text, layout, matrix)
        elif hasattr(layout, "is_before_blank"):
            matrix = _drawn_as(layout.text.rstrip(_BLANK) + _BLANK, layout, matrix)
        return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)

    def remove(context: Any, line: Any) -> None:
        remove_last_whitespace(context, line)
        if len(line.children) > 1:
            _hand_over(line)

    inline.split_text_box, inline.remove_last_whitespace, text.draw_first_line = split, remove, draw


def _hand_over(line: Any) -> None:
    """Give each blank that is a box by itself, which is not drawn, to the words before it."""
    from weasyprint.formatting_structure import boxes

    words = None
    for box in line.descendants():
        if not isinstance(box, boxes.TextBox):
            continue
        if box.text.strip(_BLANK):
            words = box.pango_layout
        elif words is not None:
            _append(words)


def _append(layout: Any) -> None:
    """Have a blank drawn behind a line."""
    if layout.first_line_direction % 2:
        layout.is_before_blank = True  # to the left of its words, which must not move for it
    elif not layout.text.endswith(_BLANK):
        layout.text += _BLANK  # which is set again when it is drawn


def _mark(made: Any, text: str, start: int, end: int | None) -> None:
    """Note where a line of `text`, from one place to another in UTF-8, has a blank beside it that is not drawn."""
    layout = made.pango_layout
    if start and text[:1] == _BLANK and not text.encode()[:start].strip():
        layout.is_behind_blank = True  # the box before it ends with a word
    if _is_blank(text, end) if end else text.endswith(_BLANK):
        _append(layout)


def _is_blank(text: str, end: int) -> bool:
    return (text[end - 1 : end] if text.isascii() else text.encode()[end - 1 : end].decode("latin-1")) in ("\n", _BLANK)


def _drawn_as(text: str, layout: Any, matrix: Any) -> Any:
    """Set the text of a line, and return from where its words are drawn as they would be without the new blank before them.

    Drawn by itself, the blank would be left out by some readers.
    """
    before = _width(layout)
    layout.set_text(text, justify=True)
    a, b, c, d, e, f = matrix.values
    return type(matrix)(a, b, c, d, e + before - _width(layout), f)


def _width(layout: Any) -> float:
    from weasyprint.text.line_break import line_size

    line, _ = layout.get_first_line()
    return float(line_size(line, layout.style)[0])
