"""The parts of a package (OPC, ECMA-376 part 2): in and out of the zip file, their relationships and media types."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

Parts = dict[str, bytes]

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"


def unpack(data: bytes) -> Parts:
    """Return the files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts: Parts) -> bytes:
    """Return the package: the content types first as OPC readers expect, the rest by name, all without time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            package.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def parse(xml: bytes) -> etree._Element:
    """Return the root of a part, which may come from anybody: nothing outside of it is read."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def serialized(root: etree._Element) -> bytes:
    """Return the part as Word writes parts."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def relations_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Parts, part: str) -> list[dict[str, str]]:
    """Return the relationships of a part: the attributes of each."""
    name = relations_name(part)
    if name not in parts:
        return []
    return [{str(key): str(value) for key, value in item.attrib.items()} for item in parse(parts[name])]


def target(part: str, relation: dict[str, str]) -> str:
    """Return the name of the part to which a relationship of `part` leads."""
    found = relation["Target"]
    folder = posixpath.dirname(part)
    return posixpath.normpath(found.lstrip("/") if found.startswith("/") else posixpath.join(folder, found))


def write_relations(parts: Parts, part: str, found: list[dict[str, str]]) -> None:
    """Write the relationships of a part."""
    root = etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]})
    for relation in found:
        etree.SubElement(root, f"{_RELATIONS}Relationship", relation)
    parts[relations_name(part)] = serialized(root)


def media_type(parts: Parts, part: str) -> str:
    """Return the media type of a part, as the package says."""
    root = parse(parts[CONTENT_TYPES])
    for item in root.iter(f"{_TYPES}Override"):
        if item.get("PartName", "").lstrip("/").lower() == part.lower():
            return str(item.get("ContentType"))
    suffix = part.rpartition(".")[2].lower()
    defaults = {item.get("Extension", "").lower(): item.get("ContentType") for item in root.iter(f"{_TYPES}Default")}
    return str(defaults.get(suffix, ""))


def set_media_types(parts: Parts, types: dict[str, str]) -> None:
    """Say of which media type each of some parts is, and forget those that are not there any more."""
    root = parse(parts[CONTENT_TYPES])
    for item in list(root.iter(f"{_TYPES}Override")):
        name = item.get("PartName", "").lstrip("/")
        if name in types or name not in parts:
            root.remove(item)
    for name in sorted(types):
        etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{name}", ContentType=types[name])
    parts[CONTENT_TYPES] = serialized(root)
