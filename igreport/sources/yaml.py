"""YAML files → plain data with the place of every key.

ruamel.yaml composes the nodes (YAML 1.2, so `no` is a word and not a truth value); what they mean is decided here, so that
a date stays the text that was written and a duplicate key is found, not swallowed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from igreport.model.diagnostic import Diagnostic, Span
from igreport.sources.findings import finding

Place = tuple[str | int, ...]
VALUE = "="  # below a key's place: the place of its value
# libyaml reads ten times as fast and crashes on nesting of some ten thousand levels; ruamel's own parser raises an error.
_MANY = 1000
_DEEP = re.compile(r"(?:[-?:][ \t]+){50}")
_LONGEST_NUMBER = 18  # digits; a longer one is a number of something and never counted with


@dataclass
class Yaml:
    """What a YAML file says: `data` of dict, list, str, int, float, bool and None; `places` by path of keys."""

    data: Any = None
    places: dict[Place, Span] = field(default_factory=dict)

    _groups: dict[int, dict[Place, dict[Place, Span]]] = field(default_factory=dict)

    def below(self, *path: str | int) -> dict[Place, Span]:
        """Return the places below `path`, seen from there; all paths of a length are grouped once."""
        depth = len(path)
        if depth not in self._groups:
            groups = self._groups[depth] = {}
            for key, span in self.places.items():
                groups.setdefault(key[:depth], {})[key[depth:]] = span
        return self._groups[depth].get(path, {})


def read(text: str, name: str, problems: list[Diagnostic], first_line: int = 1) -> Yaml | None:
    """Return the data of YAML `text`; None, and a finding, where it is not YAML.

    `first_line` is the line of the file on which the text begins (front matter does not begin on line 1).
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = _compose(text)
    except RecursionError:
        problems.append(finding("YML101", Span(name, first_line), "this is nested too deeply to be read"))
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        span = Span(name, line + first_line, column + 1)
        problems.append(finding("YML101", span, f"this is not YAML: {_words(error)}", _hint(text, line, column)))
        return None
    except YAMLError as error:  # a character that YAML does not allow; ruamel gives its position in a field of its own
        position = getattr(error, "position", 0)
        before = text[: position if isinstance(position, int) else 0]
        span = Span(name, before.count("\n") + first_line, len(before) - (before.rfind("\n") + 1) + 1)
        problems.append(
            finding("YML101", span, "a character that YAML does not allow", 'delete it or write it as "\\uXXXX"')
        )
        return None
    result = Yaml(places={(): Span(name, first_line)})
    if node is not None:
        del result.places[()]
        result.data = _Composer(name, first_line, problems, result.places).value(node, ())
    return result


def _compose(text: str) -> Any:
    """Return the root node, by libyaml, or by ruamel's own parser where that is safer or has the better message."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if not _DEEP.search(text) and text.count("[") + text.count("{") <= _MANY:
        with suppress(YAMLError):
            return YAML(typ="safe").compose(text)
    return YAML(typ="safe", pure=True).compose(text)


def _words(error: Any) -> str:
    """Return ruamel's reason as one sentence; some begin in the context: `expected …` `but found …`."""
    problem = str(error.problem or "")
    if problem and not problem.startswith("but "):
        return problem
    return ", ".join(part for part in (error.context, problem) if part)


def _hint(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    wrong = lines[line] if line < len(lines) else ""
    if "\t" in (wrong[: len(wrong) - len(wrong.lstrip())] + wrong[column : column + 1]):
        return "indent with spaces: YAML does not allow tabs"
    if wrong.count(": ") > 1:
        return "put the text after the first colon in quotation marks"
    return "look at the indentation, quotation marks and colons of this line and the one above"


class _Composer:
    """Turns nodes into data; a class only because every step needs the same four things."""

    def __init__(self, name: str, first_line: int, problems: list[Diagnostic], places: dict[Place, Span]) -> None:
        self.name, self.first_line, self.problems, self.places = name, first_line, problems, places
        self.seen: set[int] = set()

    def value(self, node: Any, path: Place) -> Any:
        if path not in self.places:
            self.places[path] = self.span(node)
        if node.id != "scalar" and id(node) in self.seen:
            # An alias may repeat its anchor a billion times, or itself: nothing that a report needs.
            self.problems.append(
                finding(
                    "YML101",
                    self.places[path],
                    "anchors and aliases (`&`, `*`) are not supported",
                    "write the value itself",
                )
            )
            return None
        self.seen.add(id(node))
        if node.id == "mapping":
            return self.mapping(node, path)
        if node.id == "sequence":
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return scalar(node.tag, node.value)

    def mapping(self, node: Any, path: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, span = str(key_node.value), self.span(key_node)
            if key_node.id != "scalar":
                self.problems.append(finding("YML101", span, "a key must be a word, not a list or a mapping"))
                continue
            if key in result:
                message = f"the key `{key}` stands twice here; the first is on line {self.places[(*path, key)].line}"
                self.problems.append(finding("YML102", span, message, "delete or rename one of the two"))
                continue
            self.places[(*path, key)] = span
            if value_node.id == "scalar":
                self.places[(*path, key, VALUE)] = self.span(value_node)
            result[key] = self.value(value_node, (*path, key))
        return result

    def span(self, node: Any) -> Span:
        start, end = node.start_mark, node.end_mark
        if end.line != start.line:
            return Span(self.name, start.line + self.first_line, start.column + 1)
        return Span(self.name, start.line + self.first_line, start.column + 1, 0, max(end.column, start.column + 1) + 1)


def scalar(tag: str, text: str) -> Any:
    """Return what a scalar of that YAML tag means.

    Dates stay text, as does a number that would not be printed as it was written: `007`, `1.10` or `1_000`.
    """
    kind = tag.rsplit(":", 1)[-1]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind not in ("int", "float") or len(text) > _LONGEST_NUMBER:
        return text
    try:
        number = int(text) if kind == "int" else float(text)
    except ValueError:
        return text
    return number if str(number) == text else text
