"""Page notes (`float: footnote`) that stand on the page of their call, once each, with WeasyPrint 70.

WeasyPrint lays a page out line by line and keeps three lists of notes up to date as it goes: waiting, on this page,
moved to the next. Wherever it drops boxes again (widows, `break-after: avoid`, table rows, repeated headers) the lists
and the boxes may part: a note is lost, drawn twice, drawn before its call or pages after it. Mending each such place
would mean patching a dozen branches. Instead `mend()` adds one check where a page's text is complete: the calls in the
page's *boxes* say which notes belong on it. If the lists agree and all fits, WeasyPrint's page stays as it is. If not,
that page alone is laid out again, to a bottom edge computed from the lines and the heights of their notes, and without
WeasyPrint's own bookkeeping. A note is cut, and goes on on the next page, only where it is longer than the room and
its line cannot move to the next page, or would leave a quarter of this one blank.

Causes found in WeasyPrint 70.0; the tests show each of them, unmended and mended:

1. `LayoutContext._update_footnote_area` compares two equal sums of floats; rounding makes a fitting area "overflow",
   and its last note moves on, page after page.
2. `block._linebox_layout` makes room for a line by moving notes to the next page, then appends the line without laying
   out the line's own notes: they are lost.
3. The same branch moves notes whose `footnote-policy` is `line`.
4. `table.table_layout` lays a header out and drops it when no row fits below; its notes stay if a caption keeps the
   table from being dropped whole: they stand a page before their call, over the text.
5. Notes taller than the room are not cut: they are drawn over the text and beyond the top of the page.
6. `page.make_all_pages` keeps pages that need no change when it repaginates (`target-counter`), while notes that moved
   on from the page before are laid out once more where the next page is made: they are drawn twice, or lost.
7. `footnote-policy: block` on a page's first paragraph ends in an AssertionError, as nothing is left on the page.

Style that suits:

    @page { @footnote { border-top: .5pt solid #888; padding-top: 6pt; margin-top: 8pt } }   /* but no max-height */
    .note { float: footnote; footnote-policy: line; orphans: 1; widows: 1; overflow-wrap: anywhere }
    .note .par + .par { display: block }
    caption { break-after: avoid }

A `max-height` of `@footnote` would cut notes off. `orphans: 1; widows: 1` let a note be cut wherever it must. The first
paragraph of a note stays inline, after its number. Without the last rule a caption may stay behind when its table moves.
Notes in absolutely positioned boxes and notes within notes are not supported: `misplaced` names them.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import weasyprint
from weasyprint import layout
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block, page

from igreport.errors import ToolError

Box = Any  # weasyprint.formatting_structure.boxes.Box, which has no types
Result = tuple[Any, ...]  # what block_level_layout returns: the box, where to resume, …

TOLERANCE = 0.02  # CSS pixels; more than rounding gathers over a page, less than anyone sees
ROUNDS = 6  # layouts of one page; two suffice unless a line must stand above the edge that is asked for
LARGE = 0.25  # of the page's height: so much blank above the notes is worth cutting a note for
PART = 64.0  # CSS pixels, four lines of a note: the least of a cut note that stands on its call's page, where that fits

VERSION = "70."  # the versions that the mends were written for begin with this
# What the mends replace or rely on, with the beginning of its source's SHA-256 there.
SOURCES: dict[str, str] = {
    "formatting_structure.build.element_to_box": "2d0a37e45b7f3e0c",
    "layout.LayoutContext.layout_footnote": "5075f64aaae4a32d",
    "layout.LayoutContext.unlayout_footnote": "c7c223cf4a0fda54",
    "layout.LayoutContext.report_footnote": "f05bad3895c6824c",
    "layout.LayoutContext._update_footnote_area": "2e317e4b066fb80c",
    "layout.LayoutContext.overflows_page": "d18699b7ce2ebaa0",
    "layout.layout_document": "a5cbf437e99caf72",
    "layout.page.make_page": "656f183328e8b1b5",
    "layout.page.remake_page": "1ff09b2dffa17839",
    "layout.page.make_all_pages": "b5e4034894841caa",
    "layout.block.block_level_layout": "c1301dde9284e245",
    "layout.block.block_container_layout": "65842ca53a8391eb",
    "layout.block._linebox_layout": "e07bbe000974787e",
    "layout.block.remove_placeholders": "ce16d97a1caacea0",
}


class UnknownWeasyPrintError(ToolError):
    """This WeasyPrint is not one that the mends were written for; the message says what differs."""


@dataclass
class _Ledger:
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


def _bottoms(box: Box) -> Iterator[tuple[float, Box]]:
    """Each outermost line and replaced box in it, with its bottom edge."""
    for child in box.children:
        if not isinstance(child, boxes.Box) or child.is_absolutely_positioned():
            continue
        if isinstance(child, boxes.LineBox):
            yield child.position_y + child.height, child
        elif isinstance(child, boxes.ReplacedBox):
            yield child.border_box_y() + child.border_height(), child
        elif isinstance(child, boxes.ParentBox):
            yield from _bottoms(child)


def _text(root: Box | None, wanted: list[Box]) -> _Text:
    """The lines, and those that call a wanted note; of calls in repeated table headers the first counts."""
    left = {id(note) for note in wanted}
    bottoms, calls = [], []
    for bottom, line in _bottoms(root) if root else ():
        bottoms.append(bottom)
        notes = []
        for box in line.descendants():
            if box.footnote and id(box.footnote) in left:
                left.remove(id(box.footnote))
                notes.append(box.footnote)
        if notes:
            calls.append((bottom, notes))
    return _Text(sorted(bottoms), sorted(calls, key=lambda call: call[0]))


def _area_layout(context: Any, room: float | None = None, *lists: Any) -> Result:
    """Lay out the page's notes, from where the first goes on, cut to the room if one is given."""
    ledger: _Ledger | None = getattr(context, "note_ledger", None)
    area = context.current_footnote_area
    whole = build.create_anonymous_boxes(area.deepcopy())
    skip = ledger and ledger.skips.get(context.current_page) if whole.children else None
    skip_stack = {0: skip} if skip else None
    if skip or room is not None:
        # Each page's area has its rule and its padding, also where it begins or ends within a note.
        whole.style = whole.style.copy()
        whole.style["box_decoration_break"] = "clone"
    if room is None:
        return _block(context, whole, -math.inf, skip_stack, area.page, True, *lists)
    with _without_notes(context, area.position_y + room):
        return _block(context, whole, 0, skip_stack, area.page, True, *lists)


