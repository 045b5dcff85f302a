"""PDF/UA-1 (ISO 14289-1): a laid out document → a tagged PDF that says what it is and carries its sources.

WeasyPrint 70 draws the pages; its structure tree, its marked content and its link annotations are replaced before the file is
written: see `pdf_structure` and `pdf_tree` for the tree, `pdf_content` for the drawing, `pdf_archive` for metadata and files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from igreport.edition.writers import pdf_archive, pdf_content, pdf_mirrored
from igreport.edition.writers.pdf_structure import Structure
from igreport.edition.writers.pdf_tree import Area, Content, Node
from igreport.model.document import Document

_PRINT = 4  # the annotation is printed: ISO 32000-1, table 165
_POINTS = 0.75  # of a CSS pixel


def write(laid_out: Any, document: Document, target: Path, options: dict[str, Any]) -> None:
    """Write a WeasyPrint document to `target`, with WeasyPrint's `options`, as PDF/UA-1."""
    for page in laid_out.pages:
        page.links = _without_repetitions(page.links)
    pdf_archive.describe(laid_out.metadata, document)
    with _own_tags(document):
        laid_out.write_pdf(target, finisher=partial(_finish, document), **options)


def _without_repetitions(links: Sequence[Any]) -> list[Any]:
    """Return the links of a page without those of boxes within a link, each dot of a leader for one."""
    kept: list[Any] = []
    for kind, target, box, owner in links:
        if owner.element_tag != "a" and kept and kept[-1][1] == target:
            continue
        kept.append((kind, target, box, owner))
    return kept


@contextmanager
def _own_tags(document: Document) -> Iterator[None]:
    """Have WeasyPrint call our making of the tags, and mend what the fonts say of their glyphs before they are written."""
    from weasyprint import pdf

    add_tags, build_fonts = pdf.add_tags, pdf.build_fonts_dictionary

    def with_own_characters(made: Any, fonts: Any, *rest: Any) -> Any:
        pdf_mirrored.mend(fonts.values())
        return build_fonts(made, fonts, *rest)

    pdf.add_tags, pdf.build_fonts_dictionary = partial(_add_tags, document), with_own_characters
    try:
        yield
    finally:
        pdf.add_tags, pdf.build_fonts_dictionary = add_tags, build_fonts


def _finish(document: Document, _laid_out: Any, pdf: Any) -> None:
    pdf_archive.attach(document, pdf)
    pdf_archive.complete_information(document, pdf)


def _add_tags(document: Document, pdf: Any, laid_out: Any, _version: Any, streams: Sequence[Any]) -> None:
    """Write the structure tree, and draw the pages in its order."""
    drawings = [pdf_content.take_apart(stream.stream) for stream in streams]
    structure = Structure(document.language, document.labels.note)
    for number, (page, stream) in enumerate(zip(laid_out.pages, streams, strict=True)):
        structure.add_page(number, page._page_box, _seen(drawings[number], stream._tags), page.height * _POINTS)
    writer = _Writer(pdf, len(drawings), document)
    writer.write(structure.finish())
    for drawing, page, stream, runs in zip(drawings, laid_out.pages, streams, writer.runs, strict=True):
        margins = _margins(page._page_box, stream._tags)
        stream.stream = pdf_content.put_together(drawing, runs, margins)
    _drop_annotations(pdf, writer.annotations)


def _seen(drawing: pdf_content.Drawing, marks: Mapping[Any, Any]) -> dict[Any, int]:
    """Return the mark of each box that draws something: the blanks at a line's end do not."""
    seen = {mark for mark, piece in drawing.pieces.items() if not piece.is_empty}
    return {box: tag["mcid"] for box, tag in marks.items() if tag["mcid"] in seen}


def _drop_annotations(pdf: Any, kept: set[bytes]) -> None:
    """Take the links of artifacts, as of a table's head that is repeated, off the pages: ISO 14289-1, 7.18.5."""
    import pydyf

    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        if "Annots" in page:
            page["Annots"] = pydyf.Array([annotation for annotation in page["Annots"] if annotation in kept])


def _margins(page: Any, marks: dict[Any, Any]) -> dict[int, Any]:
    """Return the properties of what is drawn in the margins (ISO 32000-1, table 330), by its mark."""
    import pydyf
    from weasyprint.formatting_structure import boxes

    found: dict[int, Any] = {}
    for margin in page.children:
        if isinstance(margin, boxes.MarginBox):
            subtype = "/Header" if margin.at_keyword.startswith("@top") else "/Footer"
            properties = pydyf.Dictionary({"Type": "/Pagination", "Subtype": subtype})
            found |= {marks[box]["mcid"]: properties for box in margin.descendants() if box in marks}
    return found


