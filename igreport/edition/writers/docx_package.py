"""The package around the text: properties, list definitions, and the zip file itself."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from lxml import etree

from igreport.edition.writers import docx_body
from igreport.model.document import Document

Parts = dict[str, bytes]

_W = docx_body.W
_BULLETS = "•\u2013"  # by level, in turn; pandoc's stand in fonts that only Windows has


def unpack(data: bytes) -> Parts:
    """Return the files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts: Parts) -> bytes:
    """Return the package: the content types first as OPC readers expect, the rest by name, all without time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            package.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def finish(parts: Parts, reference: Parts, document: Document) -> None:
    """Finish the package in place; `reference` is the package of the reference document."""
    # pandoc writes properties of its own; those of the template hold more, and its author may choose them.
    parts["docProps/core.xml"] = reference["docProps/core.xml"]
    parts["docProps/app.xml"] = _application(document.publisher)
    parts["word/numbering.xml"] = _numbering(parts["word/numbering.xml"])
    parts["word/document.xml"] = docx_body.finish(parts["word/document.xml"])


def insert_before(xml: bytes, followers: tuple[str, ...], element: bytes) -> bytes:
    """Return `xml` with `element` before the first of the `followers` (names in the namespace of `w` or `m`)."""
    pattern = rb"<[wm]:(?:%s)\b" % "|".join(followers).encode()
    return re.sub(pattern, lambda match: element + match[0], xml, count=1)


def _application(publisher: str) -> bytes:
    # pandoc hands on the reference document's, with its page and word counts and Word's name.
    company = f"<Company>{escape(publisher)}</Company>" if publisher else ""
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    content = f"<Application>igreport</Application>{company}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Properties xmlns="{namespace}">{content}</Properties>'.encode()


def _numbering(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for level in root.iter(f"{_W}lvl"):
        depth = int(level.get(f"{_W}ilvl"))
        docx_body.set_values(level.find(f"{_W}pPr/{_W}ind"), left=docx_body.STEP * (depth + 1), hanging=docx_body.STEP)
        text = level.find(f"{_W}lvlText")
        if level.find(f"{_W}numFmt").get(f"{_W}val") == "bullet" and text.get(f"{_W}val").strip():
            text.set(f"{_W}val", _BULLETS[depth % len(_BULLETS)])
            for fonts in level.findall(f"{_W}rPr"):
                level.remove(fonts)
    return docx_body.serialized(root)
