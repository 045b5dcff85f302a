"""One page laid out with the notes that belong on it, where WeasyPrint's own bookkeeping fails (see `pdf_notes`)."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import block

Box = Any  # weasyprint.formatting_structure.boxes.Box, which has no types
Result = tuple[Any, ...]  # what block_level_layout returns: the box, where to resume, …

TOLERANCE = 0.02  # CSS pixels; more than rounding gathers over a page, less than anyone sees
ROUNDS = 6  # layouts of one page; two suffice unless a line must stand above the edge that is asked for
LARGE = 0.25  # of the page's height: so much blank above the notes is worth cutting a note for
PART = 64.0  # CSS pixels, four lines of a note: the least of a cut note that stands on its call's page, where that fits


@dataclass
class Ledger:
    """Which note stands where, for one document; lives on its LayoutContext as `note_ledger`."""

    notes: list[Box]
    drawn: dict[int, int] = field(default_factory=dict)  # the note's number from 0 -> the page it starts on, from 1
    carried: dict[int, list[Box]] = field(default_factory=dict)  # page -> notes that go on on it
    skips: dict[int, Any] = field(default_factory=dict)  # page -> where the first of these goes on
    rooms: dict[int, float] = field(default_factory=dict)  # page -> the height that its notes are cut to
    layouts: int = 0  # of the page at hand
    latest: tuple[list[int], Result] | None = None  # the area laid out last, with its notes' ids, to be drawn

    def __post_init__(self) -> None:
        self.numbers = {id(note): number for number, note in enumerate(self.notes)}

    def open(self, number: int) -> list[Box]:
        """The notes that may start on that page: those that no earlier page has, whatever was laid out before."""
        return [note for index, note in enumerate(self.notes) if self.drawn.get(index, number) >= number]

    def settle(self, number: int, started: list[Box]) -> None:
        """Note down that just these notes start on that page."""
        self.drawn = {index: where for index, where in self.drawn.items() if where != number}
        self.drawn |= {self.numbers[id(note)]: number for note in started}


class Waiting(list[Any]):
    """The notes of a document that wait for their calls: WeasyPrint asks of every box on a page whether its note is
    among them, and most boxes have none."""

    def __contains__(self, item: object) -> bool:
        return item is not None and super().__contains__(item)

    def copy(self) -> Waiting:
        return Waiting(self)


class _Nothing(list[Any]):
    """A waiting list that is empty, yet says of each note that it waits: so WeasyPrint leaves all notes alone."""

    def __contains__(self, item: object) -> bool:
        return True


@dataclass(frozen=True)
class _Text:
    """The text of a page: the bottoms of its lines, from above, and those of its lines with calls."""

    bottoms: list[float]
    calls: list[tuple[float, list[Box]]]

    @property
    def bottom(self) -> float:
        """How far down the text reaches; 0 for none."""
        return self.bottoms[-1] if self.bottoms else 0.0

    def above(self, bottom: float) -> float:
        """How far down the text reaches above the line with that bottom; 0 for none."""
        return max((one for one in self.bottoms if one < bottom - TOLERANCE), default=0.0)

    @property
    def notes(self) -> list[Box]:
        return [note for _, notes in self.calls for note in notes]


def bottoms(box: Box) -> Iterator[tuple[float, Box]]:
    """Each outermost line and replaced box in it, with its bottom edge."""
    for child in box.children:
        if not isinstance(child, boxes.Box) or child.is_absolutely_positioned():
            continue
        if isinstance(child, boxes.LineBox):
            yield child.position_y + child.height, child
        elif isinstance(child, boxes.ReplacedBox):
            yield child.border_box_y() + child.border_height(), child
        elif isinstance(child, boxes.ParentBox):
            yield from bottoms(child)


def _text(root: Box | None, wanted: list[Box]) -> _Text:
    """The lines, and those that call a wanted note; of calls in repeated table headers the first counts."""
    left = {id(note) for note in wanted}
    found, calls = [], []
    for bottom, line in bottoms(root) if root else ():
        found.append(bottom)
        notes = []
        for box in line.descendants():
            if box.footnote and id(box.footnote) in left:
                left.remove(id(box.footnote))
                notes.append(box.footnote)
        if notes:
            calls.append((bottom, notes))
    return _Text(sorted(found), sorted(calls, key=lambda call: call[0]))


def area_layout(context: Any, room: float | None = None, *lists: Any) -> Result:
    """Lay out the page's notes, from where the first goes on, cut to the room if one is given."""
    ledger: Ledger | None = getattr(context, "note_ledger", None)
    area = context.current_footnote_area
    whole = build.create_anonymous_boxes(area.deepcopy())
    skip = ledger and ledger.skips.get(context.current_page) if whole.children else None
    skip_stack = {0: skip} if skip else None
    if skip or room is not None:
        # Each page's area has its rule and its padding, also where it begins or ends within a note.
        whole.style = whole.style.copy()
        whole.style["box_decoration_break"] = "clone"
    if room is None:
        return block_layout(context, whole, -math.inf, skip_stack, area.page, True, *lists)
    with _without_notes(context, area.position_y + room):
        return block_layout(context, whole, 0, skip_stack, area.page, True, *lists)


