"""Document → the Reading that every format must give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from igreport.edition.verify.reading import Block, PrintedNote, Reading
from igreport.model.document import Document, cover, headings, logo_text

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_WRAPPERS = ("Emph", "Strong", "Superscript", "Subscript", "SmallCaps", "Strikeout", "Underline")


def read(document: Document, front: Iterable[Block] | None = None) -> Reading:
    """Return what a reader of `document` must see: cover, key topics, contents, body and notes.

    `front` is the cover, for a format that has one of a series' own.
    """
    walker = _Walker()
    walker.found += cover_lines(document) if front is None else front
    walker.place(document, 0)
    if found := headings(document):
        walker.found.append(Block("", _spaced(document.labels.contents), ()))
        walker.found += [Block("", _spaced(_Walker().text(heading.inlines)), ()) for heading in found]
    for place in range(1, len(document.blocks)):
        walker.place(document, place)
    return Reading(tuple(walker.found), tuple(walker.notes))


def cover_lines(document: Document) -> list[Block]:
    """Return what the cover must print: the logo by its text, and the lines in their order."""
    logo = [Block("", f"[image] {_spaced(logo_text(document))}", ())] if document.logo else []
    return logo + [Block("", _spaced(text), ()) for _, text in cover(document)]


class _Walker:
    """Walks the AST in document order and keeps count of the notes."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.notes: list[PrintedNote] = []
        self.links: list[str] = []

    def place(self, document: Document, place: int) -> None:
        """Read one of the document's blocks, and before it what a draft has beside it."""
        texts = document.draft.findings.get(place, ()) if document.draft else ()
        self.found += [Block("", _spaced(text), ()) for text in texts]
        self.block(document.blocks[place], "")

    def blocks(self, blocks: Sequence[Any], marker: str) -> None:
        """Read blocks; the first of them carries the marker of the list item that they are."""
        if not blocks and marker:
            self.found.append(Block(marker, "", ()))
        for block in blocks:
            self.block(block, marker)
            marker = ""

    def block(self, block: Any, marker: str) -> None:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            self.inlines(content, marker)
        elif kind == "Header":
            self.inlines(content[2], marker)
        elif kind == "BlockQuote":
            self.blocks(content, marker)
        elif kind == "Div":
            self.blocks(content[1], marker)
        elif kind == "BulletList":
            self.items(content, ["•"] * len(content), marker)
        elif kind == "OrderedList":
            (start, style, _), items = content
            self.items(items, [f"{counter(style['t'], start + index)}." for index in range(len(items))], marker)
        elif kind == "Figure":
            self.blocks(content[2], marker)
            self.blocks(content[1][1], "")
        elif kind == "Table":
            self.table(content, marker)
        else:
            raise ValueError(f"a block of a kind that no section can have: {kind}")

    def items(self, items: Sequence[Any], markers: Sequence[str], marker: str) -> None:
        if marker:  # a list that begins its item: the item's own marker stands before it
            self.found.append(Block(marker, "", ()))
        for item, own in zip(items, markers, strict=True):
            self.blocks(item, own)

    def table(self, content: Any, marker: str) -> None:
        _, (_, caption), _, (_, head), bodies, (_, foot) = content
        self.blocks(caption, marker)
        for _, cells in [*head, *(row for body in bodies for row in [*body[2], *body[3]]), *foot]:
            for cell in cells:
                self.blocks(cell[4], "")

    def inlines(self, inlines: Sequence[Any], marker: str) -> None:
        """Read a paragraph; an image in it stands for itself, with its alternative text."""
        self.links = []
        text = _spaced(self.text(inlines))
        if text or marker:
            self.found.append(Block(marker, text, tuple(self.links)))

    def text(self, inlines: Sequence[Any]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Any) -> str:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            return str(content)
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind in _WRAPPERS:
            return self.text(content)
        if kind == "Span":
            return self.text(content[1])
        if kind == "Quoted":
            raise ValueError("quotation marks are characters in a Document")
        if kind == "Link":
            return self.link(content)
        if kind == "Image":
            return f"[image] {self.text(content[1])}"
        if kind == "Note":
            return self.note(content)
        raise ValueError(f"an inline of a kind that no section can have: {kind}")

    def link(self, content: Any) -> str:
        target = content[2][0]
        if not target.startswith("#"):
            self.links.append(target)
        return self.text(content[1])

    def note(self, content: Any) -> str:
        number = len(self.notes) + 1
        outer, self.links = self.links, []
        paragraphs = [_spaced(self.text(block["c"])) for block in content]
        self.notes.append(PrintedNote(number, "\n".join(paragraphs), tuple(self.links)))
        self.links = outer
        return f"[^{number}]"


def _spaced(text: str) -> str:
    return " ".join(text.split())


def counter(style: str, value: int) -> str:
    """Return what a list of that pandoc style prints for `value`: 4 is `4`, `d`, `D`, `iv` or `IV`."""
    if style.endswith("Alpha"):
        text = _letters(value)
    elif style.endswith("Roman"):
        text = _roman(value)
    else:
        return str(value)
    return text.upper() if style.startswith("Upper") else text


def _letters(value: int) -> str:
    text = ""
    while value > 0:
        value, letter = divmod(value - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def _roman(value: int) -> str:
    text = ""
    for number, letters in _ROMAN:
        count, value = divmod(value, number)
        text += letters * count
    return text
