"""The package that pandoc wrote, finished: text, cover and sections, lists, pictures, properties."""

from __future__ import annotations

from igreport.edition.writers import docx_body, docx_cover, docx_lists, docx_parts, docx_pictures, docx_properties
from igreport.edition.writers.docx_parts import Parts
from igreport.edition.writers.docx_pictures import Images
from igreport.edition.writers.docx_template import Template
from igreport.model.document import Document


def finish(parts: Parts, template: Template, document: Document, images: Images) -> None:
    """Finish the package in place."""
    root = docx_parts.parse(parts["word/document.xml"])
    docx_body.finish(root, docx_lists.finish(parts))
    docx_pictures.finish(root, parts, images)
    docx_cover.put(root, template, parts, document)
    docx_properties.write(parts, template.parts, document)
    parts["word/document.xml"] = docx_parts.serialized(root)
