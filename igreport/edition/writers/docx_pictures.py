"""Pictures for Word: their files under plain names, drawings (SVG) as PNG with the drawing itself beside it.

Word 2016 and later show the drawing, all others the PNG (MS-ODRAWXML 2.5.2, `asvg:svgBlip`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from igreport.edition import pictures
from igreport.edition.writers import docx_parts
from igreport.edition.writers.docx_page import MILLIMETRE, TEXT_WIDTH
from igreport.edition.writers.docx_parts import Parts
from igreport.model.document import Block, Document, logo_text

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif"}
_TEXT_WIDTH = TEXT_WIDTH / MILLIMETRE
_LOGO_WIDTH, _LOGO_HEIGHT = 60.0, 19.0
_LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(%|px|pt|mm|cm|in)?$")
_MILLIMETRES = {"px": 25.4 / 96, "pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4, "%": _TEXT_WIDTH / 100}
_NAMESPACES = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
_A = f"{{{_NAMESPACES['a']}}}"
_EMBED = f"{{{docx_parts.OFFICE}}}embed"
_IMAGE = f"{docx_parts.OFFICE}/image"
_ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_DOCUMENT = "word/document.xml"


@dataclass
class Images:
    """Copies of the images under plain names: no path of this machine gets into the file, and no `#` or `%` in a name
    is taken for a part of a URL."""

    document: Document
    folder: Path
    copies: dict[tuple[str, int], Path] = field(default_factory=dict)
    drawings: dict[bytes, bytes] = field(default_factory=dict)  # by their PNG

    def copy(self, source: str, width: str = "") -> tuple[str, str]:
        """Return the copy's path, and the width that it is to have where `width` says none."""
        picture = pictures.read(self.document, source)
        if picture.media_type != pictures.SVG:
            # pandoc takes no share of the text's width for a picture of dots.
            share = f"{_millimetres(width):.1f}mm" if width.endswith("%") else width
            return self._stored(source, 0, picture.data, _SUFFIXES[picture.media_type]), share
        printed = _millimetres(width) or _natural(picture)
        printed = min(max(printed, 5.0), _TEXT_WIDTH)
        key = (source, round(printed))
        if key not in self.copies:
            png = pictures.rendered(picture, printed)
            self.drawings[png] = picture.data
            self._stored(*key, png, ".png")
        return str(self.copies[key]), width or f"{printed:.1f}mm"

    def logo(self) -> Block:
        """Return the logo as a block, as large as a cover can bear."""
        picture = pictures.read(self.document, self.document.logo)
        path, _ = self.copy(self.document.logo, f"{_LOGO_WIDTH:.0f}mm")
        wide, high = _pixels(Path(path))
        width = min(_LOGO_WIDTH, _LOGO_HEIGHT * wide / high)
        if picture.media_type != pictures.SVG:
            width = min(width, wide * 25.4 / 96)
        text = [{"t": "Str", "c": logo_text(self.document)}]
        image = {"t": "Image", "c": [["", [], [["width", f"{width:.1f}mm"]]], text, [path, ""]]}
        return {"t": "Para", "c": [image]}

    def _stored(self, source: str, size: int, data: bytes, suffix: str) -> str:
        if (source, size) not in self.copies:
            copy = self.folder / f"image{len(self.copies) + 1}{suffix}"
            copy.write_bytes(data)
            self.copies[source, size] = copy
        return str(self.copies[source, size])


def _millimetres(width: str) -> float:
    match = _LENGTH.match(width.strip())
    return float(match[1]) * _MILLIMETRES[match[2] or "px"] if match else 0.0


def _natural(picture: pictures.Picture) -> float:
    from igreport.sources import svg

    return svg.size(picture.data)[0] * _MILLIMETRES["px"]


def _pixels(path: Path) -> tuple[int, int]:
    from PIL import Image

    with Image.open(path) as image:
        return image.size


def image(node: dict[str, Any], images: Images) -> dict[str, Any]:
    """Return pandoc's image with a file that it finds, and its alternative text where its writer looks for that."""
    (identifier, classes, attributes), inlines, (source, title) = node["c"]
    named = dict(attributes)
    alternative = named.get("alt", named.get("fig-alt"))
    if alternative is not None:
        inlines = [{"t": "Str", "c": alternative}] if alternative else []
    path, width = images.copy(source, named.get("width", ""))
    sized = {**named, "width": width} if width and "height" not in named else named
    return {"t": "Image", "c": [[identifier, classes, [list(item) for item in sized.items()]], inlines, [path, title]]}


def finish(root: etree._Element, parts: Parts, images: Images) -> None:
    """Describe each picture in both places where Word looks, and put the drawings beside their PNG."""
    for inline in root.iterfind(".//wp:inline", _NAMESPACES):
        _describe(inline)
    if not images.drawings:
        return
    found = docx_parts.relations(parts, _DOCUMENT)
    targets = {item["Id"]: item["Target"] for item in found if item["Type"] == _IMAGE}
    added: dict[str, str] = {}  # the relationship of a drawing, by that of its PNG
    for blip in root.iterfind(".//a:blip", _NAMESPACES):
        identifier = blip.get(_EMBED, "")
        drawing = images.drawings.get(parts.get(f"word/{targets.get(identifier, '')}", b""))
        if drawing is None:
            continue
        if identifier not in added:
            added[identifier] = f"rIdDrawing{len(added) + 1}"
            name = f"media/drawing{len(added)}.svg"
            parts[f"word/{name}"] = drawing
            docx_parts.set_media_types(parts, {f"word/{name}": pictures.SVG})
            found.append({"Id": added[identifier], "Type": _IMAGE, "Target": name})
        _put_beside(blip, added[identifier])
    docx_parts.write_relations(parts, _DOCUMENT, found)


def _describe(inline: etree._Element) -> None:
    """Put the alternative text in both places where Word keeps it; pandoc puts the file's path into the second."""
    # Without distances LibreOffice takes its own, and moves the picture out of the text's width.
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    described = inline.find("wp:docPr", _NAMESPACES)
    text = "" if described is None else described.get("descr", "")
    for properties in inline.iterfind(".//pic:cNvPr", _NAMESPACES):
        properties.set("descr", text)


def _put_beside(blip: etree._Element, identifier: str) -> None:
    extensions = blip.find(f"{_A}extLst")
    if extensions is None:
        extensions = etree.SubElement(blip, f"{_A}extLst")
    extension = etree.SubElement(extensions, f"{_A}ext", uri=_EXTENSION)
    etree.SubElement(extension, f"{{{_ASVG}}}svgBlip", {_EMBED: identifier}, nsmap={"asvg": _ASVG})
