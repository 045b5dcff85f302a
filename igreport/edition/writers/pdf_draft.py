"""A draft's pages: what check finds stands in the right margin beside its block, and lines are numbered in the left one.

The text is laid out without either, so a draft has the lines and the pages of the edition. Findings and numbers are laid out by
themselves and put into the finished pages; findings for which a margin has no room go into the text before their block, and
the pages are made again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from igreport.edition.writers.pdf_style import DRAFT_GAP

Box = Any  # weasyprint.formatting_structure.boxes.Box, which has no types
LayOut = Callable[[str], Any]  # HTML → a laid out document of WeasyPrint's

COUNTED = 5  # each fifth line has its number
_FINDING = re.compile(r'(<div class="finding\b[^>]*>.*?</div>)', re.DOTALL)
_OPENING = re.compile(r"<[a-z]\w*")
_MARK = "data-igreport-findings"
_MILLIMETRE = 96 / 25.4  # in CSS pixels
_EDGE = 10 * _MILLIMETRE  # below what stands in the margin
_ROUNDS = 4  # of laying out; what has found no room in a margin by then stands in the text, and so does all else
_LANES = 4  # side by side, for the lines from blocks to findings
_HALF_LINE = 1.6 * _MILLIMETRE
_HAIRLINE = 0.6
_UNCOUNTED = ("table", "img", "figure")


@dataclass(frozen=True)
class _Slip:
    """A finding that is to stand in the margin of a page, `top` being where its block begins."""

    number: int
    box: Box
    parent: Box  # of the block
    block: Box
    top: float

    @property
    def height(self) -> float:
        return float(self.box.margin_height())


def lay_out(page: str, make: LayOut) -> Any:
    """Return the laid out pages of a draft's HTML; `make` lays HTML out."""
    text, findings = _taken_out(page)
    boxes = _made(make, findings)
    laid_out, slips = _with_room(text, findings, boxes, make)
    ties = iter(_made(make, ['<p class="tie"></p>'] * 3 * len(findings)))
    pages = [made._page_box for made in laid_out.pages]
    for page_box, beside in zip(pages, slips, strict=True):
        _put(beside, page_box, ties)
    _number_lines(pages, make)
    return laid_out


def _with_room(text: list[str], findings: list[str], boxes: list[Box], make: LayOut) -> tuple[Any, list[list[_Slip]]]:
    """Return the laid out text and what stands beside each page: as much as there is room for, the rest in the text."""
    in_text: set[int] = set()
    for left in reversed(range(_ROUNDS)):
        laid_out = make(_marked(text, findings, in_text))
        pages = [made._page_box for made in laid_out.pages]
        slips = [list(_slips(page, boxes)) for page in pages]
        crowded = [slip for page, beside in zip(pages, slips, strict=True) for slip in _crowded(beside, *_room(page))]
        if not crowded:
            break
        in_text |= {slip.number for slip in crowded} if left > 1 else set(range(len(findings)))
    return laid_out, slips


def _taken_out(page: str) -> tuple[list[str], list[str]]:
    """Return the HTML without the findings, in pieces, and the findings that stand between the pieces."""
    pieces = _FINDING.split(page)
    return pieces[::2], pieces[1::2]


def _marked(text: list[str], findings: list[str], in_text: set[int]) -> str:
    """Return the HTML with findings in it that have no room elsewhere, the others as numbers at the elements behind them."""
    made, waiting, written = text[0], [], []
    for number, (finding, piece) in enumerate(zip(findings, text[1:], strict=True)):
        if number in in_text:
            written.append(finding)
        else:
            waiting.append(str(number))
        start = _OPENING.search(piece)
        if start:
            mark = f' {_MARK}="{" ".join(waiting)}"' if waiting else ""
            piece = f"{piece[: start.start()]}{''.join(written)}{start[0]}{mark}{piece[start.end() :]}"
            waiting, written = [], []
        made += piece
    return made


def _made(make: LayOut, fragments: list[str]) -> list[Box]:
    """Return the laid out boxes of fragments of HTML, each of which is one element."""
    laid_out = make(f'<!DOCTYPE html><html><body class="beside">{"".join(fragments)}</body></html>')
    bodies = [box for page in laid_out.pages for box in page._page_box.descendants() if box.element_tag == "body"]
    return [box for body in bodies for box in body.children]


def _is_a(box: Box, name: str) -> bool:
    return box.element is not None and "::" not in box.element_tag and name in box.element.get("class", "").split()


def _slips(page: Box, boxes: list[Box]) -> Iterator[_Slip]:
    """Yield the findings whose blocks begin on a page."""
    for parent, block in _marked_blocks(page):
        top = _top(block)
        if top is None:
            continue
        for number in map(int, block.element.get(_MARK).split()):
            yield _Slip(number, boxes[number], parent, block, top)
        del block.element.attrib[_MARK]


def _marked_blocks(parent: Box) -> Iterator[tuple[Box, Box]]:
    from weasyprint.formatting_structure import boxes

    for child in parent.children:
        if isinstance(child, boxes.BlockLevelBox) and child.element is not None:
            if "::" not in child.element_tag and child.element.get(_MARK):
                yield parent, child
            if isinstance(child, boxes.ParentBox):
                yield from _marked_blocks(child)


