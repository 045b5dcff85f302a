"""What the readers of blocks share: the context with the lines of the file, and the inlines of a block with text."""

from __future__ import annotations

from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from igreport.model.diagnostic import Span
from igreport.model.document import Block
from igreport.model.prose import Call, Item, Places, Prose, ProseKind
from igreport.sources.markdown import inlines
from igreport.sources.markdown.inlines import Context
from igreport.sources.markdown.prose import Words


class Reader(Context):
    """A context with what only blocks need: the lines of the file, and where they begin in it."""

    lines: list[str]
    first_line: int
    level: int
    language: str
    prose: list[Prose]
    lists: int = 0  # how many were read
    item: Item | None = None  # where the reader is
    is_quoted: bool = False
    label: str = ""  # of the note that is read

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


def inlines_of(node: SyntaxTreeNode, context: Reader, kind: ProseKind = "paragraph", start: int = 0) -> list[Block]:
    """Return the inlines of a block with text, from character `start` of it, and add its words to the prose."""
    child = inline_node(node)
    if child is None:
        return []
    places = places_of(child, context)
    add_prose(child, places, context, kind, int(node.tag[1:]) if kind == "heading" else 0)
    read = inlines.read(child.children, places, context)
    return _without_prefix(read, child.content[:start]) if start else read


def _without_prefix(read: list[Block], prefix: str) -> list[Block]:
    while read and prefix.strip():
        text = read[0].get("c", " ") if read[0]["t"] == "Str" else " "
        prefix = prefix[len(text) :] if len(prefix) > len(text) else ""
        read = read[1:]
    return read[1:] if read and read[0]["t"] == "Space" else read


def add_prose(node: SyntaxTreeNode, places: Places, context: Reader, kind: ProseKind, level: int = 0) -> None:
    """Add the words of an inline node, and of the notes that are written in it."""
    words: Words | None = node.meta.get("words")
    if words is None:
        return
    if context.label:
        kind = "note"
    elif context.item and kind == "paragraph":
        kind = "item"
    item = context.item
    context.prose.append(_prose(words, kind, places, context, context.label, level, item))
    if item is not None and item.is_first:
        context.item = replace(item, is_first=False)


def _prose(
    words: Words,
    kind: ProseKind,
    places: Places,
    context: Reader,
    label: str,
    level: int = 0,
    item: Item | None = None,
) -> Prose:
    for name, inner in words.notes:
        context.prose.append(_prose(inner, "note", places, context, f"{places.line}{name}"))
    calls = tuple(
        Call(
            raw.position,
            raw.keys,
            f"{places.line}{raw.label}" if raw.label.startswith("^") else raw.label,
            places.span(raw.start, raw.end),
            raw.locators,
        )
        for raw in words.calls
    )
    return Prose(
        kind,
        words.text,
        tuple(words.pieces),
        places,
        context.language,
        calls,
        tuple(words.links),
        tuple(words.emphasis),
        tuple(words.foreign),
        label,
        level,
        item,
        context.is_quoted,
    )
