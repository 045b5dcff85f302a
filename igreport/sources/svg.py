"""A drawing (SVG 1.1, SVG 2): may it be printed, or does it load, run or multiply something?

Browsers, Word, LibreOffice and what draws the PDF treat a drawing differently; one that needs nothing but itself is the
same in all. The file is read once, by expat, which resolves no entity and opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_BYTES = 2_000_000
_DEEPEST = 60  # nested elements and references; who draws them calls itself for each
_MOST_TARGETS = 20  # to which one rule of a style sheet may refer
_MOST_LETTERS = 20_000
_SIGNS = 20  # of an attribute, as a path has it, cost as much as a small element
_LARGEST = 100_000  # CSS pixels of a side, 26 metres
_ENCODINGS = ("utf-8", "us-ascii", "ascii", "iso-8859-1")  # which all readers of XML know
_MOST_DRAWN = 200_000  # elements, those counted again that are used again

_NAMESPACE = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_RUNS = frozenset(("script", "handler", "listener"))
_FOREIGN = frozenset(("foreignObject", "iframe", "object", "embed", "audio", "video", "canvas", "link", "base", "meta"))
_MOVES = frozenset(("animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"))
_DATA = r"data:image/(?:png|jpe?g);base64,"
_HARMLESS = re.compile(rf"\s*(?:$|#|{_DATA})")
_LOADS = re.compile(rf"@import|@font-face|image-set\(|\bsrc\(|\burl\(\s*+(?![\"']?+\s*+(?:#|{_DATA}))", re.IGNORECASE)
_LOCAL = re.compile(r"\burl\(\s*+[\"']?+\s*+#([^\"')\s]{1,200})")
_SELECTED = re.compile(r"[.#]?[\w-]{1,200}|\*")
_NUMBER = r"[0-9]{0,9}\.?[0-9]{1,9}(?:[eE][+-]?[0-9]{1,2})?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 24 / 25.4}
_MARKERS = ("marker-start", "marker-mid", "marker-end", "marker")


@dataclass
class _Element:
    """What drawing an element costs: its children, and what it refers to."""

    tag: str
    names: tuple[str, ...]  # by which a style sheet selects it
    children: list[_Element] = field(default_factory=list)
    targets: list[tuple[str, int]] = field(default_factory=list)  # ids, each with how often it is drawn
    cost: int = 1  # of itself, counted in small elements: a letter is one


class _FaultError(Exception):
    """What is wrong, in an author's words."""


def fault(data: bytes) -> str:
    """Return why a drawing cannot be printed, in words that go on “`chart.svg` …”; "" where it can."""
    if len(data) > MOST_BYTES:
        return f"has {len(data) / 1e6:.1f} MB, more than {MOST_BYTES // 1_000_000} MB"
    reader = _Reader()
    try:
        reader.read(data)
        _count(reader)
    except expat.ExpatError as error:
        return f"is no whole SVG file: line {error.lineno}, {expat.errors.messages.get(error.code, 'wrong XML')}"
    except _FaultError as error:
        return str(error)
    return ""


def size(data: bytes) -> tuple[float, float]:
    """Return a drawing's width and height in CSS pixels: those that it says, or those of its `viewBox`; (0, 0) for none."""
    reader = _Reader()
    try:
        reader.read(data)
    except (expat.ExpatError, _FaultError):
        return 0.0, 0.0
    return reader.size


