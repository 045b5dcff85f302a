"""A series' own Word template, read: looked at before anything is done with it, and completed from ours.

Whatever Word wrote can be a template: styles that it lacks come from ours, and the ids that Word gives to its own styles by its
language (`berschrift1`) become those of the English one, as everything else here knows them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from copy import deepcopy
from pathlib import Path

from lxml import etree

from igreport.edition.writers import docx_parts
from igreport.edition.writers.docx_parts import Parts
from igreport.errors import UsageError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MOST = 50_000_000  # bytes, unpacked
_MOST_PARTS = 2_000
_MAIN = "word/document.xml"
_STYLES = "word/styles.xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SAVE = "save it in Word as “Word Document (.docx)”"
# Fields that fetch something, or run something (ECMA-376 part 1, 17.16.5).
_FETCHING = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|EMBED|DATABASE|RD|MACROBUTTON|CONTROL)\b"
)
_HARMLESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_REFERENCES = tuple(
    f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")
)


def read(path: Path, ours: Parts) -> Parts:
    """Return the parts of the template at `path`, completed from `ours`; UsageError says what is wrong with the file."""
    parts = _opened(path)
    try:
        _refuse_macros(parts, path.name)
        _refuse_what_is_elsewhere(parts, path.name)
        _rename_styles(parts, ours)
        _add_styles(parts, ours)
    except (etree.XMLSyntaxError, KeyError) as error:
        raise UsageError(f"the template {path.name} is damaged: {error}", _SAVE) from error
    for name in ("word/theme/theme1.xml", "word/fontTable.xml", "word/settings.xml"):
        parts.setdefault(name, ours[name])
    if "docProps/core.xml" not in parts:
        _add_properties(parts, ours)
    return parts


def _opened(path: Path) -> Parts:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST:
                raise UsageError(f"the template {path.name} would unpack to far more than a template has")
            parts = {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise UsageError(f"the template {path.name} is no DOCX: {error}", _SAVE) from error
    for name in (docx_parts.CONTENT_TYPES, _MAIN, _STYLES, "word/_rels/document.xml.rels"):
        if name not in parts:
            raise UsageError(f"the template {path.name} is no DOCX: it has no {name}", _SAVE)
    if any(b"<!DOCTYPE" in data[:2000] for name, data in parts.items() if name.endswith((".xml", ".rels"))):
        raise UsageError(f"the template {path.name} has a document type, which no DOCX has", _SAVE)
    if _STRICT in parts[_MAIN][:5000]:
        raise UsageError(f"the template {path.name} is a “Strict Open XML Document”", _SAVE)
    return parts


def _refuse_macros(parts: Parts, name: str) -> None:
    if any("vbaproject" in part.lower() for part in parts) or b"macroEnabled" in parts[docx_parts.CONTENT_TYPES]:
        raise UsageError(f"the template {name} has macros", f"{_SAVE}, which has none")
    if any(part.startswith(("word/activeX/", "word/embeddings/")) for part in parts):
        raise UsageError(f"the template {name} has an embedded object", "put a picture of it in its place")
    if docx_parts.media_type(parts, _MAIN) != _DOCUMENT:  # a DOTX
        docx_parts.set_media_types(parts, {_MAIN: _DOCUMENT})


def _refuse_what_is_elsewhere(parts: Parts, name: str) -> None:
    """Refuse what would be fetched when the edition is opened; the template's own template is merely forgotten."""
    for part in list(parts):
        if part.endswith(".rels"):
            root = docx_parts.parse(parts[part])
            for relation in list(root):
                if relation.get("TargetMode") == "External":
                    _external(root, relation, name)
            parts[part] = docx_parts.serialized(root)
        elif part.startswith("word/") and part.endswith(".xml"):
            _refuse_fields(docx_parts.parse(parts[part]), name)


def _external(root: etree._Element, relation: etree._Element, name: str) -> None:
    kind = relation.get("Type", "").rpartition("/")[2]
    target = relation.get("Target", "")
    if kind == "attachedTemplate":
        root.remove(relation)
    elif kind != "hyperlink" or not _HARMLESS.match(target):
        hint = "put the thing itself into the template: for a picture, Insert > Pictures without a link to the file"
        raise UsageError(f"the template {name} takes in something from elsewhere ({kind}): {target[:100]}", hint)


def _refuse_fields(root: etree._Element, name: str) -> None:
    for paragraph in root.iter(f"{_W}p"):
        codes = [item.text or "" for item in paragraph.iter(f"{_W}instrText")]
        simple = [item.get(f"{_W}instr", "") for item in paragraph.iter(f"{_W}fldSimple")]
        if match := _FETCHING.search(" ".join(["".join(codes), *simple]).upper()):
            raise UsageError(
                f"the template {name} has a field that fetches something: {match[1]}",
                "write what it shows instead of it",
            )


def _rename_styles(parts: Parts, ours: Parts) -> None:
    wanted = {_key(style): style.get(f"{_W}styleId", "") for style in _styles(docx_parts.parse(ours[_STYLES]))}
    own = {style.get(f"{_W}styleId", ""): _key(style) for style in _styles(docx_parts.parse(parts[_STYLES]))}
    renamed = {name: wanted[key] for name, key in own.items() if key in wanted and wanted[key] != name}
    taken = set(wanted.values())
    renamed |= {name: f"{name}House" for name, key in own.items() if name in taken and key not in wanted}
    if not renamed:
        return
    for part in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        root = docx_parts.parse(parts[part])
        for item in root.iter(*_REFERENCES):
            item.set(f"{_W}val", renamed.get(item.get(f"{_W}val", ""), item.get(f"{_W}val", "")))
        for style in root.iter(f"{_W}style"):
            style.set(f"{_W}styleId", renamed.get(style.get(f"{_W}styleId", ""), style.get(f"{_W}styleId", "")))
        parts[part] = docx_parts.serialized(root)


def _add_styles(parts: Parts, ours: Parts) -> None:
    root = docx_parts.parse(parts[_STYLES])
    known = {_key(style) for style in _styles(root)}
    defaults = {style.get(f"{_W}type") for style in _styles(root) if style.get(f"{_W}default") in ("1", "true", "on")}
    for style in _styles(docx_parts.parse(ours[_STYLES])):
        if _key(style) in known:
            continue
        added = deepcopy(style)
        if added.get(f"{_W}type") in defaults:
            added.attrib.pop(f"{_W}default", None)
        for item in [item for item in added.iter() if str(item.tag).startswith(_W14)]:
            item.getparent().remove(item)
        root.append(added)
    parts[_STYLES] = docx_parts.serialized(root)


def _styles(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(f"{_W}style"))


def _key(style: etree._Element) -> tuple[str, str]:
    """Return what a style is known by: its name, whatever its id; Word's own are in English in any file."""
    name = style.find(f"{_W}name")
    return style.get(f"{_W}type", "paragraph"), "" if name is None else name.get(f"{_W}val", "").casefold()


def _add_properties(parts: Parts, ours: Parts) -> None:
    name = "docProps/core.xml"
    parts[name] = ours[name]
    docx_parts.set_media_types(parts, {name: docx_parts.media_type(ours, name)})
    relation = next(item for item in docx_parts.relations(ours, "") if item["Target"].endswith(name))
    found = docx_parts.relations(parts, "")
    docx_parts.write_relations(parts, "", [*found, {**relation, "Id": "rIdCore"}])
