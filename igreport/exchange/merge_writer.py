"""A draft → its file's new text: every line that is not to change is written as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from igreport.exchange import files
from igreport.exchange.merge_edit import BAR, MIDDLE, OURS, THEIRS, Draft, New
from igreport.exchange.merge_inlines import parse_inline
from igreport.exchange.merge_markdown import Placed
from igreport.exchange.merge_units import WORD, Unit

_MARKERS = {
    "bullet": "- ",
    "ordered:Decimal": "1. ",
    "ordered:LowerAlpha": "a.  ",
    "ordered:UpperAlpha": "A.  ",
    "ordered:LowerRoman": "i.  ",
    "ordered:UpperRoman": "I.  ",
}
_MARKER = re.compile(r"(?P<word>[0-9]+|[A-Za-z]+)(?P<end>[.)]\s*)$")
Expected = tuple[str, tuple[str, ...], tuple[str, ...]]


def written(draft: Draft, name: str) -> tuple[str, list[Expected]]:
    """Return the file's new text, and its paragraphs as they must be read back: kind, context and words.

    `name` is the edited DOCX's, which conflict markers show.
    """
    writer = _Writer(draft, name)
    return writer.text(), writer.expected


def paragraph(unit: Unit, words: Sequence[str]) -> Expected:
    """Return what must be read back of a paragraph."""
    context = tuple(name.partition(":")[0] for name in unit.context)
    kind = f"heading {max(unit.level, 2)}" if unit.kind == "heading" else unit.kind
    return kind, context, tuple(words)


class _Writer:
    """Goes through the lines of a file; a class only because each step looks at what was written before."""

    def __init__(self, draft: Draft, name: str) -> None:
        self.draft, self.name = draft, name
        self.lines = draft.source.lines
        self.out: list[str] = []
        self.prefixes: dict[tuple[tuple[str, ...], bool], str] = {}
        self.is_tight = False  # the last paragraph is an item of a list without blank lines
        self.swallow = False  # blank lines behind a paragraph that was taken out go with it
        self.expected: list[Expected] = []

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
        self._expect(unit, content)
        same = self.lines[unit.lines[0] : unit.lines[1]]
        for line in same if content is None else changed(self.lines, unit, content):
            self._line(line)

    def _expect(self, unit: Unit, content: str | None) -> None:
        read = (
            unit.tokens
            if content is None
            else parse_inline(content, self.draft.source.language, self.draft.source.text)
        )
        self.expected.append(paragraph(unit, [token.text for token in read or () if token.kind == WORD]))

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
        if self.draft.removed.issuperset(numbers):
            return
        at = units[numbers[0]].lines[0]
        line = ours = self.lines[at]
        is_conflict = False
        for number, (start, end) in reversed(list(zip(numbers, cells(line), strict=False))):
            content = self.draft.contents.get(number)
            if number in self.draft.conflicts:
                content, is_conflict = " ".join(self.draft.conflicts[number]), True
            if content is not None:
                line = line[:start] + BAR.sub(r"\|", content) + line[end:]
        for number in numbers:
            self._expect(units[number], self.draft.contents.get(number))
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
            news = self.draft.inserted.get(number, [])
            if unit.kind == "cell" and line == unit.lines[1] + _is_ruler(self.lines[unit.lines[1] : unit.lines[1] + 1]):
                for new in news:
                    if new.shape.kind == "row":
                        self.out.append(new.text)
                        self._expect_cells(new)
            end = unit.top[1] if unit.kind == "cell" or number == 0 else unit.lines[1]
            others = [new for new in news if new.shape.kind != "row"]
            if end == line and others:
                for new in others:
                    self._insert(new)
                self._part_from(line)

    def _expect_cells(self, new: New) -> None:
        for text in new.cells:
            self._expect(Unit("cell", ()), text)

    def _insert(self, new: New) -> None:
        is_item = new.shape.is_first and bool(new.shape.context)
        is_tight = (
            is_item and self.is_tight and any(key[0] == new.shape.context[: len(key[0])] for key in self.prefixes)
        )
        while is_tight and self.out and not self.out[-1].strip():
            self.out.pop()
        if self.out and self.out[-1].strip() and not is_tight:
            self.out.append("")
        lines = self._prefixed(new)
        if new.cells:
            self._expect_cells(new)
        else:
            self._expect(new.shape, new.text)
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
        if shape.kind == "caption":
            return [f": {' '.join(new.text.split())}"]
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


def _is_ruler(lines: Sequence[str]) -> bool:
    """Say whether a line parts a table's head from its rows."""
    return bool(lines) and re.fullmatch(r"[\s>]*[|:-][\s|:-]*-[\s|:-]*", lines[0]) is not None


def cells(line: str) -> list[tuple[int, int]]:
    """Return where the text of each cell of a table's line begins and ends."""
    bars = [match.start() for match in BAR.finditer(line)]
    edges = [-1, *bars, len(line)]
    found = []
    for start, end in pairwise(edges):
        text = line[start + 1 : end]
        is_edge = (start == -1 or end == len(line)) and not text.strip(" >")
        if not is_edge:
            first = start + 1 + len(text) - len(text.lstrip())
            found.append((first, max(first, start + 1 + len(text.rstrip()))))
    return found


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
