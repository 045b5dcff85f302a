"""YAML → the models of `igreport.model.report`: what is wrong with a key is a finding, and the rest is read all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.report import Value, locate
from igreport.sources import files, yaml
from igreport.sources.findings import did_you_mean, finding
from igreport.sources.yaml import Place, Yaml

_Model = TypeVar("_Model", bound=Value)


def read_yaml(root: Path, path: Path, problems: list[Diagnostic]) -> Yaml | None:
    text = files.read_text(root, path, problems)
    return None if text is None else yaml.read(text, files.relative(root, path), problems)


def read_file(root: Path, path: Path, model: type[_Model], problems: list[Diagnostic]) -> _Model | None:
    found = read_yaml(root, path, problems)
    return None if found is None else read(found.data or {}, found, (), model, problems)


def read(data: Any, source: Yaml, path: Place, model: type[_Model], problems: list[Diagnostic]) -> _Model | None:
    """Return `data`, which stands at `path` of its file, as a model; None, and findings, where it is not one.

    Keys that are wrong are left out for a second try: a misspelt setting must not hide the mistakes behind it.
    """
    if not isinstance(data, dict):
        problems.append(
            finding("YML103", source.places.get(path, Span("")), "here belong keys with values, as `title: …`")
        )
        return None
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors() if problem["loc"]}
        first = {
            problem["loc"][:1]: problem for problem in reversed(error.errors())
        }  # a key's first problem says enough
        problems += [_problem(problem, source, path, model) for problem in first.values()]
        rest = {key: item for key, item in data.items() if key not in wrong}
        try:
            value = model.model_validate(rest)
        except ValidationError:
            return None
    locate(value, source.below(*path))
    return value


def _problem(problem: Any, source: Yaml, path: Place, model: type[Value]) -> Diagnostic:
    location: Place = (*path, *problem["loc"])
    key = str(problem["loc"][0]) if problem["loc"] else ""
    while location not in source.places and location:
        location = location[:-1]
    span = source.places.get(location, Span(""))
    if problem["type"] == "extra_forbidden":
        known = list(model.model_fields)
        return finding(
            "YML104", span, f"unknown key `{key}`", did_you_mean(key, known, f"known keys: {', '.join(known)}")
        )
    if problem["type"] == "missing":
        return finding("YML105", span, f"`{key}` is missing", str(model.model_fields[key].description or ""))
    description = model.model_fields[key].description if key in model.model_fields else ""
    return finding("YML106", span, f"`{key}`: {_words(problem)}", str(description or ""))


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
