"""Pandoc's AST → its words: what an importer read, and what a section's file says again when it is read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from igreport.exchange import sources, words
from igreport.model.document import Block

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_BLANK = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_TEXT_LAST = frozenset(["Code", "Math", "RawInline", "CodeBlock", "RawBlock"])  # their text is the second part of `c`
_BLOCKS = frozenset("Para Plain Header CodeBlock RawBlock LineBlock Figure HorizontalRule".split())


@dataclass
class Text:
    """What an AST says: the text of its blocks, of its notes, and the addresses of its links outside of notes."""

    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the text, its notes aside."""
        return tuple(word for block in self.blocks for word in words.of_text(block))

    @property
    def note_words(self) -> tuple[tuple[str, ...], ...]:
        """Return the words of each note."""
        return tuple(words.of_text(note) for note in self.notes)


def read(blocks: Sequence[Block]) -> Text:
    """Return the text of blocks."""
    text = Text()
    for block in _leaves(blocks):
        text.headings += block["t"] == "Header"
        words_of_block = inlines(_content(block), text)
        if words_of_block.strip():
            text.blocks.append(words_of_block)
    return text


def _leaves(node: Any) -> Iterator[Block]:
    """Yield the blocks that hold text, in order."""
    if isinstance(node, dict) and node.get("t") in _BLOCKS:
        yield node
    elif isinstance(node, dict):
        yield from _leaves(node.get("c"))
    elif isinstance(node, list | tuple):
        if node and all(isinstance(child, dict) and "t" in child for child in node) and _is_inline(node[0]):
            yield {"t": "Plain", "c": list(node)}  # the term of a definition
            return
        for child in node:
            yield from _leaves(child)


def _is_inline(node: dict[str, Any]) -> bool:
    return node["t"] in ("Str", "Emph", "Strong", "Link", "Code", "Span", "Quoted")


def _content(block: Block) -> Any:
    kind, content = block["t"], block.get("c")
    if kind == "Figure" and content:
        caption = [inline for part in _leaves(content[1][1]) for inline in _content(part)]
        return caption or [inline for part in _leaves(content[2]) for inline in _content(part)]
    if kind == "LineBlock":
        return [inline for line in content or [] for inline in [*line, {"t": "LineBreak"}]]
    if kind in _TEXT_LAST:
        return [block]
    return (content or [[], [], []])[2] if kind == "Header" else content or []


def inlines(nodes: Sequence[Any], text: Text) -> str:
    """Return the text of inlines; notes and links go to `text`."""
    result = ""
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            result += content
        elif kind in _BLANK:
            result += _BLANK[kind]
        elif kind == "Note":
            text.notes.append(note(content))
        elif kind in _TEXT_LAST:
            result += _TAG.sub("", _BREAK.sub("\n", content[1])) if kind.startswith("Raw") else content[1]
        elif kind == "Quoted":
            left, right = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            result += left + inlines(content[1], text) + right
        elif kind == "Link":
            text.links.append(content[2][0])
            result += inlines(content[1], text)
        elif kind in ("Span", "Image"):
            result += inlines(content[1], text)
        elif kind == "Cite":
            continue  # it is printed as a note
        else:
            result += inlines(content, text)
    return result


def note(blocks: Sequence[Block]) -> str:
    """Return the text of a note: a link's address behind its text, where that does not show it; a note in it in brackets."""
    inside = Text()
    parts = [_note_inlines(_content(block), inside) for block in _leaves(blocks)]
    return "\n".join(parts)


def _note_inlines(nodes: Sequence[Any], text: Text) -> str:
    result = ""
    for node in nodes:
        if node["t"] == "Link" and sources.is_web(node["c"][2][0]):
            shown = inlines(node["c"][1], text)
            result += shown if words.is_address(shown, node["c"][2][0]) else f"{shown} {node['c'][2][0]} "
        elif node["t"] == "Note":
            result += f" ({note(node['c'])})"
        elif node["t"] in ("Emph", "Strong", "Superscript", "Subscript", "Underline", "SmallCaps", "Strikeout"):
            result += _note_inlines(node["c"], text)
        else:
            result += inlines([node], text)
    return result
