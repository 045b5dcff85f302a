"""The lists of notes: found, taken out of the lines, and read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from igreport.exchange import words
from igreport.exchange.imported import Change
from igreport.exchange.importers.text_lines import Line, Setting, begins_small, is_ended

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_STYLES = {
    "bracket": re.compile(r"\[\^?\s?(?P<number>[0-9]{1,4})\s?\][.:]?\s*"),
    "superscript": re.compile(rf"(?P<number>[{SUPERSCRIPTS}]{{1,4}})\s*"),
    "parenthesis": re.compile(r"\((?P<number>[0-9]{1,3})\)\s+"),
    "stop": re.compile(r"(?P<number>[0-9]{1,3})[.:]\s+"),
    "half": re.compile(r"(?P<number>[0-9]{1,3})\)\s+"),
    "bare": re.compile(r"\^?(?P<number>[0-9]{1,3})\s+"),
}
_SURE = ("bracket", "superscript")  # nothing else begins so; the others also number headings and lists
_LABEL = re.compile(
    r"(?:[0-9IVX]+\.\s+)?(?:(?:foot|end)?notes?(?: and references)?|references|sources|links|bibliography|"
    r"anmerkungen|(?:fu(?:ß|ss)|end)noten|noten|quellen(?:verzeichnis|angaben)?|(?:einzel)?nachweise|belege|literatur)\s*:?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-–—_=*]{3,}")
_GAP = 5  # numbers that may be missing, and blank lines between two notes
_MOST_BETWEEN = 3  # lines that one note may go on for
_LONGEST_REST = 300  # characters of such a line; a longer one is a paragraph of the text
_LONGEST_TAIL = 6  # lines below the notes: a signature, a place
_ENOUGH = 0.6  # of the notes of a list that is not sure by its form: with a URL, or with a marker in the text
_CITED = re.compile(rf"\[\^?\s?([0-9]{{1,3}})\s?\]|([{SUPERSCRIPTS}]{{1,3}})")


@dataclass
class Definition:
    """A note as its list has it."""

    number: int
    line: int
    style: str
    text: str
    uses: int = 0


@dataclass
class Definitions:
    """All notes, by number; a number may be defined again in the list of the next section."""

    found: list[Definition] = field(default_factory=list)
    by_number: dict[int, list[Definition]] = field(default_factory=lambda: defaultdict(list))
    labels: list[Line] = field(default_factory=list)  # lines such as "Notes" before a list

    def add(self, definition: Definition) -> None:
        self.found.append(definition)
        self.by_number[definition.number].append(definition)

    def get(self, number: int, line: int) -> Definition | None:
        """Return the note that a marker on `line` calls: the next below it, else the last above."""
        same = self.by_number.get(number)
        if not same:
            return None
        return same[min(bisect_right([definition.line for definition in same], line), len(same) - 1)]

    @property
    def highest(self) -> int:
        return max((definition.number for definition in self.found), default=0)

    @property
    def style(self) -> str:
        return self.found[0].style if self.found else ""


@dataclass
class _Run:
    """A list of notes under way: the place of each first line, and of the last line."""

    style: str
    starts: list[tuple[int, int]]  # (place in the lines, number)
    end: int  # the place behind its last line


def split(
    lines: Sequence[Line], how: Setting, changes: list[Change], unsure: list[Change]
) -> tuple[Definitions, list[Line]]:
    """Return the notes that lists define, and the lines that belong to none."""
    definitions = Definitions()
    taken: set[int] = set()
    for run in _runs(lines, how.width):
        first = run.starts[0][0]
        if (label := _label(lines, first)) is not None:
            definitions.labels.append(lines[label])
            taken.add(label)
        taken.update(range(first, run.end))
        for definition in _read(lines, run):
            if definition.text:
                definitions.add(definition)
            else:
                message = f"the list of notes has a number {definition.number} without a text"
                unsure.append(Change(definition.line, "empty-note", message))
        count = len(run.starts)
        shown = lines[first].text.split(None, 1)[0][:12]
        message = f"a list of {count} note{'s' * (count > 1)} (“{shown} …”): each is now where its marker calls it"
        changes.append(Change(lines[first].number, "note-list", message))
    # A gap stays where a list stood, so that what is above and below it are not joined.
    rest = [Line(line.number, "") if place in taken else line for place, line in enumerate(lines)]
    return definitions, rest


def _read(lines: Sequence[Line], run: _Run) -> list[Definition]:
    ends = [*(place for place, _ in run.starts[1:]), run.end]
    result = []
    for (place, number), end in zip(run.starts, ends, strict=True):
        match = _STYLES[run.style].match(lines[place].text)
        parts = [lines[place].text[match.end() if match else 0 :], *(line.text for line in lines[place + 1 : end])]
        text = " ".join(part for part in parts if part)
        result.append(Definition(number, lines[place].number, run.style, text))
    return result


def _runs(lines: Sequence[Line], width: int) -> list[_Run]:
    sure = _apart([run for style in _SURE for run in _of_style(lines, style, width) if _is_sure(lines, run)])
    if sure:
        return sure
    cited = {int(one or two.translate(_TO_DIGITS)) for line in lines for one, two in _CITED.findall(line.text)}
    for style in ("stop", "half", "parenthesis", "bare"):
        found = [run for run in _of_style(lines, style, width) if _is_list(lines, run, cited)]
        if found:
            return found
    return []


def _of_style(lines: Sequence[Line], style: str, width: int) -> list[_Run]:
    """Return the runs of lines that are numbered in one style and in order."""
    pattern, runs = _STYLES[style], list[_Run]()
    for place, line in enumerate(lines):
        match = pattern.match(line.text)
        if match is None:
            continue
        number = int(match["number"].translate(_TO_DIGITS))
        last = runs[-1] if runs else None
        if last and last.starts[-1][1] <= number <= last.starts[-1][1] + _GAP and _touches(lines, last.end, place):
            last.starts.append((place, number))
        else:
            last = _Run(style, [(place, number)], place)
            runs.append(last)
        last.end = _end(lines, place, pattern, width)
    return runs


def _touches(lines: Sequence[Line], end: int, place: int) -> bool:
    """Say whether only blank lines stand between two notes."""
    return place - end < _GAP and not any(line.text for line in lines[end:place])


def _end(lines: Sequence[Line], first: int, pattern: re.Pattern[str], width: int) -> int:
    """Return the place behind the note that begins at `first`: lines that go on from it are its own, others are not."""
    place = first + 1
    while place < len(lines) and place - first <= _MOST_BETWEEN:
        before, text = lines[place - 1].text, lines[place].text
        if not text or pattern.match(text) or len(text) > _LONGEST_REST or not _goes_on(before, text, width):
            break
        place += 1
    return place


def _goes_on(before: str, text: str, width: int) -> bool:
    if words.URL.match(text) or begins_small(text) or before.endswith((",", ":", ";", "-")):
        return True
    return bool(width) and len(before) > 0.8 * width and not is_ended(before) and "://" not in before


def _is_sure(lines: Sequence[Line], run: _Run) -> bool:
    """Say whether lines that begin as notes do are a list: a wrapped line may begin with a marker of the text."""
    if _is_near_end(lines, run) or _label(lines, run.starts[0][0]) is not None:
        return True
    return 2 * _with_address(lines, run) >= len(run.starts)


def _apart(runs: Sequence[_Run]) -> list[_Run]:
    """Return the lists that can stand together: one that repeats numbers of a longer list is none, unless it begins anew."""
    result: list[_Run] = []
    taken: set[int] = set()
    for run in sorted(runs, key=lambda run: -len(run.starts)):
        numbers = {number for _, number in run.starts}
        if 1 in numbers or not numbers & taken:
            result.append(run)
            taken |= numbers
    return sorted(result, key=lambda run: run.starts)


def _with_address(lines: Sequence[Line], run: _Run) -> int:
    return sum(bool(words.URL.search(definition.text)) for definition in _read(lines, run))


def _is_near_end(lines: Sequence[Line], run: _Run) -> bool:
    return sum(bool(line.text) for line in lines[run.end : run.end + 100]) <= _LONGEST_TAIL


def _is_list(lines: Sequence[Line], run: _Run, cited: set[int]) -> bool:
    """Say whether numbered lines are notes: by their label, by their addresses, or by the markers that call them."""
    numbers = [number for _, number in run.starts]
    if numbers[0] > 3 or (run.style == "bare" and len(numbers) < 2):
        return False
    with_address = _with_address(lines, run)
    called = sum(number in cited for number in numbers) if _is_near_end(lines, run) else 0
    is_named = _label(lines, run.starts[0][0]) is not None
    return is_named or max(with_address, called) >= _ENOUGH * len(numbers)


def _label(lines: Sequence[Line], first: int) -> int | None:
    """Return the place of the line that names the list, such as "Notes:", where one stands right before it."""
    place = first - 1
    while place >= 0 and (not lines[place].text or _RULE.fullmatch(lines[place].text)):
        place -= 1
    return place if place >= 0 and _LABEL.fullmatch(lines[place].text) else None
