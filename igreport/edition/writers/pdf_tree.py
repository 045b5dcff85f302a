"""A structure tree, whatever it is made of, as PDF/UA-1 (ISO 14289-1) wants it: notes, headings and tables in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

INLINE = frozenset(("Span", "Link", "Reference", "Figure", "Lbl", "Code"))
_HEADINGS = frozenset(("H1", "H2", "H3", "H4", "H5", "H6"))
_PARAGRAPHS = _HEADINGS | {"P"}


@dataclass(frozen=True, eq=False)
class Content:
    """What one box draws on a page."""

    page: int  # from 0
    mark: int  # WeasyPrint's number of it on that page


@dataclass(frozen=True, eq=False)
class Area:
    """A place on a page that a click on opens a link."""

    page: int
    annotation: Any


@dataclass(eq=False)
class Node:
    """A structure element."""

    kind: str
    children: list[Node | Content | Area] = field(default_factory=list)
    language: str = ""  # where it is not its parent's
    alternative: str = ""
    identifier: str = ""
    description: str = ""  # of where a link within the document leads
    attributes: dict[str, Any] = field(default_factory=dict)  # of one owner, ISO 32000-1, 14.7.5
    is_own: bool = False  # a span around what its parent draws itself


Path = list[Node]  # from the root to an element


def complete(root: Node) -> None:
    """Take out what is empty, let no level of headings be skipped (7.4.2), and give each table heads and a body (7.5)."""
    _prune(root)
    level = 0
    for node in walk(root):
        if node.kind in _HEADINGS:
            level = min(int(node.kind[1]), level + 1)
            node.kind = f"H{level}"
        elif node.kind == "Table":
            _complete_table(node)


def place(note: Node, path: Path) -> None:
    """Put a note behind the paragraph of its call, `path` being the call's; where words stand without one, behind these."""
    at = max(index for index, node in enumerate(path) if node.kind not in INLINE)
    if path[at].kind in _PARAGRAPHS:
        at -= 1
    siblings = path[at].children
    index = siblings.index(path[at + 1]) + 1
    is_paragraph = path[at + 1].kind in _PARAGRAPHS
    while index < len(siblings) and (_is_note(siblings[index]) or (not is_paragraph and _is_inline(siblings[index]))):
        index += 1
    siblings.insert(index, note)


def _is_note(child: Node | Content | Area) -> bool:
    return isinstance(child, Node) and child.kind == "Note"


def _is_inline(child: Node | Content | Area) -> bool:
    return not isinstance(child, Node) or child.kind in INLINE


def _prune(node: Node) -> bool:
    """Take out what is empty; return whether `node` is not."""
    node.children = [child for child in node.children if not isinstance(child, Node) or _prune(child)]
    is_cell = node.kind in ("TH", "TD")  # an empty one keeps its place in the row
    return is_cell or any(not isinstance(child, Area) for child in node.children)


def walk(node: Node) -> Iterator[Node]:
    """Yield a structure element and all below it, in their order."""
    yield node
    for child in node.children:
        if isinstance(child, Node):
            yield from walk(child)


def _complete_table(table: Node) -> None:
    """Give a table without a head headers, the first cell of each row; one that has a head alone, a body."""
    groups = {node.kind for node in table.children if isinstance(node, Node)}
    if "THead" in groups and "TBody" not in groups:
        next(node for node in walk(table) if node.kind == "THead").kind = "TBody"
    nodes = list(walk(table))
    if any(node.kind == "TH" for node in nodes):
        return
    for row in nodes:
        cells = [node for node in row.children if isinstance(node, Node)] if row.kind == "TR" else []
        if len(cells) > 1:
            cells[0].kind = "TH"
            cells[0].attributes = {"O": "/Table", "Scope": "/Row", **cells[0].attributes}