def _top(block: Box) -> float | None:
    """Return where the first line of a block stands, or its first picture; nothing where this part of it has neither."""
    from weasyprint.formatting_structure import boxes

    tops = [
        float(box.position_y)
        for box in [block, *block.descendants()]
        if isinstance(box, boxes.LineBox | boxes.ReplacedBox)
    ]
    return min(tops, default=None)


def _room(page: Box) -> tuple[float, float]:
    """Return from where to where findings may stand on a page; on the cover, not in its band."""
    band = [box.position_y + box.margin_height() for box in page.descendants() if _is_a(box, "period")]
    return max([page.content_box_y(), *band]), page.margin_height() - _EDGE


def _crowded(slips: list[_Slip], top: float, bottom: float) -> list[_Slip]:
    """Return those for which a margin has no room; those of one block stay together."""
    at = top
    crowded = set()
    for slip in slips:
        at += slip.height
        if at > bottom:
            crowded.add(slip.block)
            at -= slip.height
    return [slip for slip in slips if slip.block in crowded]


def _put(slips: list[_Slip], page: Box, ties: Iterator[Box]) -> None:
    """Put findings into the margin of a page, each where its block begins or as close below or above as others leave room."""
    left = page.content_box_x() + page.width + DRAFT_GAP * _MILLIMETRE
    lanes = {slip.block: lane for lane, slip in enumerate(reversed({slip.block: slip for slip in slips}.values()))}
    for slip, place in zip(slips, _places(slips, *_room(page)), strict=True):
        slip.box.translate(left - slip.box.position_x, place - slip.box.position_y)
        children = list(slip.parent.children)
        children.insert(children.index(slip.block), slip.box)
        slip.parent.children = children
        lane = (1.2 + lanes[slip.block] % _LANES * 0.9) * _MILLIMETRE
        _margin(page).children += _tied(slip, left - DRAFT_GAP * _MILLIMETRE, lane, ties)


def _places(slips: list[_Slip], top: float, bottom: float) -> list[float]:
    """Return how far down each finding stands: none over another, none outside of the margin's room."""
    places: list[float] = []
    for slip in slips:
        places.append(max(slip.top, top))
        top = places[-1] + slip.height
    for index in reversed(range(len(slips))):
        places[index] = min(places[index], bottom - slips[index].height)
        bottom = places[index]
    return places


def _tied(slip: _Slip, edge: float, lane: float, ties: Iterator[Box]) -> Iterator[Box]:
    """Yield thin lines from the text's edge, where the finding's block begins, over a lane of its own to the finding."""
    start, end = slip.top + _HALF_LINE, slip.box.position_y + _HALF_LINE
    gap = DRAFT_GAP * _MILLIMETRE
    for x, y, width, height in (
        (edge + _MILLIMETRE / 2, start, lane - _MILLIMETRE / 2, 0.0),
        (edge + lane, min(start, end), 0.0, abs(end - start)),
        (edge + lane, end, gap - lane, 0.0),
    ):
        tie = next(ties)
        tie.translate(x - tie.position_x, y - tie.position_y)
        tie.width, tie.height = width, height
        tie.border_left_width, tie.border_top_width = (0, _HAIRLINE) if width else (_HAIRLINE, 0)
        yield tie


def _number_lines(pages: list[Box], make: LayOut) -> None:
    """Number each fifth line of the text, in a box of the page's margin, which no screen reader reads."""
    lines = [(page, line) for page in pages for line in _lines(page)]
    counted = lines[COUNTED - 1 :: COUNTED]
    numbers = [f'<p class="line">{(index + 1) * COUNTED}</p>' for index in range(len(counted))]
    for (page, line), number in zip(counted, _made(make, numbers), strict=True):
        own = number.children[0]
        left = page.content_box_x() - number.margin_width() - DRAFT_GAP / 2 * _MILLIMETRE
        down = line.position_y + line.baseline - own.position_y - own.baseline
        number.translate(left - number.position_x, down)
        _margin(page).children.append(number)


def _margin(page: Box) -> Box:
    """Return the box of the page's margin that holds the numbers; draft.css makes it."""
    from weasyprint.formatting_structure import boxes

    found: Box = next(
        box for box in page.children if isinstance(box, boxes.MarginBox) and box.at_keyword == "@left-top"
    )
    found.children = [box for box in found.children if _is_a(box, "line") or _is_a(box, "tie")]
    return found


def _lines(page: Box) -> Iterator[Box]:
    """Yield the lines of the text on a page: none of its tables, pictures, notes and findings."""
    for box in page.descendants():
        if box.element_tag == "main":
            yield from _lines_in(box)


def _lines_in(parent: Box) -> Iterator[Box]:
    from weasyprint.formatting_structure import boxes

    for child in parent.children:
        if isinstance(child, boxes.LineBox):
            yield child
        elif isinstance(child, boxes.BlockLevelBox) and isinstance(child, boxes.ParentBox) and _is_counted(child):
            yield from _lines_in(child)


def _is_counted(box: Box) -> bool:
    is_notes = box.element is not None and box.element.get("id") == "notes"
    return not (is_notes or _is_a(box, "finding") or box.element_tag in _UNCOUNTED or "::" in (box.element_tag or ""))