def block_layout(*arguments: Any) -> Result:
    """WeasyPrint's own block_level_layout."""
    return block.block_level_layout(*arguments)  # type: ignore[no-any-return]


@contextlib.contextmanager
def _without_notes(context: Any, bottom: float) -> Iterator[None]:
    """Lay out to a fixed bottom edge, as if there were no notes; else a line that overflows would move them about."""
    names = ("page_bottom", "footnotes", "current_page_footnotes", "reported_footnotes")
    kept = {name: getattr(context, name) for name in names}
    vars(context).update(page_bottom=bottom, footnotes=_Nothing(), current_page_footnotes=[], reported_footnotes=[])
    try:
        yield
    finally:
        vars(context).update(kept)


def update_footnote_area(self: Any) -> bool:
    """LayoutContext's method with a tolerance (cause 1), continued notes, and no room kept for an area without notes."""
    area = self.current_footnote_area
    if area.height != "auto" and not self.in_column:
        self.page_bottom += area.margin_height()
    area.children = self.current_page_footnotes
    if not area.children:
        area.height = "auto"
        return False
    placed: list[Any] = []
    result = area_layout(self, None, placed, placed)
    if ledger := getattr(self, "note_ledger", None):
        # Boxes out of flow would have to be placed with those of the page.
        ledger.latest = None if placed else ([id(note) for note in area.children], result)
    drawn = result[0]
    area.height = drawn.height
    if not self.in_column:
        self.page_bottom -= drawn.margin_height()
    last = drawn.children[-1]
    bottom = last.position_y + last.margin_height() - last.margin_bottom
    end = drawn.position_y + drawn.margin_height() - drawn.margin_bottom
    return bool(bottom > end + TOLERANCE)