def _block(*arguments: Any) -> Result:
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


def _update_footnote_area(self: Any) -> bool:
    """LayoutContext's method with a tolerance (cause 1), continued notes, and no room kept for an area without notes."""
    area = self.current_footnote_area
    if area.height != "auto" and not self.in_column:
        self.page_bottom += area.margin_height()
    area.children = self.current_page_footnotes
    if not area.children:
        area.height = "auto"
        return False
    placed: list[Any] = []
    result = _area_layout(self, None, placed, placed)
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
        self.ledger: _Ledger = context.note_ledger
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
        context.footnotes = waiting
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
        area = _area_layout(self.context)[0]
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
        resume_at = _area_layout(self.context, room)[1]
        if not resume_at:
            return []
        ((index, skip),) = resume_at.items()
        self.ledger.skips[self.number + 1] = skip
        self.ledger.rooms[self.number] = room
        return notes[index:]


def _lay_out_page_text(context: Any, lay_out: Callable[[], Result], lists: list[list[Any]]) -> Result:
    """Lay out the text of a page; if WeasyPrint's lists of notes are wrong for it, again, to a bottom edge that fits."""
    ledger: _Ledger = context.note_ledger
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


def _draw_area(context: Any, ledger: _Ledger, *lists: Any) -> Result:
    """The page's notes as they will be drawn; as they were measured last, where that is the same."""
    room = ledger.rooms.get(context.current_page)
    latest, ledger.latest = ledger.latest, None
    if room is None and latest and latest[0] == [id(note) for note in context.current_page_footnotes]:
        return latest[1]
    return _area_layout(context, room, *lists)


