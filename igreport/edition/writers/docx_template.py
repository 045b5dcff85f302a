"""The edition's reference document for pandoc: the branded template, or the series' own, with the edition's data in it.

The only module that knows docxtpl. What authors wrote comes in as values, never as template code; and of a template's code
`docx_tags` lets through names and conditions alone.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from lxml import etree

from igreport.edition.writers import docx_house, docx_look, docx_parts, docx_tags
from igreport.edition.writers.docx_parts import Parts
from igreport.errors import UsageError
from igreport.model.document import Document, Theme

# Word's limit for a core property, which python-docx enforces with an exception.
_LONGEST_PROPERTY = 255
_PROPERTIES = ("title", "author", "subject", "keywords", "category", "comments", "language", "identifier")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
# On a paragraph that holds tags: where they print nothing, it goes. An id of Word's own that no file has.
_TAGGED = f"{_W}rsidP"
_MARK = "7A600000"


@dataclass(frozen=True)
class Template:
    """A template, filled in: its parts, whose body holds the cover alone, and the names of the tags on that."""

    parts: Parts
    names: frozenset[str]


def branded(theme: Theme, paper: str, numerals: str, title: str, has_logo: bool) -> Parts:
    """Return the parts of our template in the look of a series; the band of the cover fits its title and its logo."""
    parts = docx_parts.unpack((files("igreport.edition") / "templates" / "template.docx").read_bytes())
    docx_look.apply(parts, theme.light, paper, numerals)
    docx_look.fit_band(parts, title, has_logo)
    return parts


def fill(document: Document) -> Template:
    """Return the template, filled in with the edition's data.

    Raises UsageError where the series' own template is none, or has a tag that cannot be filled in.
    """
    parts = branded(document.theme, document.paper, document.numerals, document.title, bool(document.logo))
    name = "template.docx"
    if document.template:
        name = Path(document.template).name
        parts = docx_house.read(Path(document.template), parts)
    names = _prepare(parts, name)
    try:
        return Template(_filled(parts, document, name), names)
    except UsageError:
        raise
    except Exception as error:  # of docxtpl, python-docx, Jinja and lxml: of a file that Word may have written
        raise UsageError(f"the template {name} cannot be filled in: {error}") from error


def cover_elements(root: etree._Element) -> list[etree._Element]:
    """Return the body's elements up to its first section break; all of them where there is none."""
    body = root.find(f"{_W}body")
    found: list[etree._Element] = []
    for element in body if body is not None else ():
        if element.tag == f"{_W}sectPr":
            break
        found.append(element)
        if element.find(f"{_W}pPr/{_W}sectPr") is not None:
            break
    return found


def _prepare(parts: Parts, name: str) -> frozenset[str]:
    """Check the tags, cut off what stands behind the cover, mark the paragraphs that hold tags; return the cover's."""
    root = docx_parts.parse(parts[_MAIN])
    elements = cover_elements(root)
    body = root.find(f"{_W}body")
    if body is None:
        raise UsageError(f"the template {name} is no DOCX: it has no body")
    for element in list(body):
        if element not in elements and element.tag != f"{_W}sectPr":
            body.remove(element)
    for element in elements:
        if next(element.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"), None) is not None:
            raise UsageError(f"the template {name} has a note on its cover", "write it as a paragraph")
        docx_tags.check(element, "cover", name, is_cover=True)
        for paragraph in element.iter(f"{_W}p"):
            if any("{{" in text or "{%" in text for text in docx_tags.paragraphs(paragraph)):
                paragraph.set(_TAGGED, _MARK)
    parts[_MAIN] = docx_parts.serialized(root)
    for part in sorted(parts):
        kind = part.removeprefix("word/").rstrip("0123456789.xml")
        if kind in ("header", "footer", "footnotes", "endnotes"):
            docx_tags.check(docx_parts.parse(parts[part]), kind, name)
    return frozenset().union(*(docx_tags.named(element) for element in elements))


def _filled(parts: Parts, document: Document, name: str) -> Parts:
    # Imported here: a tenth of a second that only a build for Word needs.
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(docx_parts.pack(parts)))
    template.init_docx()
    properties = template.docx.core_properties
    tags = {field: str(getattr(properties, field) or "") for field in _PROPERTIES}
    for field, tag in tags.items():
        docx_tags.check_text(tag, f"property {field}", name)
        # docxtpl escapes the properties for XML, and python-docx escapes them again: `&` would show as `&amp;`.
        setattr(properties, field, "")
    values = docx_tags.values(document)
    environment = docx_tags.environment(f"in the template {name}")
    template.render(values, environment, autoescape=True)
    plain = docx_tags.environment()
    for field, tag in tags.items():
        setattr(properties, field, plain.from_string(tag).render(values)[:_LONGEST_PROPERTY])
    if moment := _moment(document.published):
        properties.created = properties.modified = moment
    saved = io.BytesIO()
    template.save(saved)
    result = docx_parts.unpack(saved.getvalue())
    _drop_empty(result)
    return result


def _drop_empty(parts: Parts) -> None:
    """Remove the paragraphs whose tags print nothing, and the marks of the others."""
    root = docx_parts.parse(parts[_MAIN])
    for paragraph in list(root.iter(f"{_W}p")):
        if paragraph.attrib.pop(_TAGGED, "") == _MARK and _is_empty(paragraph):
            paragraph.getparent().remove(paragraph)
    parts[_MAIN] = docx_parts.serialized(root)


def _is_empty(paragraph: etree._Element) -> bool:
    kept = ("drawing", "pict", "object", "sectPr", "br")
    if any(paragraph.find(f".//{_W}{name}") is not None for name in kept):
        return False
    parent = paragraph.getparent()
    # A cell keeps its last paragraph, without which Word refuses the file.
    is_last = parent is not None and parent.tag == f"{_W}tc" and len(parent.findall(f"{_W}p")) == 1
    return not is_last and not "".join(item.text or "" for item in paragraph.iter(f"{_W}t")).strip()


def _moment(published: str) -> datetime | None:
    """Return when the edition was published, else the build's SOURCE_DATE_EPOCH; never the time of this run."""
    if published:
        # A month or a year counts from its first day.
        return datetime.fromisoformat(f"{published}-01-01"[:10])
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None
