"""What became of each note in a laid out document: the page of its call, and the pages that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from igreport.edition.writers.pdf_notes_page import TOLERANCE, Ledger, bottoms

Box = Any  # weasyprint.formatting_structure.boxes.Box, which has no types


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
            lowest = max((bottom for bottom, _ in bottoms(part)), default=0.0)
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
    ledger: Ledger | None = getattr(document.pages[0]._page_box, "note_ledger", None) if document.pages else None
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
    ledger: Ledger | None = getattr(document.pages[0]._page_box, "note_ledger", None) if document.pages else None
    continued = sum(bool(notes) for notes in ledger.carried.values()) if ledger else 0
    return sum(count > 1 for count in layouts), continued
