"""The events of a calendar as a drawing (SVG): for each period a line of time with its months, dots and bars with their names.

It is as wide as the text, one unit a point. Each word is a `<text>` with its measured length, so that it keeps its room in
whatever typeface a reader's program draws it; nothing is told by colour alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from igreport.edition import wording
from igreport.edition.drawing import FAMILIES
from igreport.edition.label_width import REGULAR, SEMIBOLD, fitted, width
from igreport.model.document import DEFAULT_THEME

WIDTH = 460.0
_LEFT, _RIGHT = 3.0, WIDTH - 3
_NAME, _DETAIL, _MONTH, _TITLE = 8.0, 7.2, 7.6, 9.6  # sizes of type
_LABEL, _WIDE_LABEL = 152.0, 216.0  # the widest name; where there are few events
_FEW = 12  # events on a line
_GAP, _SLACK = 9.0, 1.06  # between labels; a reader's program may draw them a little wider
_DOT, _BAR, _SHORTEST = 2.8, 5.2, 8.0  # the radius of a day; the height of days, and their least length
_HIGHEST = 480.0  # of all lanes; more are drawn without dates and places
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Mark:
    """An event on a line of time."""

    start: datetime.date
    end: datetime.date
    name: str
    detail: str  # when and where, in short
    others: tuple[str, ...] = ()  # other names, one of which may be shorter


@dataclass(frozen=True)
class Line:
    """A stretch of time, from the first day to the last, with its events."""

    title: str
    start: datetime.date
    end: datetime.date
    marks: tuple[Mark, ...]
    is_to_come: bool = False


@dataclass(frozen=True)
class Day:
    """A day that is marked on its line."""

    date: datetime.date
    words: str


@dataclass(frozen=True)
class _Placed:
    """A mark with its label: lane, the mark's left and right, the label's left, its words."""

    mark: Mark
    lane: int
    left: float
    right: float
    label: float
    name: str
    detail: str


def draw(lines: Sequence[Line], theme: Mapping[str, str], language: str, day: Day | None = None) -> bytes:
    """Return the drawing of `lines`, one below the other, in the colours of `theme`; months are named in `language`."""
    colours = _colours(theme)
    placed = [_place(line, has_detail=True) for line in lines]
    has_detail = sum(_lanes(row) * _lane_height(True) for row in placed) <= _HIGHEST
    if not has_detail:
        placed = [_place(line, has_detail=False) for line in lines]
    parts: list[str] = []
    top = 2.0
    for line, row in zip(lines, placed, strict=True):
        on_line = day if day and line.start <= day.date <= line.end else None
        panel = _Panel(line, row, top, _lane_height(has_detail), colours, language)
        parts += panel.parts(on_line)
        top = panel.bottom(on_line) + 12
    size = f'width="{WIDTH:g}pt" height="{top - 10:g}pt" viewBox="0 0 {WIDTH:g} {top - 10:g}"'
    ground = f'<rect width="{WIDTH:g}" height="{top - 10:g}" fill="{colours["ground"]}"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FAMILIES}">'
    return "\n".join([head, ground, *parts, "</svg>\n"]).encode()


def _lane_height(has_detail: bool) -> float:
    return 28.0 if has_detail else 19.0


def _lanes(row: Sequence[_Placed]) -> int:
    return 1 + max((placed.lane for placed in row), default=-1)


def _place(line: Line, has_detail: bool) -> list[_Placed]:
    """Return the marks in lanes, each in the first where neither it nor its label touches another."""
    most = _WIDE_LABEL if len(line.marks) <= _FEW else _LABEL
    taken: list[list[tuple[float, float]]] = []
    result = []
    for mark in sorted(line.marks, key=lambda mark: (mark.start, mark.end, mark.name)):
        left, right = _extent(mark, line)
        name, detail = _name(mark, most), fitted(mark.detail, _DETAIL, most) if has_detail else ""
        wide = max(width(name, _NAME), width(detail, _DETAIL)) * _SLACK
        label = min(left, _RIGHT - wide)
        begin, end = label - _GAP / 2, max(right, label + wide) + _GAP / 2
        free = (i for i, lane in enumerate(taken) if all(end <= other or until <= begin for other, until in lane))
        if (lane := next(free, len(taken))) == len(taken):
            taken.append([])
        taken[lane].append((begin, end))
        result.append(_Placed(mark, lane, left, right, label, name, detail))
    return result


def _name(mark: Mark, most: float) -> str:
    """Return the name of an event, or another in words that fits, or the name's beginning."""
    others = (name for name in mark.others if " " in name and not name[:1].islower())
    return next((name for name in (mark.name, *others) if width(name, _NAME) <= most), fitted(mark.name, _NAME, most))