def _block_level_layout(
    context: Any,
    box: Box,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Box,
    page_is_empty: bool = True,
    absolute_boxes: list[Any] | None = None,
    fixed_boxes: list[Any] | None = None,
    adjoining_margins: list[Any] | None = None,
) -> Result:
    """What make_page calls for the text and for the notes of a page; everything else goes straight to WeasyPrint."""
    lists = (absolute_boxes, fixed_boxes, adjoining_margins)
    ledger: _Ledger | None = getattr(context, "note_ledger", None)
    if ledger and isinstance(box, boxes.FootnoteAreaBox):
        return _draw_area(context, ledger, *lists)
    position = box.position_x, box.position_y

    def lay_out() -> Result:
        box.position_x, box.position_y = position
        return _block(context, box, bottom_space, skip_stack, containing_block, page_is_empty, *lists)

    if ledger and box.is_for_root_element:
        return _lay_out_page_text(context, lay_out, [given for given in lists if given is not None])
    return lay_out()


def _remake_page(index: int, context: Any, root_box: Box, html: Any) -> tuple[Box, Any]:
    """Make a page with the notes that go on on it, also when the page before was kept (cause 6)."""
    ledger: _Ledger | None = getattr(context, "note_ledger", None)
    if not ledger:
        return _originals["remake_page"](index, context, root_box, html)  # type: ignore[no-any-return]
    number = index + 1
    before = ledger.carried.get(number + 1, []), ledger.skips.get(number + 1)
    context.reported_footnotes = [*ledger.carried.get(number, [])]
    ledger.layouts = 0
    made, resume_at = _originals["remake_page"](index, context, root_box, html)
    made.note_ledger, made.note_layouts = ledger, ledger.layouts
    after = ledger.carried.get(number + 1, []), ledger.skips.get(number + 1)
    # The next page has to be made again. After the last page it must not, see remake_page.
    if before != after and (resume_at is not None or after[0]):
        context.page_maker[number][-1]["content_changed"] = True
    return made, resume_at


def _make_all_pages(context: Any, root_box: Box, html: Any, pages: list[Box]) -> Iterator[Box]:
    """Keep a ledger for documents with notes; make pages again that share a cut note (cause 6)."""
    ledger: _Ledger | None = getattr(context, "note_ledger", None)
    if not ledger and context.footnotes:
        ledger = context.note_ledger = _Ledger([*context.footnotes])
    if ledger and pages:
        ledger.carried = {number: notes for number, notes in ledger.carried.items() if notes and number <= len(pages)}
        for number in ledger.carried:
            for item in context.page_maker[number - 2 : number]:
                item[-1]["content_changed"] = True
    return _originals["make_all_pages"](context, root_box, html, pages)  # type: ignore[no-any-return]


_originals: dict[str, Callable[..., Any]] = {}


def mend() -> None:
    """Mend WeasyPrint's page notes, for this process, once.

    Raises UnknownWeasyPrintError where the version, or the source of a function concerned, is not the one expected.
    """
    if _originals:
        return
    _check()
    _originals.update(remake_page=page.remake_page, make_all_pages=layout.make_all_pages)
    LayoutContext._update_footnote_area = _update_footnote_area
    page.block_level_layout = _block_level_layout
    page.remake_page = _remake_page
    layout.make_all_pages = _make_all_pages


def _check(version: str = weasyprint.__version__, sources: Mapping[str, str] = SOURCES) -> None:
    """Raise UnknownWeasyPrintError unless version and sources are those that the mends were written for."""
    changed = [name for name, digest in sources.items() if _digest(name) != digest]
    if not version.startswith(VERSION) or changed:
        raise UnknownWeasyPrintError(
            f"page notes are mended for WeasyPrint {VERSION}x, not for {version}; changed: {', '.join(changed) or 'nothing'}",
            "install weasyprint==70.0, or adapt pdf_notes.py and see what its tests say of the causes",
        )


