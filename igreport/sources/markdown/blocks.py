"""Block tokens → pandoc's blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.document import Block
from igreport.model.prose import Item
from igreport.model.report import Body
from igreport.sources.markdown import foreign, inlines, markers, syntax, tables
from igreport.sources.markdown.inlines import no_attributes
from igreport.sources.markdown.reader import Reader, inline_node, inlines_of, places_of

_HEADING_ATTRIBUTES = re.compile(r"\{[#.=-][^{}]*\}\s*$")


def read(
    text: str, path: str, language: str, problems: list[Diagnostic], first_line: int = 1, *, is_printed: bool = True
) -> Body:
    """Return the body of a section from its Markdown `text`, which begins on line `first_line` of the file `path`.

    Where it is not to be printed (`is_printed`), its blocks are left without words: that takes half of the time.

    What is wrong with it goes to `problems`; what can be read is read all the same, so that one run finds everything.
    """
    context = Reader(path, problems, is_printed=is_printed)
    context.lines, context.first_line, context.level = text.split("\n"), first_line, 1
    context.language, context.prose = language, []
    foreign.find_control_characters(context.lines, first_line, context)
    tokens = syntax.parser(language, is_printed).parse(text)
    for token in tokens:
        if "exceeds" in token.meta and token.map:
            message = f"this paragraph has more than {token.meta['exceeds']}"
            context.report("MD111", Span(path, token.map[0] + first_line), message, "put blank lines between its parts")
    if (deepest := _too_deep(tokens)) is not None:
        line = (deepest.map or [0])[0] + first_line
        context.report("MD108", Span(path, line), "this is nested too deeply to be printed", "nest less")
        return Body()
    root = SyntaxTreeNode(tokens)
    _read_notes(root.children, context)
    content = [node for node in root.children if node.type != "footnote_reference"]
    starts: list[int] = []
    blocks = _blocks(content, context, starts)
    _find_unused_notes(root.children, context)
    return Body(
        tuple(blocks),
        tuple(context.citations),
        tuple(context.mentions),
        tuple(context.links),
        tuple(context.images),
        tuple(context.prose),
        tuple(starts),
    )


def _too_deep(tokens: Sequence[Token]) -> Token | None:
    """Return the first block that is nested, or holds emphasis that is nested, deeper than any reader follows."""
    for token in tokens:
        levels = [token.level, *(child.level for child in token.children or ())]
        if max(levels) >= syntax.DEEPEST:
            return token
    return None


def _read_notes(nodes: Sequence[SyntaxTreeNode], context: Reader) -> None:
    """Read the notes' definitions first: they may stand after their calls, and anywhere."""
    context.in_note = True
    for node in _definitions(nodes):
        label = node.meta["label"]
        if label in context.notes:
            context.report(
                "CIT106", context.line_span(node), f"the note `[^{label}]` is defined twice", "rename one of them"
            )
            continue
        for child in node.children:
            if child.type != "paragraph":
                context.report(
                    "MD104",
                    context.line_span(child),
                    "a note may have paragraphs only",
                    "move lists and tables into the text",
                )
        paragraphs = [child for child in node.children if child.type == "paragraph"]
        context.label = label
        context.notes[label] = [{"t": "Para", "c": inlines_of(child, context)} for child in paragraphs]
        if not paragraphs:
            context.report(
                "CIT102", context.line_span(node), f"the note `[^{label}]` is empty", "write its text after the colon"
            )
        context.label = ""
    context.in_note = False


