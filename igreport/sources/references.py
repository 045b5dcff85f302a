"""CSL-YAML → references: a list of items, or a mapping with `references:`, as pandoc and Better BibTeX write it."""

from __future__ import annotations

import datetime
import re
from typing import Any

from igreport.model import reference as csl
from igreport.model.diagnostic import Diagnostic
from igreport.model.reference import Reference
from igreport.sources import csl_dates
from igreport.sources.findings import did_you_mean, finding
from igreport.sources.yaml import Place, Yaml


def read(yaml: Yaml, problems: list[Diagnostic]) -> list[Reference]:
    """Return the sources of one file; what is wrong with them goes to `problems`."""
    items, path = _items(yaml, problems)
    return [
        reference for index, item in enumerate(items) if (reference := _reference(item, yaml, (*path, index), problems))
    ]


def _items(yaml: Yaml, problems: list[Diagnostic]) -> tuple[list[Any], Place]:
    data, path = yaml.data, ()
    if isinstance(data, dict):
        for key in data:
            if key != "references":
                hint = did_you_mean(key, ["references"], "a file of sources has one key, `references:`")
                problems.append(finding("YML104", yaml.places[(key,)], f"unknown key `{key}`", hint))
        data, path = data.get("references"), ("references",)  # type: ignore[assignment]
    if data is None:
        return [], path
    if not isinstance(data, list):
        problems.append(
            finding("YML103", yaml.places[path], "a file of sources is a list of items", "begin each with `- id: …`")
        )
        return [], path
    return data, path


def _reference(item: Any, yaml: Yaml, path: Place, problems: list[Diagnostic]) -> Reference | None:
    """Return one item, or None where it has no id; each wrong field is a finding and left out."""
    if not isinstance(item, dict):
        problems.append(finding("REF101", yaml.places[path], "a source is a mapping", "begin with `- id: …`"))
        return None
    identifier = item.get("id", item.get("citation-key"))
    name = str(identifier) if identifier is not None else ""
    if not name.strip() or isinstance(identifier, dict | list):
        problems.append(
            finding("REF101", yaml.places[path], "a source without `id`", "give it a short name to cite it by")
        )
        return None
    fields: dict[str, Any] = {}
    for key, value in item.items():
        try:
            fields[key] = _field(key, value)
        except ValueError as error:
            span = yaml.places[(*path, key)]
            problems.append(finding("REF101", span, f"source `{name}`: {error}", _hint(key, str(value))))
    if "custom" in fields:
        fields["custom"] = _custom(name, fields["custom"], yaml, (*path, "custom"), problems)
    _require(name, fields, item, yaml.places[path], problems)
    return Reference(name, str(fields.get("type", "document")), fields, yaml.below(*path))


def _require(name: str, fields: dict[str, Any], item: dict[str, Any], span: Any, problems: list[Diagnostic]) -> None:
    for key in ("type", "title"):
        if not fields.get(key) and not (key in item and key not in fields):  # said once: missing, or wrong
            hint = (
                "for example `type: webpage`"
                if key == "type"
                else "a source needs a title: its note would be a bare URL"
            )
            problems.append(finding("YML105", span, f"source `{name}` has no `{key}`", hint))


def _hint(key: str, value: str) -> str:
    if key not in csl.FIELDS:
        return did_you_mean(key, csl.FIELDS, "what CSL has no field for goes under `custom:`")
    if key == "type":
        return did_you_mean(value, csl.ITEM_TYPES, "CSL's types: webpage, document, report, article-newspaper …")
    return ""


def _field(key: str, value: Any) -> Any:
    """Return a field's value in its type; raise ValueError with the reason where it has another."""
    if key not in csl.FIELDS:
        raise ValueError(f"`{key}` is not a field of CSL")
    if key in csl.DATE_FIELDS:
        return csl_dates.parse(value)
    if key in csl.NAME_FIELDS:
        return _names(key, value)
    if key == "custom":
        if not isinstance(value, dict):
            raise ValueError("`custom` is a mapping, as `custom: {symbol: A/RES/79/325}`")
        return value
    if key == "categories":
        return value
    if value is None or isinstance(value, bool | dict | list):
        raise ValueError(
            f"`{key}` must be text{'' if isinstance(value, dict | list) else ', if need be in quotation marks'}"
        )
    text = str(value)
    if key == "type" and text not in csl.ITEM_TYPES:
        raise ValueError(f"`{text}` is not a type of CSL")
    return text


def _custom(name: str, custom: dict[str, Any], yaml: Yaml, path: Place, problems: list[Diagnostic]) -> dict[str, Any]:
    """Return `custom` without what is wrong; only `archive` and `verified` have a form of their own."""
    right = dict(custom)
    for key, (is_right, form, hint) in _CUSTOM.items():
        if key in custom and not is_right(custom[key]):
            message = f"source `{name}`: `{key}`: `{custom[key]}` is not {form}"
            problems.append(finding("REF101", yaml.places[(*path, key)], message, hint))
            del right[key]
    return right


def _is_day(value: Any) -> bool:
    try:
        return bool(re.fullmatch(r"[0-9-]{10}", str(value)) and datetime.date.fromisoformat(str(value)))
    except ValueError:
        return False


def _is_address(value: Any) -> bool:
    from igreport.sources import urls  # few sources have a copy in an archive: most reports never need it

    return isinstance(value, str) and not {fault.kind for fault in urls.parse(value).faults} - _OPENED_ALL_THE_SAME


_OPENED_ALL_THE_SAME = {"percent", "bracket"}
_CUSTOM = {
    "archive": (_is_address, "an address of the web", "write the copy's, as `archive: https://web.archive.org/web/…`"),
    "verified": (
        _is_day,
        "a day as 2025-10-05",
        "write the day on which somebody opened the page, as `verified: 2025-10-05`",
    ),
}


def _names(key: str, value: Any) -> list[dict[str, Any]]:
    people = value if isinstance(value, list) else [value]
    return [_name(key, person) for person in people]


def _name(key: str, person: Any) -> dict[str, Any]:
    if isinstance(person, str):
        return {"literal": person}
    if not isinstance(person, dict) or not ({"family", "literal", "given"} & set(person)):
        raise ValueError(f"`{key}` names people as `family:` and `given:`, bodies as `literal:`")
    unknown = set(person) - csl.NAME_PARTS
    if unknown:
        raise ValueError(f"`{sorted(unknown)[0]}` is not a part of a name in CSL")
    wrong = [part for part, value in person.items() if value is None or isinstance(value, dict | list)]
    if wrong:
        raise ValueError(f"`{wrong[0]}` in `{key}` must be text")
    return {part: value if isinstance(value, bool) else str(value) for part, value in person.items()}
