"""The pages of a tagged PDF: what is drawn, its links and its fonts, and what PDF/UA-1 wants of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from igreport.edition.verify.pdf_ua_structure import Number, Tree

if TYPE_CHECKING:
    import pikepdf

# The operators that draw (ISO 32000-1, annex A); `n` ends a path without a trace.
_DRAWING = frozenset(("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"))
_WANTED = " ".join(("BMC BDC EMC Do", *(name for name in _DRAWING if name != "INLINE IMAGE"), "EI BI ID"))
_DEEPEST = 12  # forms within forms
_ARTIFACT, _NEUTRAL = -1, -2  # what a mark is that has no marked content id
_HIDDEN = 2  # a flag of annotations


@dataclass
class _Page:
    """What was seen in a page's content."""

    loose: int = 0  # things drawn outside of every mark
    mixed: int = 0  # tagged content in an artifact, or an artifact in tagged content
    marked: set[int] = field(default_factory=set)
    untagged_in_forms: int = 0


def findings(pdf: pikepdf.Pdf, tree: Tree) -> Iterator[str]:
    """Yield what is wrong, page by page, and then with fonts."""
    fonts: dict[Number, Any] = {}
    for number, page in enumerate(pdf.pages, 1):
        for text in (*_content(page, number, tree), *_annotations(page, tree)):
            yield f"page {number}: {text}"
        _gather_fonts(page.obj.get("/Resources", {}), fonts, _DEEPEST)
    for font in fonts.values():
        yield from _font(font)


def _content(page: Any, number: int, tree: Tree) -> Iterator[str]:
    """Yield what is drawn and not told (01-003 to 01-005), and what is told twice over."""
    seen = _Page()
    _read(page, page.obj.get("/Resources", {}), seen, tree, _DEEPEST)
    if seen.loose:
        yield f"{_things(seen.loose)} drawn with neither a tag nor the mark of an artifact"
    if seen.mixed:
        yield f"{_things(seen.mixed)} both tagged and an artifact"
    if lost := len(seen.marked - tree.content.get(number, set())) + seen.untagged_in_forms:
        yield f"{_things(lost)} marked and held by no tag: a screen reader leaves that out"
    if seen.marked and not _leads_back(page.obj, seen.marked, tree):
        yield "nothing leads from what is drawn to its tags (StructParents)"


def _things(count: int) -> str:
    return "1 thing is" if count == 1 else f"{count} things are"


def _leads_back(page: Any, marked: set[int], tree: Tree) -> bool:
    """Say whether the parent tree has an element for each of a page's marks (ISO 32000-1, 14.7.4.4)."""
    import pikepdf

    key = page.get("/StructParents")
    if key is None or tree.parents is None or int(key) not in tree.parents:
        return False
    row = tree.parents[int(key)]
    if not isinstance(row, pikepdf.Array):
        return False
    return all(0 <= mark < len(row) and isinstance(row[mark], pikepdf.Dictionary) for mark in marked)


def _read(stream: Any, resources: Any, seen: _Page, tree: Tree, depth: int) -> None:
    """Read a page or a form: which marks are open where something is drawn."""
    import pikepdf

    held = None if depth == _DEEPEST else tree.in_forms.get(stream.objgen, set())
    marks: list[int] = []  # marked content ids, or what else they are
    for row in pikepdf.parse_content_stream(stream, _WANTED):
        operands, name = row.operands, str(row.operator)
        if name in ("BMC", "BDC"):
            mark = _mark(operands, resources)
            seen.mixed += _is_mixed(mark, marks)
            marks.append(mark)
            if mark >= 0 and held is None:
                seen.marked.add(mark)
            elif mark >= 0 and held is not None:
                seen.untagged_in_forms += mark not in held
        elif name == "EMC":
            del marks[-1:]
        elif any(mark != _NEUTRAL for mark in marks):
            continue
        elif name == "Do":
            _read_object(operands, resources, seen, tree, depth)
        elif name in _DRAWING:
            seen.loose += 1