def _digest(name: str) -> str:
    """Return the beginning of the SHA-256 of a function's source, "missing" if there is no such function."""
    try:
        function = operator.attrgetter(name)(weasyprint)
    except AttributeError:
        return "missing"
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Misplaced:
    """A note that is not where its readers look for it. Pages count from 1; None where there is no such box."""

    number: int
    call_page: int | None
    note_page: int | None
    reason: str


@dataclass
class _Seen:
    call: int | None = None
    note: int | None = None
    last: int | None = None
    twice: bool = False
    over: bool = False
    short: bool = False


def _see_page(number: int, page_box: Box, seen: dict[Any, _Seen]) -> None:
    """Enter the calls and notes of a page."""
    lowest = 0.0
    for part in page_box.children:
        if isinstance(part, boxes.FootnoteAreaBox):
            last = part.children[-1]
            over = part.position_y < max(lowest, page_box.content_box_y()) - 5 * TOLERANCE
            over |= last.border_box_y() + last.border_height() > part.position_y + part.margin_height() + 5 * TOLERANCE
            for place, note in enumerate(part.children):
                entry = seen.setdefault(note.element, _Seen())
                goes_on = place == 0 and entry.last == number - 1
                entry.twice |= entry.last is not None and not goes_on
                entry.over |= over
                entry.note, entry.last = entry.note or number, number
        elif part.is_for_root_element:
            lowest = max((bottom for bottom, _ in _bottoms(part)), default=0.0)
            for box in part.descendants(placeholders=True):
                if (box.element_tag or "").endswith("::footnote-call"):
                    entry = seen.setdefault(box.element, _Seen())
                    entry.call = entry.call or number


def _reason(entry: _Seen) -> str | None:
    if entry.call is None:
        return "its call is lost"
    if entry.note is None:
        return "lost"
    if entry.twice:
        return "drawn twice"
    if entry.over:
        return "drawn over the text or beyond the page"
    if entry.short:
        return "cut off"
    return None if entry.note == entry.call else "on another page than its call"


def misplaced(document: weasyprint.Document) -> list[Misplaced]:
    """Return the notes of a laid out document that are lost, drawn twice, or do not start on the page of their call.

    Also those drawn over the text, beyond the page, or cut off. They come in the order of the text. A document rendered
    after `mend()` knows all its notes; of another, notes whose call is lost too go unseen.
    """
    seen: dict[Any, _Seen] = {}
    ledger: _Ledger | None = getattr(document.pages[0]._page_box, "note_ledger", None) if document.pages else None
    for note in ledger.notes if ledger else []:
        seen[note.element] = _Seen()
    for number, one in enumerate(document.pages, start=1):
        _see_page(number, one._page_box, seen)
    for number, notes in ledger.carried.items() if ledger else ():
        for note in notes:
            seen[note.element].short = (seen[note.element].last or 0) < number
    found = ((number, entry, _reason(entry)) for number, entry in enumerate(seen.values(), start=1))
    return [Misplaced(number, entry.call, entry.note, reason) for number, entry, reason in found if reason]


def effort(document: weasyprint.Document) -> tuple[int, int]:
    """Return how many pages were laid out again for their notes, and how many notes go on on a next page."""
    layouts = [getattr(one._page_box, "note_layouts", 0) for one in document.pages]
    ledger: _Ledger | None = getattr(document.pages[0]._page_box, "note_ledger", None) if document.pages else None
    continued = sum(bool(notes) for notes in ledger.carried.values()) if ledger else 0
    return sum(count > 1 for count in layouts), continued


def render(
    html: str,
    stylesheets: list[Any],
    font_config: Any = None,
    *,
    url_fetcher: Any = None,
    base_url: str | None = None,
    **options: Any,
) -> weasyprint.Document:
    """Return the laid out document of an HTML text, its notes mended; `misplaced` says what could not be.

    The options are WeasyPrint's. Raises UnknownWeasyPrintError, see `mend`.
    """
    mend()
    fetcher = {} if url_fetcher is None else {"url_fetcher": url_fetcher}
    source = weasyprint.HTML(string=html, base_url=base_url, **fetcher)
    return source.render(stylesheets=stylesheets, font_config=font_config, **options)
