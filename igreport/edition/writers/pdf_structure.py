"""Laid out pages → the structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8), as PDF/UA-1 (ISO 14289-1) wants it.

WeasyPrint's own tree begins anew on each page and lacks what the standard asks of notes, lists, contents and tables. Here an
element of the HTML becomes one structure element, however many lines, boxes and pages it is laid out on; a note stands behind
the paragraph that calls it. What no element holds (running heads, leaders, a table's head that is repeated) is an artifact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from igreport.edition.writers import pdf_tree
from igreport.edition.writers.pdf_tree import Area, Content, Node, Path

Box = Any  # weasyprint.formatting_structure.boxes.Box, which has no types

_SVG = "{http://www.w3.org/2000/svg}"
_KINDS = {
    **{name: name.upper() for name in ("p", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6")},
    **dict.fromkeys(("div", "header", "figure", "aside"), "Div"),
    **dict.fromkeys(("section", "nav"), "Sect"),
    **dict.fromkeys(("ul", "ol"), "L"),
    **dict.fromkeys(("img", f"{_SVG}svg"), "Figure"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    "a": "Link",
    "blockquote": "BlockQuote",
    "code": "Code",
    "li": "LI",
    "li::marker": "Lbl",
    "main": "Part",
    "table": "Table",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "thead": "THead",
}
_IN_CONTENTS = {"ul": "TOC", "ol": "TOC", "li": "TOCI"}
_NUMBERING = {  # ISO 32000-1, table 347
    **{name: name.title() for name in ("none", "disc", "circle", "square", "decimal")},
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
Key = tuple[int, str]  # an element of the HTML, or a pseudo-element of it


class Structure:
    """The structure tree in the making, page by page."""

    def __init__(self, language: str, note: str) -> None:
        """`note` is what is read aloud for a note's call that is a link, as `Note {number}`."""
        self.root = Node("Document", language=language)
        self._note = note
        self._paths: dict[Key, Path] = {}
        self._calls: dict[int, Path] = {}  # of each note's call, by the note's element
        self._notes: list[tuple[Path, Node]] = []  # the call's path, the note

    def add_page(self, number: int, page: Box, marks: Mapping[Box, int], height: float) -> None:
        """Add what stands on a page, which is `height` points high; `marks` are WeasyPrint's numbers of what boxes draw."""
        from weasyprint.formatting_structure import boxes

        reader = _Page(self, number, marks, height)
        for child in page.children:
            if not isinstance(child, boxes.MarginBox):
                reader.walk(child, [self.root])

    def finish(self) -> Node:
        """Return the whole tree."""
        for path, note in self._notes:
            pdf_tree.place(note, path)
        pdf_tree.complete(self.root)
        return self.root

    def open(self, box: Box, path: Path) -> Path:
        """Return the path to the structure element of a box, which is made where there is none yet."""
        element, tag = box.element, box.element_tag
        if element is None or tag is None:
            return path
        key = (id(element), tag)
        known = self._paths.get(key)
        if known is not None:
            return path if known[-1] in path else known
        kinds = _kinds(box, path)
        if not kinds:
            return path
        found = self._add(kinds, element, path)
        _describe(found[-1], box, path)
        if found[-1].kind == "Link":
            found[-1].description = self._destination(element)
        self._paths[key] = found
        if tag.endswith("::footnote-call"):
            self._calls[id(element)] = found
        return found

    def _destination(self, link: Any) -> str:
        """Return in words where a link within the document leads; nothing for an address, which speaks for itself."""
        if not link.get("href", "").startswith("#"):
            return ""
        words = link.get("aria-label") or " ".join("".join(link.itertext()).split())
        return self._note.replace("{number}", words) if link.get("role") == "doc-noteref" else str(words)

    def _add(self, kinds: list[str], element: Any, path: Path) -> Path:
        call = self._calls.get(id(element)) if kinds == ["Note"] else None
        if call is not None:
            note = Node("Note")
            self._notes.append((call, note))
            return [*path, note]
        for kind in kinds:
            path = _parent(kind, path)
            node = Node(kind)
            path[-1].children.insert(0 if kind == "Lbl" else len(path[-1].children), node)
            path = [*path, node]
        return path


