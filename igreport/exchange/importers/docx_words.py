"""The words of a DOCX by its XML alone (ECMA-376, WordprocessingML), to hold pandoc's reading against."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

from igreport.exchange import words
from igreport.exchange.imported import ImportRefused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BLANKS = frozenset(_W + name for name in ("tab", "br", "cr", "ptab"))
_NEVER = frozenset([_MC + "Fallback", _W + "instrText", _W + "delInstrText"])
_ACCEPTED = frozenset(_W + name for name in ("del", "moveFrom", "delText"))
_REJECTED = frozenset(_W + name for name in ("ins", "moveTo"))


def count(path: Path, accept_changes: bool) -> Counter[str]:
    """Return how often each word stands in the text and in the notes that it calls."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        document = _parse(path, archive.read("word/document.xml"))
        skipped = _NEVER | (_ACCEPTED if accept_changes else _REJECTED)
        text = [_text(document, skipped)]
        for name, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
            if f"word/{name}.xml" not in names:
                continue
            called = {reference.get(f"{_W}id") for reference in document.iter(f"{_W}{kind}Reference")}
            notes = _parse(path, archive.read(f"word/{name}.xml")).iter(f"{_W}{kind}")
            text += [_text(note, skipped) for note in notes if note.get(f"{_W}id") in called]
    return Counter(word for part in text for word in words.of_text(part))


def _parse(path: Path, data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ImportRefused(f"{path.name} is not a DOCX that can be read: {error}") from error


def _text(node: Any, skipped: frozenset[str]) -> str:
    parts: list[str] = []
    _collect(node, skipped, parts)
    return "".join(parts)


def _collect(node: Any, skipped: frozenset[str], parts: list[str]) -> None:
    if node.tag in skipped or not isinstance(node.tag, str):
        return
    if node.tag in (f"{_W}t", f"{_W}delText"):
        parts.append(node.text or "")
    elif node.tag in _BLANKS:
        parts.append(" ")
    elif node.tag == f"{_W}noBreakHyphen":
        parts.append("-")
    elif node.tag == f"{_W}softHyphen":
        parts.append("\u00ad")
    for child in node:
        _collect(child, skipped, parts)
    if node.tag == f"{_W}p":
        parts.append("\n")