def _definitions(nodes: Sequence[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    found = []
    for node in nodes:
        if node.type == "footnote_reference":
            found.append(node)
        elif node.type != "inline":
            found += _definitions(node.children)
    return found


def _find_unused_notes(nodes: Sequence[SyntaxTreeNode], context: Reader) -> None:
    for node in _definitions(nodes):
        label = node.meta["label"]
        if label not in context.used_notes:
            hint = f"write [^{label}] where it belongs, or delete it"
            message = f"the note `[^{label}]` is defined and never called; no reader would see it"
            context.report("CIT103", context.line_span(node), message, hint)


def _blocks(nodes: Sequence[SyntaxTreeNode], context: Reader, starts: list[int] | None = None) -> list[Block]:
    """Return the nodes as pandoc's blocks; the line of the file on which each begins is added to `starts`."""
    result: list[Block] = []
    before = behind = None  # the captions of the next table and of the last
    for index, node in enumerate(nodes):
        following = nodes[index + 1 : index + 2]
        first = before or node
        if node.type == "footnote_reference" or node is behind:
            continue
        if node.type == "table":
            behind = None if before else next(filter(tables.is_caption, following), None)
            result.append(tables.table(node, before or behind, context))
            before = None
        elif tables.is_caption(node) and [block.type for block in following] == ["table"]:
            before = node
        else:
            result += _READERS.get(node.type, _refused)(node, context)
        if starts is not None:
            starts += [(first.map or (0, 0))[0] + context.first_line] * (len(result) - len(starts))
    return result


def _paragraph(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    child = inline_node(node)
    if child is None:
        return []
    foreign.find(places_of(child, context), context)
    if [grandchild.type for grandchild in child.children] == ["image"]:
        return [_figure(child, context)]
    return [{"t": "Plain" if _is_tight(node) else "Para", "c": inlines_of(node, context)}]


def _is_tight(node: SyntaxTreeNode) -> bool:
    return bool(node.nester_tokens and node.nester_tokens.opening.hidden)


def _figure(node: SyntaxTreeNode, context: Reader) -> Block:
    places = places_of(node, context)
    context.in_figure = True
    image = inlines.read(node.children, places, context)
    context.in_figure = False
    caption = inlines.read(node.children[0].children, places, context)
    content = [{"t": "Plain", "c": image}]
    return {"t": "Figure", "c": [no_attributes(), [None, [{"t": "Plain", "c": caption}]], content]}


def _heading(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    level = int(node.tag[1:])
    span = context.line_span(node)
    child = inline_node(node)
    if node.parent is not None and node.parent.type != "root":
        context.report(
            "MD109", span, "a heading inside of a list, a quotation or a note", "headings stand by themselves"
        )
    elif level == 1:
        context.report(
            "MD109",
            span,
            "a heading of level 1: that is the section's title",
            "begin with ## (the title stands in `title:`)",
        )
    elif level > context.level + 1:
        hint = f"use {'#' * (context.level + 1)}: no level may be left out"
        context.report("MD109", span, f"a heading of level {level} under one of level {context.level}", hint)
    context.level = max(level, 2)
    if child and (match := _HEADING_ATTRIBUTES.search(child.content)):
        context.report(
            "MD105",
            places_of(child, context).span(match.start(), match.end()),
            "attributes in braces are not supported",
            "delete the braces",
        )
    return [{"t": "Header", "c": [max(level, 2), no_attributes(), inlines_of(node, context, "heading")]}]


def _quotation(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    outer, context.is_quoted = context.is_quoted, True
    content = _blocks(node.children, context)
    context.is_quoted = outer
    return [{"t": "BlockQuote", "c": content}]


def _bullet_list(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    return [{"t": "BulletList", "c": _items(node, context, [node.markup] * len(node.children))}]


def _ordered_list(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    found = [_marker(item, context) for item in node.children]
    first = found[0]
    for index, (item, marker) in enumerate(zip(node.children, found, strict=True)):
        if marker.end == ")":
            foreign.report_bracket(context.line_span(item), context)
        elif not markers.continues(first, index, marker):
            hint = "put a paragraph between two lists, or number the items of one alike"
            context.report(
                "MD107", context.line_span(item), "this item is marked otherwise than the list's first", hint
            )
    attributes = [first.start, {"t": first.style}, {"t": "Period"}]
    return [
        {
            "t": "OrderedList",
            "c": [attributes, _items(node, context, [f"{marker.word}{marker.end}" for marker in found])],
        }
    ]


def _marker(item: SyntaxTreeNode, context: Reader) -> markers.Marker:
    line = context.lines[item.map[0]] if item.map else ""
    depth = _marker_index(item)
    found = re.findall(r"(?:^|(?<=[\s>]))(?:[-*+]|(?:[0-9]+|[A-Za-z]+)[.)])(?=\s|$)", line)
    text = found[min(depth, len(found) - 1)] if found else "1."
    return markers.parse(text) or markers.Marker("1", "Decimal", 1, ".")


def _marker_index(item: SyntaxTreeNode) -> int:
    """Return how many markers of outer lists stand before this item's on its line: `- a. text` has one."""
    count, parent = 0, item.parent
    while parent is not None:
        if parent.type == "list_item" and parent.map and item.map and parent.map[0] == item.map[0]:
            count += 1
        parent = parent.parent
    return count


def _items(node: SyntaxTreeNode, context: Reader, written: Sequence[str]) -> list[list[Block]]:
    """Return the blocks of each item; `written` are the items' markers."""
    outer, number = context.item, context.lists
    context.lists += 1
    depth = outer.depth + 1 if outer else 1
    result = []
    for index, item in enumerate(node.children):
        context.item = Item(number, index, written[index], depth, True)
        result.append(_blocks(item.children, context))
    context.item = outer and replace(outer, is_first=False)
    return result


def _html(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    content = node.content.strip()
    if content.startswith("<!--") and content.find("-->") == len(content) - 3:
        return []
    first = content.split("\n")[0][:40]
    context.report(
        "MD103", context.line_span(node), f"raw HTML is not supported: {first}", f"to print it, write \\{first[:20]}"
    )
    return []


def _code(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    hint = "write it as a quotation (>), or with less indentation"
    context.report("MD104", context.line_span(node), "a block of code is not supported", hint)
    return []


def _rule(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    context.report(
        "MD104", context.line_span(node), "a horizontal rule is not supported", "use a heading", Severity.ERROR
    )
    return []


def _refused(node: SyntaxTreeNode, context: Reader) -> list[Block]:
    context.report("MD104", context.line_span(node), f"this kind of block is not supported ({node.type})")
    return []


_READERS: dict[str, Callable[[SyntaxTreeNode, Reader], list[Block]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "blockquote": _quotation,
    "bullet_list": _bullet_list,
    "ordered_list": _ordered_list,
    "html_block": _html,
    "code_block": _code,
    "fence": _code,
    "hr": _rule,
}
