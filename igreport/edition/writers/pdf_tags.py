"""PDF tags that WeasyPrint 70 does not give: what a note and its call are.

PDF/UA-1 (ISO 14289-1, 7.9) wants a note tagged `Note`, with an ID, and its call `Reference`; WeasyPrint makes a `Span` and
a `NonStruct` of them. Our wrapper renames the structure elements while they are made; verification then finds each note by
its ID in the file itself. A table's head that is repeated on a next page is left out of the tree, like running headers: it
is read once. A list item gets a body that holds all of it, nested lists too, in their order. What is in another language
says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PSEUDO_ELEMENTS = {"::footnote-call": "/Reference", "::footnote-marker": "/Lbl"}


def mend() -> None:
    """Wrap WeasyPrint's making of structure elements; a second call changes nothing."""
    from weasyprint.pdf import tags

    original = tags._build_box_tree
    if getattr(original, "igreport", False):
        return

    def build_box_tree(box: Any, *arguments: Any) -> Iterator[Any]:
        if _is_repeated(box):
            list(original(box, *arguments))
            return
        _keep_lists_in(box)
        for element in original(box, *arguments):
            _name(box, element)
            if element["S"] == "/LI":
                _give_body(element, pdf=arguments[1])
            yield element

    build_box_tree.igreport = True  # type: ignore[attr-defined]
    tags._build_box_tree = build_box_tree
    _remember_pages()


def _remember_pages() -> None:
    """Have pydyf list the pages' references once and not for each structure element: 2,000 pages took an hour."""
    import pydyf

    compute = pydyf.PDF.page_references.fget

    def page_references(pdf: Any) -> Any:
        known = pdf.__dict__.get("_igreport_pages")
        count = len(pdf.pages["Kids"])
        if known is None or known[0] != count:
            known = pdf.__dict__["_igreport_pages"] = (count, compute(pdf))
        return known[1]

    pydyf.PDF.page_references = property(page_references)


def _is_repeated(box: Any) -> bool:
    """Say whether a box is a table's head that an earlier page has shown already; the element remembers it."""
    node = getattr(box, "element", None)
    if getattr(box, "element_tag", None) != "thead" or node is None:
        return False
    first = getattr(box, "is_header", False) and node.get("data-igreport-shown") is None
    node.set("data-igreport-shown", "yes")
    return not first


def _keep_lists_in(box: Any) -> None:
    """Have a list stay in the list item that it stands in.

    WeasyPrint moves it behind its item, so that a paragraph after the list would be read before it; only for `ul` and `ol`.
    """
    if getattr(box, "element_tag", None) == "li":
        for child in box.children:
            if child.element_tag in ("ul", "ol"):
                child.element_tag = "dl"  # a list (`L`) as well


def _give_body(item: Any, pdf: Any) -> None:
    """Put what a list item holds behind its label into one `LBody` (ISO 32000-1, 14.8.4.3.3)."""
    import pydyf

    children = [pdf.objects[int(reference.split()[0])] for reference in item["K"]]
    content = [child for child in children if child["S"] != "/Lbl"]
    if not content or [child["S"] for child in content] == ["/LBody"]:
        return
    labels = [child.reference for child in children if child["S"] == "/Lbl"]
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference})
    pdf.add_object(body)
    for child in content:
        child["S"] = "/NonStruct" if child["S"] == "/LBody" else child["S"]
        child["P"] = body.reference
    body["K"] = pydyf.Array([child.reference for child in content])
    item["K"] = pydyf.Array([*labels, body.reference])


def _name(box: Any, element: Any) -> None:
    import pydyf

    tag = getattr(box, "element_tag", None) or ""
    node = getattr(box, "element", None)
    if node is not None and node.get("lang"):
        element["Lang"] = pydyf.String(node.get("lang"))  # ISO 32000-1, 14.9.2.2
    kind = next((kind for suffix, kind in _PSEUDO_ELEMENTS.items() if tag.endswith(suffix)), "")
    if kind:
        element["S"] = kind
    elif tag == "nav":
        element["S"] = "/TOC"
    elif tag == "sup" and node is not None and any(child.get("class") == "note-call" for child in node):
        element["S"] = "/Reference"
    elif element["S"] in ("/Span", "/Div") and node is not None and node.get("class") == "note" and node.get("id"):
        element["S"] = "/Note"
        element["ID"] = pydyf.String(node.get("id"))
