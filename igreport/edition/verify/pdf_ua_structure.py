"""The tags of a PDF (ISO 32000-1, 14.7 and 14.8): read once, and what PDF/UA-1 wants of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}\Z")
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
STANDARD = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
    Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure
    Formula Form""".split()
)
# What may stand in which (ISO 32000-1, 14.8.4.3; Matterhorn 09-004 to 09-006).
_CHILDREN = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_PARENTS = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
}
Number = tuple[int, int]  # of an object in the file
_HOLDERS = ("Link", "Annot", "Form")  # of annotations
_MOST = 2_000_000  # elements


@dataclass
class Tag:
    """A structure element: its standard type, its page, and what is around it."""

    kind: str
    parent: Tag | None
    page: int  # 0 where it is not known
    values: Any  # the dictionary
    children: list[str] = field(default_factory=list)  # types
    has_object: bool = False  # an annotation stands in it


@dataclass
class Tree:
    """All tags in reading order, and what they hold of each page."""

    pages: Mapping[Number, int]
    tags: list[Tag] = field(default_factory=list)
    content: dict[int, set[int]] = field(default_factory=dict)  # page → marked content ids that have a tag
    in_forms: dict[Number, set[int]] = field(default_factory=dict)  # the same of form XObjects
    objects: dict[Number, str] = field(default_factory=dict)  # annotation → the type that holds it
    parents: Any = None  # the parent tree: numbers → elements
    wrong_roles: list[str] = field(default_factory=list)


def read(pdf: pikepdf.Pdf) -> Tree:
    """Return the tags; an element that is reached twice is read once."""
    import pikepdf

    root = pdf.Root.StructTreeRoot
    tree = Tree({page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)})
    if "/ParentTree" in root:
        tree.parents = pikepdf.NumberTree(root.ParentTree)
    roles = _roles(root.get("/RoleMap", {}), tree.wrong_roles)
    seen: set[Number] = set()
    waiting: list[tuple[Any, Tag]] = [(kid, Tag("", None, 0, {})) for kid in reversed(_kids(root))]
    while waiting and len(tree.tags) < _MOST:
        node, parent = waiting.pop()
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if node.is_indirect and node.objgen in seen:
                continue
            seen.add(node.objgen)
            tag = _tag(node, parent, roles, tree)
            waiting += [(kid, tag) for kid in reversed(_kids(node))]
        else:
            _hold(node, parent, tree)
    return tree


def _kids(node: Any) -> list[Any]:
    import pikepdf

    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _tag(node: Any, parent: Tag, roles: Mapping[str, str], tree: Tree) -> Tag:
    written = str(node["/S"]).removeprefix("/")
    page = tree.pages.get(node["/Pg"].objgen, 0) if "/Pg" in node else 0
    tag = Tag(roles.get(written, written), parent, page, node)
    parent.children.append(tag.kind)
    tree.tags.append(tag)
    return tag


def _roles(given: Any, wrong: list[str]) -> dict[str, str]:
    """Return the types that a role map makes standard ones; note those that it should not have (02-003, 02-004)."""
    written = {str(name).removeprefix("/"): str(value).removeprefix("/") for name, value in given.items()}
    found = {}
    for name in written:
        kind, steps = name, 0
        while kind in written and steps < len(written) + 1:
            kind, steps = written[kind], steps + 1
        found[name] = kind
        if name in STANDARD:
            wrong.append(f"the tag {name} is given another meaning than the standard's")
    return found


def _hold(node: Any, tag: Tag, tree: Tree) -> None:
    """Note what a tag holds: a number or a marked-content reference, or the reference of an annotation."""
    import pikepdf

    if not isinstance(node, pikepdf.Dictionary):
        if isinstance(node, int) and tag.page:
            tree.content.setdefault(tag.page, set()).add(node)
    elif "/Obj" in node:
        holder = _holder(tag)
        holder.has_object = True
        tree.objects[node["/Obj"].objgen] = holder.kind
    elif "/MCID" in node and "/Stm" in node:
        tree.in_forms.setdefault(node["/Stm"].objgen, set()).add(int(node["/MCID"]))
    elif "/MCID" in node:
        page = tree.pages.get(node["/Pg"].objgen, 0) if "/Pg" in node else tag.page
        tree.content.setdefault(page, set()).add(int(node["/MCID"]))