def _mark(operands: Any, resources: Any) -> int:
    """Return the marked content id of a mark; `_ARTIFACT` or `_NEUTRAL` where it has none."""
    import pikepdf

    if str(operands[0]) == "/Artifact":
        return _ARTIFACT
    values = operands[1] if len(operands) > 1 else {}
    if isinstance(values, pikepdf.Name):
        values = resources.get("/Properties", {}).get(str(values), {})
    return int(values["/MCID"]) if "/MCID" in values else _NEUTRAL


def _is_mixed(mark: int, marks: list[int]) -> bool:
    """Say whether a mark contradicts those around it (01-001, 01-002)."""
    return (mark == _ARTIFACT and any(other >= 0 for other in marks)) or (mark >= 0 and _ARTIFACT in marks)


def _read_object(operands: Any, resources: Any, seen: _Page, tree: Tree, depth: int) -> None:
    """Look into a form that is drawn outside of every mark: its content may be marked itself."""
    drawn = resources.get("/XObject", {}).get(str(operands[0]))
    if drawn is None:
        return
    if str(drawn.get("/Subtype")) == "/Form" and depth:
        _read(drawn, drawn.get("/Resources", resources), seen, tree, depth - 1)
    else:
        seen.loose += 1


def _annotations(page: Any, tree: Tree) -> Iterator[str]:
    """Yield links and other annotations that a screen reader does not come by (28-002, 28-004, 28-008, 28-011, 28-012)."""
    shown = [row for row in page.obj.get("/Annots", []) if _is_shown(row)]
    if shown and str(page.obj.get("/Tabs")) != "/S":
        yield "the tabulator key does not follow the order of the tags (Tabs)"
    found: list[str] = []
    for row in shown:
        found += _annotation(row, tree)
    yield from (
        text if found.count(text) == 1 else f"{text} ({found.count(text)} times)" for text in dict.fromkeys(found)
    )


def _is_shown(row: Any) -> bool:
    return not int(row.get("/F", 0)) & _HIDDEN and str(row.get("/Subtype")) not in ("/Popup", "/PrinterMark")


def _annotation(row: Any, tree: Tree) -> Iterator[str]:
    kind = str(row.get("/Subtype"))
    what, wanted = {"/Link": ("link", "Link"), "/Widget": ("field", "Form")}.get(kind, ("remark", "Annot"))
    if tree.objects.get(row.objgen) != wanted:
        yield f"a {what} is not tagged as one ({wanted})"
    elif tree.parents is None or "/StructParent" not in row or int(row["/StructParent"]) not in tree.parents:
        yield f"nothing leads from a {what} to its tag (StructParent)"
    if kind != "/Widget" and not str(row.get("/Contents", "")).strip():
        yield f"a {what} has no words that say where it leads (Contents)"


def _gather_fonts(resources: Any, fonts: dict[Number, Any], depth: int) -> None:
    for font in _values(resources.get("/Font", {})):
        fonts.setdefault(font.objgen, font)
    for drawn in _values(resources.get("/XObject", {})):
        if depth and "/Resources" in drawn:
            _gather_fonts(drawn["/Resources"], fonts, depth - 1)


def _values(dictionary: Mapping[str, Any]) -> list[Any]:
    return [value for _, value in dictionary.items()]


def _font(font: Any) -> Iterator[str]:
    """Yield what keeps a font from being drawn, or read aloud, everywhere (31-009, 31-027)."""
    kind, name = str(font.get("/Subtype")), str(font.get("/BaseFont", "")).removeprefix("/")[:60]
    if kind != "/Type3":
        inner = font["/DescendantFonts"][0] if kind == "/Type0" else font
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        if not any(file in inner.get("/FontDescriptor", {}) for file in files):
            yield f"the font {name} is not in the file"
    if kind in ("/Type0", "/Type3") and "/ToUnicode" not in font:
        yield f"nothing says which letters the font {name or 'of drawn letters'} draws (ToUnicode)"
