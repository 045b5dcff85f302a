"""YAML → the models of `igreport.model.report`: what is wrong with a key is a finding, and the rest is read all the same."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.document import NotesStyle
from igreport.model.report import Key, Language, Value, locate
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
    if key.of is not None:
        return _inner(key, value)
    if key.choices:
        return _chosen(key, value)
    read = _CHECKS[key.kind](value)
    if isinstance(read, str | tuple) and len(read) < key.min_length:
        raise ValueError
    if key.pattern and not re.fullmatch(key.pattern, read):
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


def _chosen(key: Key, value: Any) -> Any:
    if not any(value is choice or (type(value) is str and value == choice) for choice in key.choices):
        raise ValueError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is not list or not all(type(text) is str for text in value):
        raise TypeError
    return tuple(value)


def _day(value: Any) -> datetime.date:
    if type(value) is not str or len(value) != len("2025-10-06"):
        raise TypeError
    return datetime.date.fromisoformat(value)


def _inner(key: Key, value: Any) -> Value | tuple[Value, ...]:
    """Return the mapping, or the several, that stand at a key."""
    assert key.of is not None
    rows = [value] if key.kind == "mapping" else value
    if type(rows) is not list or not all(type(row) is dict for row in rows):
        raise TypeError
    found = tuple(read for row in rows if (read := _accepted(row, key.of)) is not None)
    if len(found) < len(rows):
        raise ValueError
    return found[0] if key.kind == "mapping" else found


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "text": _of_type(str),
    "texts": _texts,
    "names": lambda value: value if type(value) is str else _texts(value),
    "day": _day,
    "number": _of_type(int),
    "flag": _of_type(bool),
    "language": _one_of(Language),
    "notes": _one_of(NotesStyle),
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

    inner = {
        name: _told(name, data[name], source, path, key, problems) for name, key in _with_keys(model) if name in data
    }
    outer = {name: item for name, item in data.items() if name not in inner}
    try:
        value = models.validated(model, outer)
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors() if problem["loc"]}
        # A key's first problem says enough.
        first = {problem["loc"][:1]: problem for problem in reversed(error.errors())}
        problems += [_problem(problem, source, path, model) for problem in first.values()]
        right = {key: item for key, item in outer.items() if key not in wrong}
        try:
            value = models.validated(model, {**instead, **right})
        except ValidationError:
            return None
    given = {name: item for name, item in inner.items() if item is not None}
    whole: _Model = replace(value, **given)  # type: ignore[type-var]
    return whole


def _with_keys(model: type[Value]) -> list[tuple[str, Key]]:
    """Return the keys at which mappings stand that are models themselves."""
    return [(name, key) for name, (key, _) in _keys(model).items() if key.of]


def _told(name: str, data: Any, source: Yaml, path: Place, key: Key, problems: list[Diagnostic]) -> Any:
    """Return the mapping, or those of the several, that are right; None where there is none."""
    assert key.of is not None
    place = (*path, name)
    if key.kind == "mapping":
        return read(data, source, place, key.of, problems)
    if not isinstance(data, list):
        problems.append(_not_a(name, data, "list, as [one, two]", source.places[place], key))
        return None
    found = [_entry(name, row, source, (*place, index), key, problems) for index, row in enumerate(data)]
    return tuple(row for row in found if row is not None)


def _entry(name: str, data: Any, source: Yaml, place: Place, key: Key, problems: list[Diagnostic]) -> Any:
    assert key.of is not None
    if isinstance(data, dict):
        return read(data, source, place, key.of, problems)
    problems.append(_not_a(name, data, "mapping of keys and values", source.places[place], key))
    return None


def _not_a(name: str, data: Any, form: str, span: Span, key: Key) -> Diagnostic:
    return finding("YML106", span, f"`{name}`: `{data}` is not a {form}", key.description)


def _problem(problem: Any, source: Yaml, path: Place, model: type[Value]) -> Diagnostic:
    location: Place = (*path, *problem["loc"])
    key = str(problem["loc"][0]) if problem["loc"] else ""
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
    if key not in _keys(model):
        return finding("YML106", span, f"`{key}`: {_words(problem)}")
    known_key = _keys(model)[key][0]
    return finding("YML106", span, f"`{key}`: {_words(problem, known_key.form)}", known_key.description)


def _words(problem: Any, form: str = "") -> str:
    """Return pydantic's message in an author's words."""
    value = problem.get("input")
    if problem["type"] == "literal_error":
        expected = problem["ctx"]["expected"].replace("True", "true").replace("False", "false")
        return f"`{value}` is not one of {expected}"
    if problem["type"].startswith("bool"):
        return f"`{value}` is neither true nor false"
    if problem["type"] in ("string_type", "string_too_short"):
        return "text is missing" if value in (None, "") else _not_text(value)
    if problem["type"].startswith("date"):
        return f"`{value}` is not a date as 2025-10-06"
    if problem["type"] == "greater_than_equal":
        return f"`{value}` is less than {problem['ctx']['ge']}"
    if problem["type"].startswith("int"):
        return f"`{value}` is not a whole number"
    if problem["type"] == "tuple_type":
        return f"`{value}` is not a list, as [one, two]"
    if problem["type"] == "string_pattern_mismatch":
        return (
            f"`{value}` is not {form}"
            if form
            else f"`{value}` has more than small letters (a to z), digits and hyphens"
        )
    return str(problem["msg"]).lower()


def _not_text(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"text belongs here, not a {'list' if isinstance(value, list) else 'mapping'}"
    return f"`{value}` is not text; put it in quotation marks"
