"""Read an HTML edition back as a browser shows it, without a browser: words, list markers, notes, links, pictures.

verify/html_style.py   what a style sheet may not do to words
verify/html_page.py    what holds the page together: ids, targets, pictures that are inside
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from igreport.edition import wording
from igreport.edition.verify import html_style
from igreport.edition.verify.expected import counter
from igreport.edition.verify.html_page import Page, picture
from igreport.edition.verify.reading import Block, PrintedNote, Reading

_BLOCKS = frozenset(
    """p div section header nav main h1 h2 h3 h4 h5 h6 li ul ol blockquote table caption thead tbody tr th td figure
    figcaption""".split()
)
_HIDDEN = "hidden"  # in the place of the role of an element that is not shown, or not read aloud
_UNSEEN = frozenset(("hidden", "popover", "inert"))
_CLOSED = frozenset(("details", "dialog", "template", "noscript"))
_SKIPPED = frozenset(("head", "script", "style"))
_STYLES = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
_VOID = frozenset(("br", "wbr", "img", "meta", "link", "hr", "input", "col"))
_FURNITURE = "furniture"  # in the place of the role of what stands before the cover, with words that are known
Attributes = dict[str, str]


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
    back: str = ""  # where its link back leads
    paragraphs: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def printed(self) -> PrintedNote:
        """Return the note under the number printed before its text, or 0 where its calls or its link back lead elsewhere."""
        first, *rest = self.paragraphs or [""]
        number, _, text = first.partition(".")
        is_tied = number.isdigit() and self.identifier == f"fn-{number}" and self.back == f"#fnref-{number}"
        return PrintedNote(int(number) if is_tied else 0, "\n".join([text.strip(), *rest]), tuple(self.links))


@dataclass(frozen=True)
class _Call:
    """A note's call: the note that it leads to, the one that leads back to it, and where its text begins."""

    target: str
    number: str
    start: int


def read(path: Path) -> Reading:
    """Return what the HTML page shows.

    Raises ValueError where a style may hide words, an id stands twice, or something would be loaded from elsewhere.
    """
    parser = _Parser()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    parser.end_block()
    parser.page.check()
    return Reading(tuple(parser.printed()), tuple(note.printed() for note in parser.notes))


class _Parser(HTMLParser):
    """Collects blocks, and the notes from the section with the role `doc-endnotes`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.notes: list[_Note] = []
        self.page = Page()
        self.text, self.marker = "", ""
        self.links: list[str] = []
        self.lists: list[_List] = []
        self.open: list[tuple[str, str]] = []  # tag and role of each open element
        self.is_restyled = False
        self.language = ""
        self.call: _Call | None = None  # a note call that is open
        self.before_notes: int | None = None  # how many blocks stand before the list of notes

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.page.add(tag, given)
        if tag not in _VOID:
            self.open.append((tag, self._role(tag, given)))
        if tag in _BLOCKS:
            self.end_block(keep_marker=tag not in ("ol", "ul", "li"))
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag in ("ol", "ul"):
            self._begin_list(tag, given)
        elif tag == "li" and not self._is_in("nav"):
            self._begin_item()
        elif tag == "br":
            self.text += " "
        elif tag == "img":
            self.text += "[an image that is hidden]" if _is_hidden(tag, given) else picture(given)
        elif tag == "a":
            self._begin_link(given)
        elif given.get("role") == "doc-endnotes":
            self.before_notes = len(self.blocks)
        elif given.get("role") == "listitem" and self._is_in_notes():
            self.notes.append(_Note(given.get("id", "")))

    def _role(self, tag: str, given: Attributes) -> str:
        if not given and tag not in _CLOSED:
            return ""
        if _is_hidden(tag, given):
            return _HIDDEN
        is_before = not self.blocks and [tag for tag, _ in self.open] == ["html", "body"]
        return _FURNITURE if is_before and given.get("class") in ("skip", "draft") else given.get("role", "")

    def _begin_list(self, tag: str, given: Attributes) -> None:
        style = _STYLES.get(given.get("type", "1"), "Decimal") if tag == "ol" else ""
        self.lists.append(_List(style, int(given.get("start", "1"))))

    def _begin_item(self) -> None:
        self.marker = self.lists[-1].marker() if self.lists else "•"
        if self.is_restyled and self.marker != "•":
            self.marker = "(set by the style sheet)"

    def _begin_link(self, given: Attributes) -> None:
        target, role = given.get("href", ""), given.get("role", "")
        if role == "doc-noteref":
            self.call = _Call(target.removeprefix("#fn-"), given.get("id", "").removeprefix("fnref-"), len(self.text))
        elif role == "doc-backlink" and self.notes:
            self.notes[-1].back = target
        elif not target.startswith("#"):
            (self.notes[-1].links if self.notes else self.links).append(target)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag == "a" and self.call:
            self._end_call(self.call)
        while self.open and self.open.pop()[0] != tag:
            pass

    def _end_call(self, call: _Call) -> None:
        printed = self.text[call.start :].strip()
        shown = printed if printed == call.target else f"{printed} to {call.target}"
        if printed == call.target != call.number:
            shown = f"{printed} that note {call.number} leads back to"
        self.text, self.call = f"{self.text[: call.start]}[^{shown}]", None

    def handle_data(self, data: str) -> None:
        if self._is_in("style"):
            html_style.check(data)
            self.is_restyled = self.is_restyled or html_style.restyles_lists(data)
        elif self.open and self.open[-1][1] == _FURNITURE and data in _known(self.language):
            return
        elif not any(tag in _SKIPPED or role == _HIDDEN for tag, role in self.open):
            self.text += data

    def _is_in(self, wanted: str) -> bool:
        return any(tag == wanted for tag, _ in self.open)

    def _is_in_notes(self) -> bool:
        return any(role == "doc-endnotes" for _, role in self.open)

    def end_block(self, keep_marker: bool = False) -> None:
        """Close the paragraph that was being read; an item's marker waits for its first paragraph with `keep_marker`."""
        text = " ".join(self.text.split())
        if self._is_in_notes() and self.notes:
            self.notes[-1].paragraphs += [text] if text else []
        elif text or (self.marker and not keep_marker):
            self.blocks.append(Block(self.marker, text, tuple(self.links)))
            self.marker = ""
        self.text, self.links = "", []

    def printed(self) -> list[Block]:
        """Return the blocks; a link that leads nowhere stands behind the text, before the list of notes."""
        loose = [Block("", words, ()) for words in self.page.loose()]
        end = len(self.blocks) if self.before_notes is None else self.before_notes
        return [*self.blocks[:end], *loose, *self.blocks[end:]]


def _known(language: str) -> tuple[str, str]:
    """Return the words that may stand before the cover."""
    return wording.screen(language).skip, wording.labels(language).draft


def _is_hidden(tag: str, given: Attributes) -> bool:
    """Return whether some readers do not get what stands in an element."""
    if tag in _CLOSED and "open" not in given:
        return True
    unseen = not _UNSEEN.isdisjoint(given) or given.get("aria-hidden", "false") != "false"
    return unseen or ("style" in given and html_style.hides(given["style"]))
