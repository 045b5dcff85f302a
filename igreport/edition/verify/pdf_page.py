"""A page of a PDF as pdfium has it: the structure elements with what their marked content draws."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

_FROM_RIGHT = frozenset("ar arc ckb dv fa he ks ps sd syr ug ur yi".split())
_RTL = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_FROM_LEFT = re.compile(rf"[^\W_{_RTL}](?:[^{_RTL}]*[^\W_{_RTL}])?|\d+")
Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


@dataclass
class Element:
    """A structure element of a page: its type, its ID, and its children, elements or texts."""

    kind: str
    identifier: str
    alternative: str
    children: list[Any]


@dataclass(frozen=True)
class Text:
    """What one marked content id draws: its text, and the address that a click on it opens."""

    text: str
    link: str
    is_outside: bool = False  # it reaches over the edge of the page
    is_picture: bool = False  # of more than text, and to be seen
    lines: tuple[tuple[float, str], ...] = ()  # each baseline, and what is drawn on it from left to right


def elements(page: Any, texts: dict[int, Text]) -> Iterator[Element]:
    """Yield the topmost structure elements of a page; `texts` is what its marked content draws."""
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


def _element(handle: Any, texts: dict[int, Text]) -> Element:
    import pypdfium2.raw as pdfium

    if _is_from_right(_string(pdfium.FPDF_StructElement_GetLang, handle)):
        texts = {mcid: replace(text, text="".join(map(_turned, text.lines))) for mcid, text in texts.items()}
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
    return Element(kind, identifier, alternative, children)


def _is_from_right(language: str) -> bool:
    return language.partition("-")[0].lower() in _FROM_RIGHT


def _turned(line: tuple[float, str]) -> str:
    """Return the text of a line that is read from the right: what is read from the left in it keeps its order (Unicode
    Standard Annex 9, rule L2)."""
    turned = line[1][::-1]
    return _FROM_LEFT.sub(lambda words: words[0][::-1], turned)


def _string(get: Callable[..., int], handle: Any) -> str:
    """Call one of pdfium's functions that fill a buffer with UTF-16."""
    buffer = ctypes.create_string_buffer(512)
    length = get(handle, buffer, 512)
    if length > 512:
        buffer = ctypes.create_string_buffer(length)
        get(handle, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def texts(page: Any) -> dict[int, Text]:
    """Return what each marked content id of the page draws."""
    import pypdfium2.raw as pdfium

    links = _links(page)
    width, height = page.get_size()
    text_page = pdfium.FPDFText_LoadPage(page)
    found: dict[int, Text] = {}
    try:
        drawn = _in_drawing_order(text_page)
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, index)
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(item)
            if mcid < 0:
                continue
            bounds = _bounds(item)
            is_text = pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT
            before = found.get(mcid, Text("", ""))
            text = _text_of(item, text_page, drawn) if is_text else ""
            found[mcid] = Text(
                before.text + text,
                before.link or (_link_at(bounds, links) if is_text else ""),
                before.is_outside or _is_outside(bounds, width, height),
                before.is_picture or (not is_text and _is_seen(item, bounds)),
                _lines(before.lines, item, text) if drawn and text else before.lines,
            )
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return found


def _lines(lines: tuple[tuple[float, str], ...], item: Any, text: str) -> tuple[tuple[float, str], ...]:
    """Return lines with what a text object draws, on the last of them where it has its baseline."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    if lines and abs(lines[-1][0] - matrix.f) < 1:
        return (*lines[:-1], (lines[-1][0], lines[-1][1] + text))
    return (*lines, (matrix.f, text))


_BUFFER = (ctypes.c_ushort * 4096)()
_SOFT_HYPHEN = b"\xfe\xff\x00\xad"
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
    """Say whether a soft hyphen stands for what is drawn (ISO 32000-1, 14.9.4)."""
    import pypdfium2.raw as pdfium

    found, length = (ctypes.c_ubyte * 8)(), ctypes.c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", found, 8, length):
            return bytes(found[: min(length.value, 8)]) == _SOFT_HYPHEN
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
