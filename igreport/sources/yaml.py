"""YAML files → plain data with the place of every key.

ruamel.yaml's parsers tell what stands in the file; what it means is decided here (by YAML 1.2, so `no` is a word and not a
truth value), so that a date stays the text that was written and a duplicate key is found, not swallowed. Composing nodes first
would take three times as long.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from igreport.model.diagnostic import Diagnostic, Span
from igreport.sources.findings import finding

Place = tuple[str | int, ...]
VALUE = "="  # below a key's place: the place of its value
# libyaml reads ten times as fast and crashes on nesting of some ten thousand levels; ruamel's own parser raises an error.
_MANY = 1000
_DEEP = re.compile(r"(?:[-?:][ \t]+){50}")
_NESTED = re.compile(r"(?:[\[{]\s{0,9}){200}")
_VALUES = ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent", "AliasEvent")
_SURROGATE = re.compile(r"\\(?:u|U0000)[dD][89A-Fa-f]")  # half of a character of UTF-16, as JSON escapes it
# YAML 1.1, which the parsers read, ends lines at these; files, and YAML 1.2, do not (5.4). A blank is what folding makes of them.
_OTHER_LINE_ENDS = "\x85\u2028\u2029"
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(r"-?\d+(?P<fraction>\.\d+)?")
_LONGEST_NUMBER = 18  # digits; a longer one is a number of something and never counted with


class Places(dict[Place, Any]):
    """Where each key stands, by its path; kept as numbers, and a Span only when it is asked for: most never are."""

    def __init__(self, name: str, rows: Mapping[Place, tuple[int, int, int, int]] | None = None) -> None:
        super().__init__(rows or {})
        self.name = name

    def __getitem__(self, place: Place) -> Span:
        return Span(self.name, *super().__getitem__(place))

    def get(self, place: Place, default: Any = None) -> Any:
        row = super().get(place)
        return default if row is None else Span(self.name, *row)

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedPlaces, (self.name, marshal.dumps(dict(self.items())))


class PackedPlaces(Mapping[Place, Span]):
    """Places that another process made, or an earlier run: unpacked when one of them is asked for."""

    def __init__(self, name: str, rows: bytes) -> None:
        self.name, self.rows = name, rows

    @cached_property
    def _places(self) -> Places:
        return Places(self.name, marshal.loads(self.rows))

    def __getitem__(self, place: Place) -> Span:
        return self._places[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedPlaces, (self.name, self.rows)


@dataclass
class Yaml:
    """What a YAML file says: `data` of dict, list, str, int, float, bool and None; `places` by path of keys."""

    data: Any
    places: Places
    _groups: dict[int, dict[Place, Places]] = field(default_factory=dict)

    def below(self, *path: str | int) -> Places:
        """Return the places below `path`, seen from there; all paths of a length are grouped once."""
        depth = len(path)
        if depth not in self._groups:
            groups = self._groups[depth] = {}
            for key, row in self.places.items():
                at = key[:depth]
                if at not in groups:
                    groups[at] = Places(self.places.name)
                dict.__setitem__(groups[at], key[depth:], row)
        return self._groups[depth].get(path) or Places(self.places.name)


def read(text: str, name: str, problems: list[Diagnostic], first_line: int = 1) -> Yaml | None:
    """Return the data of YAML `text`; None, and a finding, where it is not YAML.

    `first_line` is the line of the file on which the text begins (front matter does not begin on line 1).
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return _read(one_line_end(text), name, problems, first_line)
    except RecursionError:
        problems.append(finding("YML101", Span(name, first_line), "this is nested too deeply to be read"))
    except UnicodeError:
        match = _SURROGATE.search(text)
        before = text[: match.start() if match else 0]
        span = Span(name, before.count("\n") + first_line, len(before) - (before.rfind("\n") + 1) + 1)
        problems.append(finding("YML101", span, "this stands for no character", "write the character itself"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        span = Span(name, line + first_line, column + 1)
        problems.append(finding("YML101", span, f"this is not YAML: {_reason(error)}", _hint(text, line, column)))
    except YAMLError as error:  # a character that YAML does not allow; ruamel gives its position in a field of its own
        position = getattr(error, "position", 0)
        before = text[: position if isinstance(position, int) else 0]
        span = Span(name, before.count("\n") + first_line, len(before) - (before.rfind("\n") + 1) + 1)
        problems.append(
            finding("YML101", span, "a character that YAML does not allow", 'delete it or write it as "\\uXXXX"')
        )
    return None


def one_line_end(text: str) -> str:
    """Return `text` with blanks in the place of what only YAML 1.1 takes as ends of lines: so lines are counted as in files."""
    for sign in _OTHER_LINE_ENDS:
        text = text.replace(sign, " ")
    return text


def _read(text: str, name: str, problems: list[Diagnostic], first_line: int) -> Yaml:
    """Read by libyaml, or by ruamel's own parser where that is safer or has the better message."""
    from ruamel.yaml.error import YAMLError

    if not _DEEP.search(text) and text.count("[") + text.count("{") <= _MANY:
        found: list[Diagnostic] = []
        with suppress(YAMLError, ImportError):
            result = _Reader(_libyaml(text), name, first_line, found).document()
            problems += found
            return result
    if _NESTED.search(text):  # it would take ever longer until ruamel says so
        raise RecursionError
    return _Reader(_pure(text).__next__, name, first_line, problems).document()


def _pure(text: str) -> Iterator[Any]:
    """Yield the events that ruamel's own parser finds; raise UnicodeError for half of a character, as libyaml does."""
    from ruamel.yaml import YAML

    for event in YAML(typ="safe", pure=True).parse(text):
        str(getattr(event, "value", "")).encode("utf-8")
        yield event


def _libyaml(text: str) -> Callable[[], Any]:
    try:
        from _ruamel_yaml import CParser  # type: ignore[import-not-found]
    except ModuleNotFoundError:  # its name in newer builds
        from _ruamel_yaml_clibz import CParser  # type: ignore[import-not-found]
    return CParser(text).get_event  # type: ignore[no-any-return]


def _reason(error: Any) -> str:
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


class _Reader:
    """Turns events into data; a class only because every step needs the same things. `following` returns the next event."""

    def __init__(self, following: Callable[[], Any], name: str, first_line: int, problems: list[Diagnostic]) -> None:
        self.following, self.name, self.first_line, self.problems = following, name, first_line, problems
        self.places = Places(name)
        self.lines_with_aliases: set[int] = set()

    def document(self) -> Yaml:
        data: Any = None
        count = 0
        while (kind := (event := self.following()).__class__.__name__) != "StreamEndEvent":
            if kind == "DocumentStartEvent":
                count += 1
                if count > 1:
                    span = Span(self.name, *self.place(event))
                    self.report(span, "a second document begins here", "delete the line `---`")
                    break
            elif kind in _VALUES:
                data = self.value(event, kind, ())
        if data is None:  # an empty document may be told as a value behind the end of the file
            self.places = Places(self.name, {(): (self.first_line, 1, self.first_line, 2)})
        return Yaml(data, self.places)

    def report(self, span: Span, message: str, hint: str = "") -> None:
        self.problems.append(finding("YML101", span, message, hint))

    def value(self, event: Any, kind: str, path: Place) -> Any:
        if path not in self.places:
            dict.__setitem__(self.places, path, self.place(event))
        if kind == "ScalarEvent":
            return scalar(event)
        if kind == "MappingStartEvent":
            return self.mapping(path)
        if kind == "SequenceStartEvent":
            return self.sequence(path)
        # An alias may repeat its anchor a billion times, or itself: nothing that a report needs.
        span = self.places[path]
        if span.line not in self.lines_with_aliases:
            self.lines_with_aliases.add(span.line)
            self.report(span, "anchors and aliases (`&`, `*`) are not supported", "write the value itself")
        return None

    def sequence(self, path: Place) -> list[Any]:
        result: list[Any] = []
        while (kind := (event := self.following()).__class__.__name__) != "SequenceEndEvent":
            result.append(self.value(event, kind, (*path, len(result))))
        return result

    def mapping(self, path: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while (kind := (event := self.following()).__class__.__name__) != "MappingEndEvent":
            key = self.key(event, kind, path, result)
            value = self.following()
            value_kind = value.__class__.__name__
            if key is None:
                self.skip(value_kind)
                continue
            place = (*path, key)
            dict.__setitem__(self.places, place, self.place(event))
            if value_kind == "ScalarEvent":
                dict.__setitem__(self.places, (*place, VALUE), self.place(value))
                result[key] = scalar(value)
            else:
                result[key] = self.value(value, value_kind, place)
        return result

    def key(self, event: Any, kind: str, path: Place, known: dict[str, Any]) -> str | None:
        """Return a key, or None where it is none or stands there twice."""
        if kind != "ScalarEvent":
            self.skip(kind)
            self.report(Span(self.name, *self.place(event)), "a key must be a word, not a list or a mapping")
            return None
        key = str(event.value)
        if key in known:
            message = f"the key `{key}` stands twice here; the first is on line {self.places[(*path, key)].line}"
            span = Span(self.name, *self.place(event))
            self.problems.append(finding("YML102", span, message, "delete or rename one of the two"))
            return None
        return key

    def skip(self, kind: str) -> None:
        """Pass over the value that has begun with an event of that kind."""
        depth = int(kind.endswith("StartEvent"))
        while depth:
            kind = self.following().__class__.__name__
            depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")

    def place(self, event: Any) -> tuple[int, int, int, int]:
        start, end = event.start_mark, event.end_mark
        line, column = start.line + self.first_line, start.column + 1
        return line, column, line, end.column + 1 if end.line == start.line and end.column > column else column + 1


def scalar(event: Any) -> Any:
    """Return what a scalar means in YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema).

    Dates stay text, as does a number that would not be printed as it was written: `007`, `1.10` or `1_000`.
    """
    text = str(event.value)
    if not (event.implicit[0] or str(event.tag or "").endswith((":int", ":float", ":bool", ":null"))):
        return text
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text) if text[0] in "-0123456789" else None
    if match is None or len(text) > _LONGEST_NUMBER:
        return text
    number = float(text) if match["fraction"] else int(text)
    return number if str(number) == text else text
