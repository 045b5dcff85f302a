"""Writing from the right in Word: its words in runs that say so, in their language, and paragraphs that begin on the right.

Word sets a run that is marked `w:rtl` (ECMA-376 part 1, 17.3.2.30) as a whole from the right, in the typefaces and the
language of complex scripts. A run as pandoc wrote it may hold both directions, so it is taken apart first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from unicodedata import bidirectional

from lxml import etree

from igreport.edition.writers.docx_paragraph import first, set_values, switch_on, value

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The blocks of Hebrew, Arabic, Syriac, Thaana, NKo and their like, and their forms of presentation.
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_LETTER = re.compile(f"[{_LETTERS}]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_LANGUAGES = frozenset(("ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"))
# What stands behind `rtl` and behind `lang` among the properties of a run; the schema is a sequence (17.3.2.28).
_AFTER_LANGUAGE = ("eastAsianLayout", "specVanish", "oMath", "numForm", "numSpacing")
_AFTER_RTL = ("cs", "em", "lang", *_AFTER_LANGUAGE)


def concerns(xml: bytes) -> bool:
    """Tell whether a part of the package holds a word from the right, or says of words that they are."""
    text = xml.decode("utf-8", "replace")
    return _LETTER.search(text) is not None or any(f'w:val="{name}' in text for name in _LANGUAGES)


def finish(root: etree._Element) -> None:
    """Mark the words from the right below `root`, and the paragraphs that are wholly in a language of such words."""
    for run in list(root.iter(f"{W}r")):
        text = "".join(item.text or "" for item in run.iterfind(f"{W}t"))
        if _is_from_the_right(run):
            _mark(run, _language(run))
        elif _LETTER.search(text):
            for part in _split(run, text):
                words = part.findtext(f"{W}t", "")
                if _LETTER.search(words) and not _has_left(words):
                    _mark(part, "he-IL" if _HEBREW.search(words) else "ar-SA")
    for paragraph in root.iter(f"{W}p"):
        if _is_wholly(paragraph):
            _turn(paragraph)


def _language(run: etree._Element) -> str:
    found = run.find(f"{W}rPr/{W}lang")
    return "" if found is None else found.get(f"{W}val", "")


def _is_from_the_right(run: etree._Element) -> bool:
    return _language(run).partition("-")[0].lower() in _LANGUAGES


def _has_left(text: str) -> bool:
    return any(bidirectional(character) == "L" for character in text)


def _split(run: etree._Element, text: str) -> list[etree._Element]:
    """Take a run of plain text apart where its direction changes; return its parts, or itself where it holds more."""
    pieces = list(_pieces(text))
    content = [child for child in run if child.tag != f"{W}rPr"]
    if len(pieces) == 1 or len(content) != 1:
        return [run]
    parts = [deepcopy(run) for _ in pieces]
    for part, piece in zip(parts, pieces, strict=True):
        words = part.find(f"{W}t")
        words.text = piece
        words.set(_SPACE, "preserve")
        part.tail = None
    parts[-1].tail = run.tail
    parent = run.getparent()
    at = parent.index(run)
    parent[at : at + 1] = parts
    return parts


def _pieces(text: str) -> Iterator[str]:
    """Yield the text in parts: rows of words from the right with what stands between them, and all else."""
    start = 0
    for begin, end in _rows(text):
        if begin > start:
            yield text[start:begin]
        yield text[begin:end]
        start = end
    if start < len(text):
        yield text[start:]


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each row of words from the right begins and ends: from a letter of theirs to the last before another's."""
    begin, end = -1, -1
    for place, character in enumerate(text):
        kind = bidirectional(character)
        if kind in ("R", "AL") or (kind == "NSM" and end == place):
            begin, end = (place if begin < 0 else begin), place + 1
        elif kind == "L" and begin >= 0:
            yield begin, end
            begin = -1
    if begin >= 0:
        yield begin, end


def _mark(run: etree._Element, language: str) -> None:
    properties = first(run, "rPr")
    if properties.find(f"{W}rtl") is None:
        _insert(properties, etree.Element(f"{W}rtl"), _AFTER_RTL)
    found = properties.find(f"{W}lang")
    if found is None:
        found = etree.Element(f"{W}lang")
        _insert(properties, found, _AFTER_LANGUAGE)
    set_values(found, bidi=language)


def _insert(properties: etree._Element, element: etree._Element, followers: tuple[str, ...]) -> None:
    before = sum(etree.QName(child).localname not in followers for child in properties)
    properties.insert(before, element)


def _is_wholly(paragraph: etree._Element) -> bool:
    """Tell whether all words of a paragraph are said to be in a language from the right."""
    found = False
    for run in paragraph.iter(f"{W}r"):
        if _is_from_the_right(run):
            found = True
        elif any(character.isalnum() for item in run.iterfind(f"{W}t") for character in item.text or ""):
            return False
    return found


def _turn(paragraph: etree._Element) -> None:
    """Let a paragraph begin on the right; `left` then means the side where lines begin (17.18.44)."""
    switch_on(paragraph, "bidi")
    turned = {"left": "right", "right": "left"}.get(value(paragraph, "jc"))
    if turned:
        set_values(switch_on(paragraph, "jc"), val=turned)
