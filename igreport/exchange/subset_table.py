"""A table of pandoc's → a pipe table: one head row, one line a cell, no cell over two columns or rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from igreport.exchange.imported import Change
from igreport.model.document import Block, Inline

Cell = Callable[[Sequence[Block]], list[Inline]]


def simple(block: Block, cell: Cell, changes: list[Change]) -> list[Block]:
    """Return the table with its head in one row; rows of more heads, and of its foot, are body rows."""
    _attributes, (_short, caption), columns, head, bodies, foot = block["c"]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    read = [_row(row, cell, changes) for row in rows]
    read = [row for row in read if any(row)]
    if not read:
        return []
    width = max(len(row) for row in read)
    if len(head[1]) != 1:
        changes.append(Change(0, "table", "the first row of a table is now its head"))
    read = [row + [[] for _ in range(width - len(row))] for row in read]
    title = cell(caption)
    shape = [[{"t": _alignment(columns, index)}, {"t": "ColWidthDefault"}] for index in range(width)]
    empty: list[Any] = ["", [], []]
    first, *rest = [[empty, [_cell(content) for content in row]] for row in read]
    body = [empty, 0, [], rest]
    caption_blocks = [{"t": "Plain", "c": title}] if title else []
    return [{"t": "Table", "c": [empty, [None, caption_blocks], shape, [empty, [first]], [body], [empty, []]]}]


def _row(row: Any, cell: Cell, changes: list[Change]) -> list[list[Inline]]:
    result: list[list[Inline]] = []
    for _attributes, _align, rows, columns, blocks in row[1]:
        if rows > 1 or columns > 1:
            changes.append(Change(0, "table", "a cell over several rows or columns is now one cell, with empty ones"))
        result += [cell(blocks), *([] for _ in range(columns - 1))]
    return result


def _cell(content: list[Inline]) -> list[Any]:
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": content}] if content else []]


def _alignment(columns: Sequence[Any], index: int) -> str:
    return str(columns[index][0]["t"]) if index < len(columns) else "AlignDefault"
