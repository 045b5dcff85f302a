"""Indents in Word: of what stands in quotations, of list items by the width of their markers, and of their further paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from igreport.edition.writers.docx_lists import STEP, List
from igreport.edition.writers.docx_paragraph import first, level, set_values, switch_on, value

# Comments around each quotation, which `docx` has pandoc write and `finish` takes out.
QUOTE_START, QUOTE_END = "igreport: quote", "igreport: end of quote"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# pandoc gives the further paragraphs of a list item a blank bullet; in Word they are plain indented paragraphs.
_NO_MARKER = "1000"


def finish(root: etree._Element, lists: Mapping[str, List], size: int) -> None:
    """Indent all paragraphs of the text, whose type is of that size."""
    counted = Counter((value(item, "numPr", "numId"), level(item)) for item in root.iter(f"{W}p"))
    hanging = {
        (number, depth): lists[number].hanging(depth or 0, count, size)
        for (number, depth), count in counted.items()
        if number in lists and number != _NO_MARKER
    }
    edges: list[int] = []  # where the text of the items stands, by level
    quotes = 0
    for element in list(root.iter(etree.Comment, f"{W}p")):
        if element.tag != f"{W}p":
            if element.text in (QUOTE_START, QUOTE_END):
                quotes += 1 if element.text == QUOTE_START else -1
                element.getparent().remove(element)
            continue
        depth = level(element)
        if depth is None:
            _indent(element, quotes)
            continue
        edges += [STEP * place for place in range(len(edges) + 1, depth + 2)]
        number = value(element, "numPr", "numId")
        if number == _NO_MARKER:
            _indent_further(element, edges[depth] + STEP * quotes, quotes)
        else:
            own = hanging.get((number, depth), STEP)
            edges[depth:] = [(edges[depth - 1] if depth else 0) + own]
            _indent_item(element, edges[depth] + STEP * quotes, own, quotes)


def _indent(paragraph: etree._Element, quotes: int) -> None:
    if quotes > 1:  # one quotation's indent comes from its style
        set_values(switch_on(paragraph, "ind"), left=STEP * quotes, right=STEP)


def _indent_further(paragraph: etree._Element, left: int, quotes: int) -> None:
    properties = first(paragraph, "pPr")
    properties.remove(properties.find(f"{W}numPr"))
    set_values(switch_on(paragraph, "ind"), left=left, **({"right": STEP} if quotes else {}))


def _indent_item(paragraph: etree._Element, left: int, hanging: int, quotes: int) -> None:
    """Indent an item where it does not stand as its list's definition says, which would win over a style."""
    usual = STEP * ((level(paragraph) or 0) + 1)
    if (left, hanging) != (usual, STEP):
        right = {"right": STEP} if quotes else {}
        set_values(switch_on(paragraph, "ind"), left=left, **right, hanging=hanging)
