"""References → BibLaTeX, by pandoc."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from igreport import pandoc
from igreport.edition import citeproc
from igreport.model.reference import Reference

# What may stand in a key: all else has a meaning in TeX, or ends it.
_NO_KEY = re.compile(r"[^\w:.+/-]+", re.ASCII)
# pandoc writes `|`, which many titles of pages have, as a command that its own reader does not know.
_BAR = re.compile(rb"\\textbar(?:\{\}| )?")
_AS_WRITTEN = ("title", "container-title", "collection-title", "publisher", "publisher-place")


def write(references: list[Reference]) -> bytes:
    """Return the references as BibLaTeX, in UTF-8; raise ToolError where pandoc fails."""
    items = [_item(reference, key) for reference, key in zip(references, _keys(references), strict=True)]
    metadata = {"references": {"t": "MetaList", "c": items}}
    written = pandoc.convert(["--from=json", "--to=biblatex", "--wrap=none"], pandoc.dump([], metadata))
    return _BAR.sub(b"|", written)


def _keys(references: list[Reference]) -> list[str]:
    """Return a key for each reference: its id, without the signs that no key can hold."""
    found: dict[str, None] = {}
    next_number: dict[str, int] = {}
    for reference in references:
        key = base = _NO_KEY.sub("-", reference.id).strip("-") or "source"
        while key in found:
            number = next_number.get(base, 1)
            key, next_number[base] = f"{base}-{number}", number + 1
        found[key] = None
    return list(found)


def _item(reference: Reference, key: str) -> dict[str, Any]:
    fields = {name: value for name, value in reference.fields.items() if name != "custom"}
    if "URL" in fields:
        fields["URL"] = quote(str(fields["URL"]), safe="!#$%&'()*+,/:;=?@[]~")
    if reference.archive:
        fields["note"] = ". ".join(filter(None, [str(fields.get("note", "")), f"Archived at {reference.archive}"]))
    item = citeproc.item(replace(reference, id=key, fields=fields))
    for name in _AS_WRITTEN:
        if name in item["c"]:
            item["c"][name] = _as_written(item["c"][name])
    return item


def _as_written(value: dict[str, Any]) -> dict[str, Any]:
    """Return a field that stays as it is: else a title's words get capitals, and an `and` makes two publishers of one."""
    return {"t": "MetaInlines", "c": [{"t": "Span", "c": [["", ["nocase"], []], value["c"]]}]}
