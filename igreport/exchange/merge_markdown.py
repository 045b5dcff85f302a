"""A section's file → its paragraphs with the Markdown of each word: what a merge changes, and what it leaves as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token as Parsed
from markdown_it.tree import SyntaxTreeNode

from igreport.exchange.merge_inlines import inline_tokens, parse_inline
from igreport.exchange.merge_units import Unit, notes_first
from igreport.sources.markdown import markers, syntax

FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_TITLE = re.compile(r"^title:[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_CAPTION = re.compile(r"(?:Table:|Tabelle:|:)\s+(?=\S)")


@dataclass(frozen=True)
class Placed(Unit):
    """A paragraph with its place in its file: lines from 0, the end exclusive."""

    lines: tuple[int, int] = (0, 0)
    columns: tuple[int, ...] = ()  # where each line of its text begins, from 0
    content: str = ""  # its text in Markdown
    is_tight: bool = False  # the list that it stands in has no blank lines
    top: tuple[int, int] = (0, 0)  # the lines of the outermost block that holds it
    label: str = ""  # of a note's definition


@dataclass(frozen=True)
class Source:
    """A section's file: its lines, and what stands on them."""

    path: str
    text: str
    units: tuple[Placed, ...]  # the first is the title
    definitions: dict[str, Placed]  # of notes, by label
    language: str

    @property
    def lines(self) -> list[str]:
        """Return the lines without their ends."""
        return self.text.split("\n")


def read(path: str, text: str, title: str, language: str) -> Source:
    """Return the section in `text`; `title` is what its front matter says."""
    front = FRONT.match(text)
    start = text.count("\n", 0, front.end()) if front else 0
    body = text[front.end() :] if front else text
    root = SyntaxTreeNode(syntax.parser(language).parse(body))
    reader = _Reader(body.split("\n"), start, language)
    reader.blocks(root.children)
    words = notes_first(inline_tokens([_text(syntax.quoted(title, language))], title) or ())
    first = Placed("heading", words, 1, lines=_title_lines(text), content=title, top=(start - 1, start))
    return Source(path, text, (first, *reader.units), reader.definitions, language)


def _text(content: str) -> Parsed:
    return Parsed("text", "", 0, content=content)


def _title_lines(text: str) -> tuple[int, int]:
    match = _TITLE.search(text)
    line = text.count("\n", 0, match.start()) if match else 0
    return (line, line + 1)


class _Reader:
    """Collects units; a class only because blocks stand in blocks."""

    def __init__(self, lines: list[str], start: int, language: str) -> None:
        self.lines, self.start, self.language = lines, start, language
        self.units: list[Placed] = []
        self.definitions: dict[str, Placed] = {}

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> None:
        """Read the outermost blocks; a table's caption counts before its cells, as it is printed."""
        captions: set[SyntaxTreeNode] = set()
        for index, node in enumerate(nodes):
            if node.type == "table":
                beside = [*nodes[index - 1 : index], *nodes[index + 1 : index + 2]]
                caption = next((other for other in beside if other not in captions and self._is_caption(other)), None)
                if caption:
                    captions.add(caption)
                    self._take_caption(caption)
            if node not in captions and not (
                self._is_caption(node) and nodes[index + 1 : index + 2][0:1] and nodes[index + 1].type == "table"
            ):
                self.block(node, (), False, False, node)

    def _is_caption(self, node: SyntaxTreeNode) -> bool:
        return node.type == "paragraph" and _CAPTION.match(node.children[0].content) is not None

    def _take_caption(self, node: SyntaxTreeNode) -> None:
        unit = self._unit(node, "caption", (), False, False, node)
        match = _CAPTION.match(unit.content) if unit else None
        if unit and match:
            content = unit.content[match.end() :]
            columns = (unit.columns[0] + match.end(), *unit.columns[1:])
            tokens = parse_inline(content, self.language) or ()
            self.units.append(replace(unit, content=content, columns=columns, tokens=tokens))

    def block(
        self, node: SyntaxTreeNode, context: tuple[str, ...], is_first: bool, is_tight: bool, top: SyntaxTreeNode
    ) -> None:
        if node.type == "footnote_reference":
            paragraphs = [self._unit(child, "definition", (), False, False, top) for child in node.children]
            found = [unit for unit in paragraphs if unit]
            if len(found) == 1:
                self.definitions[node.meta["label"]] = replace(found[0], label=node.meta["label"])
        elif node.type in ("bullet_list", "ordered_list"):
            name = "bullet" if node.type == "bullet_list" else f"ordered:{self._style(node)}"
            for item in node.children:
                for index, child in enumerate(item.children):
                    self.block(child, (*context, name), index == 0, True, top)
        elif node.type == "blockquote":
            for child in node.children:
                self.block(child, (*context, "quote"), False, False, top)
        elif node.type in ("th", "td"):
            self._add(self._unit(node, "cell", (), False, False, top))
        elif node.type in ("table", "thead", "tbody", "tr"):
            for child in node.children:
                self.block(child, context, False, False, top)
        elif node.type in ("paragraph", "heading"):
            kind = "heading" if node.type == "heading" else "text"
            self._add(self._unit(node, kind, context, is_first, is_tight, top))

    def _style(self, node: SyntaxTreeNode) -> str:
        line = self.lines[node.children[0].map[0]] if node.children[0].map else ""
        found = re.search(r"(?:^|[\s>])((?:[0-9]+|[A-Za-z]+)[.)])(?=\s|$)", line)
        marker = markers.parse(found[1]) if found else None
        return marker.style if marker else "Decimal"

    def _add(self, unit: Placed | None) -> None:
        if unit:
            self.units.append(unit)

    def _unit(
        self,
        node: SyntaxTreeNode,
        kind: str,
        context: tuple[str, ...],
        is_first: bool,
        is_tight: bool,
        top: SyntaxTreeNode,
    ) -> Placed | None:
        child = next((child for child in node.children if child.type == "inline"), None)
        if child is None or child.map is None or child.token is None:
            return None
        read = inline_tokens(child.token.children or [], child.content)
        columns = tuple(column - 1 for column in child.meta.get("columns", (1,)))
        opening = node.nester_tokens.opening if node.nester_tokens else None
        first, last = child.map
        last = min(last, first + child.content.count("\n") + 1) if kind == "cell" else last
        outer = top.map or child.map
        return Placed(
            kind,
            notes_first(read or ()),
            int(node.tag[1:]) if kind == "heading" else 0,
            context,
            is_first,
            row=first if kind == "cell" else -1,
            lines=(first + self.start, last + self.start),
            columns=columns,
            content=child.content,
            is_tight=is_tight and bool(opening and opening.hidden),
            top=(outer[0] + self.start, outer[1] + self.start),
        )
