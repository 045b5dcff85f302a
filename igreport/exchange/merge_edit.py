"""A section's file with paragraphs changed, put in, taken out and moved; every other line stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from igreport.exchange import files
from igreport.exchange.merge_markdown import Placed, Source
from igreport.exchange.merge_units import Unit

OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> "
_MARKERS = {
    "bullet": "- ",
    "ordered:Decimal": "1. ",
    "ordered:LowerAlpha": "a.  ",
    "ordered:UpperAlpha": "A.  ",
    "ordered:LowerRoman": "i.  ",
    "ordered:UpperRoman": "I.  ",
}
_MARKER = re.compile(r"(?P<word>[0-9]+|[A-Za-z]+)(?P<end>[.)]\s*)$")


@dataclass(frozen=True)
class New:
    """A paragraph to put in, in Markdown without its list marker."""

    shape: Unit
    text: str
    is_conflict: bool = False


@dataclass
class Draft:
    """What is to be done to one file; paragraphs are named by their number in it, the title is 0."""

    source: Source
    title: str | None = None
    contents: dict[int, str] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    inserted: dict[int, list[New]] = field(default_factory=dict)  # behind a paragraph
    conflicts: dict[int, list[str]] = field(default_factory=dict)  # what the edited DOCX says instead
    definitions: dict[str, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Say whether anything is to be done."""
        done = (self.contents, self.removed, self.inserted, self.conflicts, self.definitions, self.unplaced)
        return self.title is not None or any(done)

    @property
    def has_conflicts(self) -> bool:
        """Say whether an author has to decide something in the file."""
        inserted = any(new.is_conflict for news in self.inserted.values() for new in news)
        return bool(self.conflicts or self.unplaced or inserted)

    def insert(self, behind: int, new: New) -> None:
        """Put a paragraph behind another, and behind those that were put there before."""
        self.inserted.setdefault(behind, []).append(new)


def written(draft: Draft, name: str) -> str:
    """Return the file's new text; `name` is the edited DOCX's, which conflict markers show."""
    return _Writer(draft, name).text() if draft.is_changed else draft.source.text


