"""Word's main text as pandoc wrote it, finished: indents, lists, tables, the key topics' box.

Every new property goes to its place in the schema's sequence (ECMA-376 part 1, 17.3.1.26); Word refuses files where one
stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from igreport.edition.writers.docx_lists import STEP

# Comments around each quotation, which `docx` has pandoc write and `finish` takes out.
QUOTE_START, QUOTE_END = "igreport: quote", "igreport: end of quote"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_SEQUENCE = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "spacing", "ind", "jc")
_AFTER_TABLE, _AFTER_LIST = 200, 130
_BOX = 170  # the indent of the key topics' box
# pandoc gives the further paragraphs of a list item a blank bullet; in Word they are plain indented paragraphs.
_NO_MARKER = "1000"
_FIRST_CALL = 3_000_000  # pandoc counts its bookmarks from 9 up, `docx_contents` its own from a million


def finish(root: etree._Element, lists: Mapping[str, str]) -> None:
    """Finish the main document part; `lists` has the style of each list, by its number."""
    _indent(root)
    _style_lists(root, lists)
    _box_key_topics(root)
    _space_after_lists(root)
    for table in root.iter(f"{W}tbl"):
        _finish_table(table)
    _start_contents(root)
    _mark_calls(root)


def set_values(element: etree._Element, **values: object) -> None:
    """Set attributes in Word's namespace."""
    for name, value in values.items():
        element.set(f"{W}{name}", str(value))


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
        # A link in the box looks like the box: it is all links.
        for style in list(item.iter(f"{W}rStyle")):
            if style.get(f"{W}val") == "Hyperlink":
                style.getparent().remove(style)
    for item in items[:-1]:
        _property(item, "keepNext")


def _style_lists(root: etree._Element, lists: Mapping[str, str]) -> None:
    """Give the items of lists the styles that Word has for them; the first five levels have one each."""
    for paragraph in root.iter(f"{W}p"):
        style = lists.get(_value(paragraph, "numPr", "numId"), "")
        if not style:
            continue
        if _value(paragraph, "pStyle") != "Compact":
            set_values(_property(paragraph, "spacing"), after=_AFTER_LIST)
        level = min(_level(paragraph) or 0, 4) + 1
        set_values(_property(paragraph, "pStyle"), val=style if level == 1 else f"{style}{level}")


def _is_item(paragraph: etree._Element) -> bool:
    return _value(paragraph, "pStyle").startswith(("ListBullet", "ListNumber"))


def _space_after_lists(root: etree._Element) -> None:
    """Set off what follows a tight list; its items alone stand closer than paragraphs."""
    for paragraph in root.iter(f"{W}p"):
        if not _is_item(paragraph):
            continue
        following = _next(paragraph)
        if following is not None and _level(following) is None:
            set_values(_property(paragraph, "spacing"), after=_AFTER_LIST)


def _start_contents(root: etree._Element) -> None:
    """Begin the contents on a page of their own, whatever the template's style says."""
    for paragraph in root.iter(f"{W}p"):
        if _value(paragraph, "pStyle") == "TOCHeading":
            set_property(paragraph, "pageBreakBefore")
            return


def _mark_calls(root: etree._Element) -> None:
    """Put a bookmark around each call of a note to which a link leads, as those in the list of sources do: `call_3`."""
    links = {link.get(f"{W}anchor", "") for link in root.iter(f"{W}hyperlink")}
    for number, reference in enumerate(list(root.iter(f"{W}footnoteReference")), 1):
        run = reference.getparent()
        if f"call_{number}" not in links or run is None:
            continue
        identifier = str(_FIRST_CALL + number)
        run.addprevious(etree.Element(f"{W}bookmarkStart", {f"{W}id": identifier, f"{W}name": f"call_{number}"}))
        run.addnext(etree.Element(f"{W}bookmarkEnd", {f"{W}id": identifier}))


def set_property(paragraph: etree._Element, name: str) -> None:
    """Switch a property of a paragraph on."""
    _property(paragraph, name)


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
