"""One edition, ready for every writer: citations resolved, notes in place and in order.

The blocks are pandoc's JSON AST (pandoc-types 1.23: https://hackage.haskell.org/package/pandoc-types), the common
language of all writers; what stands around them (title, dates, labels) is plain text here, so that no format formats a
date or numbers a note of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Document:
    """An edition without source positions and without format.

    `blocks` hold, in order: the key topics (a Div with the id `key-topics`: a Para with the class-free label in Strong,
    then a BulletList of links to the sections), then each section: a Header of level 1 with its id (and the attribute
    `lang` where the section is in another language than the edition), and its blocks.
    Every Note is an inline of pandoc's, holding Para blocks only; its number is its place in document order, from 1.
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
    """Return the lines of the contents down to level `depth`, without the notes that headings carry."""
    return [
        Heading(block["c"][0], block["c"][1][0], tuple(unnoted(block["c"][2])), language)
        for language, blocks in by_language(document.blocks)
        for block in blocks
        if block["t"] == "Header" and block["c"][0] <= depth
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
            result.append({"t": kind, "c": [inline["c"][0], unnoted(inline["c"][1])]})
        else:
            result.append(inline)
    return result
