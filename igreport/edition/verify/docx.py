"""DOCX → `Reading`: what Word prints, read from the package by the standard alone (ECMA-376, part 1).

Nothing here is shared with the writer: a mistake of its must not be read back as right.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from igreport.edition.verify.docx_numbering import Numbering, formatted
from igreport.edition.verify.reading import Block, PrintedNote, Reading
from igreport.errors import BuildError

Element = ElementTree.Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_COMMENT_CALL = f"{_W}commentReference"

_SPACES = (f"{_W}tab", f"{_W}br", f"{_W}cr")
# Word does not print these: deleted text, instructions of fields, properties, the older twin of a drawing.
_UNSEEN = (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK)


def read(path: Path) -> Reading:
    """Return what a reader of `path` gets to see.

    Raises BuildError where the file is no DOCX, a note's call or a link leads nowhere, or two calls share a note.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        return _read(parts)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        raise BuildError(f"{path.name} cannot be read as DOCX: {error}") from error


def front(path: Path) -> list[Block]:
    """Return the blocks of a template up to its first section break; all of them where there is none."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = ElementTree.fromstring(parts["word/document.xml"])
    text = _Text(parts, root)
    found: list[Block] = []
    for element in root.find(f"{_W}body") or ():
        for paragraph in [element] if element.tag == f"{_W}p" else _paragraphs(element):
            found += text.blocks(paragraph, "")
        if element.find(f"{_W}pPr/{_W}sectPr") is not None:
            break
    return found


def _read(parts: dict[str, bytes]) -> Reading:
    root = ElementTree.fromstring(parts["word/document.xml"])
    text = _Text(parts, root)
    numbering = Numbering(parts)
    comments = _comments(parts)
    blocks: list[Block] = []
    for paragraph in _paragraphs(root):
        starts = [start.get(f"{_W}id", "") for start in paragraph.iter(f"{_W}commentRangeStart")]
        beside = [Block("", comments.pop(start), ()) for start in starts if start in comments]
        blocks += [*beside, *text.blocks(paragraph, numbering.marker(paragraph))]
    blocks += [Block("", comment, ()) for comment in comments.values()]
    return Reading(tuple(blocks), tuple(text.notes()))


def _comments(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the text of each comment of the margin, by its id; Word shows those that the text calls."""
    if "word/comments.xml" not in parts:
        return {}
    called = {call.get(f"{_W}id") for call in ElementTree.fromstring(parts["word/document.xml"]).iter(_COMMENT_CALL)}
    comments = ElementTree.fromstring(parts["word/comments.xml"]).iter(f"{_W}comment")
    texts = (
        (comment.get(f"{_W}id", ""), "".join(word.text or "" for word in comment.iter(f"{_W}t")))
        for comment in comments
    )
    return {identifier: _spaced(text) for identifier, text in texts if identifier in called}


def _paragraphs(root: Element) -> Iterator[Element]:
    """Yield the printed paragraphs in reading order, those of tables row by row."""
    for child in root:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _paragraphs(child)


class _Piece:
    """What was gathered of one paragraph."""

    def __init__(self) -> None:
        self.text = ""
        self.links: list[str] = []