class _Writer:
    """Goes through the lines of a file; a class only because each step looks at what was written before."""

    def __init__(self, draft: Draft, name: str) -> None:
        self.draft, self.name = draft, name
        self.lines = draft.source.lines
        self.out: list[str] = []
        self.prefixes: dict[tuple[tuple[str, ...], bool], str] = {}
        self.is_tight = False  # the last paragraph is an item of a list without blank lines
        self.swallow = False  # blank lines behind a paragraph that was taken out go with it

    def text(self) -> str:
        starts = self._starts()
        line = 0
        while line < len(self.lines):
            if line in starts:
                line = self._units(starts[line])
            else:
                self._line(self.lines[line])
                line += 1
            self._insert_at(line)
        for text in self.draft.unplaced:
            self._unplaced(text)
        return "\n".join(self.out)

    def _starts(self) -> dict[int, list[int]]:
        """Return which paragraphs begin on each line: several cells, or one."""
        starts: dict[int, list[int]] = {}
        for number, unit in enumerate(self.draft.source.units):
            starts.setdefault(unit.lines[0], []).append(number)
        for label, unit in self.draft.source.definitions.items():
            if label in self.draft.definitions:
                starts.setdefault(unit.lines[0], [])
        return starts

    def _line(self, line: str) -> None:
        if self.swallow and not line.strip() and (not self.out or not self.out[-1].strip()):
            return
        if line.strip():
            self.swallow = False
        self.out.append(line)

    def _units(self, numbers: list[int]) -> int:
        """Write the paragraphs that begin on a line, and return the line behind them."""
        units = self.draft.source.units
        if not numbers:
            return self._definition()
        first = units[numbers[0]]
        if numbers[0] == 0:
            return self._title(first)
        if len(numbers) > 1 or first.kind == "cell":
            self._cells(numbers)
            return first.lines[1]
        number = numbers[0]
        if number in self.draft.removed:
            self.swallow = True
        elif number in self.draft.conflicts:
            self._conflict(number, first)
        else:
            self._paragraph(number, first)
        if number not in self.draft.removed:
            self._remember(first)
        return first.lines[1]

    def _definition(self) -> int:
        line = len(self.out)
        for label, unit in self.draft.source.definitions.items():
            if label in self.draft.definitions and unit.lines[0] not in self._done:
                self._done.add(unit.lines[0])
                for text in changed(self.lines, unit, self.draft.definitions[label]):
                    self._line(text)
                return unit.lines[1]
        return line

    @property
    def _done(self) -> set[int]:
        if not hasattr(self, "_definitions_done"):
            self._definitions_done: set[int] = set()
        return self._definitions_done

    def _title(self, unit: Placed) -> int:
        line = self.lines[unit.lines[0]]
        self.out.append(line if self.draft.title is None else f"title: {files.scalar(self.draft.title)}")
        return unit.lines[1]

    def _paragraph(self, number: int, unit: Placed) -> None:
        content = self.draft.contents.get(number)
        same = self.lines[unit.lines[0] : unit.lines[1]]
        for line in same if content is None else changed(self.lines, unit, content):
            self._line(line)

    def _conflict(self, number: int, unit: Placed) -> None:
        self.out.append(OURS)
        self.out += self.lines[unit.lines[0] : unit.lines[1]]
        self.out.append(MIDDLE)
        for index, text in enumerate(self.draft.conflicts[number]):
            self.out += ([""] if index else []) + changed(self.lines, unit, text)
        self.out.append(f"{THEIRS}{self.name}")

    def _cells(self, numbers: list[int]) -> None:
        """Write a row of a table."""
        units = self.draft.source.units
        at = units[numbers[0]].lines[0]
        line = ours = self.lines[at]
        is_conflict = False
        for number in reversed(numbers):
            unit, content = units[number], self.draft.contents.get(number)
            if number in self.draft.conflicts:
                content, is_conflict = " ".join(self.draft.conflicts[number]), True
            if content is not None and unit.columns:
                line = line[: unit.columns[0]] + content + line[unit.columns[0] + len(unit.content) :]
        if is_conflict:
            self.out += [OURS, ours, MIDDLE, line, f"{THEIRS}{self.name}"]
        else:
            self._line(line)

    def _remember(self, unit: Placed) -> None:
        prefix = self.lines[unit.lines[0]][: unit.columns[0]] if unit.columns else ""
        self._keep(unit.context, unit.is_first, prefix)
        self.is_tight = unit.is_tight

    def _keep(self, context: tuple[str, ...], is_first: bool, prefix: str) -> None:
        self.prefixes = {key: value for key, value in self.prefixes.items() if len(key[0]) <= len(context)}
        if not any(name != "quote" for name in context):
            self.prefixes = {}
        self.prefixes[context, is_first] = prefix

    def _insert_at(self, line: int) -> None:
        """Put in what belongs behind the paragraph that ends before `line`."""
        for number, unit in enumerate(self.draft.source.units):
            end = unit.top[1] if unit.kind == "cell" or number == 0 else unit.lines[1]
            if end == line and number in self.draft.inserted:
                for new in self.draft.inserted[number]:
                    self._insert(new)
                self._part_from(line)

    def _insert(self, new: New) -> None:
        is_item = new.shape.is_first and bool(new.shape.context)
        is_tight = is_item and self.is_tight and any(key[0] == new.shape.context[: len(key[0])] for key in self.prefixes)
        if self.out and self.out[-1].strip() and not is_tight:
            self.out.append("")
        lines = self._prefixed(new)
        self.out += [OURS, MIDDLE, *lines, f"{THEIRS}{self.name}"] if new.is_conflict else lines
        self.is_tight = is_tight or is_item
        self.swallow = False

    def _part_from(self, line: int) -> None:
        """Put a blank line before what follows, unless both are items of a tight list."""
        if line < len(self.lines) and self.lines[line].strip() and self.out[-1].strip():
            following = next((unit for unit in self.draft.source.units if unit.lines[0] == line), None)
            if not (following and following.is_tight and self.is_tight and following.is_first):
                self.out.append("")
        elif line < len(self.lines) and not self.lines[line].strip() and not self.out[-1].strip():
            self.swallow = True

    def _prefixed(self, new: New) -> list[str]:
        shape = new.shape
        if shape.kind == "heading":
            return [f"{'#' * max(shape.level, 2)} {' '.join(new.text.split())}"]
        first = self._prefix(shape.context, shape.is_first)
        rest = _continued(first)
        self._keep(shape.context, shape.is_first, first)
        lines = new.text.split("\n")
        return [first + lines[0], *(rest + line.lstrip() for line in lines[1:])]

    def _prefix(self, context: tuple[str, ...], is_first: bool) -> str:
        if not context:
            return ""
        known = self.prefixes.get((context, True))
        if context[-1] == "quote":
            return self.prefixes.get((context, False), self._prefix_inside(context[:-1]) + "> ")
        if not is_first:
            return _continued(known) if known else self._prefix_inside(context[:-1])
        if known:
            return next_marker(known)
        return self._prefix_inside(context[:-1]) + _MARKERS.get(context[-1], "1. ")

    def _prefix_inside(self, context: tuple[str, ...]) -> str:
        if not context:
            return ""
        known = self.prefixes.get((context, True)) or self.prefixes.get((context, False))
        return _continued(known if known is not None else self._prefix(context, True))

    def _unplaced(self, text: str) -> None:
        while self.out and not self.out[-1].strip():
            self.out.pop()
        self.out += ["", OURS, MIDDLE, *text.split("\n"), f"{THEIRS}{self.name}", ""]


def changed(lines: Sequence[str], unit: Placed, content: str) -> list[str]:
    """Return the lines of a paragraph with another text, indented and marked as they were."""
    start, end = unit.lines
    first, last = lines[start], lines[end - 1]
    old = unit.content.split("\n")
    prefix = first[: unit.columns[0]]
    is_own = len(unit.columns) > 1 and start + 1 < end
    rest = lines[start + 1][: unit.columns[1]] if is_own else _continued(prefix)
    column = unit.columns[min(len(old), len(unit.columns)) - 1]
    tail = last[column + len(old[-1]) :]
    new = content.split("\n")
    result = [prefix + new[0], *(rest + line for line in new[1:])]
    return [*result[:-1], result[-1] + tail]


def _continued(prefix: str) -> str:
    """Return what the further lines of a list item begin with: blanks for its marker."""
    return re.sub(r"[^\s>]", " ", prefix)


def next_marker(prefix: str) -> str:
    """Return the marker that follows: `2. ` after `1. `, `b.  ` after `a.  `."""
    match = _MARKER.search(prefix)
    if not match:
        return prefix
    word = match["word"]
    following = str(int(word) + 1) if word.isdigit() else chr(ord(word[-1]) + 1)
    return prefix[: match.start()] + following + match["end"]
