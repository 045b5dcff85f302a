"""The page of the Word edition, which is our PDF's, and how much of a template's page is text; in twentieths of a point."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MILLIMETRE = 1440 / 25.4


@dataclass(frozen=True)
class Page:
    """A page and its margins; its header and footer stand so far from the page's edges."""

    width: int
    height: int
    side: int
    top: int = round(22 * MILLIMETRE)
    bottom: int = round(32 * MILLIMETRE)
    header: int = round(11.3 * MILLIMETRE)
    footer: int = round(21 * MILLIMETRE)

    @property
    def size(self) -> str:
        """The attributes of `w:pgSz` (17.6.13)."""
        return f'w:w="{self.width}" w:h="{self.height}"'

    @property
    def sides(self) -> str:
        """Two of the attributes of `w:pgMar` (17.6.11)."""
        return f'w:left="{self.side}" w:right="{self.side}"'


PAGES = {
    "A4": Page(11906, 16838, round(30 * MILLIMETRE)),
    "letter": Page(12240, 15840, round(33 * MILLIMETRE)),
}
_LEAST = 1440  # an inch: what says less has said something else
TEXT_WIDTH = PAGES["A4"].width - 2 * PAGES["A4"].side  # six more on Letter, a third of a point


@dataclass(frozen=True)
class Room:
    """How wide and how high the text of a page is."""

    width: int
    height: int


def room(main: etree._Element) -> Room:
    """Return the room for the text of a template's last section; that of our own page where it does not say."""
    ours = PAGES["A4"]
    section = next(iter(list(main.iter(f"{W}sectPr"))[-1:]), None)
    size, margins = (None if section is None else section.find(f"{W}{name}") for name in ("pgSz", "pgMar"))
    width = _length(size, "w", ours.width)
    width -= _length(margins, "left", ours.side) + _length(margins, "right", ours.side)
    height = _length(size, "h", ours.height)
    height -= _length(margins, "top", ours.top) + _length(margins, "bottom", ours.bottom)
    is_page = min(width, height) > _LEAST
    return Room(width, height) if is_page else Room(TEXT_WIDTH, ours.height - ours.top - ours.bottom)


def _length(element: etree._Element | None, name: str, otherwise: int) -> int:
    try:
        return otherwise if element is None else abs(int(element.get(f"{W}{name}", otherwise)))
    except ValueError:
        return otherwise
