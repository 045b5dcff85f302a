"""Word's main text as pandoc wrote it, finished: indents, tables, pictures, the key topics' box.

Every new property goes to its place in the schema's sequence (ECMA-376 part 1, 17.3.1.26); Word refuses files where one
stands elsewhere.
"""

from __future__ import annotations

from lxml import etree

# Comments around each quotation, which `docx` has pandoc write and `finish` takes out.
QUOTE_START, QUOTE_END = "igreport: quote", "igreport: end of quote"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STEP = 425  # an indent, in twentieths of a point: wide enough for the marker `viii.`

_NAMESPACES = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_SEQUENCE = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "spacing", "ind", "jc")
_AFTER_TABLE, _AFTER_LIST = 200, 130
_BOX = 170  # the indent of the key topics' box
# pandoc gives the further paragraphs of a list item a blank bullet; in Word they are plain indented paragraphs.
_NO_MARKER = "1000"


def finish(xml: bytes) -> bytes:
    """Return the main document part, finished."""
    root = etree.fromstring(xml)
    _indent(root)
    _box_key_topics(root)
    _space_after_lists(root)
    _break_page(root)
    for table in root.iter(f"{W}tbl"):
        _finish_table(table)
    for picture in root.iterfind(".//wp:inline", _NAMESPACES):
        _describe(picture)
    return serialized(root)


def set_values(element: etree._Element, **values: object) -> None:
    """Set attributes in Word's namespace."""
    for name, value in values.items():
        element.set(f"{W}{name}", str(value))


def serialized(root: etree._Element) -> bytes:
    """Return the part as Word writes parts."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _indent(root: etree._Element) -> None:
    """Indent what stands in quotations, and the further paragraphs of list items."""
    quotes = 0
    for element in list(root.iter(etree.Comment, f"{W}p")):
        if element.tag == f"{W}p":
            _indent_paragraph(element, quotes)
        elif element.text in (QUOTE_START, QUOTE_END):
            quotes += 1 if element.text == QUOTE_START else -1
            element.getparent().remove(element)


def _indent_paragraph(paragraph: etree._Element, quotes: int) -> None:
    level = _level(paragraph)
    if level is None:
        # One quotation's indent comes from its style.
        steps = quotes if quotes > 1 else 0
    elif _value(paragraph, "numPr", "numId") == _NO_MARKER:
        properties = _properties(paragraph)
        properties.remove(properties.find(f"{W}numPr"))
        steps = level + 1 + quotes
    else:
        # A list's own indent comes from its definition, which would win over a style's.
        steps = level + 1 + quotes if quotes else 0
    if steps:
        hanging = {"hanging": STEP} if _level(paragraph) is not None else {}
        right = {"right": STEP} if quotes else {}
        set_values(_property(paragraph, "ind"), left=STEP * steps, **right, **hanging)


def _box_key_topics(root: etree._Element) -> None:
    """Give the list of key topics the style of their box."""
    start = root.find(f".//{W}bookmarkStart[@{W}name='key-topics']")
    if start is None:
        return
    items = []
    for element in start.itersiblings():
        if element.tag == f"{W}bookmarkEnd":
            break
        if _level(element) == 0:
            items.append(element)
    for item in items:
        set_values(_property(item, "pStyle"), val="KeyTopic")
        set_values(_property(item, "ind"), left=_BOX + STEP, hanging=STEP)
    for item in items[:-1]:
        _property(item, "keepNext")


def _space_after_lists(root: etree._Element) -> None:
    """Set off what follows a tight list; its items alone stand closer than paragraphs."""
    for paragraph in root.iter(f"{W}p"):
        if _value(paragraph, "pStyle") != "Compact" or _level(paragraph) is None:
            continue
        following = _next(paragraph)
        if following is not None and _level(following) is None:
            set_values(_property(paragraph, "spacing"), after=_AFTER_LIST)


def _break_page(root: etree._Element) -> None:
    """Begin the first section on a page of its own; before it stand cover, contents and key topics."""
    for paragraph in root.iter(f"{W}p"):
        if _value(paragraph, "pStyle") == "Heading1":
            _property(paragraph, "pageBreakBefore")
            set_values(_property(paragraph, "spacing"), before=0)
            return


def _finish_table(table: etree._Element) -> None:
    """Make the table as wide as the text, keep its rows whole and its head with them, and set off what follows."""
    set_values(table.find(f"{W}tblPr/{W}tblW"), type="pct", w=5000)
    for row in table.iter(f"{W}tr"):
        properties = _first(row, "trPr")
        properties.insert(0, etree.Element(f"{W}cantSplit"))
        if properties.find(f"{W}tblHeader") is not None:
            for paragraph in row.iter(f"{W}p"):
                _property(paragraph, "keepNext")
    following = _next(table)
    if following is not None and _value(following, "pStyle") in ("FirstParagraph", "BodyText", "Compact", ""):
        set_values(_property(following, "spacing"), before=_AFTER_TABLE)


def _describe(inline: etree._Element) -> None:
    """Put the alternative text in both places where Word keeps it; pandoc puts the file's path into the second."""
    # Without distances LibreOffice takes its own, and moves the picture out of the text's width.
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    text = inline.find("wp:docPr", _NAMESPACES).get("descr", "")
    for properties in inline.iterfind(".//pic:cNvPr", _NAMESPACES):
        properties.set("descr", text)


def _next(element: etree._Element) -> etree._Element | None:
    """Return the next paragraph or table beside `element`."""
    return next(element.itersiblings(f"{W}p", f"{W}tbl"), None)


def _level(paragraph: etree._Element) -> int | None:
    """Return the list level of a paragraph."""
    value = _value(paragraph, "numPr", "ilvl")
    return int(value) if value else None


def _value(paragraph: etree._Element, *names: str) -> str:
    found = paragraph.find("/".join(f"{W}{name}" for name in ("pPr", *names)))
    return "" if found is None else str(found.get(f"{W}val"))


def _properties(paragraph: etree._Element) -> etree._Element:
    return _first(paragraph, "pPr")


def _property(paragraph: etree._Element, name: str) -> etree._Element:
    """Return one property of a paragraph; make it in its place where it is not there."""
    properties = _properties(paragraph)
    found = properties.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        before = {f"{W}{earlier}" for earlier in _SEQUENCE[: _SEQUENCE.index(name)]}
        properties.insert(sum(child.tag in before for child in properties), found)
    return found


def _first(parent: etree._Element, name: str) -> etree._Element:
    """Return the properties with which an element begins; make them where there are none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found
