"""The dataclasses of `igreport.model.report` as pydantic models: for messages about wrong values, and for JSON Schemas.

Importing pydantic takes as long as checking a section, so who reads files that are right never comes here (`values.py`).
"""

from __future__ import annotations

import datetime
from dataclasses import MISSING, Field, fields
from typing import Any, Literal, TypeVar, get_args

import pydantic

from igreport.model import report
from igreport.model.document import NotesStyle
from igreport.model.report import Key, Value

_TYPES: dict[str, Any] = {
    "text": str,
    "texts": tuple[str, ...],
    "names": str | tuple[str, ...],
    "day": datetime.date,
    "number": int,
    "flag": bool,
    "language": Literal[get_args(report.Language)],
    "notes": Literal[get_args(NotesStyle)],
}


_Model = TypeVar("_Model", bound=Value)
_MODELS: dict[type[Value], type[pydantic.BaseModel]] = {}


def model(value: type[Value]) -> type[pydantic.BaseModel]:
    """Return the pydantic model with the keys of `value`; unknown keys are refused."""
    if value not in _MODELS:
        _MODELS[value] = _made(value)
    return _MODELS[value]


def _made(value: type[Value]) -> type[pydantic.BaseModel]:
    made: type[pydantic.BaseModel] = pydantic.create_model(  # type: ignore[call-overload]
        value.__name__,
        __config__=pydantic.ConfigDict(frozen=True, extra="forbid"),
        __doc__=value.__doc__,
        **{field.name: _key(field) for field in fields(value)},  # type: ignore[arg-type]
    )
    return made


def _key(field: Field[Any]) -> tuple[Any, Any]:
    key: Key = field.metadata["key"]
    limits = {"min_length": key.min_length or None, "pattern": key.pattern or None, "ge": key.minimum}
    given: dict[str, Any] = {name: limit for name, limit in limits.items() if limit is not None}
    if key.kind == "mapping":
        return _type(key), pydantic.Field(default_factory=dict, description=key.description)
    default = ... if field.default is MISSING else field.default
    kind = _type(key) | None if default is None else _type(key)
    return kind, pydantic.Field(default, description=key.description, **given)


def _type(key: Key) -> Any:
    if key.choices:
        return Literal[key.choices]
    if key.of is None:
        return _TYPES[key.kind]
    return model(key.of) if key.kind == "mapping" else tuple[model(key.of), ...]  # type: ignore[misc]


def validated(value: type[_Model], data: Any) -> _Model:
    """Return `data`, which has no mappings in it, as a `value`; raise pydantic's ValidationError where it is none."""
    read = model(value).model_validate(data)
    keys = [field.name for field in fields(value) if not field.metadata["key"].of]  # type: ignore[arg-type]
    return value(**{name: getattr(read, name) for name in keys})
