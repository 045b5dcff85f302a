"""A file of sources as text → the same text with other addresses; nothing else in it changes.

ruamel.yaml's round-trip parser says where each value stands. The text is edited there, because what it would write itself has its
own indentation and quotation marks; and the result is read again before anybody gets it.
"""

from __future__ import annotations

import copy
import json
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from igreport.model.diagnostic import Diagnostic
from igreport.sources import yaml

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"  # of the byte order
_PLAIN = re.compile(r"https?://[\w./~?=&%+,;:@#!()$*'-]*[\w/=-]", re.ASCII)


class Wish(NamedTuple):
    """What is to become of a source: another address, or the address of a copy in an archive added."""

    identifier: str
    old: str  # its address now
    new: str = ""
    archive: str = ""


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class _Item(NamedTuple):
    number: int
    node: Any  # ruamel's MappingNode
    pairs: dict[str, tuple[Any, Any]]  # key and value, nodes both, by key


def rewritten(text: str, wishes: Sequence[Wish]) -> tuple[str, list[Wish]]:
    """Return a file's text, with its byte order mark and line ends, as the wishes want it, and those that came true.

    A wish does not come true where the source is not there as told, or where more than its own value would change.
    """
    try:
        file = _File(text)
        made = file.proved([(wish, edit) for wish in wishes if (edit := file.edit(wish))])
        return file.edited([edit for _, edit in made]), [wish for wish, _ in made]
    except RecursionError:  # nested so deeply that no author has written it
        return text, []


class _File:
    def __init__(self, text: str) -> None:
        self.mark = _MARK if text.startswith(_MARK) else ""
        self.stored = text.removeprefix(_MARK)
        self.text = yaml.one_line_end(_LINE_END.sub("\n", self.stored))
        self.data, self.problems = _data(self.text)
        self.items = _items(self.text) if self.data is not None else {}

    def edit(self, wish: Wish) -> _Edit | None:
        item = self.items.get((wish.identifier, wish.old))
        if item is None:
            return None
        return _archive(self.text, item, wish) if wish.archive else _address(self.text, item, wish)

    def edited(self, edits: Iterable[_Edit]) -> str:
        """Return the file with its mark and line ends; new lines end as the one does on which they are inserted."""
        ends = [match.span() for match in _LINE_END.finditer(self.stored)]
        starts = [0, *(end for _, end in ends)]
        plain = [0, *(match.end() for match in re.finditer("\n", self.text))]
        pieces, last = [self.mark], 0
        for edit in sorted(edits):
            line = bisect_right(plain, edit.start) - 1
            first, second = (
                starts[row] + place - plain[row]
                for row, place in ((line, edit.start), (bisect_right(plain, edit.end) - 1, edit.end))
            )
            end = self.stored[slice(*ends[min(line, len(ends) - 1)])] if ends else "\n"
            pieces += [self.stored[last:first], edit.text.replace("\n", end)]
            last = second
        return "".join([*pieces, self.stored[last:]])

    def proved(self, made: Sequence[tuple[Wish, _Edit]]) -> Sequence[tuple[Wish, _Edit]]:
        """Return those of the edits that can be made together; where one does harm, it is found by halving."""
        if self._is_proved(made):
            return made
        if len(made) < 2:
            return []
        half = len(made) // 2
        rest = [*self.proved(made[:half]), *self.proved(made[half:])]
        return rest if self._is_proved(rest) else []

    def _is_proved(self, made: Sequence[tuple[Wish, _Edit]]) -> bool:
        """Say whether the file with these edits says what it said, but for the values that are wanted."""
        wanted = copy.deepcopy(self.data)
        for wish, _ in made:
            _fulfil(_list(wanted)[self.items[wish.identifier, wish.old].number], wish)
        after = self.edited([edit for _, edit in made]).removeprefix(_MARK)
        return _data(yaml.one_line_end(_LINE_END.sub("\n", after))) == (wanted, self.problems)


def _data(text: str) -> tuple[Any, list[str]]:
    problems: list[Diagnostic] = []
    read = yaml.read(text, "", problems)
    return (read.data if read else None), [problem.code for problem in problems]


def _list(data: Any) -> Any:
    return data["references"] if isinstance(data, dict) else data


