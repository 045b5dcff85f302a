"""What only a format with pages can get wrong: a note on another page than its call, a wrong number in the contents."""

from __future__ import annotations

from dataclasses import dataclass

from igreport.edition.verify.compare import Difference
from igreport.edition.verify.reading import Reading
from igreport.model.document import NotesStyle


@dataclass(frozen=True)
class PagedReading(Reading):
    """A Reading of a format with pages, which count from 1."""

    pages: int
    note_pages: tuple[tuple[int, tuple[int, ...]], ...]  # each note's number, and the pages that it stands on
    call_pages: tuple[tuple[int, int], ...]  # the number printed at each call in order, and its page
    heading_pages: tuple[tuple[str, int], ...]
    contents_pages: tuple[tuple[str, int], ...]  # each line of the contents, and the page number printed on it
    outside: tuple[tuple[str, int], ...]  # text that reaches over the edge of its page, and the page
    first_blocks: tuple[int, ...] = ()  # the index of the first block on each page


def compare(reading: PagedReading, notes: NotesStyle) -> list[Difference]:
    """Return what is on a wrong page, or over the edge of one."""
    found = [Difference(f"page {page}", f"“{text[:60]}” reaches over the edge") for text, page in reading.outside]
    if notes == "page":
        found += _notes(reading)
    return found + _contents(reading)


def _notes(reading: PagedReading) -> list[Difference]:
    """A note begins on the page of its call, and goes on, if at all, on the pages that follow."""
    calls = dict(reading.call_pages)
    found: list[Difference] = []
    for number, pages in reading.note_pages:
        if pages[0] != calls.get(number):
            found.append(
                Difference(f"note {number}", f"stands on page {pages[0]}, its call on page {calls.get(number, '–')}")
            )
        elif pages != tuple(range(pages[0], pages[0] + len(pages))):
            found.append(Difference(f"note {number}", f"is drawn on the pages {', '.join(map(str, pages))}"))
    return found


def _contents(reading: PagedReading) -> list[Difference]:
    """The contents list the headings in their order, each with its page."""
    headings = list(reading.heading_pages)
    found: list[Difference] = []
    for text, page in reading.contents_pages:
        while headings and "".join(headings[0][0].split()) != "".join(text.split()):
            headings.pop(0)
        if not headings:
            return [*found, Difference("the contents", f"“{text}” is no heading of the text")]
        _, actual = headings.pop(0)
        if actual != page:
            found.append(Difference("the contents", f"“{text}” stands on page {actual}, not {page}"))
    return found
