"""Inlines of any document → those that a section's Markdown knows: words, emphasis, links, images, citations and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from igreport.exchange.imported import Change
from igreport.exchange.words import as_inlines
from igreport.model.document import Block, Inline
from igreport.sources.markdown.inlines import CONTROL

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_BLANKS = frozenset(["Space", "SoftBreak", "LineBreak"])
_UNWRAPPED = {
    "Underline": "underlined",
    "SmallCaps": "small capitals",
    "Strikeout": "struck out",
    "Superscript": "raised",
    "Subscript": "lowered",
}


class Inlines:
    """Reads inlines; `note` turns a note's blocks into paragraphs."""

    def __init__(self, changes: list[Change], note: Callable[[Sequence[Block]], list[Block]]) -> None:
        self.changes, self.note, self.depth = changes, note, 0

    def changed(self, kind: str, text: str) -> None:
        self.changes.append(Change(0, kind, text))

    def read(self, inlines: Sequence[Inline]) -> list[Inline]:
        """Return `inlines` in the subset, words joined and blanks at the ends taken away."""
        return trimmed(joined(self._read(inlines)))

    def _read(self, inlines: Sequence[Inline]) -> list[Inline]:
        result: list[Inline] = []
        for inline in inlines:
            result += self._one(inline)
        return result

    def _one(self, inline: Inline) -> list[Inline]:
        kind, content = inline["t"], inline.get("c", [])
        if kind == "Str":
            return words(content) if CONTROL.search(content or "") else [inline] if content else []
        if kind in ("Space", "SoftBreak"):
            return [{"t": "Space"}]
        if kind in ("Emph", "Strong"):
            return self._emphasis(kind, content)
        if kind in _UNWRAPPED:
            self.changed("emphasis", f"{_UNWRAPPED[kind]} text is now plain: {plain_of(content)[:40]}")
            return self._read(content or [])
        if kind == "Note":
            return self._note(content)
        return self._other(kind, content, inline)

    def _other(self, kind: str, content: Any, inline: Inline) -> list[Inline]:
        if kind == "Quoted":
            left, right = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            return [{"t": "Str", "c": left}, *self._read(content[1]), {"t": "Str", "c": right}]
        if kind in ("Code", "Math"):
            self.changed("code", f"code or a formula is now text: {content[1][:40]}")
            return words(content[1])
        if kind == "RawInline":
            return self._raw(content)
        if kind == "Link":
            return self._link(content)
        if kind == "Image":
            return [{"t": "Image", "c": [["", [], []], on_one_line(self.read(content[1])), [content[2][0], ""]]}]
        if kind in ("Span", "Cite"):
            return self._read(content[1]) if kind == "Span" else [inline]
        return [inline] if kind == "LineBreak" else []

    def _emphasis(self, kind: str, content: Any) -> list[Inline]:
        """Return emphasis with blanks, breaks and notes at its ends outside of it: `** word**` is not emphasis."""
        inner = [
            child for inline in self._read(content) for child in (inline["c"] if inline["t"] == kind else [inline])
        ]
        inner = joined(inner)
        before: list[Inline] = []
        after: list[Inline] = []
        while inner and inner[0]["t"] in (*_BLANKS, "Note"):
            before.append(inner.pop(0))
        while inner and inner[-1]["t"] in (*_BLANKS, "Note"):
            after.insert(0, inner.pop())
        return [*before, *([{"t": kind, "c": inner}] if inner else []), *after]

    def _raw(self, content: Any) -> list[Inline]:
        if re.match(r"<br\b", content[1], re.IGNORECASE):
            return [{"t": "LineBreak"}]
        text = without_tags(content[1])
        if text:
            self.changed("raw", f"raw {content[0]} is now text: {text[:40]}")
        return words(text)

    def _link(self, content: Any) -> list[Inline]:
        """Return a link; the notes in its text stand behind it."""
        text = self.read(content[1])
        notes = [inline for inline in text if inline["t"] == "Note"]
        images = [inline for inline in text if inline["t"] == "Image"]
        text = [inline for inline in text if inline["t"] not in ("Note", "Image")]
        return [*images, {"t": "Link", "c": [["", [], []], text, [content[2][0], ""]]}, *notes]

    def _note(self, content: Any) -> list[Inline]:
        if self.depth:
            self.changed("note", "a note inside a note stands in brackets there")
            return [{"t": "Space"}, {"t": "Str", "c": "("}, *_first(self.note(content)), {"t": "Str", "c": ")"}]
        self.depth += 1
        blocks = self.note(content)
        self.depth -= 1
        if not blocks:
            self.changed("note", "an empty note was left out")
        return [{"t": "Note", "c": blocks}] if blocks else []


def _first(blocks: Sequence[Block]) -> list[Inline]:
    result: list[Inline] = []
    for block in blocks:
        result += [{"t": "Space"}, *block["c"]] if result else block["c"]
    return result


def words(text: str) -> list[Inline]:
    """Return plain text as inlines."""
    return as_inlines(CONTROL.sub(" ", text).replace("\r", " "))


def without_tags(text: str) -> str:
    """Return the words of raw HTML."""
    return _TAG.sub("", text)


def joined(inlines: Sequence[Inline]) -> list[Inline]:
    """Return `inlines` with neighbouring words in one Str, and one Space where there were several blanks."""
    result: list[Inline] = []
    for inline in inlines:
        last = result[-1]["t"] if result else ""
        if inline["t"] == "Str" and last == "Str":
            result[-1] = {"t": "Str", "c": result[-1]["c"] + inline["c"]}
        elif inline["t"] in ("Emph", "Strong") and last == inline["t"]:
            result[-1] = {"t": last, "c": joined([*result[-1]["c"], *inline["c"]])}
        elif inline["t"] == "Space" and last in _BLANKS:
            continue
        elif inline["t"] == "LineBreak" and last == "Space":
            result[-1] = inline
        else:
            result.append(inline)
    return result


def trimmed(inlines: Sequence[Inline]) -> list[Inline]:
    """Return `inlines` without blanks at their ends."""
    result = list(inlines)
    while result and result[0]["t"] in _BLANKS:
        result.pop(0)
    while result and result[-1]["t"] in _BLANKS:
        result.pop()
    return result


def on_one_line(inlines: Sequence[Inline]) -> list[Inline]:
    """Return `inlines` with blanks for line breaks."""
    return trimmed(joined([{"t": "Space"} if inline["t"] in _BLANKS else inline for inline in inlines]))


def plain_of(inlines: Sequence[Inline]) -> str:
    """Return the words of inlines as text, notes aside."""
    result = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            result += str(content)
        elif kind in _BLANKS:
            result += " "
        elif kind in ("Emph", "Strong", *_UNWRAPPED):
            result += plain_of(content or [])
        elif kind in ("Link", "Span", "Image", "Quoted", "Cite"):
            result += plain_of((content or [[], []])[1])
        elif kind in ("Code", "Math"):
            result += content[1] if content else ""
    return result
