"""A page of a PDF as pdfium has it: the structure elements with what their marked content draws."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from igreport.edition.verify.pdf_drawn import Pages

_FROM_RIGHT = frozenset("ar arc ckb dv fa he ks ps sd syr ug ur yi".split())
_RTL = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_TWINS = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_RIGHT_TO_LEFT = re.compile(f"[{_RTL}]")
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
    lines: tuple[str, ...] = ()  # what is drawn from left to right, on a page with right-to-left letters


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
        texts = {mcid: _from_right(text) for mcid, text in texts.items()}
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


def _from_right(text: Text) -> Text:
    return replace(text, text="".join(map(_turned, text.lines))) if text.lines else text


def _turned(line: str) -> str:
    """Return the text of a line that is read from the right: what is read from the left in it keeps its order, and brackets
    are drawn as their twins elsewhere (Unicode Standard Annex 9, rules L2 and L4)."""
    return _FROM_LEFT.sub(lambda words: words[0][::-1].translate(_TWINS), line[::-1].translate(_TWINS))


def _string(get: Callable[..., int], handle: Any) -> str:
    """Call one of pdfium's functions that fill a buffer with UTF-16."""
    buffer = ctypes.create_string_buffer(512)
    length = get(handle, buffer, 512)
    if length > 512:
        buffer = ctypes.create_string_buffer(length)
        get(handle, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def texts(page: Any, number: int, pages: Pages) -> dict[int, Text]:
    """Return what each marked content id of a page draws; `number` counts from 0."""
    import pypdfium2.raw as pdfium

    links = _links(page)
    width, height = page.get_size()
    text_page = pdfium.FPDFText_LoadPage(page)
    found: dict[int, Text] = {}
    try:
        drawn = pages.lines(number) if _has_right_to_left(text_page) else {}
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, index)
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(item)
            if mcid < 0:
                continue
            bounds = _bounds(item)
            is_text = pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT
            before = found.get(mcid, Text("", ""))
            found[mcid] = Text(
                before.text + (_text_of(item, text_page) if is_text and not drawn else ""),
                before.link or (_link_at(bounds, links) if is_text else ""),
                before.is_outside or _is_outside(bounds, width, height),
                before.is_picture or (not is_text and _is_seen(item, bounds)),
            )
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    for mcid, lines in drawn.items():
        words = tuple(line for _, line in lines)
        found[mcid] = replace(found.get(mcid, Text("", "")), text="".join(words), lines=words)
    return found


_BUFFER = (ctypes.c_ushort * 4096)()
_SOFT_HYPHEN = b"\xfe\xff\x00\xad"
_LINE_END = "\x02"  # pdfium's sign for a hyphen at the end of a line, whether it is read or not


def _text_of(item: Any, text_page: Any) -> str:
    import pypdfium2.raw as pdfium

    length = min(pdfium.FPDFTextObj_GetText(item, text_page, _BUFFER, 4096) // 2, 4096)
    text = bytes(memoryview(_BUFFER).cast("B")[: max(length - 1, 0) * 2]).decode("utf-16-le", "replace")
    if _LINE_END not in text:
        return text
    return text.replace(_LINE_END, "" if _is_unread(item) else "-")


def _has_right_to_left(text_page: Any) -> bool:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(text_page)
    letters = "".join(chr(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count))
    return _RIGHT_TO_LEFT.search(letters) is not None


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
