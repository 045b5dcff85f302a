"""YAML → the models of `igreport.model.report`: what is wrong with a key is a finding, and the rest is read all the same."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_args

from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.document import NotesStyle
from igreport.model.report import Ignored, Key, Language, Value, locate
from igreport.sources import files, yaml
from igreport.sources.findings import did_you_mean, finding
from igreport.sources.yaml import Place, Yaml

_Model = TypeVar("_Model", bound=Value)
_NOTHING: Mapping[str, Any] = {}


def read_yaml(root: Path, path: Path, problems: list[Diagnostic]) -> Yaml | None:
    text = files.read_text(root, path, problems)
    return None if text is None else yaml.read(text, files.relative(root, path), problems)


def read_file(
    root: Path, path: Path, model: type[_Model], problems: list[Diagnostic], instead: Mapping[str, Any] = _NOTHING
) -> _Model | None:
    found = read_yaml(root, path, problems)
    return None if found is None else read(found.data or {}, found, (), model, problems, instead)


def read(
    data: Any,
    source: Yaml,
    path: Place,
    model: type[_Model],
    problems: list[Diagnostic],
    instead: Mapping[str, Any] = _NOTHING,
) -> _Model | None:
    """Return `data`, which stands at `path` of its file, as a model; None, and findings, where it is not one.

    Keys that are wrong are left out for a second try: a misspelt setting must not hide the mistakes behind it. `instead`
    has values for keys that must be there.
    """
    if not isinstance(data, dict):
        problems.append(
            finding("YML103", source.places.get(path, Span("")), "here belong keys with values, as `title: …`")
        )
        return None
    value = _accepted(data, model) or _explained(data, source, path, model, problems, instead)
    if value is not None:
        missing = {key for key, text in instead.items() if getattr(value, key) == text != data.get(key)}
        locate(value, _without(missing, source.below(*path)) if missing else source.below(*path))
    return value


def _without(keys: Collection[str], places: Mapping[Place, Span]) -> dict[Place, Span]:
    """Return `places` with none for `keys`: nobody wrote what stands there."""
    written = {place: places[place] for place in places if not place or place[0] not in keys}
    return written | {(key,): Span("") for key in keys}


def _accepted(data: dict[str, Any], model: type[_Model]) -> _Model | None:
    """Return `data` as a model where it is right beyond doubt; else pydantic decides, and says what is wrong."""
    keys = _keys(model)
    try:
        read = {name: _checked(keys[name], value) for name, value in data.items()}
        return model(**read)
    except (KeyError, TypeError, ValueError):
        return None


_KEYS: dict[type[Value], dict[str, tuple[Key, bool]]] = {}


def _keys(model: type[Value]) -> dict[str, tuple[Key, bool]]:
    """Return, by name, a model's keys, and whether each may be null."""
    if model not in _KEYS:
        rows = fields(model)  # type: ignore[arg-type]
        _KEYS[model] = {row.name: (row.metadata["key"], row.default is None) for row in rows}
    return _KEYS[model]


def _checked(expected: tuple[Key, bool], value: Any) -> Any:
    key, may_be_null = expected
    if value is None and may_be_null:
        return None
    read = _CHECKS[key.kind](value)
    if isinstance(read, str | tuple) and len(read) < key.min_length:
        raise ValueError
    if key.pattern and not re.search(key.pattern, read):
        raise ValueError
    if key.minimum is not None and read < key.minimum:
        raise ValueError
    return read


def _of_type(kind: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return check


def _one_of(choice: Any) -> Callable[[Any], Any]:
    allowed = frozenset(get_args(choice))

    def check(value: Any) -> Any:
        if value not in allowed:
            raise ValueError
        return value

    return check


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is not list or not all(type(text) is str for text in value):
        raise TypeError
    return tuple(value)


def _day(value: Any) -> datetime.date:
    if type(value) is not str or len(value) != len("2025-10-06"):
        raise TypeError
    return datetime.date.fromisoformat(value)


def _ignored(value: Any) -> tuple[Ignored, ...]:
    entries = tuple(_accepted(entry, Ignored) for entry in value if type(entry) is dict)
    if type(value) is not list or len(entries) < len(value) or None in entries:
        raise ValueError
    return entries  # type: ignore[return-value]


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "text": _of_type(str),
    "texts": _texts,
    "names": lambda value: value if type(value) is str else _texts(value),
    "day": _day,
    "number": _of_type(int),
    "flag": _of_type(bool),
    "language": _one_of(Language),
    "notes": _one_of(NotesStyle),
    "ignored": _ignored,
}


def _explained(
    data: dict[str, Any],
    source: Yaml,
    path: Place,
    model: type[_Model],
    problems: list[Diagnostic],
    instead: Mapping[str, Any],
) -> _Model | None:
    """Return `data` as pydantic reads it, with `instead` of the keys that are wrong; a finding for each of these."""
    from pydantic import ValidationError

    from igreport.sources import models

    try:
        return models.validated(model, data)  # type: ignore[return-value]
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors() if problem["loc"]}
        # A key's first problem says enough.
        first = {problem["loc"][:1]: problem for problem in reversed(error.errors())}
        problems += [_problem(problem, source, path, model) for problem in first.values()]
    right = {key: item for key, item in data.items() if key not in wrong}
    try:
        return models.validated(model, {**instead, **right})  # type: ignore[return-value]
    except ValidationError:
        return None


def _problem(problem: Any, source: Yaml, path: Place, model: type[Value]) -> Diagnostic:
    location: Place = (*path, *problem["loc"])
    place = problem["loc"]
    if place[:1] == ("ignore",) and len(place) > 2:
        model, place = Ignored, place[2:]  # of an entry, not of the series
    key = str(place[0]) if place else ""
    while location not in source.places and location:
        location = location[:-1]
    span = source.places.get(location, Span(""))
    if problem["type"] == "extra_forbidden":
        known = list(_keys(model))
        return finding(
            "YML104", span, f"unknown key `{key}`", did_you_mean(key, known, f"known keys: {', '.join(known)}")
        )
    if problem["type"] == "missing":
        return finding("YML105", span, f"`{key}` is missing", _keys(model)[key][0].description)
    description = _keys(model)[key][0].description if key in _keys(model) else ""
    return finding("YML106", span, f"`{key}`: {_words(problem)}", description)


def _words(problem: Any) -> str:
    """Return pydantic's message in an author's words."""
    value = problem.get("input")
    if problem["type"] == "literal_error":
        return f"`{value}` is not one of {problem['ctx']['expected']}"
    if problem["type"] in ("string_type", "string_too_short"):
        return "text is missing" if value in (None, "") else _not_text(value)
    if problem["type"].startswith("date"):
        return f"`{value}` is not a date as 2025-10-06"
    if problem["type"].startswith("int"):
        return f"`{value}` is not a whole number"
    if problem["type"] == "tuple_type":
        return f"`{value}` is not a list, as [one, two]"
    if problem["type"] == "string_pattern_mismatch":
        return f"`{value}` has more than small letters (a to z), digits and hyphens"
    return str(problem["msg"]).lower()


def _not_text(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"text belongs here, not a {'list' if isinstance(value, list) else 'mapping'}"
    return f"`{value}` is not text; put it in quotation marks"
