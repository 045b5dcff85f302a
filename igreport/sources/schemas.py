"""The JSON Schemas of the YAML files, from the models and from CSL's lists of fields: editors complete and check by them."""

from __future__ import annotations

from typing import Any

from igreport.model import reference as csl
from igreport.model.report import EditionSettings, FrontMatter, Series, Value
from igreport.sources.lists import OTHER_LISTS
from igreport.sources.models import model

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
_CUSTOM = {
    "symbol": {**_TEXT, "description": "A document's own, as A/RES/79/325"},
    "archive": {
        "type": "string",
        "pattern": "^https?://",
        "description": "The address of a copy in an archive; its note prints it for a page that is gone",
    },
    "verified": {
        "type": "string",
        "format": "date",
        "description": "The day on which somebody opened the page, as 2025-10-05: it counts for a year",
    },
}


def schemas() -> dict[str, Any]:
    """Return the JSON Schema of each kind of YAML file, by file name: made from the models, so never stale."""
    values: dict[str, type[Value]] = {"series": Series, "edition": EditionSettings, "section": FrontMatter}
    result = {f"{name}.schema.json": model(value).model_json_schema() for name, value in values.items()}
    for key, value in OTHER_LISTS.values():
        entries = {"type": "array", "items": model(value).model_json_schema()}
        mapping = {"type": "object", "properties": {key: entries}, "required": [key]}
        result[f"{key}.schema.json"] = {"oneOf": [entries, mapping]}
    return {**result, "references.schema.json": references_schema()}


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
        "custom": {
            "type": "object",
            "description": "What CSL has no field for: symbol, archive, verified",
            "properties": _CUSTOM,
        },
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