def _at(date: datetime.date, line: Line) -> float:
    """Return where a day begins."""
    days = (line.end - line.start).days + 1
    return _LEFT + (_RIGHT - _LEFT) * (date - line.start).days / days


def _extent(mark: Mark, line: Line) -> tuple[float, float]:
    day = datetime.timedelta(days=1)
    left, right = _at(mark.start, line), min(_at(mark.end + day, line) if mark.end <= line.end else _RIGHT, _RIGHT)
    least = 2 * _DOT if _is_day(mark) else _SHORTEST
    if _is_day(mark) or right - left < least:
        left = min(max((left + right - least) / 2, _LEFT), _RIGHT - least)
        right = left + least
    return left, right


def _is_day(mark: Mark) -> bool:
    return mark.end <= mark.start


@dataclass(frozen=True)
class _Panel:
    """A line of time with its place in the drawing."""

    line: Line
    row: list[_Placed]
    top: float
    lane: float
    colours: Mapping[str, str]
    language: str

    @property
    def _axis(self) -> float:
        return self.top + 25

    @property
    def _end(self) -> float:
        return self._axis + 6 + _lanes(self.row) * self.lane

    def bottom(self, day: Day | None) -> float:
        return self._end + (12 if day else 0)

    def parts(self, day: Day | None) -> Iterator[str]:
        yield self._words(_LEFT, self.top + 9, self.line.title, _TITLE, "accent", SEMIBOLD)
        yield from self._months()
        if day:
            yield from self._day(day)
        for placed in self.row:
            yield from self._event(placed)

    def _months(self) -> Iterator[str]:
        rule, accent = self.colours["rule"], self.colours["accent"]
        firsts = list(_months(self.line))
        for index, first in enumerate(firsts):
            left = _at(first, self.line)
            right = _at(firsts[index + 1], self.line) if index + 1 < len(firsts) else _RIGHT
            yield f'<path d="M{left:.1f} {self.top + 14:.1f}V{self._end:.1f}" stroke="{rule}" stroke-width=".6"/>'
            name = _month_name(first, right - left - 5, self.language, has_year=index == 0 or first.month == 1)
            yield self._words(left + 2.5, self._axis - 3.5, name, _MONTH, "muted") if name else ""
        yield f'<path d="M{_LEFT} {self._axis:.1f}H{_RIGHT}" stroke="{accent}" stroke-width="1"/>'

    def _day(self, day: Day) -> Iterator[str]:
        """Draw a day that is marked: a broken line through all lanes, and its words below."""
        at, colour = _at(day.date, self.line), self.colours["text"]
        at += (_RIGHT - _LEFT) / ((self.line.end - self.line.start).days + 1) / 2
        broken = f'stroke="{colour}" stroke-width=".9" stroke-dasharray="3 2"'
        yield f'<path d="M{at:.1f} {self._axis:.1f}V{self._end + 3:.1f}" {broken}/>'
        yield f'<path d="M{at - 3:.1f} {self._end + 7:.1f}h6l-3 -5z" fill="{colour}"/>'
        wide = width(day.words, _DETAIL) * _SLACK
        left = at + 6 if at + 6 + wide <= _RIGHT else at - 6 - wide
        yield self._words(left, self._end + 7.5, day.words, _DETAIL, "text")

    def _event(self, placed: _Placed) -> Iterator[str]:
        top = self._axis + 6 + placed.lane * self.lane
        wide = max(width(placed.name, _NAME), width(placed.detail, _DETAIL))
        ground = self.colours["ground"]
        box = f'x="{placed.label - 1:.1f}" y="{top + 6.2:.1f}" width="{wide + 2:.1f}" height="{self.lane - 8:.1f}"'
        yield f'<rect {box} fill="{ground}"/>'
        yield self._mark(placed, top)
        yield self._words(placed.label, top + 13.4, placed.name, _NAME, "text")
        if placed.detail:
            yield self._words(placed.label, top + 21.6, placed.detail, _DETAIL, "muted")

    def _mark(self, placed: _Placed, top: float) -> str:
        accent, middle = self.colours["accent"], top + 2.8
        fill = self.colours["ground"] if self.line.is_to_come else accent
        paint = f'fill="{fill}" stroke="{accent}" stroke-width="1.1"'
        if _is_day(placed.mark):
            return f'<circle cx="{placed.left + _DOT:.1f}" cy="{middle:.1f}" r="{_DOT - 0.55:.2f}" {paint}/>'
        left, right = placed.left + 0.55, placed.right - 0.55
        low, high = middle - _BAR / 2 + 0.55, middle + _BAR / 2 - 0.55
        if placed.mark.end > self.line.end:  # it goes on: an arrow's head
            tip = max(right - 4, left)
            shape = f"M{left:.1f} {low:.1f}H{tip:.1f}L{right:.1f} {middle:.1f}L{tip:.1f} {high:.1f}H{left:.1f}z"
            return f'<path d="{shape}" {paint} stroke-linejoin="round"/>'
        box = f'x="{left:.1f}" y="{low:.2f}" width="{right - left:.1f}" height="{high - low:.2f}"'
        return f'<rect {box} rx="1.2" {paint}/>'

    def _words(self, left: float, base: float, words: str, size: float, colour: str, weight: int = REGULAR) -> str:
        if not (wide := width(words, size, weight)):  # of signs that nobody sees
            return ""
        bold = "" if weight == REGULAR else f' font-weight="{weight}"'
        long = f'textLength="{wide:.2f}" lengthAdjust="spacingAndGlyphs"'
        fill = self.colours[colour]
        return f'<text x="{left:.1f}" y="{base:.1f}" font-size="{size:g}"{bold} {long} fill="{fill}">{escape(words)}</text>'


