"""Pipe tables with their captions → pandoc's Table."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from igreport.model.document import Block
from igreport.sources.markdown import syntax
from igreport.sources.markdown.inlines import no_attributes
from igreport.sources.markdown.reader import Reader, inline_node, inlines_of

_CAPTION = re.compile(r"(?:Table:|Tabelle:|:)\s+(?=\S)")
_ALIGNMENTS = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}


def is_caption(node: SyntaxTreeNode) -> bool:
    """Say whether a paragraph beside a table is its caption."""
    child = inline_node(node) if node.type == "paragraph" else None
    return child is not None and _CAPTION.match(child.content) is not None


def table(node: SyntaxTreeNode, caption: SyntaxTreeNode | None, context: Reader) -> Block:
    head, *bodies = node.children
    rows = [*head.children, *(row for body in bodies for row in body.children)]
    width = len(head.children[0].children)
    for row in rows:
        _check_width(row, width, context)
    columns = [[{"t": _alignment(cell)}, {"t": "ColWidthDefault"}] for cell in head.children[0].children]
    read = [[no_attributes(), [_cell(cell, context) for cell in row.children]] for row in rows]
    title = []
    if caption is not None and (child := inline_node(caption)) is not None and (match := _CAPTION.match(child.content)):
        title = [{"t": "Plain", "c": inlines_of(caption, context, "caption", match.end())}]
    head_rows = len(head.children)
    body = [no_attributes(), 0, [], read[head_rows:]]
    return {
        "t": "Table",
        "c": [
            no_attributes(),
            [None, title],
            columns,
            [no_attributes(), read[:head_rows]],
            [body],
            [no_attributes(), []],
        ],
    }


def _check_width(row: SyntaxTreeNode, width: int, context: Reader) -> None:
    line = context.lines[row.map[0]] if row.map else ""
    if _CAPTION.match(line.lstrip(" >")) and "|" not in line:
        message = "this caption would be a row of the table"
        context.report("MD104", context.line_span(row), message, "put a blank line between the table and its caption")
    found = syntax.cells(line.lstrip(" >"))
    if found > width:
        hint = f"its head has {width}; write \\| for a bar that is text"
        context.report(
            "MD104", context.line_span(row), f"this row of the table has {found} cells; the last would be lost", hint
        )


def _alignment(cell: SyntaxTreeNode) -> str:
    match = re.search(r"text-align:\s*(\w+)", str(cell.attrs.get("style", "")))
    return _ALIGNMENTS.get(match[1] if match else "", "AlignDefault")


def _cell(cell: SyntaxTreeNode, context: Reader) -> list[Any]:
    content = inlines_of(cell, context, "cell")
    return [no_attributes(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": content}] if content else []]
