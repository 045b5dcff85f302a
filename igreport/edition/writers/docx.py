"""Word: `Document` → DOCX.

The branded template becomes the edition's reference document (`docx_template`), pandoc writes the body from it, and
what pandoc cannot do is finished afterwards: indents, tables, pictures (`docx_body`), endnotes (`docx_notes`), and the
package with its properties (`docx_package`). The contents are filled in before (`docx_contents`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igreport import pandoc
from igreport.edition import pictures
from igreport.edition.writers import docx_body, docx_contents, docx_notes, docx_package, docx_template
from igreport.errors import OutputError
from igreport.model.document import Block, Document, by_language, cover

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A warning is content that pandoc leaves out, such as an image that it cannot read, so it is an error here.
_STRICT = ["--sandbox", "--fail-if-warnings"]

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", pictures.SVG: ".svg"}
_COVER_STYLES = {
    "title": "Title",
    "period": "Subtitle",
    "authors": "Author",
    "publisher": "Publisher",
    "published": "Date",
    "imprint": "Imprint",
}
# pandoc indents a list in a quotation like any other; these comments tell `docx_body` where to add the indent.
_QUOTE_START, _QUOTE_END = (
    {"t": "RawBlock", "c": ["openxml", f"<!--{text}-->"]} for text in (docx_body.QUOTE_START, docx_body.QUOTE_END)
)


def write(document: Document, target: Path) -> None:
    """Write `document` to `target` as DOCX.

    The contents show no page numbers until Word updates them: its pages are its own.
    Raises ToolError where pandoc fails, an image that cannot be read included, and OutputError where the file cannot
    be written.
    """
    if not target.parent.is_dir():
        raise OutputError(f"{target} could not be written: there is no folder {target.parent}")
    with tempfile.TemporaryDirectory(prefix=".igreport-", dir=target.parent) as name:
        reference = Path(name) / "reference.docx"
        docx_template.render(document, reference)
        parts = docx_package.unpack(_pandoc(document, reference))
        docx_package.finish(parts, docx_package.unpack(reference.read_bytes()), document)
    if document.notes == "end":
        docx_notes.move_to_end(parts)
    try:
        target.write_bytes(docx_package.pack(parts))
    except OSError as error:
        raise OutputError(f"{target} could not be written: {error.strerror or error}") from error


def _pandoc(document: Document, reference: Path) -> bytes:
    images = Images(document, reference.parent)
    body = [_changed(block, images) for block in _tagged(docx_contents.mark_headings(document.blocks))]
    blocks = [*_front(document), *body[:1], *docx_contents.contents(document), *body[1:], *_back(document)]
    arguments = ["--from=json", "--to=docx", "--output=-", f"--reference-doc={reference}", *_STRICT]
    # In its sandbox pandoc reads no file but those on the command line; this option puts them there, and the writer
    # for DOCX has no other use for it.
    arguments += [f"--epub-embed-font={path}" for path in images.copies.values()]
    return pandoc.convert(arguments, pandoc.dump(blocks, {"lang": {"t": "MetaString", "c": document.language}}))


def _tagged(blocks: list[Block]) -> Iterable[Block]:
    """Yield the blocks, a section in another language as a Div: of a heading's `lang` pandoc's writer knows nothing."""
    for language, section in by_language(blocks):
        yield from [{"t": "Div", "c": [["", [], [["lang", language]]], section]}] if language else section


def _front(document: Document) -> list[Block]:
    return [styled(_COVER_STYLES[name], text) for name, text in cover(document)]


def _back(document: Document) -> Iterable[Block]:
    """Yield the heading under which Word prints the endnotes; they always stand after the last paragraph."""
    if document.notes == "end" and docx_contents.has_notes(document):
        yield styled("Notes Heading", document.labels.notes)


def styled(style: str, text: str) -> Block:
    """Return a paragraph of plain text in one of the template's styles."""
    return _div(style, {"t": "Para", "c": [{"t": "Str", "c": text}]})


@dataclass
class Images:
    """Copies of the images under plain names: no path of this machine gets into the file, and no `#` or `%` in a name
    is taken for a part of a URL."""

    document: Document
    folder: Path
    copies: dict[str, Path] = field(default_factory=dict)

    def copy(self, source: str) -> str:
        """Return the copy's path."""
        if source not in self.copies:
            picture = pictures.read(self.document, source)
            copy = self.folder / f"image{len(self.copies) + 1}{_SUFFIXES[picture.media_type]}"
            copy.write_bytes(picture.data)
            self.copies[source] = copy
        return str(self.copies[source])


def _changed(node: Any, images: Images) -> Any:
    """Return the AST with what pandoc's writer for DOCX does otherwise than we want; `node` itself stays as it is."""
    if isinstance(node, list):
        return [_changed(child, images) for child in node]
    # Words and spaces are most of the tree.
    if not isinstance(node, dict) or node.get("t") in ("Str", "Space", "SoftBreak"):
        return node
    if node.get("t") == "Image":
        return _image(node, images)
    if node.get("t") == "BlockQuote":
        return {"t": "BlockQuote", "c": [_QUOTE_START, *_changed(node["c"], images), _QUOTE_END]}
    if node.get("t") == "Div" and node["c"][0][0] == "key-topics":
        return {"t": "Div", "c": [node["c"][0], _key_topics(_changed(node["c"][1], images))]}
    return {key: _changed(value, images) for key, value in node.items()}


def _image(node: dict[str, Any], images: Images) -> dict[str, Any]:
    """Return the image with a file that pandoc finds, and its alternative text where pandoc looks for it."""
    attributes, inlines, (source, title) = node["c"]
    named = dict(attributes[2])
    alternative = named.get("alt", named.get("fig-alt"))
    if alternative is not None:
        inlines = [{"t": "Str", "c": alternative}] if alternative else []
    return {"t": "Image", "c": [attributes, inlines, [images.copy(source), title]]}


def _key_topics(blocks: list[Block]) -> list[Block]:
    """Return the key topics with their label in the look of a heading; it stays out of the contents."""
    return [_div("Key Topics", blocks[0]), *blocks[1:]]


def _div(style: str, block: Block) -> Block:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [block]]}
