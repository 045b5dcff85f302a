"""Read an HTML edition back as a browser shows it, without a browser: words, list markers, notes, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from igreport.edition.verify.expected import counter
from igreport.edition.verify.reading import Block, PrintedNote, Reading

_BLOCKS = frozenset(
    """p div section header nav main h1 h2 h3 h4 h5 h6 li ul ol blockquote table caption thead tbody tr th td figure
    figcaption""".split()
)
_HIDDEN = "hidden"  # in the place of the role of an element with that attribute
_SKIPPED = frozenset(("head", "script", "style"))
# A rule that gives numbered lists other markers than their `type`: what a browser shows could not be told from the page.
_RESTYLED = re.compile(r"(?:^|[\s,>}])(?:ol|li)\b[^{}]*\{[^}]*list-style|::marker|counter-increment")
_STYLES = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
# An image that is in the page, with some content.
_IMAGE = re.compile(r"data:image/[a-z]+(?:\+xml)?;base64,[A-Za-z0-9+/]{16}")
_VOID = frozenset(("br", "wbr", "img", "meta", "link", "hr", "input", "col"))


@dataclass
class _List:
    """A list that is open: its numbers' style ("" for bullets) and the next number."""

    style: str
    number: int

    def marker(self) -> str:
        if not self.style:
            return "•"
        self.number += 1
        return f"{counter(self.style, self.number - 1)}."


@dataclass
class _Note:
    identifier: str
    paragraphs: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def printed(self) -> PrintedNote:
        """Return the note under the number printed before its text, or 0 where its calls lead elsewhere."""
        first, *rest = self.paragraphs or [""]
        number, _, text = first.partition(".")
        known = number if number.isdigit() and self.identifier == f"fn-{number}" else "0"
        return PrintedNote(int(known), "\n".join([text.strip(), *rest]), tuple(self.links))


def read(path: Path) -> Reading:
    """Return what the HTML page shows."""
    parser = _Parser()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    parser.end_block()
    return Reading(tuple(parser.blocks), tuple(note.printed() for note in parser.notes))


class _Parser(HTMLParser):
    """Collects blocks, and the notes from the section with the role `doc-endnotes`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.notes: list[_Note] = []
        self.text, self.marker = "", ""
        self.links: list[str] = []
        self.lists: list[_List] = []
        self.open: list[tuple[str, str]] = []  # tag and role of each open element
        self.is_restyled = False
        self.call: tuple[str, int] | None = None  # a note call that is open: its target, and where its text begins

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag not in _VOID:
            self.open.append((tag, _HIDDEN if "hidden" in given else given.get("role", "")))
        if tag in _BLOCKS:
            self.end_block(keep_marker=tag not in ("ol", "ul", "li"))
        if tag in ("ol", "ul"):
            style = _STYLES.get(given.get("type", "1"), "Decimal") if tag == "ol" else ""
            self.lists.append(_List(style, int(given.get("start", "1"))))
        elif tag == "li" and not self._is_in("nav"):
            self.marker = self.lists[-1].marker() if self.lists else "•"
            if self.is_restyled and self.marker != "•":
                self.marker = "(set by the style sheet)"
        elif tag == "br":
            self.text += " "
        elif tag == "img":
            is_inside = _IMAGE.match(given.get("src", "")) is not None
            self.text += f"[image] {given.get('alt', '')}" if is_inside else "[an image that is not in the page]"
        elif tag == "a":
            self._begin_link(given.get("href", ""), given.get("role", ""))
        elif given.get("role") == "listitem" and self._is_in_notes():
            self.notes.append(_Note(given.get("id", "")))

    def _begin_link(self, target: str, role: str) -> None:
        if role == "doc-noteref":
            self.call = target.removeprefix("#fn-"), len(self.text)
        elif not target.startswith("#"):
            (self.notes[-1].links if self.notes else self.links).append(target)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag == "a" and self.call:
            target, start = self.call
            printed = self.text[start:].strip()
            self.text = (
                f"{self.text[:start]}[^{printed}]"
                if printed == target
                else f"{self.text[:start]}[^{printed} to {target}]"
            )
            self.call = None
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_in("style"):
            self.is_restyled = self.is_restyled or bool(_RESTYLED.search(data))
        elif not any(tag in _SKIPPED or role == _HIDDEN for tag, role in self.open):
            self.text += data

    def _is_in(self, wanted: str) -> bool:
        return any(tag == wanted for tag, _ in self.open)

    def _is_in_notes(self) -> bool:
        return any(role == "doc-endnotes" for _, role in self.open)

    def end_block(self, keep_marker: bool = False) -> None:
        """Close the paragraph that was being read; an item's marker waits for its first paragraph with `keep_marker`."""
        text = " ".join(self.text.split())
        if self._is_in_notes():
            if text and self.notes:
                self.notes[-1].paragraphs.append(text)
        elif text or (self.marker and not keep_marker):
            self.blocks.append(Block(self.marker, text, tuple(self.links)))
            self.marker = ""
        self.text, self.links = "", []
