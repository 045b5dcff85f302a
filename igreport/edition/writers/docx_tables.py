"""Word's tables: columns by what stands in them, rows that stay whole where they can, heads that stay with their rows.

The widths follow HTML's automatic layout (CSS 2.2, 17.5.2.2): no column narrower than its longest word, and the rest shared by
what each has to say. They are fixed in the file, because Word and LibreOffice would otherwise each lay the table out anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lxml import etree

from igreport.edition.writers import docx_measure
from igreport.edition.writers.docx_page import Room
from igreport.edition.writers.docx_paragraph import first, set_values, switch_on, value

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EMU = 635  # of DrawingML, in a twentieth of a point

_AFTER_TABLE = 200
_TYPE, _LINE = 180, 245  # of the template's tables
_PADDING = 170  # of a cell, left and right
_NARROW_PADDING = 40  # on one side, in a table whose words do not fit side by side
_BOLD = 1.13
_LONGEST = 0.27  # of the text's width: a longer word does not widen its column any further, and is broken
_WORDS = 0.85  # of the width goes to the longest words at most; texts need room as well
_TALLEST = 0.5  # of a page; a taller row may be split
# A hyphen is a place to break; a slash is none in Word.
_BREAK = re.compile(r"[\s\u2013\u2014-]+")
_AFTER_LAYOUT = tuple(f"{W}{name}" for name in ("tblCellMar", "tblLook", "tblCaption", "tblDescription"))


@dataclass(frozen=True)
class Column:
    """How wide a column's longest word is, its longest cell on one line, and all its cells in a row."""

    word: float
    cell: float
    all: float


def finish(table: etree._Element, room: Room) -> None:
    """Lay out a table in the room that a page has, and set off what follows it."""
    rows = table.findall(f"{W}tr")
    cells = [[_Cell(cell, _is_head(row)) for cell in row.findall(f"{W}tc")] for row in rows]
    columns = [Column(*_measured(column)) for column in zip(*cells, strict=False)]
    shares = _given(table)
    found = _scaled(shares, room.width) if shares else widths(columns, room.width)
    _set_layout(table, found, is_wide=sum(column.word for column in columns) > room.width)
    for row, row_cells in zip(rows, cells, strict=True):
        _set_widths(row, found)
        _keep(row, _height(row_cells, found) <= room.height * _TALLEST)
    following = next(table.itersiblings(f"{W}p", f"{W}tbl"), None)
    if following is not None and value(following, "pStyle") in ("FirstParagraph", "BodyText", "Compact", ""):
        set_values(switch_on(following, "spacing"), before=_AFTER_TABLE)


class _Cell:
    """What a cell's column must hold."""

    def __init__(self, cell: etree._Element, is_head: bool) -> None:
        size = _TYPE * (_BOLD if is_head else 1)
        paragraphs = ["".join(_pieces(paragraph)) for paragraph in cell.iter(f"{W}p")]
        pictures = [int(extent.get("cx", 0)) / _EMU for extent in cell.iter(_EXTENT)]
        self.lines = [docx_measure.width(text, size) for text in paragraphs]
        words = (word for text in paragraphs for word in _BREAK.split(text))
        self.word = max((docx_measure.width(word, size) for word in words), default=0)
        self.picture = max(pictures, default=0)


def _pieces(paragraph: etree._Element) -> Iterable[str]:
    for item in paragraph.iter(f"{W}t", f"{W}footnoteReference", f"{W}br"):
        yield (item.text or "") if item.tag == f"{W}t" else " " if item.tag == f"{W}br" else "00"


def _is_head(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}tblHeader") is not None


def _measured(cells: Sequence[_Cell]) -> tuple[float, float, float]:
    """Return the measures of a column from its cells."""
    word = max(max(cell.word, cell.picture) for cell in cells) + _PADDING
    longest = max(max(*cell.lines, cell.picture) for cell in cells) + _PADDING
    return word, max(word, longest), sum(sum(cell.lines) for cell in cells) + 1


def _given(table: etree._Element) -> list[int]:
    """Return the widths that the table's maker gave; pandoc makes all alike where there are none."""
    given = [int(column.get(f"{W}w", "0")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return given if given and max(given) - min(given) > len(given) else []


def widths(columns: Sequence[Column], total: int) -> list[int]:
    """Return the width of each column; together they are `total`."""
    if sum(column.cell for column in columns) <= total:
        return _scaled([column.cell for column in columns], total)
    found = _capped([min(column.word, total * _LONGEST) for column in columns], total * _WORDS)
    waiting = [index for index, column in enumerate(columns) if column.cell > found[index]]
    while waiting:
        share = (total - sum(found)) / sum(columns[index].all for index in waiting)
        full = [index for index in waiting if found[index] + share * columns[index].all >= columns[index].cell]
        for index in full or waiting:
            found[index] = columns[index].cell if full else found[index] + share * columns[index].all
        waiting = [index for index in waiting if index not in full] if full else []
    return _scaled(found, total)


def _capped(lengths: Sequence[float], total: float) -> list[float]:
    """Return the lengths, the longest of them cut to one length, so that together they are `total` at most."""
    left, cap = total, math.inf
    for place, length in enumerate(sorted(lengths)):
        if length * (len(lengths) - place) > left:
            cap = left / (len(lengths) - place)
            break
        left -= length
    return [min(length, cap) for length in lengths]


def _scaled(shares: Sequence[float], total: int) -> list[int]:
    """Return whole numbers in these proportions, whose sum is `total`."""
    whole = sum(shares) or 1
    edges = [round(part * total / whole) for part in accumulate(shares, initial=0.0)]
    return [end - start for start, end in pairwise(edges)]


def _set_layout(table: etree._Element, found: Sequence[int], is_wide: bool) -> None:
    properties = first(table, "tblPr")
    total = properties.find(f"{W}tblW")
    if total is not None:
        set_values(total, type="dxa", w=sum(found))
    for layout in properties.findall(f"{W}tblLayout"):
        properties.remove(layout)
    at = next((place for place, child in enumerate(properties) if child.tag in _AFTER_LAYOUT), len(properties))
    properties.insert(at, etree.Element(f"{W}tblLayout", {f"{W}type": "fixed"}))
    if is_wide:
        margins = etree.Element(f"{W}tblCellMar")
        for side in ("left", "right"):
            etree.SubElement(margins, f"{W}{side}", {f"{W}w": str(_NARROW_PADDING), f"{W}type": "dxa"})
        properties.insert(at + 1, margins)
    for column, width in zip(table.iterfind(f"{W}tblGrid/{W}gridCol"), found, strict=False):
        set_values(column, w=width)


def _set_widths(row: etree._Element, found: Sequence[int]) -> None:
    for cell, width in zip(row.findall(f"{W}tc"), found, strict=False):
        properties = first(cell, "tcPr")
        for old in properties.findall(f"{W}tcW"):
            properties.remove(old)
        properties.insert(0, etree.Element(f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"}))


def _height(cells: Sequence[_Cell], found: Sequence[int]) -> float:
    """Return about how high a row is; lines are not filled to their ends."""
    return max(
        (
            sum(math.ceil(line * 1.1 / max(width - _PADDING, _TYPE)) or 1 for line in cell.lines) * _LINE
            for cell, width in zip(cells, found, strict=False)
        ),
        default=0,
    )


def _keep(row: etree._Element, is_whole: bool) -> None:
    """Keep a row whole, and a head with the row behind it."""
    if is_whole:
        first(row, "trPr").insert(0, etree.Element(f"{W}cantSplit"))
    if _is_head(row):
        for paragraph in row.iter(f"{W}p"):
            switch_on(paragraph, "keepNext")