class _Reader:
    """Reads a drawing and keeps what it costs to draw it."""

    def __init__(self) -> None:
        self.root: _Element | None = None
        self.size = (0.0, 0.0)
        self.by_id: dict[str, _Element] = {}
        self.styles: list[str] = []
        self._open: list[_Element] = []
        self._letters = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def read(self, data: bytes) -> None:
        """Read the whole drawing; raise ExpatError or _FaultError."""
        parser = self._parser
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda _name: self._open.pop()
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)
        styles = "".join(self.styles)
        if _LOADS.search(styles) or "\\" in styles:
            raise _FaultError("loads something from elsewhere in its style sheet")

    def _declaration(self, _version: str, encoding: str | None, _is_standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise self._fault(f"is encoded as {encoding[:40]}, not as UTF-8")

    def _entity(self, name: str, _is_parameter: bool) -> None:
        raise self._fault(f"uses an entity that it does not define: &{name[:40]};")

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            raise self._fault("declares entities")

    def _fault(self, words: str) -> _FaultError:
        return _FaultError(f"{words} (line {self._parser.CurrentLineNumber} of the file)")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if self.root is None:
            self._begin(namespace, tag, attributes)
        if tag in _RUNS or tag in _FOREIGN or namespace == _XHTML:
            raise self._fault(f"{'runs' if tag in _RUNS else 'embeds'} something: <{tag}>")
        if tag in _MOVES:
            raise self._fault(f"moves: <{tag}>")
        if len(self._open) >= _DEEPEST:
            raise self._fault(f"nests more than {_DEEPEST} elements")
        element = _Element(tag, (tag, *(f".{one}" for one in attributes.get("class", "").split()), "*"))
        for key, value in attributes.items():
            self._attribute(element, key, value, attributes)
        element.cost += sum(len(value) for key, value in attributes.items() if not key.endswith("href")) // _SIGNS
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _begin(self, namespace: str, tag: str, attributes: Mapping[str, str]) -> None:
        if tag != "svg" or namespace != _NAMESPACE:
            message = f'is no SVG: it begins with <{tag[:40]}>, not with <svg xmlns="{_NAMESPACE}">'
            raise _FaultError(message)
        self.size = _size(attributes)
        if not all(self.size):
            raise self._fault("does not say how large it is: it needs a viewBox, or a width and a height")
        if max(self.size) > _LARGEST:
            raise self._fault(f"says that it is larger than {_LARGEST:,} pixels")
        self.root = _Element("", ())
        self._open.append(self.root)

    def _attribute(self, element: _Element, key: str, value: str, attributes: Mapping[str, str]) -> None:
        namespace, _, name = key.rpartition(" ")
        if name.lower().startswith("on"):
            raise self._fault(f"runs something: {name}")
        if name in ("href", "src", "base"):
            self._refer(element, name, value)
        elif namespace or name.startswith("aria-"):
            return  # of an editor, as Inkscape's
        elif name == "spreadMethod" and value != "pad":  # of a short gradient it makes millions
            raise self._fault("repeats a gradient")
        elif name == "id":
            self.by_id.setdefault(value, element)
            element.names += (f"#{value}",)
        elif "(" in value or "\\" in value or "@" in value:
            self._look_at_style(element, value, attributes)

    def _refer(self, element: _Element, name: str, value: str) -> None:
        if not _HARMLESS.match(value) or (name == "base" and value.strip()):
            raise self._fault(f"loads something from elsewhere: {value[:60]}")
        if value.lstrip().startswith("#"):
            element.targets.append((value.strip()[1:], 1))

    def _look_at_style(self, element: _Element, value: str, attributes: Mapping[str, str]) -> None:
        if _LOADS.search(value) or ("\\" in value and element.tag != "path"):
            raise self._fault(f"loads something from elsewhere: {value[:60]}")
        times = _vertices(attributes) if "marker" in value or _has_marker(attributes) else 1
        element.targets += [(target, times) for target in _LOCAL.findall(value)]

    def _text(self, text: str) -> None:
        if self._open and self._open[-1].tag == "style":
            self.styles.append(text)
            return
        self._letters += len(text.strip())
        if self._letters > _MOST_LETTERS:
            raise self._fault(f"has more than {_MOST_LETTERS:,} letters")
        if self._open:
            self._open[-1].cost += len(text.strip())


def _has_marker(attributes: Mapping[str, str]) -> bool:
    return any(name in attributes for name in _MARKERS)


def _vertices(attributes: Mapping[str, str]) -> int:
    """Return how many markers a path or a line may have, at most."""
    return 1 + (len(attributes.get("d", "")) + len(attributes.get("points", ""))) // 2


def _size(attributes: Mapping[str, str]) -> tuple[float, float]:
    width, height = (_length(attributes.get(name, "")) for name in ("width", "height"))
    if width and height:
        return width, height
    box = [part for part in re.split(r"[\s,]+", attributes.get("viewBox", "")[:200].strip()) if part]
    if len(box) != 4 or not all(re.fullmatch(rf"[+-]?{_NUMBER}", part) for part in box):
        return 0.0, 0.0
    return max(float(box[2]), 0.0), max(float(box[3]), 0.0)


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text[:60])
    return float(match[1]) * _UNITS[(match[2] or "").lower()] if match else 0.0


def _count(reader: _Reader) -> None:
    """Refuse a drawing that is small as a file and endless when drawn: elements that use others that use others."""
    assert reader.root is not None
    styled = dict(_styled("".join(reader.styles)))
    known: dict[int, int] = {}  # the elements drawn for an element, by its identity; 0 while they are counted

    def drawn(element: _Element, depth: int) -> int:
        found = known.get(id(element))
        if found == 0:
            raise _FaultError("uses an element within itself")
        if found is None:
            if depth > _DEEPEST:
                raise _FaultError(f"nests more than {_DEEPEST} elements")
            known[id(element)] = 0
            targets = element.targets + [(target, 1) for name in element.names for target in styled.get(name, ())]
            found = element.cost + sum(drawn(child, depth + 1) for child in element.children)
            for target, times in targets:
                found += times * drawn(reader.by_id[target], depth + 1) if target in reader.by_id else 0
            known[id(element)] = found = min(found, _MOST_DRAWN + 1)
        if found > _MOST_DRAWN:
            raise _FaultError(f"draws more than {_MOST_DRAWN:,} elements")
        return found

    drawn(reader.root, 0)


def _styled(styles: str) -> Iterator[tuple[str, list[str]]]:
    """Yield, for each name in a selector, the ids to which its rules refer."""
    found: dict[str, list[str]] = {}
    for rule in styles.split("}"):
        selector, _, declarations = rule.rpartition("{")
        for target in _LOCAL.findall(declarations)[:_MOST_TARGETS]:
            for name in set(_SELECTED.findall(selector)):
                found.setdefault(name, []).append(target)
    yield from found.items()