def _fulfil(item: dict[str, Any], wish: Wish) -> None:
    if wish.archive:
        item.setdefault("custom", {})["archive"] = wish.archive
    else:
        item["URL"] = wish.new


def _items(text: str) -> dict[tuple[str, str], _Item]:
    """Return a file's sources by id and address; the first of two alike."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        with warnings.catch_warnings(action="ignore"):  # of an anchor that stands there twice
            node = YAML(typ="rt").compose(text)
    except (YAMLError, ValueError):
        return {}
    pairs = _pairs(node)
    nodes = pairs["references"][1].value if "references" in pairs else getattr(node, "value", ())
    found: dict[tuple[str, str], _Item] = {}
    for number, item in enumerate(nodes):
        keys = _pairs(item)
        name, url = keys.get("id") or keys.get("citation-key"), keys.get("URL")
        if name and url:
            found.setdefault((str(name[1].value), str(url[1].value)), _Item(number, item, keys))
    return found


def _pairs(node: Any) -> dict[str, tuple[Any, Any]]:
    if getattr(node, "id", "") != "mapping":
        return {}
    return {str(key.value): (key, value) for key, value in reversed(node.value)}  # the first of two counts


def _address(text: str, item: _Item, wish: Wish) -> _Edit | None:
    value = item.pairs["URL"][1]
    start, end = value.start_mark.index, value.end_mark.index
    at = text.find(wish.old, start, end)
    if at >= 0:
        place = at, at + len(wish.old)
        if value.style in ("'", '"'):
            return _Edit(*place, _scalar(wish.new, value.style)[1:-1])
        return _Edit(*place, wish.new if value.style else _scalar(wish.new, "", item.node.flow_style))
    return _Edit(start, end, _scalar(wish.new, value.style)) if text[start] == value.style else None


def _scalar(url: str, style: str | None, in_flow: bool = False) -> str:
    """Return an address as YAML, in quotation marks where `style` is one or where it could be misread without."""
    if style == "'":
        return "'" + url.replace("'", "''") + "'"
    is_plain = style != '"' and _PLAIN.fullmatch(url) and not (in_flow and "," in url)
    return url if is_plain else json.dumps(url, ensure_ascii=False)


def _archive(text: str, item: _Item, wish: Wish) -> _Edit | None:
    """Return the edit that writes the copy's address below `custom`, after `URL` where there is no `custom`."""
    (key, value), custom = item.pairs["URL"], item.pairs.get("custom")
    if custom is not None and not _pairs(custom[1]) and custom[1].value != []:
        return None
    in_flow = custom[1].flow_style if custom else item.node.flow_style
    style = value.style if value.style in ("'", '"') else None
    entry = f"{_quoted('archive', key.style)}: {_scalar(wish.archive, style, in_flow)}"
    if custom is not None:
        return _in_custom(text, *custom, entry)
    if in_flow:
        place = value.end_mark.index
        return _Edit(place, place, f",{_gap(text, key)}{_quoted('custom', key.style)}: {{{entry}}}")
    at = text.find(wish.old, value.start_mark.index, value.end_mark.index)
    place = _end_of_line(text, at + len(wish.old) if value.style in (">", "|") and at >= 0 else value.end_mark.index)
    indent = "\n" + " " * key.start_mark.column
    return _Edit(place, place, f"{indent}custom:{indent}  {entry}")


def _in_custom(text: str, key: Any, value: Any, entry: str) -> _Edit | None:
    if not value.value:  # {}
        place = text.index("{", value.start_mark.index) + 1
        return _Edit(place, place, entry)
    first = value.value[0][0]
    if value.flow_style:
        return _Edit(first.start_mark.index, first.start_mark.index, f"{entry},{_gap(text, first)}")
    if first.start_mark.line == key.start_mark.line:
        return None
    place = _end_of_line(text, key.end_mark.index)
    return _Edit(place, place, "\n" + " " * first.start_mark.column + entry)


def _quoted(name: str, style: str | None) -> str:
    return f'"{name}"' if style == '"' else name


def _gap(text: str, key: Any) -> str:
    """Return what stands between two keys of a mapping in braces: a blank, or a line's end where each has its own line."""
    before = text[key.start_mark.index - key.start_mark.column : key.start_mark.index]
    return " " if before.strip() else "\n" + before


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end
