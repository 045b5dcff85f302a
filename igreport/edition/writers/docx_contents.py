"""Word's table of contents, filled in: pandoc writes an empty one, which Word fills after a prompt only.

It is the field that Word itself would write (`TOC \\o "1-2" \\h \\z`, ECMA-376 part 1, 17.16.5.68), with its lines
as the cached result: each links to a bookmark around its heading and holds a PAGEREF field for the page. The field is empty
until Word updates it: nobody else knows its pages, and a wrong number would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from igreport.edition.writers.docx_body import UNLISTED
from igreport.model.document import Block, Document, Heading, Inline, headings, walk

DEPTH = 2

# pandoc counts its own bookmarks from 9 up, one an element; ids need only differ.
_FIRST_ID = 1_000_001

_OPEN = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
)
# Word ends the field in a paragraph of its own; it takes no room here.
_CLOSE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
)


def contents(document: Document) -> list[Block]:
    """Return the contents with their heading; nothing for a document without headings."""
    lines = headings(document, DEPTH)
    if not lines:
        return []
    printed = [_line(number, heading) for number, heading in enumerate(lines)]
    printed[0]["c"][1][0]["c"].insert(0, _raw_inline(_field(f'TOC \\o "1-{DEPTH}" \\h \\z')))
    title = _paragraph("TOC Heading", [{"t": "Str", "c": document.labels.contents}])
    return [_raw_block(_OPEN), title, *printed, _raw_block(_CLOSE)]


def mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` with a bookmark around each heading of the contents; the argument stays as it is."""
    numbers = count()
    return [_marked(block, numbers) for block in blocks]


def has_notes(document: Document) -> bool:
    """Tell whether the document holds a note at all."""
    return any(element["t"] == "Note" for element in walk(document.blocks))


def _marked(node: Any, numbers: Iterator[int]) -> Any:
    if isinstance(node, list):
        return [_marked(child, numbers) for child in node]
    # No heading stands in a paragraph; most of the tree need not be walked.
    if not isinstance(node, dict) or node.get("t") in ("Para", "Plain"):
        return node
    if node.get("t") == "Header" and node["c"][0] <= DEPTH:
        level, attributes, inlines = node["c"]
        if "unlisted" in attributes[1]:
            return {"t": "Header", "c": [level, attributes, [_raw_inline(f"<!--{UNLISTED}-->"), *inlines]]}
        start, end = _bookmark(next(numbers))
        return {"t": "Header", "c": [level, attributes, [start, *inlines, end]]}
    return {key: _marked(value, numbers) for key, value in node.items()}


def _bookmark(number: int) -> tuple[Inline, Inline]:
    identifier = _FIRST_ID + number
    start = f'<w:bookmarkStart w:id="{identifier}" w:name="{_name(number)}"/>'
    return _raw_inline(start), _raw_inline(f'<w:bookmarkEnd w:id="{identifier}"/>')


def _name(number: int) -> str:
    """Return a bookmark's name as Word makes it; our own ids may hold what PAGEREF cannot name, and be too long."""
    return f"_Toc{_FIRST_ID + number:09}"


def _line(number: int, heading: Heading) -> Block:
    name = _name(number)
    start = _raw_inline(f'<w:hyperlink w:anchor="{name}" w:history="1">')
    reference = _field(f"PAGEREF {name} \\h") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    end = _raw_inline(f"<w:r><w:tab/></w:r>{reference}</w:hyperlink>")
    words = list(map(_plain, heading.inlines))
    if heading.language:
        words = [{"t": "Span", "c": [["", [], [["lang", heading.language]]], words]}]
    return _paragraph(f"TOC {heading.level}", [start, *words, end])


def _field(instruction: str) -> str:
    """Return a field up to its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _plain(inline: Inline) -> Inline:
    """Return an inline of a heading for its second printing: on one line, without ids, which must stay unique."""
    if inline["t"] in ("LineBreak", "SoftBreak"):
        return {"t": "Space"}
    if inline["t"] == "Span":
        (_, classes, named), inlines = inline["c"]
        return {"t": "Span", "c": [["", classes, named], [_plain(child) for child in inlines]]}
    return inline


def _paragraph(style: str, inlines: list[Inline]) -> Block:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": inlines}]]}


def _raw_inline(xml: str) -> Inline:
    return {"t": "RawInline", "c": ["openxml", xml]}


def _raw_block(xml: str) -> Block:
    return {"t": "RawBlock", "c": ["openxml", xml]}
