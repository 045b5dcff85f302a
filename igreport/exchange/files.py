"""The text of the files that an import writes: sections, edition.yaml, series.yaml and references."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from igreport.exchange.imported import Imported
from igreport.exchange.sections import Section, slug
from igreport.exchange.sources import Sources

# What YAML reads as the text it is, without quotation marks.
_PLAIN = re.compile(r"[A-Za-zÀ-ɏ](?:[\w .,()/’–+;&-]|'(?=\w)|:(?=\S))*(?<![\s:])")
_PLAIN_URL = re.compile(r"[a-z]+://[\w./~?=&%+,;:@#!()$*'-]*[\w/=-]", re.ASCII)
_LONGEST_SLUG = 80  # characters
_OTHER_MEANING = re.compile(r"(?i:true|false|null|yes|no|on|off)|[\d.eE+-]+|\.inf|\.nan")


def scalar(value: str) -> str:
    """Return text as a YAML scalar: as it is where YAML takes it for text, or else in quotation marks."""
    text = " ".join(value.split())
    if _PLAIN.fullmatch(text) and not _OTHER_MEANING.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def section(part: Section, body: str) -> str:
    """Return a section's file."""
    front = f"title: {scalar(part.title)}\ntopic: {part.topic}\nkeypoint: {scalar(part.keypoint)}\n"
    return f"---\n{front}---\n\n{body.strip()}\n"


def names(sections: Sequence[Section]) -> list[str]:
    """Return the sections' file names, `10-wsis.md`, in the order of the sections."""
    width = max(2, len(str(10 * len(sections))))
    return [f"{10 * number:0{width}d}-{part.topic[:60].rstrip('-')}.md" for number, part in enumerate(sections, 1)]


def references(sources: Sources, schemas: str) -> str:
    """Return `references/<edition>.yaml`: the sources that no other file of the report has, as CSL-YAML."""
    items = [source.item() for source in sources if not source.is_known]
    lines = [_schema(schemas, "references"), "references:" if items else "references: []"]
    for item in items:
        entry = list(_entry(item))
        lines += [f"- {entry[0]}", *(f"  {line}" for line in entry[1:])]
    return "\n".join(lines) + "\n"


def _entry(item: Mapping[str, Any]) -> Iterable[str]:
    for key, value in item.items():
        if isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {line}" for line in _entry(value))
        elif key == "URL":
            yield f"{key}: {value if _PLAIN_URL.fullmatch(value) else json.dumps(value)}"
        else:
            yield f"{key}: {value if key in ('issued', 'accessed') else scalar(value)}"


def edition(imported: Imported, differing: Mapping[str, Any], kept: Sequence[str], schemas: str) -> str:
    """Return `edition.yaml`: what differs from the series; what the house prints itself stands in comments."""
    lines = [_schema(schemas, "edition")]
    lines += [f"published: {imported.published}"] if imported.published else []
    lines += ["notes: end"] if imported.notes_at_end else []
    lines += [f"{key}: {_value(value)}" for key, value in differing.items()]
    if kept:
        lines.append("# Of the imported text, what igreport prints in its own words, or what belongs to no section:")
        lines += [f"# {line}" for text in kept for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def series(title: str, authors: Sequence[str], publisher: str, language: str, schemas: str) -> str:
    """Return `series.yaml` of a new series."""
    lines = [_schema(schemas, "series"), f"title: {scalar(title)}"]
    if len(title) > _LONGEST_SLUG:  # file names are made of it
        lines.append(f"slug: {slug(title)[:_LONGEST_SLUG].rstrip('-')}")
    lines += [f"author: {_value(tuple(authors))}"] if authors else []
    lines += [f"publisher: {scalar(publisher)}"] if publisher else []
    return "\n".join([*lines, f"language: {language}"]) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return (
            scalar(value[0])
            if len(value) == 1
            else "[" + ", ".join(json.dumps(name, ensure_ascii=False) for name in value) + "]"
        )
    return scalar(str(value))


def _schema(folder: str, name: str) -> str:
    return f"# yaml-language-server: $schema={folder}/{name}.schema.json"
