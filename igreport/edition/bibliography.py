"""References → the files in which a reader takes an edition's sources along: CSL-JSON, BibLaTeX and RIS.

CSL-JSON says all that the sources say, and is the one to keep. BibLaTeX and RIS have fewer fields: what they lack is left out,
but for the address of a copy in an archive, which becomes a remark. Each file is UTF-8 and holds the sources in the order given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from igreport.model.dates import DateRange
from igreport.model.reference import DATE_FIELDS, Reference

CSL_JSON = "application/vnd.citationstyles.csl+json"


def csl_json(references: Iterable[Reference]) -> bytes:
    """Return the references as CSL-JSON (csl-data.json of CSL 1.0.2), field by field as their YAML has them."""
    items = [_item(reference) for reference in references]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def biblatex(references: Iterable[Reference]) -> bytes:
    """Return the references as BibLaTeX, titles in the letters that they have; raise ToolError where pandoc fails."""
    from igreport.edition import bibliography_biblatex

    return bibliography_biblatex.write(list(references))


def ris(references: Iterable[Reference]) -> bytes:
    """Return the references as RIS, as reference managers read it."""
    from igreport.edition import bibliography_ris

    return bibliography_ris.write(references)


def _item(reference: Reference) -> dict[str, Any]:
    fields = {name: _value(name, value) for name, value in reference.fields.items() if name not in ("id", "type")}
    return {"id": reference.id, "type": reference.type, **fields}


def _value(name: str, value: Any) -> Any:
    if name in DATE_FIELDS and isinstance(value, DateRange):
        return _date(value)
    if name == "categories":
        return [str(category) for category in (value if isinstance(value, list) else [value])]
    return _plain(value)


def _plain(value: Any) -> Any:
    """Return a value of YAML as one of JSON: a day as its words."""
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | bool | int) else str(value)


def _date(value: DateRange) -> dict[str, Any]:
    dates = [date.parts for date in (value.start, value.end) if date]
    found: dict[str, Any] = {"date-parts": dates} if dates else {}
    if value.literal:
        found["literal"] = value.literal
    return {**found, "circa": True} if value.circa else found
