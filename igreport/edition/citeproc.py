"""References → pandoc's `references` metadata, for citeproc.

They go in as pandoc's AST and not as a CSL-JSON file, so that a title's `*`, `<` or `$` is text and nothing else; only the
few tags that CSL itself defines for titles (`<i>`, `<b>`, `<sup>`, `<sub>`) are markup, as Zotero exports them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from igreport.model.dates import DateRange
from igreport.model.document import Inline
from igreport.model.reference import DATE_FIELDS, NAME_FIELDS, Reference
from igreport.sources import markdown

_TAGS = {"i": "Emph", "b": "Strong", "sup": "Superscript", "sub": "Subscript"}
_TAGGED = re.compile(r"<(?P<tag>i|b|sup|sub)>(?P<text>.*?)</(?P=tag)>", re.DOTALL)

# All but those at which no line may end, which belong to their words.
BLANKS = re.compile(r"([^\S\u00a0\u2007\u202f]+)")
_ORIGINAL = "source"  # CSL's variable that carries the address of a page that is gone, to be read; see note.csl


def metadata(references: list[Reference], language: str) -> dict[str, Any]:
    """Return pandoc metadata that holds the references, with the quotation marks of that language."""
    return {"references": {"t": "MetaList", "c": [item(reference, language) for reference in references]}}


def item(reference: Reference, language: str = "") -> dict[str, Any]:
    """Return a reference as pandoc's metadata; quotation marks stay as they are where no language is named."""
    fields: dict[str, Any] = {"id": _string(reference.id), "type": _string(reference.type)}
    for name, value in _printed(reference).items():
        if name in DATE_FIELDS:
            fields[name] = _date(value)
        elif name in NAME_FIELDS:
            fields[name] = {"t": "MetaList", "c": [_name(person) for person in value]}
        elif name not in ("id", "type", "custom", "categories", "citation-key"):
            plain = name in ("URL", "DOI", "ISBN", "ISSN", "language", _ORIGINAL)
            fields[name] = (
                _string(value)
                if plain
                else {"t": "MetaInlines", "c": rich_text(markdown.quoted(value, language) if language else value)}
            )
    return {"t": "MetaMap", "c": fields}


def _printed(reference: Reference) -> Mapping[str, Any]:
    """Return the fields as the style prints them: with a copy in an archive, `URL` is the copy's address."""
    fields = {name: value for name, value in reference.fields.items() if name != _ORIGINAL}
    doi = fields.get("DOI")
    original = reference.url or (f"https://doi.org/{doi}" if doi else "")
    if not reference.archive or reference.archive == original:
        return fields
    return {**fields, "URL": reference.archive, **({_ORIGINAL: original} if original else {})}


def _string(value: Any) -> dict[str, Any]:
    return {"t": "MetaString", "c": str(value)}


def _name(person: dict[str, Any]) -> dict[str, Any]:
    return {
        "t": "MetaMap",
        "c": {part: {"t": "MetaBool", "c": v} if isinstance(v, bool) else _string(v) for part, v in person.items()},
    }


def _date(value: DateRange) -> dict[str, Any]:
    if value.literal:
        return {"t": "MetaMap", "c": {"literal": _string(value.literal)}}
    dates = [date for date in (value.start, value.end) if date]
    parts = [{"t": "MetaList", "c": [_string(part) for part in date.parts]} for date in dates]
    fields: dict[str, Any] = {"date-parts": {"t": "MetaList", "c": parts}}
    if value.circa:
        fields["circa"] = {"t": "MetaBool", "c": True}
    return {"t": "MetaMap", "c": fields}


def rich_text(text: str) -> list[Inline]:
    """Return a field's text as inlines: CSL's tags as emphasis, all else as words."""
    result: list[Inline] = []
    position = 0
    for match in _TAGGED.finditer(text):
        result += plain_words(text[position : match.start()])
        result.append({"t": _TAGS[match["tag"]], "c": plain_words(match["text"])})
        position = match.end()
    return result + plain_words(text[position:])


def plain_words(text: str) -> list[Inline]:
    """Return plain text as inlines: Str for words, Space between them."""
    parts = BLANKS.split(text)
    return [{"t": "Space"} if part.isspace() else {"t": "Str", "c": part} for part in parts if part]