def _months(line: Line) -> Iterator[datetime.date]:
    """Yield the first days of the months of a line, or its own first day."""
    date = line.start
    while date <= line.end:
        yield date
        date = datetime.date(date.year + date.month // 12, date.month % 12 + 1, 1)


def _month_name(first: datetime.date, room: float, language: str, has_year: bool) -> str:
    """Return the longest name of a month that fits: `October 2025`, `October`, `Oct 2025`, `Oct`, or nothing."""
    forms = ["LLLL y", "LLL y", "LLLL", "LLL", "LLLLL"] if has_year else ["LLLL", "LLL", "LLLLL"]
    names = (wording.month(first, form, language) for form in forms)
    return next((name for name in names if width(name, _MONTH) <= room), "")


def _colours(theme: Mapping[str, str]) -> dict[str, str]:
    """Return the theme's colours; text that could not be read on its ground becomes black or white (WCAG 2.2, 1.4.3)."""
    found = {}
    for name in ("ground", "text", "muted", "accent", "rule"):
        value = theme.get(name, "")
        found[name] = value if _COLOUR.fullmatch(value) else DEFAULT_THEME[name]
    for name in ("text", "muted", "accent"):
        if _contrast(found[name], found["ground"]) < 4.5:
            found[name] = max("#000000", "#ffffff", key=lambda colour: _contrast(colour, found["ground"]))
    return found


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2, glossary)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
