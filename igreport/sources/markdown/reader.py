"""What the readers of blocks share: the context with the lines of the file, and the inlines of a block with text."""

from __future__ import annotations

from markdown_it.tree import SyntaxTreeNode

from igreport.model.diagnostic import Span
from igreport.model.document import Block
from igreport.sources.markdown import inlines
from igreport.sources.markdown.inlines import Context
from igreport.sources.markdown.places import Places


class Reader(Context):
    """A context with what only blocks need: the lines of the file, and where they begin in it."""

    lines: list[str]
    first_line: int
    level: int

    def line_span(self, node: SyntaxTreeNode) -> Span:
        first = node.map[0] if node.map else 0
        line = self.lines[first] if first < len(self.lines) else ""
        column = len(line) - len(line.lstrip()) + 1
        return Span(self.path, first + self.first_line, column, 0, max(len(line), column) + 1)


def inline_node(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    return next((child for child in node.children if child.type == "inline"), None)


def places_of(node: SyntaxTreeNode, context: Reader) -> Places:
    line = (node.map or (0, 0))[0] + context.first_line
    return Places(context.path, line, node.meta.get("columns", (1,)), node.content)


def inlines_of(node: SyntaxTreeNode, context: Reader, start: int = 0) -> list[Block]:
    """Return the inlines of a block with text, from character `start` of it."""
    child = inline_node(node)
    if child is None:
        return []
    read = inlines.read(child.children, places_of(child, context), context)
    return _without_prefix(read, child.content[:start]) if start else read


def _without_prefix(read: list[Block], prefix: str) -> list[Block]:
    while read and prefix.strip():
        text = read[0].get("c", " ") if read[0]["t"] == "Str" else " "
        prefix = prefix[len(text) :] if len(prefix) > len(text) else ""
        read = read[1:]
    return read[1:] if read and read[0]["t"] == "Space" else read
