"""Read a PDF back as its reader gets it: the structure tree's order, the text that was drawn, the links that are alive.

pdfium reads the file; nothing of what wrote it is used. The text of a structure element is that of the text objects with its
marked content ids (ISO 32000-1, 14.7.4), so that a note which is in the tree and not on the page has no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from igreport.edition.verify.pages import PagedReading
from igreport.edition.verify.pdf_drawn import Pages
from igreport.edition.verify.pdf_page import Element, Text, elements, texts
from igreport.edition.verify.reading import Block, PrintedNote

_BLOCKS = frozenset(
    ("P", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "TD", "TH", "Caption", "Figure", "BlockQuote", "Table", "Sect")
)


@dataclass
class _Collected:
    """What reading the pages has found."""

    blocks: list[Block] = field(default_factory=list)
    text: str = ""
    marker: str = ""
    entry: str = ""  # the lines of an entry of the contents whose page number is not read yet
    links: list[str] = field(default_factory=list)
    notes: list[tuple[str, int, str, list[str]]] = field(default_factory=list)  # id, page, text, links
    calls: list[tuple[int, int]] = field(default_factory=list)  # number, page
    headings: list[tuple[str, int]] = field(default_factory=list)  # text, page
    contents: list[tuple[str, int]] = field(default_factory=list)  # text, printed page number
    pages: list[int] = field(default_factory=list)  # the index of each page's first block
    outside: list[tuple[str, int]] = field(default_factory=list)  # text, page

    def close(self) -> None:
        text = " ".join(self.text.split())
        if text or self.marker:
            self.blocks.append(Block(self.marker, text, tuple(self.links)))
        self.text, self.marker, self.links = "", "", []


def read(path: Path) -> PagedReading:
    """Return what the PDF shows; paragraphs that go on over a page stand in two blocks."""
    import pypdfium2

    collected = _Collected()
    pdf, pages_drawn = pypdfium2.PdfDocument(path), Pages(path)
    try:
        for number in range(len(pdf)):
            drawn = texts(pdf[number], number, pages_drawn)
            collected.outside += [(text.text, number + 1) for text in drawn.values() if text.is_outside]
            collected.pages.append(len(collected.blocks))
            for element in elements(pdf[number], drawn):
                _collect(element, number + 1, collected, in_contents=False)
            collected.close()
        pages = len(pdf)
    finally:
        pdf.close()
        pages_drawn.close()
    notes = _notes(collected)
    return PagedReading(
        tuple(collected.blocks),
        tuple(note for note, _ in notes),
        pages,
        tuple((note.number, found) for note, found in notes),
        tuple(collected.calls),
        tuple(collected.headings),
        tuple(collected.contents),
        tuple(collected.outside),
        tuple(collected.pages),
    )


def _notes(collected: _Collected) -> list[tuple[PrintedNote, tuple[int, ...]]]:
    """Return the notes, the parts of one that goes on over a page joined, in the order in which they begin."""
    parts: dict[str, list[tuple[int, str, list[str]]]] = {}
    for identifier, page, text, links in collected.notes:
        parts.setdefault(identifier, []).append((page, text, links))
    return [(_note(identifier, found), tuple(page for page, _, _ in found)) for identifier, found in parts.items()]


def _note(identifier: str, parts: list[tuple[int, str, list[str]]]) -> PrintedNote:
    """Return a note under its printed number; under its ID's, negative, where none is printed."""
    number, _, text = " ".join(part for _, part, _ in parts).strip().partition(".")
    links = tuple(link for _, _, found in parts for link in found)
    printed = int(number) if number.strip().isdigit() else -int(re.sub(r"\D", "", identifier) or 0)
    return PrintedNote(printed, " ".join(text.split()), links)


def _collect(element: Element, page: int, collected: _Collected, in_contents: bool) -> None:
    kind = element.kind
    if kind == "Note":
        text, links = _text(element)
        collected.notes.append((element.identifier, page, text, links))
    elif kind == "Reference" and not in_contents:
        printed = _text(element)[0]
        number = printed.strip()
        collected.text = f"{collected.text.rstrip()}[^{number}]{' ' * printed.endswith(' ')}"
        collected.calls.append((int(number) if number.isdigit() else 0, page))
    elif kind == "Lbl":
        collected.close()
        marker = _text(element)[0].strip()
        collected.marker = "•" if marker in "•◦▪‣–" else marker
    elif kind == "Figure":
        collected.close()
        collected.text = f"[image] {element.alternative}" if _is_drawn(element) else "[an image that is not drawn]"
        collected.close()
    elif in_contents and kind == "Link":
        _contents_line(element, collected)
    else:
        _collect_children(element, page, collected, in_contents or kind == "TOC")
        if kind == "TOC":
            collected.headings.clear()  # the title, and the heading of the contents: no lines of it


def _collect_children(element: Element, page: int, collected: _Collected, in_contents: bool) -> None:
    is_block = element.kind in _BLOCKS
    if is_block and not (element.kind == "LI" or (collected.marker and not collected.text)):
        collected.close()
    before = len(collected.blocks), len(collected.text)
    for child in element.children:
        if isinstance(child, Text):
            collected.text += child.text
            if child.link and collected.links[-1:] != [child.link]:
                collected.links.append(child.link)
        else:
            _collect(child, page, collected, in_contents)
    if re.fullmatch(r"H[1-6]", element.kind) and before[0] == len(collected.blocks):
        heading = re.sub(r"\[\^-?\d+\]", "", collected.text[before[1] :])
        collected.headings.append((" ".join(heading.split()), page))
    if is_block:
        collected.close()


def _contents_line(element: Element, collected: _Collected) -> None:
    """A line of the contents: a link with its words, and behind them the page number."""
    collected.close()
    parts = [child.text if isinstance(child, Text) else _text(child)[0] for child in element.children]
    number = parts[-1].strip() if parts else ""
    page = int(number) if number.isdecimal() and (parts[:-1] or collected.entry) else 0
    collected.entry += "".join(parts[:-1] if page else parts)
    if page:  # an entry that goes on on the next page has its number there
        collected.contents.append((" ".join(collected.entry.split()), page))
        collected.text, collected.entry = collected.entry, ""
        collected.close()


def _is_drawn(figure: Element) -> bool:
    """Say whether a figure shows an image or a drawing, and not only the words that stand for one."""
    return any(child.is_picture if isinstance(child, Text) else _is_drawn(child) for child in figure.children)


def _text(element: Element) -> tuple[str, list[str]]:
    text = ""
    links: list[str] = []
    for child in element.children:
        if isinstance(child, Text):
            text += child.text
            if child.link and links[-1:] != [child.link]:
                links.append(child.link)
        else:
            below, more = _text(child)
            text += f" {below} " if child.kind == "P" else below
            links += [link for link in more if links[-1:] != [link]]
    return text, links