class _Text:
    """Reads paragraphs, and counts the notes they call."""

    def __init__(self, parts: dict[str, bytes], root: Element) -> None:
        self._package = parts
        self._relations = {
            "document": _relations(parts, "document"),
            "footnote": _relations(parts, "footnotes"),
            "endnote": _relations(parts, "endnotes"),
        }
        self._parts = {kind: _notes(parts, kind) for kind in ("footnote", "endnote")}
        self._format = {kind: _note_format(parts, root, kind) for kind in ("footnote", "endnote")}
        self._called: dict[str, list[str]] = {"footnote": [], "endnote": []}

    def blocks(self, paragraph: Element, marker: str) -> list[Block]:
        """Return the block of a paragraph, an image in it by its alternative text; nothing for an empty paragraph."""
        piece = self._piece(paragraph, "document")
        text = piece.text
        if _style(paragraph).startswith("TOC") and "\t" in text:
            # A page number in the contents is the last layout's, no part of the text.
            text = text[: text.index("\t")]
        text = _spaced(text)
        return [Block(marker, text, tuple(piece.links))] if text or marker else []

    def notes(self) -> Iterator[PrintedNote]:
        """Yield the notes in the order of their calls; one that is never called is never printed."""
        for kind, identifiers in self._called.items():
            for number, identifier in enumerate(identifiers, 1):
                pieces = [self._piece(paragraph, kind) for paragraph in _paragraphs(self._parts[kind][identifier])]
                links = tuple(link for piece in pieces for link in piece.links)
                yield PrintedNote(number, "\n".join(filter(None, (_spaced(piece.text) for piece in pieces))), links)

    def _piece(self, paragraph: Element, part: str) -> _Piece:
        piece = _Piece()
        self._gather(paragraph, part, piece)
        return piece

    def _gather(self, element: Element, part: str, piece: _Piece) -> None:
        for child in element:
            if child.tag in (f"{_W}t", _MATH_TEXT):
                piece.text += child.text or ""
            elif child.tag in _SPACES:
                piece.text += "\t" if child.tag == f"{_W}tab" else " "
            elif child.tag == f"{_W}noBreakHyphen":
                piece.text += "\u2011"
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                piece.text += self._call(child)
            elif child.tag == _DRAWING:
                piece.text += f"[image] {child.get('descr', '')}"
            elif child.tag == _PICTURE:
                name = self._relations[part].get(child.get(_EMBEDDED, ""), "")
                if not self._package.get(f"word/{name}"):
                    piece.text += " [an image that is not in the file]"
            elif child.tag not in _UNSEEN:
                if child.tag == f"{_W}hyperlink" and _LINK_ID in child.attrib:
                    piece.links.append(self._target(child.attrib[_LINK_ID], part))
                self._gather(child, part, piece)

    def _call(self, reference: Element) -> str:
        kind = "footnote" if reference.tag == f"{_W}footnoteReference" else "endnote"
        identifier = reference.get(f"{_W}id", "")
        called = self._called[kind]
        if identifier not in self._parts[kind]:
            raise BuildError(f"call {len(called) + 1} leads to no {kind} (id {identifier!r})")
        if identifier in called:
            first = called.index(identifier) + 1
            raise BuildError(f"calls {first} and {len(called) + 1} share a {kind} (id {identifier!r})")
        called.append(identifier)
        return f"[^{formatted(len(called), self._format[kind])}]"

    def _target(self, identifier: str, part: str) -> str:
        try:
            return self._relations[part][identifier]
        except KeyError:
            raise BuildError(f"a link in the {part} leads nowhere (relationship {identifier!r})") from None


def _relations(parts: dict[str, bytes], part: str) -> dict[str, str]:
    name = f"word/_rels/{part}.xml.rels"
    if name not in parts:
        return {}
    relations = ElementTree.fromstring(parts[name]).iter(_RELATION)
    return {relation.attrib["Id"]: relation.attrib["Target"] for relation in relations}


def _notes(parts: dict[str, bytes], kind: str) -> dict[str, Element]:
    """Return the notes of a part by id; a part counts only where the document names it."""
    types = [relation.attrib for relation in _part_relations(parts)]
    targets = [item["Target"] for item in types if item["Type"].endswith(f"/{kind}s")]
    if not targets:
        return {}
    root = ElementTree.fromstring(parts[f"word/{targets[0]}"])
    notes = (note for note in root if note.get(f"{_W}type", "normal") == "normal")
    return {note.attrib[f"{_W}id"]: note for note in notes}


def _part_relations(parts: dict[str, bytes]) -> Iterator[Element]:
    return ElementTree.fromstring(parts["word/_rels/document.xml.rels"]).iter(_RELATION)


def _note_format(parts: dict[str, bytes], root: Element, kind: str) -> str:
    """Return the number format of notes: the section's, else the settings', else Word's own (17.11.17)."""
    settings = ElementTree.fromstring(parts["word/settings.xml"]) if "word/settings.xml" in parts else None
    for place in (root.find(f".//{_W}sectPr/{_W}{kind}Pr/{_W}numFmt"), _find(settings, f"{_W}{kind}Pr/{_W}numFmt")):
        if place is not None:
            return place.get(f"{_W}val", "decimal")
    return "decimal" if kind == "footnote" else "lowerRoman"


def _find(root: Element | None, path: str) -> Element | None:
    return None if root is None else root.find(path)


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val", "")


def _spaced(text: str) -> str:
    return " ".join(text.split())
