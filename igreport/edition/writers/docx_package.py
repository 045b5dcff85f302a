"""What is finished in the package that pandoc wrote: tables, lists, pictures, properties, and the zip file itself."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from lxml import etree

from igreport.model.document import Document

Parts = dict[str, bytes]

# Comments around each quotation, which `docx` has pandoc write and `finish` takes out.
QUOTE_START, QUOTE_END = "igreport: quote", "igreport: end of quote"

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_W = f"{{{_NAMESPACES['w']}}}"
_STEP = 425  # a list level's indent, in twentieths of a point: wide enough for `viii.`
_BULLETS = "•–"  # by level, in turn; pandoc's stand in fonts that only Windows has
_AFTER_TABLE = 200
# pandoc gives the further paragraphs of a list item a blank bullet; in Word they are plain indented paragraphs.
_NO_MARKER = "1000"


def unpack(data: bytes) -> Parts:
    """Return the files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts: Parts) -> bytes:
    """Return the package: the content types first as OPC readers expect, the rest by name, all without time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            package.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def finish(parts: Parts, reference: Parts, document: Document) -> None:
    """Finish the package in place; `reference` is the package of the reference document."""
    # pandoc writes properties of its own; those of the template hold more, and its author may choose them.
    parts["docProps/core.xml"] = reference["docProps/core.xml"]
    parts["docProps/app.xml"] = _application(document.publisher)
    parts["word/numbering.xml"] = _numbering(parts["word/numbering.xml"])
    parts["word/document.xml"] = _body(parts["word/document.xml"])


def insert_before(xml: bytes, followers: tuple[str, ...], element: bytes) -> bytes:
    """Return `xml` with `element` before the first of the `followers` (names in the namespace of `w` or `m`)."""
    pattern = rb"<[wm]:(?:%s)\b" % "|".join(followers).encode()
    return re.sub(pattern, lambda match: element + match[0], xml, count=1)


def _application(publisher: str) -> bytes:
    # pandoc hands on the reference document's, with its page and word counts and Word's name.
    company = f"<Company>{escape(publisher)}</Company>" if publisher else ""
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<Properties xmlns="{namespace}"><Application>igreport</Application>{company}'
    return f"{xml}</Properties>".encode()


def _numbering(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for level in root.iter(f"{_W}lvl"):
        depth = int(level.get(f"{_W}ilvl"))
        _set(level.find(f"{_W}pPr/{_W}ind"), left=_STEP * (depth + 1), hanging=_STEP)
        text = level.find(f"{_W}lvlText")
        if level.find(f"{_W}numFmt").get(f"{_W}val") == "bullet" and text.get(f"{_W}val").strip():
            text.set(f"{_W}val", _BULLETS[depth % len(_BULLETS)])
            for fonts in level.findall(f"{_W}rPr"):
                level.remove(fonts)
    return _serialized(root)


def _body(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for table in root.iter(f"{_W}tbl"):
        _finish_table(table)
    _indent(root)
    for picture in root.iterfind(".//wp:inline", _NAMESPACES):
        _describe(picture)
    return _serialized(root)


def _finish_table(table: etree._Element) -> None:
    """Make the table as wide as the text, keep its rows whole and its head with the first row, and set off what follows."""
    _set(table.find(f"{_W}tblPr/{_W}tblW"), type="pct", w=5000)
    for row in table.iter(f"{_W}tr"):
        properties = _first(row, "trPr")
        properties.insert(0, etree.Element(f"{_W}cantSplit"))
        if properties.find(f"{_W}tblHeader") is not None:
            for paragraph in row.iter(f"{_W}p"):
                _after_style(_first(paragraph, "pPr"), etree.Element(f"{_W}keepNext"))
    following = table.getnext()
    while following is not None and following.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        following = following.getnext()
    if following is not None and following.tag == f"{_W}p" and _style(following) in ("FirstParagraph", "BodyText", ""):
        _spacing(_first(following, "pPr"))


def _spacing(properties: etree._Element) -> None:
    # The schema wants `spacing` before `ind` and `jc`; pandoc writes neither into these paragraphs.
    _set(etree.SubElement(properties, f"{_W}spacing"), before=_AFTER_TABLE)


def _indent(root: etree._Element) -> None:
    """Indent what stands in quotations, and the further paragraphs of list items."""
    quotes = 0
    for element in list(root.iter(etree.Comment, f"{_W}p")):
        if element.tag == f"{_W}p":
            _indent_paragraph(element, quotes)
        elif element.text in (QUOTE_START, QUOTE_END):
            quotes += 1 if element.text == QUOTE_START else -1
            element.getparent().remove(element)


def _indent_paragraph(paragraph: etree._Element, quotes: int) -> None:
    properties = paragraph.find(f"{_W}pPr")
    numbering = None if properties is None else properties.find(f"{_W}numPr")
    if numbering is None:
        # One quotation's indent comes from its style.
        steps, hanging = (quotes if quotes > 1 else 0), 0
    else:
        steps, hanging = int(numbering.find(f"{_W}ilvl").get(f"{_W}val")) + 1 + quotes, _STEP
        if numbering.find(f"{_W}numId").get(f"{_W}val") == _NO_MARKER:
            properties.remove(numbering)
            hanging = 0
        elif not quotes:
            return
    if steps:
        right = {"right": _STEP} if quotes else {}
        _set(_insert_indent(properties), left=_STEP * steps, hanging=hanging, **right)


def _insert_indent(properties: etree._Element) -> etree._Element:
    # Before `jc`, as the schema has it; the numbering's indent would win over one of the paragraph's style.
    element = etree.Element(f"{_W}ind")
    alignment = properties.find(f"{_W}jc")
    if alignment is None:
        properties.append(element)
    else:
        alignment.addprevious(element)
    return element


def _describe(inline: etree._Element) -> None:
    """Put the alternative text in both places where Word keeps it; pandoc puts the file's path into the second."""
    # Without distances LibreOffice takes its own, and moves the picture out of the text's width.
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    text = inline.find("wp:docPr", _NAMESPACES).get("descr", "")
    for properties in inline.iterfind(".//pic:cNvPr", _NAMESPACES):
        properties.set("descr", text)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _first(parent: etree._Element, name: str) -> etree._Element:
    """Return the properties with which an element begins; make them where there are none."""
    found = parent.find(f"{_W}{name}")
    if found is None:
        found = etree.Element(f"{_W}{name}")
        parent.insert(0, found)
    return found


def _after_style(properties: etree._Element, element: etree._Element) -> None:
    has_style = properties.find(f"{_W}pStyle") is not None
    properties.insert(1 if has_style else 0, element)


def _set(element: etree._Element, **values: object) -> None:
    for name, value in values.items():
        element.set(f"{_W}{name}", str(value))


def _serialized(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
