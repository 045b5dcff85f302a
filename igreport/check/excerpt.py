"""A line of a file with a place underlined, as a terminal shows it: wide, combining and invisible characters counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from igreport.model.diagnostic import Span

WIDTH = 100  # columns of the line that are shown, where nothing else is said
_BEFORE = 0.4  # of them, at most, before the place
_BEHIND = 0.2  # at least, behind it
_LONG = 500  # characters that are looked at on either side of the place
_TAB = "    "
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def excerpt(lines: Sequence[str], span: Span, width: int = WIDTH) -> tuple[str, str] | None:
    """Return the line of `span` and the marks to print below it; None where there is no such line.

    A line of more than `width` columns is cut to what stands around the place; dots at its ends come on top.
    """
    if not 1 <= span.line <= len(lines):
        return None
    line = lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = min(max(end, start + 1), max(len(line), start + 1))
    cut = max(0, start - _LONG)  # hundreds of findings may be in one line
    shown = _shown(line[cut : start + _LONG])
    start, end = start - cut, min(end - cut, len(shown) + 1)
    widths = [width for _, width in shown]
    first = _first(widths, start, end, width)
    last = _last(widths, first, width)
    text = "".join(sign for sign, _ in shown[first:last])
    is_cut = bool(first or cut)
    before = sum(widths[first:start]) + is_cut
    marks = max(sum(widths[start : min(end, last)]), 1)
    return ("…" if is_cut else "") + text + ("…" if cut + last < len(line) else ""), " " * before + "^" * marks


def visible(text: str) -> str:
    """Return `text` as it can be printed: no sign in it moves the cursor, changes colours or the direction of writing."""
    return "".join(sign for sign, _ in _shown(text))


def _first(widths: Sequence[int], start: int, end: int, width: int) -> int:
    """Return the first character to show so that the place is in view."""
    if sum(widths) <= width or sum(widths[:end]) <= width * (1 - _BEHIND):
        return 0
    first, room = start, int(width * _BEFORE)
    while first and room - widths[first - 1] >= 0:
        first -= 1
        room -= widths[first]
    while first < start and not widths[first]:  # an accent without its letter
        first += 1
    return first


def _last(widths: Sequence[int], first: int, width: int) -> int:
    """Return the end of what is shown from character `first` on."""
    last, room = first, width
    while last < len(widths) and room - widths[last] >= 0:
        room -= widths[last]
        last += 1
    return last


def _shown(text: str) -> list[tuple[str, int]]:
    """Return each character as it is printed, with its width in columns."""
    if text.isascii() and text.isprintable():
        return [(sign, 1) for sign in text]
    return [_sign(sign, text[index - 1] if index else "") for index, sign in enumerate(text)]


def _sign(sign: str, before: str) -> tuple[str, int]:
    if " " <= sign <= "~" and before != _JOINER:  # most are
        return sign, 1
    if sign == "\t":
        return _TAB, len(_TAB)
    category = unicodedata.category(sign)
    if category in ("Mn", "Me") or sign == _JOINER:
        return sign, 0
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return "�", 1
    if before == _JOINER or (before and ord(sign) in _SKIN_TONES):
        return sign, 0
    return sign, 2 if unicodedata.east_asian_width(sign) in "WF" else 1
