"""Word's list markers, counted as Word counts (ECMA-376 part 1, 17.9).

All lists of one abstract definition share its counters; a list (`w:num`) with a start of its own sets them back at its
first item on that level, and an item sets back all deeper levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

Element = ElementTree.Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = {
    "m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40,
    "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1,
}  # fmt: skip


@dataclass(frozen=True)
class _Level:
    format: str  # "decimal", "bullet", …
    text: str  # "%1.", with the level's number for each %
    start: int


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]  # starts of its own, not yet used


class Numbering:
    """The lists of a document; ask for the markers in reading order, because they count."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._styles = dict(_style_numbering(parts))
        if "word/numbering.xml" in parts:
            self._lists = _lists(ElementTree.fromstring(parts["word/numbering.xml"]))

    def marker(self, paragraph: Element) -> str:
        """Return the marker in front of `paragraph`, or "" where it has none."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists or place[1] not in self._lists[place[0]].levels:
            return ""
        identifier, depth = place
        current = self._lists[identifier]
        level = current.levels[depth]
        counters = self._count(current, depth)
        if level.format == "bullet":
            return "•" if level.text.strip() else ""
        return _rendered(level.text, current, counters).strip()

    def _count(self, current: _List, depth: int) -> dict[int, int]:
        counters = self._counters.setdefault(current.abstract, {})
        if depth in current.starts:
            counters[depth] = current.starts.pop(depth)
        else:
            counters[depth] = counters[depth] + 1 if depth in counters else current.levels[depth].start
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        return counters

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph: its own, else its style's; list 0 means none."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{_W}pStyle")
        inherited = None if style is None else self._styles.get(style.get(f"{_W}val", ""))
        own = _number_properties(properties)
        if own is None:
            return inherited
        return None if own[0] == "0" else own


def formatted(number: int, name: str) -> str:
    """Return `number` in one of Word's formats (17.18.59); an unknown one shows its name, so that it is noticed."""
    if name == "decimal":
        return str(number)
    if name in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if name == "lowerLetter" else letter.upper()
    if name in ("lowerRoman", "upperRoman"):
        return _roman(number) if name == "lowerRoman" else _roman(number).upper()
    return "" if name == "none" else f"{name}:{number}"


def _roman(number: int) -> str:
    result = ""
    for letters, value in _ROMAN.items():
        result += letters * (number // value)
        number %= value
    return result


def _rendered(text: str, current: _List, counters: dict[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        level = current.levels.get(depth)
        return "" if level is None else formatted(counters.get(depth, level.start), level.format)

    return re.sub(r"%([1-9])", number, text)


def _lists(root: Element) -> dict[str, _List]:
    definitions = root.iter(f"{_W}abstractNum")
    abstracts = {element.get(f"{_W}abstractNumId", ""): dict(_levels(element)) for element in definitions}
    found: dict[str, _List] = {}
    for element in root.iter(f"{_W}num"):
        abstract = _value(element, "abstractNumId")
        levels, starts = dict(abstracts.get(abstract, {})), {}
        for override in element.iter(f"{_W}lvlOverride"):
            depth = int(override.get(f"{_W}ilvl", "0"))
            levels.update(_levels(override))
            if start := _value(override, "startOverride"):
                starts[depth] = int(start)
        found[element.get(f"{_W}numId", "")] = _List(abstract, levels, starts)
    return found


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for level in element.findall(f"{_W}lvl"):
        depth = int(level.get(f"{_W}ilvl", "0"))
        # Word starts a level at 0 where `start` is missing (17.9.25).
        start = int(_value(level, "start") or 0)
        yield depth, _Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText"), start)


def _style_numbering(parts: dict[str, bytes]) -> Iterator[tuple[str, tuple[str, int]]]:
    if "word/styles.xml" not in parts:
        return
    for style in ElementTree.fromstring(parts["word/styles.xml"]).iter(f"{_W}style"):
        properties = style.find(f"{_W}pPr")
        place = None if properties is None else _number_properties(properties)
        if place is not None and place[0] != "0":
            yield style.get(f"{_W}styleId", ""), place


def _number_properties(properties: Element) -> tuple[str, int] | None:
    numbering = properties.find(f"{_W}numPr")
    if numbering is None or not _value(numbering, "numId"):
        return None
    return _value(numbering, "numId"), int(_value(numbering, "ilvl") or 0)


def _value(element: Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val", "")