class _Writer:
    """Writes structure elements, and numbers what they hold."""

    def __init__(self, pdf: Any, pages: int, document: Document) -> None:
        self.runs: list[list[pdf_content.Run]] = [[] for _ in range(pages)]
        self.annotations: set[bytes] = set()  # references to those that stand in the tree
        self._pdf, self._document = pdf, document
        self._pages = pdf.page_references
        self._owners: list[list[bytes]] = [[] for _ in range(pages)]  # of each page's runs
        self._areas: list[bytes] = []  # the owners of the annotations
        self._notes: list[tuple[str, bytes]] = []

    def write(self, root: Node) -> None:
        """Write the tree and all that points to it."""
        import pydyf

        tree = self._object({"Type": "/StructTreeRoot"})
        tree["K"] = self._element(root, tree.reference).reference
        owners = [*(pydyf.Array(owners) for owners in self._owners), *self._areas]
        numbers = [value for number, owner in enumerate(owners) for value in (number, owner)]
        tree["ParentTree"] = self._object({"Nums": pydyf.Array(numbers)}).reference
        tree["ParentTreeNextKey"] = len(owners)
        if self._notes:
            names = [value for name, owner in sorted(self._notes) for value in (pydyf.String(name), owner)]
            tree["IDTree"] = self._object({"Names": pydyf.Array(names)}).reference
        self._pdf.catalog |= {
            "StructTreeRoot": tree.reference,
            "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
            "Lang": pydyf.String(self._document.language),
        }

    def _object(self, values: dict[str, Any]) -> Any:
        import pydyf

        made = pydyf.Dictionary(values)
        self._pdf.add_object(made)
        return made

    def _element(self, node: Node, parent: bytes) -> Any:
        import pydyf

        element = self._object({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        texts = {"Lang": node.language, "Alt": node.alternative}
        if node.kind == "Note":
            texts["ID"] = node.identifier
            self._notes.append((node.identifier, element.reference))
        element |= {key: pydyf.String(text) for key, text in texts.items() if text}
        if node.attributes:
            values = {
                key: pydyf.Array(value) if isinstance(value, list) else value for key, value in node.attributes.items()
            }
            element["A"] = pydyf.Dictionary(values)
        page = next((child.page for child in node.children if not isinstance(child, Node)), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        kids = self._kids(node, element, page)
        element["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        return element

    def _kids(self, node: Node, element: Any, page: int | None) -> list[Any]:
        kids = [self._area(area, node, element) for area in node.children if isinstance(area, Area)]
        for child in _wrapped(node.children):
            if isinstance(child, Node):
                kids.append(self._element(child, element.reference).reference)
            elif not self._continues(child, element):
                kids.append(self._run(child, node, element, page))
        return kids

    def _continues(self, child: Content, element: Any) -> bool:
        """Add what is drawn to the page's last run, where that is the same element's."""
        if self._owners[child.page][-1:] != [element.reference]:
            return False
        self.runs[child.page][-1].marks.append(child.mark)
        return True

    def _run(self, child: Content, node: Node, element: Any, page: int | None) -> Any:
        import pydyf

        number = len(self.runs[child.page])
        self.runs[child.page].append(pdf_content.Run(node.kind, [child.mark]))
        self._owners[child.page].append(element.reference)
        if child.page == page:
            return number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[child.page], "MCID": number})

    def _area(self, area: Area, node: Node, element: Any) -> Any:
        import pydyf

        area.annotation["F"] = _PRINT
        area.annotation["StructParent"] = len(self.runs) + len(self._areas)
        self._areas.append(element.reference)
        self.annotations.add(area.annotation.reference)
        if node.description:
            area.annotation["Contents"] = pydyf.String(node.description)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": area.annotation.reference, "Pg": self._pages[area.page]})


def _wrapped(children: Sequence[Node | Content | Area]) -> list[Node | Content]:
    """Return what an element holds but areas; what it draws itself between other elements is a `Span`, so that any walk of
    the tree comes upon all in its order."""
    held = [child for child in children if not isinstance(child, Area)]
    if not any(isinstance(child, Node) for child in held):
        return held
    wrapped: list[Node | Content] = []
    for child in held:
        if isinstance(child, Node):
            wrapped.append(child)
        elif wrapped and isinstance(wrapped[-1], Node) and wrapped[-1].is_own:
            wrapped[-1].children.append(child)
        else:
            wrapped.append(Node("Span", [child], is_own=True))
    return wrapped
