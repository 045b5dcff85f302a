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

import hashlib
import inspect
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import weasyprint
from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, page

from igreport.edition.writers.pdf_notes_page import (
    Ledger,
    Result,
    Waiting,
    area_layout,
    block_layout,
    lay_out_page_text,
    update_footnote_area,
)
from igreport.errors import ToolError

Box = Any  # weasyprint.formatting_structure.boxes.Box, which has no types

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


def _draw_area(context: Any, ledger: Ledger, *lists: Any) -> Result:
    """The page's notes as they will be drawn; as they were measured last, where that is the same."""
    room = ledger.rooms.get(context.current_page)
    latest, ledger.latest = ledger.latest, None
    if room is None and latest and latest[0] == [id(note) for note in context.current_page_footnotes]:
        return latest[1]
    return area_layout(context, room, *lists)


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
    ledger: Ledger | None = getattr(context, "note_ledger", None)
    if ledger and isinstance(box, boxes.FootnoteAreaBox):
        return _draw_area(context, ledger, *lists)
    position = box.position_x, box.position_y

    def lay_out() -> Result:
        box.position_x, box.position_y = position
        return block_layout(context, box, bottom_space, skip_stack, containing_block, page_is_empty, *lists)

    if ledger and box.is_for_root_element:
        return lay_out_page_text(context, lay_out, [given for given in lists if given is not None])
    return lay_out()


def _remake_page(index: int, context: Any, root_box: Box, html: Any) -> tuple[Box, Any]:
    """Make a page with the notes that go on on it, also when the page before was kept (cause 6)."""
    ledger: Ledger | None = getattr(context, "note_ledger", None)
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
    ledger: Ledger | None = getattr(context, "note_ledger", None)
    if not ledger and context.footnotes:
        ledger = context.note_ledger = Ledger([*context.footnotes])
        context.footnotes = Waiting(context.footnotes)
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
    LayoutContext._update_footnote_area = update_footnote_area
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
