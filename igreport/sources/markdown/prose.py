"""Inline tokens → the words that a reader sees, each with its place in the source of its block.

Runs as a rule of the parser, before quotation marks are set and neighbouring texts are joined: until then each token is as
long as its source, so that one walk over both finds every place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from igreport.model.prose import NOTE

_BLANKS = " \t"


@dataclass
class RawCall:
    """A note's call: its place among the words, and in the source."""

    position: int
    keys: tuple[str, ...]
    locators: tuple[str, ...]
    label: str
    start: int
    end: int


@dataclass
class Words:
    """What a row of tokens says, as in `igreport.model.prose.Prose`; `notes` are those written in the row, by label."""

    text: str = ""
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)
    calls: list[RawCall] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    foreign: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[tuple[str, Words]] = field(default_factory=list)


def find(state: StateCore) -> None:
    """A rule of the parser: put the words of each inline token into its `meta["words"]`."""
    for token in state.tokens:
        if token.type == "inline":
            walk = _Walk(token.content, 0, len(token.content))
            walk.read(token.children or ())
            token.meta["words"] = walk.words


class _Walk:
    """A walk over tokens and their source; a class only because each step moves the same three things."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.at, self.end = source, start, end
        self.words = Words()
        self.parts: list[str] = []
        self.length = 0
        self.open: list[int] = []  # where emphasised words began
        self.targets: list[tuple[int, str]] = []  # where links began, and their targets
        self.is_address = False  # inside of `<https://…>`

    def read(self, tokens: Sequence[Token]) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "note_open":
                index = self._note(tokens, index)
            else:
                self._step(token)
            index += 1
        self.words.text = "".join(self.parts)

    def _step(self, token: Token) -> None:
        kind = token.type
        if kind == "text" and not self.is_address:
            self._emit(token.content, len(token.content))
        elif kind == "text_special":
            self._emit(token.content, len(token.markup) or 1)
        elif kind in ("softbreak", "hardbreak"):
            self._break()
        elif kind in ("em_open", "strong_open"):
            self.at += len(token.markup)
            self.open.append(self.length)
        elif kind in ("em_close", "strong_close"):
            self.at += len(token.markup)
            self.words.emphasis.append((self.open.pop() if self.open else 0, self.length))
        elif kind in ("link_open", "link_close"):
            self._link(token)
        elif kind in ("citation", "note_ref"):
            self._call(token)
        elif kind == "mention":
            self._emit(token.content, token.meta["end"] - token.meta["offset"])
        elif kind == "image":
            self._whole(token.meta.get("end", self.at + 1))
        elif kind == "html_inline":
            self.at = token.meta["offset"] + len(token.content)
        elif kind == "code_inline":
            self._whole(token.meta["offset"] + len(token.content) + 2 * len(token.markup))
        elif kind == "span_open":
            self.at = token.meta["offset"]
            self.targets.append((self.length, str(token.attrs.get("lang", ""))))
        elif kind == "span_close":
            start, language = self.targets.pop() if self.targets else (0, "")
            self.words.foreign.append((start, self.length, language))
            self.at = token.meta["end"]

    def _emit(self, text: str, source_length: int) -> None:
        if not text:
            return
        self.words.pieces.append((self.length, self.at, len(text), source_length))
        self.parts.append(text)
        self.length += len(text)
        self.at += source_length

    def _whole(self, end: int) -> None:
        """Emit what is no word, as a picture or code, as one character."""
        self._emit(NOTE, max(end - self.at, 1))

    def _break(self) -> None:
        """A line break: the blanks before it, a backslash, and the blanks that open the next line are no words."""
        line_feed = self.source.find("\n", self.at, self.end)
        self.at = self.at if line_feed < 0 else line_feed
        self._emit("\n", 1)
        while self.at < self.end and self.source[self.at] in _BLANKS:
            self.at += 1

    def _link(self, token: Token) -> None:
        if token.type == "link_open":
            self.at += 1
            self.targets.append((self.length, str(token.attrs.get("href", ""))))
            if token.info == "auto":
                self._address()
            return
        start, target = self.targets.pop() if self.targets else (0, "")
        self.words.links.append((start, self.length, target))
        self.at = token.meta.get("end", self.at + 1)
        self.is_address = False

    def _address(self) -> None:
        """Emit the address of `<https://…>` as it is written: the token's text is decoded."""
        close = self.source.find(">", self.at)
        address = self.source[self.at : close]
        self._emit(address, len(address))
        self.is_address = True

    def _call(self, token: Token) -> None:
        meta = token.meta
        parts = meta.get("parts", ())
        keys = tuple(part["key"] for part in parts)
        locators = tuple(part["suffix"] for part in parts)
        self.at = meta["offset"]
        self.words.calls.append(RawCall(self.length, keys, locators, meta.get("label", ""), self.at, meta["end"]))
        self._whole(meta["end"])

    def _note(self, tokens: Sequence[Token], index: int) -> int:
        """Read a note that is written here, and return the index of the token that closes it."""
        opening, depth, last = tokens[index], 0, index
        for last in range(index, len(tokens)):
            depth += {"note_open": 1, "note_close": -1}.get(tokens[last].type, 0)
            if depth == 0:
                break
        start, end = opening.meta["offset"], opening.meta["end"]
        inner = _Walk(self.source, start + 2, end - 1)
        inner.read(tokens[index + 1 : last])
        label = f"^{start}"
        self.at = start
        self.words.notes.append((label, inner.words))
        self.words.calls.append(RawCall(self.length, (), (), label, start, end))
        self._whole(end)
        return last
