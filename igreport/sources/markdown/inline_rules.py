"""Inline rules of our own: notes, citations, words of another language, and links and images that tell where they end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link
from markdown_it.token import Token

LONGEST_LABEL = 1_000  # characters, as CommonMark's link labels have at most
LONGEST_BRACKETS = 5_000  # characters of a note, a citation or a link's text

# A citation key, as pandoc reads it: letters, digits and underscores, single marks between them; or anything in braces.
_KEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w+(?:[:.#$%&+?<>~/-]\w+)*))"
_CITED = re.compile(r"(?P<prefix>.*?)(?<!\w)(?P<minus>-?)" + _KEY + r"(?P<suffix>.*)", re.DOTALL)
_MENTION = re.compile(_KEY)
_LANGUAGE = re.compile(
    r"\{lang=(?:\"(?P<quoted>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\"|(?P<plain>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}))\}"
)
# How wide a picture is printed, in hundredths of the text's width.
_WIDTH = re.compile(r"\{ ?width=(?P<quote>\"?)(?P<width>[1-9][0-9]?|100)%(?P=quote) ?\}")


class State(StateInline):
    """An inline state that tells each token where it was read, and remembers where brackets end."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.ends: dict[tuple[int, bool, int, int], int] = {}

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["offset"] = self.pos
        return token


class Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class Helpers(NamedTuple):
    """What markdown-it's rules for links and images look up."""

    parseLinkLabel: Callable[..., int]  # noqa: N815 (the names are markdown-it's)
    parseLinkDestination: Callable[..., Any] = helpers.parseLinkDestination  # noqa: N815
    parseLinkTitle: Callable[..., Any] = helpers.parseLinkTitle  # noqa: N815


def bracket_end(state: StateInline, start: int, disable_nested: bool = False) -> int:
    """Return where the bracket that opens at `start` is closed, at most `LONGEST_BRACKETS` behind it, or -1.

    Four rules ask for the same bracket; with `disable_nested` one with a link inside counts as not closed.
    """
    ends: dict[tuple[int, bool, int, int], int] = getattr(state, "ends", {})
    key = start, disable_nested, state.posMax, state.level
    if key not in ends:
        rest = state.posMax
        state.posMax = min(rest, start + LONGEST_BRACKETS)
        ends[key] = parseLinkLabel(state, start, disable_nested)
        state.posMax = rest
    return ends[key]


def note(state: StateInline, silent: bool) -> bool:
    """A note: `[^label]`, defined elsewhere, or `^[…]`, written here."""
    start = state.pos
    if state.src.startswith("[^", start):
        end = state.src.find("]", start, start + LONGEST_LABEL)
        label = state.src[start + 2 : end]
        if end < 0 or end > state.posMax or not label or re.search(r"\s", label):
            return False
        if not silent:
            _push(state, "note_ref", 0, "[]").meta.update(label=label, end=end + 1)
        state.pos = end + 1
        return True
    if not state.src.startswith("^[", start):
        return False
    end = bracket_end(state, start + 1)
    if end < 0:
        return False
    if not silent:
        rest = state.posMax
        token = _push(state, "note_open", 1, " ")
        token.meta["end"] = end + 1
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.pos, state.posMax = end, rest
        _push(state, "note_close", -1, "]")
    state.pos = end + 1
    return True


def read_image(state: StateInline, silent: bool) -> bool:
    """An image and its width; what stands in its brackets is read like any text, and tells its place in the block."""
    start, count = state.pos, len(state.tokens)
    found = image(state, silent)
    width = _WIDTH.match(state.src, state.pos, state.posMax) if found else None
    if width:
        state.pos = width.end()
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
        state.tokens[-1].meta["width"] = f"{width['width']}%" if width else ""
    for token in state.tokens[count:] if found else ():
        for child in token.children or ():
            _move(child.meta, start + len("!["))
    return found


def span(state: StateInline, silent: bool) -> bool:
    """Words of another language, as pandoc's bracketed spans have it: `[le multilatéralisme]{lang=fr}`."""
    start = state.pos
    if state.src[start] != "[" or "]{lang=" not in state.src[start : state.posMax]:
        return False
    end = bracket_end(state, start)
    match = _LANGUAGE.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        rest = state.posMax
        state.pos, state.posMax = start + 1, end
        token = state.push("span_open", "span", 1)
        token.attrs["lang"] = match["quoted"] or match["plain"]
        state.md.inline.tokenize(state)
        state.pos, state.posMax = end, rest
        state.push("span_close", "span", -1).meta["end"] = match.end()
    state.pos = match.end()
    return True


def read_link(state: StateInline, silent: bool) -> bool:
    """A link; its last token tells where its source ends."""
    found = link(state, silent)
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
    return found


def _move(meta: dict[str, Any], offset: int) -> None:
    for key in ("offset", "end"):
        if key in meta:
            meta[key] += offset
    for part in meta.get("parts", ()):
        _move(part, offset)


def _push(state: StateInline, kind: str, nesting: Literal[-1, 0, 1], content: str) -> Token:
    """Push a token; its content is what quotation marks beside it see, which open or close by their neighbours."""
    token = state.push(kind, "", nesting)
    token.content = content
    return token


def citation(state: StateInline, silent: bool) -> bool:
    """A citation in brackets; each of its parts, between semicolons, cites one source."""
    start = state.pos
    if state.src[start] != "[" or "@" not in state.src[start : state.posMax]:
        return False
    end = bracket_end(state, start)
    if end < 0 or _is_link(state):
        return False
    parts, offset = [], start + 1
    for text in state.src[start + 1 : end].split(";"):
        match = _CITED.fullmatch(text)
        if match is None:
            return False
        parts.append((match, offset + match.start("minus") + len(match["minus"])))
        offset += len(text) + 1
    if not silent:
        token = _push(state, "citation", 0, "[]")
        token.meta.update(parts=[_part(match, at) for match, at in parts], end=end + 1)
    state.pos = end + 1
    return True


def _is_link(state: StateInline) -> bool:
    """Say whether the brackets here are a link's, as in `[@name](https://example.org)`."""
    start = state.pos
    found = link(state, True)
    state.pos = start
    return found


def _part(match: re.Match[str], offset: int) -> dict[str, Any]:
    key = match["braced"] or match["plain"]
    return {
        "key": key,
        "offset": offset,
        "end": match.start("suffix") - match.start("minus") - len(match["minus"]) + offset,
        "prefix": match["prefix"],
        "suffix": match["suffix"],
        "suppress": bool(match["minus"]),
    }


def mention(state: StateInline, silent: bool) -> bool:
    """A bare `@word`: text, remembered because it may be a citation without its brackets."""
    start = state.pos
    if state.src[start] != "@" or (start and (state.src[start - 1].isalnum() or state.src[start - 1] in "/_")):
        return False
    match = _MENTION.match(state.src, start, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content = match[0]
        token.meta.update(key=match["braced"] or match["plain"], end=match.end())
    state.pos = match.end()
    return True