class _Page:
    """The text of one page being laid out: tries, and what each try would change."""

    def __init__(self, context: Any, lay_out: Callable[[], Result], lists: list[list[Any]]) -> None:
        self.context = context
        self.ledger: Ledger = context.note_ledger
        self.number: int = context.current_page
        self.edge: float = context.current_footnote_area.position_y
        self.lay_out = lay_out
        self.lists = lists
        self.carried = self.ledger.carried.get(self.number, [])
        self.open = self.ledger.open(self.number)
        self.kept = self._state()

    def _state(self) -> tuple[Any, ...]:
        """Copies of everything that a layout of the page's text adds to."""
        context = self.context
        running = {
            name: list(pages[self.number]) for name, pages in context.running_elements.items() if self.number in pages
        }
        shapes = {box: list(shapes) for box, shapes in context._excluded_shapes.items()}
        return (
            [*map(list, self.lists)],
            shapes,
            list(context._excluded_shapes_root_boxes),
            {**context.broken_out_of_flow},
            running,
        )

    def _restore(self) -> None:
        """Undo the layout before, in place, as make_page holds on to some of these."""
        context = self.context
        lists, shapes, roots, broken, running = self.kept
        for current, before in zip(self.lists, lists, strict=True):
            current[:] = before
        for box in [*context._excluded_shapes]:
            if box not in shapes:
                del context._excluded_shapes[box]
        for box, before in shapes.items():
            context._excluded_shapes[box] = list(before)
        context._excluded_shapes_root_boxes[:] = roots
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(broken)
        for name, pages in context.running_elements.items():
            pages.pop(self.number, None)
            if name in running:
                pages[self.number] = list(running[name])

    def _set_notes(self, notes: list[Box], waiting: list[Box]) -> None:
        """Make the lists say that these notes are on the page, and these may still come."""
        context = self.context
        context.footnotes = Waiting(waiting)
        context.reported_footnotes = []
        context.current_page_footnotes = notes
        context.current_footnote_area.height = "auto"
        context.page_bottom = self.edge
        context._update_footnote_area()

    def as_weasyprint(self) -> Result:
        """WeasyPrint's own layout of the text, with its own bookkeeping."""
        self.ledger.layouts += 1
        self._set_notes([*self.carried], [note for note in self.open if note not in self.carried])
        return self.lay_out()

    def to_bottom(self, bottom: float) -> Result:
        """The text laid out to a fixed bottom edge, as if there were no notes."""
        self.ledger.layouts += 1
        self._restore()
        self.context.current_footnote_area.height = "auto"
        with _without_notes(self.context, bottom):
            return self.lay_out()

    def heights(self, notes: list[Box]) -> list[float]:
        """The height of the area of notes with none of these, the first, the first two … after the carried ones."""
        self.context.current_footnote_area.children = [*self.carried, *notes]
        if not (self.carried or notes):
            return [0.0]
        area = area_layout(self.context)[0]
        around = area.margin_height() - area.height
        ends = [child.position_y + child.margin_height() - area.content_box_y() for child in area.children]
        first = around + ends[len(self.carried) - 1] if self.carried else 0.0
        return [first, *(around + end for end in ends[len(self.carried) :])]

    def agrees(self, result: Result, text: _Text) -> bool:
        """Whether WeasyPrint's lists say what the boxes say, and all of it fits and fills the page."""
        context = self.context
        listed = sorted(id(note) for note in context.current_page_footnotes)
        edge = self.edge - (context.current_footnote_area.margin_height() if listed else 0)
        broken = result[1] is not None and result[2]["break"] == "any" and not result[2]["page"]
        return (
            result[0] is not None
            and not context.reported_footnotes
            and listed == sorted(id(note) for note in [*self.carried, *text.notes])
            and text.bottom <= edge + TOLERANCE
            and not (broken and self.is_large(edge - text.bottom))
        )

    def is_large(self, blank: float) -> bool:
        """Whether so much blank is worth a cut note."""
        return blank > LARGE * float(self.context.current_footnote_area.page.height)

    def is_last(self, note: Box, others: list[Box]) -> bool:
        """Whether it comes last of these in the document; the cells of a table row stand side by side."""
        return self.ledger.numbers[id(note)] == max(self.ledger.numbers[id(other)] for other in others)

    def plan(self, text: _Text) -> tuple[float, bool, bool]:
        """The bottom edge to which so much text fits with its notes; whether all of it does, and by cutting its last."""
        heights = self.heights(text.notes)
        top = self.context.current_footnote_area.page.content_box_y()
        count = 0
        for index, (bottom, notes) in enumerate(text.calls):
            height, before_last, whole = heights[count], heights[count + len(notes) - 1], heights[count + len(notes)]
            count += len(notes)
            if bottom <= self.edge - whole + TOLERANCE:
                continue
            cut_edge = self.edge - before_last - PART
            large = self.is_large(self.edge - height - max(text.above(bottom), top))
            if not large or bottom > cut_edge or not self.is_last(notes[-1], text.notes[:count]):
                return min(self.edge - height, bottom - 2 * TOLERANCE), False, False
            # Some lines more, for the sake of orphans, but no further call.
            after = text.calls[index + 1][0] if index + 1 < len(text.calls) else math.inf
            target = min(bottom + PART, cut_edge, after - 2 * TOLERANCE)
            return target, text.bottom <= target + TOLERANCE, True
        edge = self.edge - heights[-1]
        return edge, text.bottom <= edge + TOLERANCE, False

    def finish(self, text: _Text, agreed: bool, cut: bool) -> None:
        """Set the lists by the boxes; cut the notes to the room that the text leaves if they need more."""
        context, ledger = self.context, self.ledger
        started = sorted(text.notes, key=lambda note: ledger.numbers[id(note)])
        notes = [*self.carried, *started]
        rest: list[Box] = []
        if agreed:
            context.current_page_footnotes[:] = notes
            context.footnotes = []
        else:
            self._set_notes(notes, [])
        if cut and notes:
            rest = self._cut(notes, self.edge - text.bottom)
        ledger.settle(self.number, started)
        ledger.carried[self.number + 1] = context.reported_footnotes = rest

    def _cut(self, notes: list[Box], room: float) -> list[Box]:
        """Cut the notes to that room; the notes that go on on the next page, where the first was cut."""
        resume_at = area_layout(self.context, room)[1]
        if not resume_at:
            return []
        ((index, skip),) = resume_at.items()
        self.ledger.skips[self.number + 1] = skip
        self.ledger.rooms[self.number] = room
        return notes[index:]


def lay_out_page_text(context: Any, lay_out: Callable[[], Result], lists: list[list[Any]]) -> Result:
    """Lay out the text of a page; if WeasyPrint's lists of notes are wrong for it, again, to a bottom edge that fits."""
    ledger: Ledger = context.note_ledger
    this = _Page(context, lay_out, lists)
    ledger.rooms.pop(this.number, None)
    ledger.skips.pop(this.number + 1, None)
    result = this.as_weasyprint()
    text = _text(result[0], this.open)
    fits = agreed = not (this.open or this.carried) or this.agrees(result, text)
    cut = False
    bottom, target = math.inf, this.edge
    while not fits and ledger.layouts <= ROUNDS and target < bottom - TOLERANCE:
        bottom = target
        result = this.to_bottom(bottom)
        text = _text(result[0], this.open)
        target, fits, cut = this.plan(text)
    this.finish(text, agreed, cut or not fits)
    return result
