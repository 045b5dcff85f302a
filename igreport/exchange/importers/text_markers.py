"""Note markers in the text: `[7]`, superscripts, and bare digits where the list of notes makes it sure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from igreport.exchange.imported import Change
from igreport.exchange.importers.text_notes import SUPERSCRIPTS, Definition, Definitions
from igreport.exchange.importers.text_paragraphs import Paragraph

_MARKER = re.compile(
    rf"\[\^?\s?(?P<bracket>[0-9]{{1,3}}(?:\s?[,;–-]\s?[0-9]{{1,3}})*)\s?\]|(?P<raised>[{SUPERSCRIPTS}]{{1,3}}(?:[,˒]\s?[{SUPERSCRIPTS}]{{1,3}})*)"
)
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
# Digits behind a full stop, or behind the quotation mark or bracket that follows one; but 2.5 is a number.
_BARE = re.compile(
    r"(?:(?<=[^\s\d][.!?…])|(?<=(?:19|20)[0-9]{2}\.))(?:[\"'”“’»)])?(?P<digits>[1-9][0-9]{0,2})(?=\s|$|[A-ZÄÖÜ\"“„(])"
)
_IN_PARENTHESES = re.compile(r"\((?P<digits>[1-9][0-9]{0,2})\)")
_UNIT = re.compile(r"(?:^|[^\w])(?:[kcdmnµμ]?m|in|ft)$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_FURTHER = 5  # a marker may be that far beyond the last note and is still one; beyond it is a number in brackets
_ENOUGH = 0.6  # of the notes in the list must be called in order before bare digits are taken as markers
_LONGEST_RANGE = 20


@dataclass(frozen=True)
class Call:
    """A marker in the text."""

    number: int
    line: int
    definition: Definition | None  # None where no list has it


Piece = str | Call


@dataclass
class Markers:
    """Reads the markers of one text, in order."""

    definitions: Definitions
    bare: dict[int, list[tuple[int, int]]]  # by paragraph: where bare digits are markers
    unsure: list[Change]
    last: int = 0  # the highest marker so far
    called: list[Call] = field(default_factory=list)

    def pieces(self, index: int, paragraph: Paragraph) -> list[Piece]:
        """Return the paragraph's text, cut where its notes are called."""
        result: list[Piece] = []
        position = 0
        for start, end, numbers in self._found(index, paragraph):
            line = paragraph.line_at(start)
            before = paragraph.text[position:start]
            rest = paragraph.text[end : end + 1]
            glued = bool(rest) and (rest.isalnum() or rest in '"“„(')
            typed = " " if before[-1:].isspace() else ""  # kept: `igreport check` tells where the blanks differ
            result.append(before if glued else before.rstrip() + typed)
            result += [self._call(number, line) for number in numbers]
            position = end
        return [piece for piece in (*result, paragraph.text[position:]) if piece]

    def _call(self, number: int, line: int) -> Call:
        definition = self.definitions.get(number, line)
        call = Call(number, line, definition)
        if definition:
            definition.uses += 1
        else:
            message = f"the marker [{number}] has no note: kept as a note that says so"
            self.unsure.append(Change(line, "marker-never-defined", message))
        self.last = max(self.last, number)
        self.called.append(call)
        return call

    def _found(self, index: int, paragraph: Paragraph) -> Iterator[tuple[int, int, list[int]]]:
        text = paragraph.text
        places: list[tuple[int, int, re.Match[str] | None]] = [
            (match.start(), match.end(), match) for match in _MARKER.finditer(text)
        ]
        places += [(start, end, None) for start, end in self.bare.get(index, ())]
        for start, end, match in sorted(places, key=lambda place: place[0]):
            # One by one: whether a raised number is a marker depends on the marker before it.
            numbers = self._numbers(match, text) if match else [int(text[start:end].strip("()"))]
            if numbers and all(self._is_marker(number, paragraph.line) for number in numbers):
                yield start, end, numbers
            elif numbers and text[start] == "[":
                message = f"“{text[start:end]}” is beyond the last note: left in the text"
                self.unsure.append(Change(paragraph.line_at(start), "number-in-brackets", message))

    def _is_marker(self, number: int, line: int) -> bool:
        if self.definitions.get(number, line):
            return True
        return 0 < number <= max(self.definitions.highest, self.last) + _FURTHER

    def _numbers(self, match: re.Match[str], text: str) -> list[int]:
        """Return the numbers of a marker; none where it is no marker but an exponent or a range of years."""
        if match["raised"]:
            return self._raised(match, text)
        if match["bracket"].isdigit():
            return [int(match["bracket"])]
        return self._several(match["bracket"])

    def _raised(self, match: re.Match[str], text: str) -> list[int]:
        numbers = [int(number) for number in re.findall("[0-9]+", match["raised"].translate(_TO_DIGITS))]
        before = text[max(match.start() - 5, 0) : match.start()]
        is_next = numbers[0] == self.last + 1
        is_power = (numbers[0] in (2, 3) and _UNIT.search(before)) or (
            before[-1:].isdigit() and not is_next and not _YEAR.search(before)
        )
        known = is_next or all(number in self.definitions.by_number for number in numbers)
        return numbers if known and not is_power else []

    def _several(self, printed: str) -> list[int]:
        numbers: list[int] = []
        for part in re.split(r"[,;]", printed):
            first, *rest = (int(number) for number in re.split("[–-]", part))
            last = rest[-1] if rest else first
            if len(rest) > 1 or not 0 <= last - first <= _LONGEST_RANGE:
                return []
            numbers += range(first, last + 1)
        return numbers if all(number in self.definitions.by_number for number in numbers) else []


