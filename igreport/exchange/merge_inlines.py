"""Inline Markdown → words, signs and notes, each with the Markdown that it comes from."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token as Parsed

from igreport.exchange.merge_units import IMAGE, NOTE, WORD, Mark, Token, notes_first
from igreport.sources.markdown import syntax

_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_ADDRESS = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:.*$", re.MULTILINE)
_DASHES = (("---", "—"), ("--", "–"), ("...", "…"))
_KINDS = {"em": "em", "strong": "strong", "link": "link"}
_DESTINATION = re.compile(
    r"\]\(\s*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)


def inline_tokens(children: Sequence[Parsed], content: str) -> tuple[Token, ...] | None:
    """Return the tokens of a block's inlines with their Markdown, or None where the two cannot be told together."""
    walker = _Walker(content)
    try:
        walker.walk(children)
    except _LostError:
        return None
    if walker.found:
        walker.found[-1] = replace(walker.found[-1], tail=content[walker.end :])
    return tuple(walker.found)


class _LostError(Exception):
    """What was parsed and the Markdown differ."""


class _Walker:
    """Goes through a block's parsed inlines and its Markdown side by side."""

    def __init__(self, content: str) -> None:
        self.content, self.position = content, 0
        self.found: list[Token] = []
        self.end = 0  # behind the last token
        self.blank = ""
        self.marks: tuple[Mark, ...] = ()

    def walk(self, children: Sequence[Parsed]) -> None:
        depth = 0  # in a note that is written here
        for child in children:
            if child.type == "note_close":
                depth -= 1
            elif depth:
                depth += child.type == "note_open"
            elif child.type == "note_open":
                depth += 1
                self._atom(NOTE, child.meta["end"])
            else:
                self._one(child)

    def _one(self, child: Parsed) -> None:
        kind = child.type
        if kind in ("text", "mention", "text_special"):
            self._text(child.content)
        elif kind in ("citation", "note_ref"):
            self.position = child.meta["offset"]
            self._atom(NOTE, child.meta["end"])
        elif kind in ("softbreak", "hardbreak"):
            start = self.position
            match = re.compile(r"[ \t]*\\?\n[ \t]*").match(self.content, start)
            if not match:
                raise _LostError
            self.position, self.blank = match.end(), match[0]
        elif kind == "image":
            self.position = child.meta["offset"]
            self._atom(IMAGE, child.meta["end"])
        elif kind.endswith("_open") and kind[:-5] in _KINDS:
            self._open(child)
        elif kind.endswith("_close") and kind[:-6] in _KINDS:
            self._close()
        elif kind in ("html_inline", "code_inline"):
            if child.content.startswith("<!--") and self.content.startswith(child.content, self.position):
                self.position += len(child.content)
            else:
                raise _LostError
        else:
            raise _LostError

    def _open(self, child: Parsed) -> None:
        kind = child.type[:-5]
        if kind == "link":
            target = unquote(str(child.attrs.get("href", "")))
            opening = self.content[self.position : self.position + 1]
            if opening not in ("[", "<"):
                raise _LostError
            self.position += 1
            self.marks = (*self.marks, Mark(f"link:{target}", opening, f"]({target})" if opening == "[" else ">"))
            return
        if not self.content.startswith(child.markup, self.position):
            raise _LostError
        self.position += len(child.markup)
        self.marks = (*self.marks, Mark(kind, child.markup, child.markup))

    def _close(self) -> None:
        mark = self.marks[-1]
        self.marks = self.marks[:-1]
        if mark.opening != "[":
            self.position += len(mark.closing)
            return
        match = _DESTINATION.match(self.content, self.position) or re.compile(r"\](?:\[[^\[\]]*\])?").match(
            self.content, self.position
        )
        if not match:
            raise _LostError
        self.position = match.end()
        written = Mark(mark.kind, mark.opening, match[0])
        for index in range(len(self.found) - 1, -1, -1):
            if mark not in self.found[index].marks:
                break
            marks = tuple(written if own is mark else own for own in self.found[index].marks)
            self.found[index] = replace(self.found[index], marks=marks)

    def _atom(self, kind: str, end: int) -> None:
        source = self.content[self.position : end]
        self._add(kind, source if kind == NOTE else "", self.position, end)

    def _text(self, text: str) -> None:
        signs = _typographic([(sign, *self._sign(sign)) for sign in text])
        word: list[tuple[str, int, int]] = []
        for sign in signs:
            is_part = re.fullmatch(r"\w", sign[0]) is not None
            if word and not is_part:
                self._word(word)
                word = []
            if sign[0] in " \t\n":
                self.blank += self.content[sign[1] : sign[2]]
            elif is_part:
                word.append(sign)
            else:
                self._word([sign])
        if word:
            self._word(word)

    def _word(self, signs: list[tuple[str, int, int]]) -> None:
        self._add(WORD, "".join(sign[0] for sign in signs), signs[0][1], signs[-1][2])

    def _add(self, kind: str, text: str, start: int, end: int) -> None:
        has_blank = bool(self.blank) and kind != NOTE and bool(self.found)
        gap, source = self.content[self.end : start], self.content[start:end]
        number = len(self.found)
        self.found.append(Token(kind, text, has_blank, self.marks, source, self.blank, number, gap))
        self.position, self.end, self.blank = max(end, self.position), end, ""

    def _sign(self, sign: str) -> tuple[int, int]:
        """Return where the Markdown of one printed sign stands, and go behind it."""
        start, here = self.position, self.content[self.position : self.position + 1]
        if here == "\\" and self.content[start + 1 : start + 2] == sign:
            self.position += 2
        elif (here == "&" and here != sign) or (here == "&" and _ENTITY.match(self.content, start)):
            match = _ENTITY.match(self.content, start)
            if not match or html.unescape(match[0]) != sign:
                self.position += 1
                if here != sign:
                    raise _LostError
            else:
                self.position = match.end()
        elif here == sign or here in "\"'":
            self.position += 1
        else:
            raise _LostError
        return start, self.position


def _typographic(signs: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return signs with dashes and dots as they are printed: `--` is one sign."""
    text = "".join(sign[0] for sign in signs)
    spared = [match.span() for match in re.finditer(r"[^ ]*(?:://|\bwww\.)[^ ]*", text)]
    result: list[tuple[str, int, int]] = []
    index = 0
    while index < len(signs):
        found = next((pair for pair in _DASHES if text.startswith(pair[0], index)), None)
        if found and not any(start <= index < end for start, end in spared):
            last = index + len(found[0]) - 1
            result.append((found[1], signs[index][1], signs[last][2]))
            index = last + 1
        else:
            result.append(signs[index])
            index += 1
    return result


def parse_inline(text: str, language: str, section: str = "") -> tuple[Token, ...] | None:
    """Return the tokens of one paragraph of Markdown; `section` is the text that defines the addresses of its links."""
    whole = "\n".join([text, "", *_ADDRESS.findall(section)])
    parsed: list[Any] = [token for token in syntax.parser(language).parse(whole) if token.type == "inline"]
    if len(parsed) != 1:
        return None
    read = inline_tokens(parsed[0].children or [], parsed[0].content)
    return None if read is None else notes_first(read)
