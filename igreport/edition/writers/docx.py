"""Word: `Document` → DOCX.

The branded template, or the series' own (`docx_house`), becomes the edition's reference document (`docx_template`), pandoc
writes the text from it, and `docx_package` finishes what pandoc cannot do: the text (`docx_body`), lists, pictures,
the template's cover and sections (`docx_cover`), properties, endnotes (`docx_notes`). The contents are filled in before
(`docx_contents`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

from igreport import pandoc
from igreport.edition.writers import (
    docx_contents,
    docx_cover,
    docx_findings,
    docx_indents,
    docx_notes,
    docx_package,
    docx_parts,
    docx_pictures,
    docx_template,
)
from igreport.edition.writers.docx_pictures import Images
from igreport.errors import OutputError
from igreport.model.document import Block, Document, by_language

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A warning is content that pandoc leaves out, such as an image that it cannot read, so it is an error here.
_STRICT = ["--sandbox", "--fail-if-warnings"]

# pandoc indents a list in a quotation like any other; these comments tell `docx_indents` where to add the indent.
_QUOTE_START, _QUOTE_END = (
    {"t": "RawBlock", "c": ["openxml", f"<!--{text}-->"]} for text in (docx_indents.QUOTE_START, docx_indents.QUOTE_END)
)


def write(document: Document, target: Path) -> None:
    """Write `document` to `target` as DOCX.

    The contents show no page numbers until Word updates them: its pages are its own.
    Raises ToolError where pandoc fails, OutputError where an image cannot be read or the file cannot be written, and
    UsageError where the series' own template is none.
    """
    if not target.parent.is_dir():
        raise OutputError(f"{target} could not be written: there is no folder {target.parent}")
    with tempfile.TemporaryDirectory(prefix=".igreport-", dir=target.parent) as name:
        template = docx_template.fill(document)
        reference = Path(name) / "reference.docx"
        reference.write_bytes(docx_parts.pack(template.parts))
        images = Images(document, Path(name))
        parts = docx_parts.unpack(_pandoc(document, reference, images))
        docx_package.finish(parts, template, document, images)
    if document.notes == "end":
        docx_notes.move_to_end(parts)
    try:
        target.write_bytes(docx_parts.pack(parts))
    except OSError as error:
        raise OutputError(f"{target} could not be written: {error.strerror or error}") from error


def _pandoc(document: Document, reference: Path, images: Images) -> bytes:
    marked = docx_contents.mark_headings(document.blocks)
    numbers = count()
    first = docx_findings.beside(document, marked[:1], 0, numbers)
    rest = docx_findings.beside(document, marked[1:], 1, numbers)
    body = [*first, *docx_contents.contents(document), *_tagged(rest)]
    blocks = [*_logo(images), *(_changed(block, images) for block in body), *_back(document)]
    arguments = ["--from=json", "--to=docx", "--output=-", f"--reference-doc={reference}", *_STRICT]
    # In its sandbox pandoc reads no file but those on the command line; this option puts them there, and the writer
    # for DOCX has no other use for it.
    arguments += [f"--epub-embed-font={path}" for path in images.copies.values()]
    return pandoc.convert(arguments, pandoc.dump(blocks, {"lang": {"t": "MetaString", "c": document.language}}))


def _tagged(blocks: list[Block]) -> Iterable[Block]:
    """Yield the blocks, a section in another language as a Div: of a heading's `lang` pandoc's writer knows nothing."""
    for language, section in by_language(blocks):
        yield from [{"t": "Div", "c": [["", [], [["lang", language]]], section]}] if language else section


def _logo(images: Images) -> Iterable[Block]:
    """Yield the logo, which `docx_cover` puts in its place."""
    if images.document.logo:
        yield _div(docx_cover.LOGO_STYLE, images.logo())


def _back(document: Document) -> Iterable[Block]:
    """Yield the heading under which Word prints the endnotes; they always stand after the last paragraph."""
    if document.notes == "end" and docx_contents.has_notes(document):
        yield styled("Notes Heading", document.labels.notes)


def styled(style: str, text: str) -> Block:
    """Return a paragraph of plain text in one of the template's styles."""
    return _div(style, {"t": "Para", "c": [{"t": "Str", "c": text}]})


def _changed(node: Any, images: Images) -> Any:
    """Return the AST with what pandoc's writer for DOCX does otherwise than we want; `node` itself stays as it is."""
    if isinstance(node, list):
        return [_changed(child, images) for child in node]
    # Words and spaces are most of the tree.
    if not isinstance(node, dict) or node.get("t") in ("Str", "Space", "SoftBreak"):
        return node
    if node.get("t") == "Image":
        return docx_pictures.image(node, images)
    if node.get("t") == "BlockQuote":
        return {"t": "BlockQuote", "c": [_QUOTE_START, *_changed(node["c"], images), _QUOTE_END]}
    if node.get("t") == "Div" and node["c"][0][0] == "key-topics":
        return {"t": "Div", "c": [node["c"][0], _key_topics(_changed(node["c"][1], images))]}
    if node.get("t") == "Div" and "source" in node["c"][0][1]:
        return _div("Bibliography", *_changed(node["c"][1], images))
    return {key: _changed(value, images) for key, value in node.items()}


def _key_topics(blocks: list[Block]) -> list[Block]:
    """Return the key topics with their label in the look of a heading; it stays out of the contents."""
    return [_div("Key Topics", blocks[0]), *blocks[1:]]


def _div(style: str, *blocks: Block) -> Block:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], list(blocks)]}