def _holder(tag: Tag) -> Tag:
    """Return the nearest tag around an annotation that is one for annotations; the one that it stands in where there is none."""
    above: Tag | None = tag
    while above is not None and above.kind not in _HOLDERS:
        above = above.parent
    return above or tag


def findings(tree: Tree) -> Iterator[str]:
    """Yield what is wrong with the tags themselves."""
    yield from tree.wrong_roles
    if not tree.tags:
        yield "the PDF has no tags at all"
    if tree.parents is None:
        yield "nothing leads from the pages to their tags (ParentTree)"
    counts: Counter[str] = Counter()
    for tag in tree.tags:
        counts.update(f"{_on(tag)}{text}" for text in _of_tag(tag))
    yield from (text if count == 1 else f"{text} ({count} times)" for text, count in counts.items())
    yield from _headings(tree)
    yield from _notes(tree)


def _on(tag: Tag) -> str:
    return f"page {tag.page}: " if tag.page else ""


def _of_tag(tag: Tag) -> Iterator[str]:
    values, parent = tag.values, tag.parent.kind if tag.parent else ""
    if tag.kind not in STANDARD:  # 02-001
        yield f"the tag {tag.kind[:40]} is no standard one, and nothing says which it stands for"
    if tag.kind in _PARENTS and parent not in _PARENTS[tag.kind]:
        yield f"the tag {tag.kind} stands in {parent or 'nothing'}, not in {' or '.join(sorted(_PARENTS[tag.kind]))}"
    if tag.kind in _CHILDREN and (wrong := set(tag.children) - _CHILDREN[tag.kind]):
        yield f"the tag {tag.kind} holds {', '.join(sorted(wrong))}"
    is_picture = tag.kind in ("Figure", "Formula")  # 13-004, 17-002
    if is_picture and not (_text(values, "/Alt") or _text(values, "/ActualText")):
        yield "a picture has no alternative text (Alt)"
    if tag.kind == "TH" and not _scope(values):  # 15-003
        yield "the head of a row or column does not say of which (Scope)"
    if tag.kind == "Link" and not tag.has_object:
        yield "what is tagged as a link leads nowhere: no link annotation belongs to it"
    if "/Lang" in values and not LANGUAGE.match(str(values["/Lang"])):
        yield f"`{str(values['/Lang'])[:20]}` is no language"


def _text(values: Any, name: str) -> str:
    return str(values.get(name, "")).strip()


def _scope(cell: Any) -> bool:
    import pikepdf

    given = cell.get("/A", [])
    rows = list(given) if isinstance(given, pikepdf.Array) else [given]
    scopes = [row.get("/Scope") for row in rows if isinstance(row, pikepdf.Dictionary)]
    return any(str(scope) in ("/Row", "/Column", "/Both") for scope in scopes) or "/ID" in cell


def _headings(tree: Tree) -> Iterator[str]:
    """Yield headings that leave out a level (14-002, 14-003), and two ways of tagging them side by side (14-007)."""
    before = 0
    for tag in tree.tags:
        if tag.kind in _HEADINGS:
            level = int(tag.kind[1])
            if level > before + 1:
                above = f"follows one of level {before}" if before else "is the first"
                yield f"{_on(tag)}a heading of level {level} {above}"
            before = level
    if before and any(tag.kind == "H" for tag in tree.tags):
        yield "headings are tagged both with and without a level"


def _notes(tree: Tree) -> Iterator[str]:
    """Yield notes without an ID (19-003), and IDs that stand at two (19-004)."""
    notes = [tag for tag in tree.tags if tag.kind == "Note"]
    identifiers = Counter(_text(tag.values, "/ID") for tag in notes)
    for tag in notes:
        if not _text(tag.values, "/ID"):
            yield f"{_on(tag)}a note has no ID"
    for identifier, count in identifiers.items():
        if identifier and count > 1:
            yield f"{count} notes share the ID `{identifier[:40]}`"
