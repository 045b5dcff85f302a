"""Read a PDF back as its reader gets it: the structure tree's order, the text that was drawn, the links that are alive.

pdfium reads the file; nothing of what wrote it is used. The text of a structure element is that of the text objects with its
marked content ids (ISO 32000-1, 14.7.4), so that a note which is in the tree and not on the page has no text.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igreport.edition.verify.pages import PagedReading
from igreport.edition.verify.reading import Block, PrintedNote

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
_BLOCKS = frozenset(
    ("P", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "TD", "TH", "Caption", "Figure", "BlockQuote", "Table", "Sect")
)


@dataclass
class _Element:
    """A structure element of a page: its type, its ID, and its children, elements or texts."""

    kind: str
    identifier: str
    alternative: str
    children: list[Any]


@dataclass(frozen=True)
class _Text:
    """What one marked content id draws: its text, and the address that a click on it opens."""

    text: str
    link: str
    is_outside: bool = False  # it reaches over the edge of the page
    is_picture: bool = False  # of more than text, and to be seen


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
    pdf = pypdfium2.PdfDocument(path)
    try:
        for number in range(len(pdf)):
            texts = _texts(pdf[number])
            collected.outside += [(text.text, number + 1) for text in texts.values() if text.is_outside]
            for element in _page_elements(pdf[number], texts):
                _collect(element, number + 1, collected, in_contents=False)
            collected.close()
        pages = len(pdf)
    finally:
        pdf.close()
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


def _collect(element: _Element, page: int, collected: _Collected, in_contents: bool) -> None:
    kind = element.kind
    if kind == "Note":
        text, links = _text(element)
        collected.notes.append((element.identifier, page, text, links))
    elif kind == "Reference" and not in_contents:
        number = _text(element)[0].strip()
        collected.text = f"{collected.text.rstrip()}[^{number}]"
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


def _collect_children(element: _Element, page: int, collected: _Collected, in_contents: bool) -> None:
    is_block = element.kind in _BLOCKS
    if is_block and not (element.kind == "LI" or (collected.marker and not collected.text)):
        collected.close()
    before = len(collected.blocks), len(collected.text)
    for child in element.children:
        if isinstance(child, _Text):
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


def _contents_line(element: _Element, collected: _Collected) -> None:
    """A line of the contents: a link with its words, and behind them the page number."""
    collected.close()
    parts = [child.text if isinstance(child, _Text) else _text(child)[0] for child in element.children]
    number = parts[-1].strip() if parts else ""
    page = int(number) if number.isdecimal() and (parts[:-1] or collected.entry) else 0
    collected.entry += "".join(parts[:-1] if page else parts)
    if page:  # an entry that goes on on the next page has its number there
        collected.contents.append((" ".join(collected.entry.split()), page))
        collected.text, collected.entry = collected.entry, ""
        collected.close()


def _is_drawn(figure: _Element) -> bool:
    """Say whether a figure shows an image or a drawing, and not only the words that stand for one."""
    return any(child.is_picture if isinstance(child, _Text) else _is_drawn(child) for child in figure.children)


def _text(element: _Element) -> tuple[str, list[str]]:
    text = ""
    links: list[str] = []
    for child in element.children:
        if isinstance(child, _Text):
            text += child.text
            if child.link and links[-1:] != [child.link]:
                links.append(child.link)
        else:
            below, more = _text(child)
            text += below
            links += [link for link in more if links[-1:] != [link]]
    return text, links


def _page_elements(page: Any, texts: dict[int, _Text]) -> Iterator[_Element]:
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            child = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            if child:
                yield _element(child, texts)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _element(handle: Any, texts: dict[int, _Text]) -> _Element:
    import pypdfium2.raw as pdfium

    children: list[Any] = []
    for index in range(pdfium.FPDF_StructElement_CountChildren(handle)):
        mcid = pdfium.FPDF_StructElement_GetChildMarkedContentID(handle, index)
        if mcid >= 0:
            if mcid in texts:
                children.append(texts[mcid])
        elif child := pdfium.FPDF_StructElement_GetChildAtIndex(handle, index):
            children.append(_element(child, texts))
    kind = _string(pdfium.FPDF_StructElement_GetType, handle)
    identifier = _string(pdfium.FPDF_StructElement_GetID, handle) if kind == "Note" else ""
    alternative = _string(pdfium.FPDF_StructElement_GetAltText, handle) if kind == "Figure" else ""
    return _Element(kind, identifier, alternative, children)


def _string(get: Callable[..., int], handle: Any) -> str:
    """Call one of pdfium's functions that fill a buffer with UTF-16."""
    buffer = ctypes.create_string_buffer(512)
    length = get(handle, buffer, 512)
    if length > 512:
        buffer = ctypes.create_string_buffer(length)
        get(handle, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _texts(page: Any) -> dict[int, _Text]:
    """Return what each marked content id of the page draws."""
    import pypdfium2.raw as pdfium

    links = _links(page)
    width, height = page.get_size()
    text_page = pdfium.FPDFText_LoadPage(page)
    found: dict[int, _Text] = {}
    try:
        drawn = _in_drawing_order(text_page)
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, index)
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(item)
            if mcid < 0:
                continue
            bounds = _bounds(item)
            is_text = pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT
            before = found.get(mcid, _Text("", ""))
            found[mcid] = _Text(
                before.text + (_text_of(item, text_page, drawn) if is_text else ""),
                before.link or (_link_at(bounds, links) if is_text else ""),
                before.is_outside or _is_outside(bounds, width, height),
                before.is_picture or (not is_text and _is_seen(item, bounds)),
            )
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return found


