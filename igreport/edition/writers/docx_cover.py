"""The cover and the sections of the page: from the filled-in template before and around what pandoc wrote."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from igreport.edition.writers import docx_parts, docx_tags
from igreport.edition.writers.docx_carry import Carrier
from igreport.edition.writers.docx_paragraph import switch_on
from igreport.edition.writers.docx_parts import Parts
from igreport.edition.writers.docx_template import Template, cover_elements
from igreport.model.document import Document, cover

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_STYLES = {
    "title": "Title",
    "period": "Subtitle",
    "authors": "Author",
    "publisher": "Publisher",
    "published": "Date",
    "imprint": "Imprint",
}
LOGO_STYLE = "Logo"
# Of no use on a cover, or bound to what is not there: counters, places of comments, marks that have ids of their own, and the
# tie to a core property, from which Word would fill the control anew.
_TAKEN_OUT = tuple(
    f"{W}{name}"
    for name in (
        "numPr",
        "dataBinding",
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "footnoteReference",
        "endnoteReference",
        "proofErr",
    )
)
_FIRST_DRAWING = 2_000_001  # pandoc counts its own from 1


def put(root: etree._Element, template: Template, parts: Parts, document: Document) -> None:
    """Put the cover before the text in `root`, and the template's sections around it; `parts` gets what they name.

    The logo, where there is one, is the first paragraph of `root`.
    """
    body = root.find(f"{W}body")
    assert body is not None
    source = docx_parts.parse(template.parts["word/document.xml"])
    elements = [deepcopy(element) for element in cover_elements(source)] if template.names else []
    sections = _sections(source)
    if document.draft and sections:
        _number_lines(sections[-1])
    for element in elements:
        _clean(element)
    elements = [element for element in elements if not _is_break(element)]
    carrier = Carrier(parts, template.parts)
    for element in [*elements, *sections]:
        carrier.adopt(element)
    logo = _take_logo(body) if document.logo else None
    body[:0] = _with_logo(elements, logo) + _missing(template.names, document)
    _set_sections(body, sections)
    carrier.finish()


def _clean(element: etree._Element) -> None:
    for item in list(element.iter(*_TAKEN_OUT)):
        parent = item.getparent()
        if parent is not None:
            parent.remove(item)
    for number, drawing in enumerate(element.iter(_DRAWING)):
        drawing.set("id", str(_FIRST_DRAWING + number))


def _is_break(element: etree._Element) -> bool:
    """Tell whether an element only ends the section; where it holds words as well, it loses the break."""
    properties = element.find(f"{W}pPr")
    section = None if properties is None else properties.find(f"{W}sectPr")
    if section is None or properties is None:
        return False
    properties.remove(section)
    return len(element) == 1


def _sections(source: etree._Element) -> list[etree._Element]:
    """Return the properties of the template's first section and of its last; of one alone, it twice is once."""
    found = [deepcopy(item) for item in source.iter(f"{W}sectPr")]
    for section in found:
        for changed in section.findall(f"{W}sectPrChange"):
            section.remove(changed)
    return [found[0], found[-1]] if len(found) > 1 else found


def _number_lines(section: etree._Element) -> None:
    """Number each fifth line of the text, as a draft's PDF does, in the element's place in the schema's sequence (17.6.17)."""
    before = (
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
    )
    at = sum(child.tag in [f"{W}{name}" for name in before] for child in section)
    if section.find(f"{W}lnNumType") is None:
        numbers = {f"{W}countBy": "5", f"{W}restart": "newSection"}
        section.insert(at, etree.Element(f"{W}lnNumType", numbers))


def _take_logo(body: etree._Element) -> etree._Element:
    """Take the paragraph of the logo out of the text, where pandoc has drawn it, and return it."""
    paragraph = next(item for item in body.iter(f"{W}p"))
    body.remove(paragraph)
    return paragraph


def _with_logo(elements: list[etree._Element], logo: etree._Element | None) -> list[etree._Element]:
    """Return the elements with the logo at its tag; it comes first where the template has none for it."""
    if logo is None:
        return elements
    for element in elements:
        for text in element.iter(f"{W}t"):
            if (text.text or "").strip() == docx_tags.LOGO:
                run = text.getparent()
                assert run is not None
                run.getparent().replace(run, logo.find(f".//{W}r"))
                return elements
    return [logo, *elements]


def _missing(names: frozenset[str], document: Document) -> list[etree._Element]:
    """Return the lines for which the template's cover has no tag, in our own styles."""
    return [_line(_STYLES[name], text) for name, text in cover(document) if name not in names]


def _line(style: str, text: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle", {f"{W}val": style})
    words = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return paragraph


def _set_sections(body: etree._Element, sections: list[etree._Element]) -> None:
    """End the first section behind the contents; a template with one section has one for all."""
    last = body.find(f"{W}sectPr")
    if last is not None:
        body.remove(last)
    if not sections:
        return
    contents = [item for item in body.findall(f"{W}sdt") if item.find(f".//{W}docPartGallery") is not None]
    if len(sections) == 2 and contents:
        contents[-1].addnext(_break(sections[0]))
    else:
        start = next((item for item in body if _style(item) == "Heading1"), None)
        if start is not None:
            _break_before(start)
    body.append(sections[-1])


def _break(section: etree._Element) -> etree._Element:
    """Return a paragraph that ends a section and takes no room."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    spacing = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
    etree.SubElement(properties, f"{W}spacing", {f"{W}{name}": value for name, value in spacing.items()})
    properties.append(section)
    return paragraph


def _style(element: etree._Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def _break_before(paragraph: etree._Element) -> None:
    switch_on(paragraph, "pageBreakBefore")
