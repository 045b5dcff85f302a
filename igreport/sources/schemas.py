"""The JSON Schema of a file of sources, from CSL's lists of fields: editors complete and check by it."""

from __future__ import annotations

from typing import Any

from igreport.model import reference as csl

_DATE = {
    "description": "2025-08-29, 2025-08 or 2025 (EDTF), or CSL's date-parts",
    "anyOf": [
        {"type": "string"},
        {"type": "integer"},
        {
            "type": "object",
            "properties": {"date-parts": {"type": "array"}, "literal": {"type": "string"}, "raw": {"type": "string"}},
        },
        {"type": "array"},
    ],
}
_TEXT = {"type": ["string", "number"]}


def references_schema() -> dict[str, Any]:
    """Return the schema of `references/<edition>.yaml`: a list of CSL items, or a mapping with `references`."""
    items = {"type": "array", "items": _item()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sources",
        "anyOf": [
            items,
            {
                "type": "object",
                "properties": {"references": items},
                "required": ["references"],
                "additionalProperties": False,
            },
        ],
    }


def _item() -> dict[str, Any]:
    properties: dict[str, Any] = dict.fromkeys(sorted(csl.TEXT_FIELDS | csl.NUMBER_FIELDS), _TEXT)
    properties |= dict.fromkeys(sorted(csl.DATE_FIELDS), _DATE)
    properties |= {name: _names() for name in sorted(csl.NAME_FIELDS)}
    properties |= {
        "id": {**_TEXT, "description": "A short, stable name to cite the source by"},
        "type": {"enum": sorted(csl.ITEM_TYPES), "description": "CSL's item type"},
        "categories": {"type": "array"},
        "custom": {"type": "object", "description": "What CSL has no field for: symbol, archive, verified"},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": ["id", "type", "title"],
        "additionalProperties": False,
    }


def _names() -> dict[str, Any]:
    parts = {name: {"type": ["string", "boolean"]} for name in sorted(csl.NAME_PARTS)}
    person = {"anyOf": [{"type": "string"}, {"type": "object", "properties": parts, "additionalProperties": False}]}
    return {"anyOf": [person, {"type": "array", "items": person}]}
