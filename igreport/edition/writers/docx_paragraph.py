"""Properties of Word's paragraphs, each put into its place in the schema's sequence (ECMA-376 part 1, 17.3.1.26).

Word refuses files where one stands elsewhere.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SEQUENCE = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "numPr",
    "bidi",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
)


def set_values(element: etree._Element, **values: object) -> None:
    """Set attributes in Word's namespace."""
    for name, value in values.items():
        element.set(f"{W}{name}", str(value))


def value(paragraph: etree._Element, *names: str) -> str:
    """Return the value of a property of a paragraph, or of one in it; nothing where it is not there."""
    found = paragraph.find("/".join(f"{W}{name}" for name in ("pPr", *names)))
    return "" if found is None else str(found.get(f"{W}val"))


def level(paragraph: etree._Element) -> int | None:
    """Return the list level of a paragraph."""
    found = value(paragraph, "numPr", "ilvl")
    return int(found) if found else None


def switch_on(paragraph: etree._Element, name: str) -> etree._Element:
    """Return one property of a paragraph; make it in its place where it is not there."""
    properties = first(paragraph, "pPr")
    found = properties.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        before = {f"{W}{earlier}" for earlier in _SEQUENCE[: _SEQUENCE.index(name)]}
        properties.insert(sum(child.tag in before for child in properties), found)
    return found


def first(parent: etree._Element, name: str) -> etree._Element:
    """Return the properties with which an element begins; make them where there are none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found