class _Page:
    """Reads one page."""

    def __init__(self, structure: Structure, number: int, marks: Mapping[Box, int], height: float) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        self._structure, self._number, self._marks, self._height = structure, number, marks, height
        self._placeholder, self._text, self._replaced = AbsolutePlaceholder, boxes.TextBox, boxes.ReplacedBox
        self._parents = boxes.ParentBox

    def walk(self, box: Box, path: Path) -> None:
        if isinstance(box, self._placeholder):
            box = box._box
        if isinstance(box, self._text):
            self._draw(box, path)
        elif isinstance(box, self._replaced):
            if alternative := _alternative(box):
                path = self._structure.open(box, path)
                path[-1].alternative = alternative
                path[-1].attributes |= {"O": "/Layout", "Placement": "/Block", "BBox": self._place(box)}
                self._draw(box, path)
        elif not box.is_leader and not self._is_repeated(box):
            path = self._structure.open(box, path)
            if box.link_annotation and path[-1].kind == "Link":
                path[-1].children.append(Area(self._number, box.link_annotation))
            for child in box.children if isinstance(box, self._parents) else ():
                self.walk(child, path)

    def _draw(self, box: Box, path: Path) -> None:
        mark = self._marks.get(box)
        if mark is not None:
            _parent("", path)[-1].children.append(Content(self._number, mark))

    def _is_repeated(self, box: Box) -> bool:
        """Say whether a box is a table's head or foot that an earlier page has shown already."""
        if box.element_tag not in ("thead", "tfoot"):
            return False
        shown = box.element.get("data-igreport-shown")
        box.element.set("data-igreport-shown", shown or str(self._number))
        return shown is not None and shown != str(self._number)

    def _place(self, box: Box) -> list[float]:
        """Return a box's content area in points from the page's lower left."""
        x, y = box.content_box_x() * 0.75, self._height - box.content_box_y() * 0.75
        return [round(value, 2) for value in (x, y - box.height * 0.75, x + box.width * 0.75, y)]


def _kinds(box: Box, path: Path) -> list[str]:
    """Return the structure types of an element, the outer first; nothing where its parent's is enough."""
    element, tag = box.element, box.element_tag
    parent = path[-1].kind
    if tag.endswith("::footnote-call"):
        return ["Reference"]
    if tag.endswith("::footnote-marker"):
        return ["Lbl"]
    if tag == "a::after" and any(node.kind == "TOCI" for node in path):
        return ["Span"]  # the page number
    if "note" in element.get("class", "").split() and element.get("id") and "::" not in tag:
        return ["Note"]
    if tag == "a":
        return [*_around_link(element, path), "Link"] if parent != "Link" else []
    if tag in _IN_CONTENTS and _in_contents(path):
        return [_IN_CONTENTS[tag]]
    if kind := _KINDS.get(tag):
        return [kind]
    if tag == "span" and element.get("class") == "par" and parent == "Note":
        return ["P"]
    return ["Span"] if "::" not in tag and tag not in ("html", "body") and _language(element, path) else []


def _around_link(element: Any, path: Path) -> list[str]:
    role = element.get("role")
    if role == "doc-noteref" or path[-1].kind == "TOCI":
        return ["Reference"]
    if role == "doc-backlink" and "".join(element.itertext()).strip().rstrip(".").isdigit():
        return ["Lbl"]
    return []


def _in_contents(path: Path) -> bool:
    return path[-1].kind == "TOCI" or any(node.identifier == "contents" for node in path)


def _language(element: Any, path: Path) -> str:
    """Return the language of an element where it is another than that of what it stands in."""
    own = str(element.get("lang") or "")
    around = next((node.language for node in reversed(path) if node.language), "")
    return own if own != around else ""


def _alternative(box: Box) -> str:
    element = box.element
    title = element.find(f"{_SVG}title") if element.tag == f"{_SVG}svg" else None
    words = element.get("alt") or element.get("aria-label") or (title.text if title is not None else "")
    return " ".join((words or "").split())


def _parent(kind: str, path: Path) -> Path:
    """Return the path to what may hold a structure element of that kind, or content, as close to `path` as can be."""
    if kind == "Lbl":
        at = next((index for index in reversed(range(len(path))) if path[index].kind in ("LI", "Note")), len(path) - 1)
        return path[: at + 1]
    if path[-1].kind != "LI":
        return path
    item = path[-1]
    body = next((child for child in item.children if isinstance(child, Node) and child.kind == "LBody"), None)
    if body is None:
        body = Node("LBody")
        item.children.append(body)
    return [*path, body]


def _describe(node: Node, box: Box, path: Path) -> None:
    """Give a structure element what its kind has besides content."""
    element = box.element
    node.language = _language(element, path)
    if node.kind == "Note" or element.get("id") == "contents":
        node.identifier = element.get("id")
    if node.kind == "L":
        style = box.style["list_style_type"]
        node.attributes = {"O": "/List", "ListNumbering": f"/{_NUMBERING.get(style, 'Disc')}"}
    elif node.kind in ("TH", "TD"):
        spans = {name: count for name, count in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if count != 1}
        in_head = any(above.kind == "THead" for above in path)
        scope = {"Scope": "/Column" if in_head else "/Row"} if node.kind == "TH" else {}
        node.attributes = {"O": "/Table", **scope, **spans} if scope or spans else {}
