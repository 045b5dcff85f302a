"""What a template's cover and sections name, carried into the edition's package: headers, footers, pictures, links."""

from __future__ import annotations

import posixpath

from lxml import etree

from igreport.edition.writers import docx_parts
from igreport.edition.writers.docx_parts import Parts
from igreport.errors import UsageError

_MAIN = "word/document.xml"
_OFFICE = f"{{{docx_parts.OFFICE}}}"
_RUNNING = tuple(f"{docx_parts.OFFICE}/{name}" for name in ("header", "footer"))


class Carrier:
    """Carries parts of `template` into `parts`, each once, under names and ids that are free there."""

    def __init__(self, parts: Parts, template: Parts) -> None:
        self.parts, self.template = parts, template
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._relations = {item["Id"]: item for item in docx_parts.relations(template, _MAIN)}
        self._added: list[dict[str, str]] = []
        self._types: dict[str, str] = {}
        self._without_headers()

    def adopt(self, element: etree._Element) -> None:
        """Make what an element of the template's body names be in the package, and name it there."""
        for item in element.iter():
            for name in [name for name in item.attrib if str(name).startswith(_OFFICE)]:
                item.set(name, self._id(str(item.get(name))))

    def finish(self) -> None:
        """Write the relationships and media types, and leave out what nothing names any more."""
        found = [*docx_parts.relations(self.parts, _MAIN), *self._added]
        docx_parts.write_relations(self.parts, _MAIN, found)
        _prune(self.parts)
        docx_parts.set_media_types(self.parts, {name: self._types[name] for name in self._types if name in self.parts})

    def _without_headers(self) -> None:
        """Take out the headers and footers that pandoc has copied: of one section, and without their pictures."""
        kept = [item for item in docx_parts.relations(self.parts, _MAIN) if item["Type"] not in _RUNNING]
        docx_parts.write_relations(self.parts, _MAIN, kept)
        _prune(self.parts)

    def _id(self, old: str) -> str:
        if old not in self._ids:
            self._ids[old] = f"rIdTemplate{len(self._ids) + 1}"
            if old not in self._relations:
                raise UsageError("the template names something that is not in it", "open it in Word, and save it again")
            relation = dict(self._relations[old])
            if relation.get("TargetMode") != "External":
                name = self._part(docx_parts.target(_MAIN, relation))
                relation["Target"] = posixpath.relpath(name, "word")
            self._added.append({**relation, "Id": self._ids[old]})
        return self._ids[old]

    def _part(self, name: str) -> str:
        """Copy a part with all that it names, and return its name in the package."""
        if name in self._names:
            return self._names[name]
        new = name
        if name in self.parts and self.parts[name] != self.template[name]:
            folder, own = posixpath.split(name)
            new = posixpath.join(folder, f"template-{own}")
        self._names[name] = new
        self.parts[new] = self.template[name]
        self._types[new] = docx_parts.media_type(self.template, name)
        found = docx_parts.relations(self.template, name)
        for relation in found:
            if relation.get("TargetMode") != "External":
                target = self._part(docx_parts.target(name, relation))
                relation["Target"] = posixpath.relpath(target, posixpath.dirname(new))
        if found:
            docx_parts.write_relations(self.parts, new, found)
        return new


def _prune(parts: Parts) -> None:
    """Leave out the parts that no relationship leads to."""
    kept: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for relation in docx_parts.relations(parts, part):
            name = docx_parts.target(part, relation)
            if relation.get("TargetMode") != "External" and name in parts and name not in kept:
                kept.add(name)
                waiting.append(name)
    kept |= {docx_parts.relations_name(name) for name in ["", *kept]} | {docx_parts.CONTENT_TYPES}
    for name in [name for name in parts if name not in kept]:
        del parts[name]
    docx_parts.set_media_types(parts, {})
