"""The package that pandoc wrote, finished: text, cover and sections, lists, pictures, properties."""

from __future__ import annotations

from lxml import etree

from igreport.edition.writers import (
    docx_body,
    docx_cover,
    docx_direction,
    docx_lists,
    docx_page,
    docx_parts,
    docx_pictures,
    docx_properties,
)
from igreport.edition.writers.docx_parts import Parts
from igreport.edition.writers.docx_pictures import Images
from igreport.edition.writers.docx_template import Template
from igreport.model.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def finish(parts: Parts, template: Template, document: Document, images: Images) -> None:
    """Finish the package in place."""
    root = docx_parts.parse(parts["word/document.xml"])
    room = docx_page.room(docx_parts.parse(template.parts["word/document.xml"]))
    docx_body.finish(root, docx_lists.finish(parts), room, _type_size(parts))
    docx_pictures.finish(root, parts, images)
    docx_cover.put(root, template, parts, document)
    docx_properties.write(parts, template.parts, document)
    parts["word/document.xml"] = docx_parts.serialized(root)
    _direct(parts)


def _direct(parts: Parts) -> None:
    for name in ("document", "footnotes"):
        xml = parts.get(f"word/{name}.xml", b"")
        if docx_direction.concerns(xml):
            root = docx_parts.parse(xml)
            docx_direction.finish(root)
            parts[f"word/{name}.xml"] = docx_parts.serialized(root)


def _type_size(parts: Parts) -> int:
    """Return the size of the text's type, in twentieths of a point; the styles have it in half points."""
    styles = docx_parts.parse(parts["word/styles.xml"])
    size: etree._Element | None = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz")
    text = "" if size is None else size.get(f"{_W}val", "")
    return int(text) * 10 if text.isdigit() else 210