def without(text: str, line: int, definitions: Definitions, unsure: list[Change]) -> str:
    """Return a title or key topic without its markers: it is printed where no note can stand."""

    def drop(match: re.Match[str]) -> str:
        numbers = re.findall("[0-9]+", match[0].translate(_TO_DIGITS))
        if not all(int(number) in definitions.by_number for number in numbers):
            return match[0]
        message = f"the marker {match[0]} stands in the title or a key topic, which have no notes: taken out"
        unsure.append(Change(line, "marker", message))
        return ""

    return re.sub(rf"\s*(?:{_MARKER.pattern})", drop, text)


def report_uses(markers: Markers, changes: list[Change]) -> None:
    """Tell what is odd about the calls: a note called twice, and notes never called."""
    seen: set[int] = set()
    for place, call in enumerate(markers.called):
        if call.definition and id(call.definition) in seen:
            _report_again(markers, place, changes)
        seen.add(id(call.definition))
    for definition in markers.definitions.found:
        if not definition.uses:
            message = f"note [{definition.number}] is called nowhere: kept as a reference"
            markers.unsure.append(Change(definition.line, "note-never-cited", message))


def _report_again(markers: Markers, place: int, changes: list[Change]) -> None:
    """A note may be called twice; where the number that should stand there is called nowhere, it may be a slip."""
    call = markers.called[place]
    before = markers.called[place - 1].number if place else 0
    expected = markers.definitions.get(before + 1, call.line)
    message = f"the marker [{call.number}] stands in the text again: the same note is called twice"
    if expected and not expected.uses:
        message += f" (behind [{before}], and [{before + 1}] is called nowhere)"
        markers.unsure.append(Change(call.line, "marker-used-twice", message))
    else:
        changes.append(Change(call.line, "marker-used-twice", message))


def markers(paragraphs: Sequence[Paragraph], definitions: Definitions, unsure: list[Change]) -> Markers:
    """Return the reader of the markers in `paragraphs`."""
    plain = {
        int(number)
        for paragraph in paragraphs
        for match in _MARKER.finditer(paragraph.text)
        for number in re.findall("[0-9]+", match[0].translate(_TO_DIGITS))
    }
    uncalled = {definition.number for definition in definitions.found} - plain
    bare: dict[int, list[tuple[int, int]]] = {}
    if len(uncalled) > (1 - _ENOUGH) * len(definitions.found):
        bare = _bare(paragraphs, uncalled, _IN_PARENTHESES if definitions.style == "parenthesis" else _BARE)
    return Markers(definitions, bare, unsure)


def _bare(
    paragraphs: Sequence[Paragraph], wanted: set[int], pattern: re.Pattern[str]
) -> dict[int, list[tuple[int, int]]]:
    """Return the bare digits that are markers: the longest row of them that rises, where it calls most of the notes."""
    found = [
        (int(match["digits"]), index, match)
        for index, paragraph in enumerate(paragraphs)
        for match in pattern.finditer(paragraph.text)
        if int(match["digits"]) in wanted
    ]
    row = _rising([number for number, _, _ in found])
    if len(row) < _ENOUGH * len(wanted):
        return {}
    result: dict[int, list[tuple[int, int]]] = {}
    for place in row:
        _, index, match = found[place]
        start = match.start("digits" if pattern is _BARE else 0)
        result.setdefault(index, []).append((start, match.end()))
    return result


def _rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest strictly rising row in `numbers` (patience sorting)."""
    tops: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(places[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(number)
            places.append(place)
        else:
            tops[pile], places[pile] = number, place
    row: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1]