_BUFFER = (ctypes.c_ushort * 4096)()
_LINE_END = "\x02"  # pdfium's sign for a hyphen at the end of a line, whether it is read or not


def _text_of(item: Any, text_page: Any, drawn: dict[int, str]) -> str:
    import pypdfium2.raw as pdfium

    text = drawn.get(_address(item))
    if text is None:
        length = min(pdfium.FPDFTextObj_GetText(item, text_page, _BUFFER, 4096) // 2, 4096)
        text = bytes(memoryview(_BUFFER).cast("B")[: max(length - 1, 0) * 2]).decode("utf-16-le", "replace")
    if _LINE_END not in text:
        return text
    return text.replace(_LINE_END, "" if _is_unread(item) else "-")


def _in_drawing_order(text_page: Any) -> dict[int, str]:
    """Return the text of each object from left to right, by the object's address; nothing for a page without right-to-left
    letters. pdfium guesses the order of the words of a line with such letters, and moves a year in brackets to another word.
    """
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(text_page)
    characters = [chr(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count)]
    if not any("\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc" for character in characters):
        return {}
    x, y = ctypes.c_double(), ctypes.c_double()
    placed: dict[int, list[tuple[float, str]]] = {}
    for index, character in enumerate(characters):
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        if item and pdfium.FPDFText_GetCharOrigin(text_page, index, x, y):
            placed.setdefault(_address(item), []).append((x.value, character))
    return {address: "".join(text for _, text in sorted(found, key=_left)) for address, found in placed.items()}


def _left(placed: tuple[float, str]) -> float:
    return placed[0]


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _is_unread(item: Any) -> bool:
    """Say whether a soft hyphen stands for what is drawn (ISO 32000-1, 14.9.4), which pdfium reads as a NUL."""
    import pypdfium2.raw as pdfium

    length = ctypes.c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", _BUFFER, 8192, length):
            return length.value == 4 and _BUFFER[0] in (0, 0xAD)
    return False


def _is_seen(item: Any, bounds: Box) -> bool:
    """Say whether an image, a form or a path shows something: it covers an area or is a line, and a path is painted."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = bounds
    if max(right - left, top - bottom) < 1:
        return False
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
        return right > left and top > bottom
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(item, fill, stroke) and (fill.value or stroke.value))


def _bounds(item: Any) -> Box:
    import pypdfium2.raw as pdfium

    bounds = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *bounds)
    left, bottom, right, top = (bound.value for bound in bounds)
    return left, bottom, right, top


def _is_outside(box: Box, width: float, height: float) -> bool:
    left, bottom, right, top = box
    return left < -1 or bottom < -1 or right > width + 1 or top > height + 1


def _link_at(box: Box, links: list[tuple[float, float, float, float, str]]) -> str:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return next((url for x1, y1, x2, y2, url in links if x1 <= x <= x2 and y1 <= y <= y2), "")


def _links(page: Any) -> list[tuple[float, float, float, float, str]]:
    """Return the page's link annotations with an address: left, bottom, right, top, URL."""
    import pypdfium2.raw as pdfium

    position, handle = ctypes.c_int(0), pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    found = []
    while pdfium.FPDFLink_Enumerate(page, position, handle):
        action = pdfium.FPDFLink_GetAction(handle)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        buffer = ctypes.create_string_buffer(8192)
        length = pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, 8192)
        pdfium.FPDFLink_GetAnnotRect(handle, rectangle)
        url = buffer.raw[: max(length - 1, 0)].decode("utf-8", "replace")
        left, right = sorted((rectangle.left, rectangle.right))
        bottom, top = sorted((rectangle.bottom, rectangle.top))
        found.append((left, bottom, right, top, url))
    return found
