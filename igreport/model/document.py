"""One edition, ready for every writer: citations resolved, notes in place and in order.

The blocks are pandoc's JSON AST (pandoc-types 1.23: https://hackage.haskell.org/package/pandoc-types), the common
language of all writers; what stands around them (title, dates, labels) is plain text here, so that no format formats a
date or numbers a note of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Block = dict[str, Any]
Inline = dict[str, Any]
NotesStyle = Literal["page", "end"]
_WITH_INLINES = frozenset(("Emph", "Strong", "Superscript", "Subscript", "SmallCaps", "Strikeout", "Underline"))


@dataclass(frozen=True)
class Labels:
    """The words that the house prints, in the edition's language."""

    contents: str  # "Contents"
    key_topics: str  # "Key topics"
    notes: str  # "Notes", the heading of the list with `notes: end`
    page: str  # "Page {page} of {pages}"
    back: str  # "Back to the text", read aloud for a back-link
    note: str = "Note {number}"  # read aloud for a note that opens beside the text
    draft: str = "Draft"  # on every page of one


@dataclass(frozen=True)
class Theme:
    """The colours and type that a series chooses: custom properties (CSS) without their dashes, as `accent`: `#1f3a5f`."""

    light: Mapping[str, str] = field(default_factory=lambda: DEFAULT_THEME)
    dark: Mapping[str, str] = field(default_factory=lambda: DEFAULT_DARK)  # on a dark screen: colours alone


# `accent` is for headings, links and rules; `box` is behind the key topics; `rule` is for thin lines.
DEFAULT_THEME: Mapping[str, str] = {
    "text": "#1b1f24",
    "muted": "#57606a",
    "accent": "#1f3a5f",
    "rule": "#b8c2cc",
    "box": "#f1f4f8",
    "ground": "#ffffff",
    "text-font": "Source Serif 4",
    "heading-font": "Source Sans 3",
    "text-size": "10.5pt",
    "line-height": "1.42",
}
DEFAULT_DARK: Mapping[str, str] = {
    "text": "#e6e8eb",
    "muted": "#a3abb5",
    "accent": "#9cc2f0",
    "rule": "#3c444d",
    "box": "#1d242c",
    "ground": "#14181c",
}


@dataclass(frozen=True)
class Attachment:
    """A file that an edition carries: what it was made of."""

    name: str  # "sources.json"
    media_type: str
    data: bytes
    relationship: str  # ISO 32000-2, 14.13: "Source" for what it was made of, "Data" for what stands behind it
    description: str


@dataclass(frozen=True)
class Draft:
    """What a draft shows that an edition does not."""

    findings: Mapping[int, tuple[str, ...]]  # what check says, read before the block at that place of `Document.blocks`


@dataclass(frozen=True)
class Document:
    """An edition without source positions and without format.

    `blocks` hold, in order: the key topics (a Div with the id `key-topics`: a Para with the class-free label in Strong,
    then a BulletList of links to the sections), then each section: a Header of level 1 with its id (and the attribute
    `lang` where the section is in another language than the edition), and its blocks. The contents are printed between
    the key topics and the first section. Behind the sections stand, where the series wants them, calendar, abbreviations
    and sources: sections as well, whose Headers have the class `generated`.
    Every Note is an inline of pandoc's, holding Para blocks only; its number is its place in document order, from 1.
    An Image names a file by its absolute path, or a picture of `pictures` as `picture:timeline.svg`.
    """

    edition: str  # "2025-Q3"
    slug: str  # "internet-governance", for file names
    title: str  # the series
    period: str  # "3rd quarter of 2025"
    authors: tuple[str, ...]
    publisher: str
    published: str  # ISO 8601, "2025-10-06", or ""
    published_text: str  # "6 October 2025", or ""
    language: str  # BCP 47, "en-GB"
    notes: NotesStyle
    labels: Labels
    blocks: tuple[Block, ...]
    license: str = ""  # "CC-BY-4.0", or words
    identifier: str = ""  # "doi:10.5281/zenodo.1", "urn:…", an address
    imprint: tuple[str, ...] = ()  # further lines of the cover: revisions, identifier, licence
    paper: str = "A4"  # or "letter"
    numerals: str = "lining"  # or "old-style"
    logo: str = ""  # an absolute path; its alternative text is `logo_text`, it stands before the cover's lines
    template: str = ""  # the absolute path of the series' own Word template
    theme: Theme = field(default_factory=Theme)
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # drawn for this edition, by name: "timeline.svg"
    attachments: tuple[Attachment, ...] = ()
    draft: Draft | None = None


def logo_text(document: Document) -> str:
    """Return the alternative text of the cover's logo: whose it is."""
    return document.publisher or document.title


def cover(document: Document) -> list[tuple[str, str]]:
    """Return the lines of the cover in order, each with its name: title, period, authors, publisher, published, imprint."""
    lines = [("title", document.title), ("period", document.period), ("authors", ", ".join(document.authors))]
    lines += [("publisher", document.publisher), ("published", document.published_text)]
    return [(name, text) for name, text in [*lines, *(("imprint", text) for text in document.imprint)] if text]


@dataclass(frozen=True)
class Heading:
    """A line of the contents."""

    level: int
    identifier: str
    inlines: tuple[Inline, ...]  # without notes and links
    language: str = ""  # where it is not the edition's


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """Yield each element (a dict with `t`) below `node`, parents first, in document order."""
    if isinstance(node, dict):
        if "t" in node:
            yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from walk(value)


def note_contents(document: Document) -> list[list[Block]]:
    """Return the blocks of each note; note number n is at index n - 1."""
    return [element["c"] for element in walk(document.blocks) if element["t"] == "Note"]


def headings(document: Document, depth: int = 2) -> list[Heading]:
    """Return the lines of the contents down to level `depth`, without the notes that headings carry.

    A heading of the class `unlisted`, which is pandoc's word for it, is left out.
    """
    return [
        Heading(block["c"][0], block["c"][1][0], tuple(unnoted(block["c"][2])), language)
        for language, blocks in by_language(document.blocks)
        for block in blocks
        if block["t"] == "Header" and block["c"][0] <= depth and "unlisted" not in block["c"][1][1]
    ]


def by_language(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """Return the blocks section by section, each with its language, or nothing where that is the edition's."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            found.append((dict(block["c"][1][2]).get("lang", ""), []))
        found[-1][1].append(block)
    return found


def unnoted(inlines: Sequence[Inline]) -> list[Inline]:
    """Return `inlines` with notes taken out and links replaced by their text."""
    result: list[Inline] = []
    for inline in inlines:
        kind = inline["t"]
        if kind == "Note":
            continue
        if kind == "Link":
            result += unnoted(inline["c"][1])
        elif kind in _WITH_INLINES:
            result.append({"t": kind, "c": unnoted(inline["c"])})
        elif kind == "Span":
            (_, classes, named), words = inline["c"][0], unnoted(inline["c"][1])
            result += [{"t": kind, "c": [["", classes, named], words]}] if words else []  # an id stands once
        else:
            result.append(inline)
    return result
