"""The parser: markdown-it-py with the rules of our subset, and ours for citations and notes.

Citations follow pandoc (https://pandoc.org/MANUAL.html#citation-syntax): `[@key]`, `[see @key, p. 3; -@other]`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from igreport.sources.markdown import markers, places, prose

# Deeper than any report; markdown-it stops reading at its limit, so a finding comes well before it.
NESTING_LIMIT = 60
DEEPEST = NESTING_LIMIT - 10
LONGEST_LABEL = 1_000  # characters, as CommonMark's link labels have at most
LONGEST_BRACKETS = 5_000  # characters of a note, a citation or a link's text
LONGEST_PARAGRAPH = 100_000  # characters
# Marks of a kind in a paragraph: each looks for its partner, a bracket several times, so that more would take ever longer.
MOST_MARKS = {"[": 500, **dict.fromkeys("*_\"'`", 2_000)}

# A citation key, as pandoc reads it: letters, digits and underscores, single marks between them; or anything in braces.
_KEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w+(?:[:.#$%&+?<>~/-]\w+)*))"
_CITED = re.compile(r"(?P<prefix>.*?)(?<!\w)(?P<minus>-?)" + _KEY + r"(?P<suffix>.*)", re.DOTALL)
_MENTION = re.compile(_KEY)
_LANGUAGE = re.compile(
    r"\{lang=(?:\"(?P<quoted>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\"|(?P<plain>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}))\}"
)
_QUOTES = {"de": "„“‚‘", "en": "“”‘’"}  # CLDR's quotation marks
_RULES = {
    "core": [
        "normalize",
        "list_markers",
        "block",
        "restore",
        "inline",
        "words",
        "smartquotes",
        "caption_quotes",
        "text_join",
    ],
    "block": [
        "table",
        "code",
        "fence",
        "blockquote",
        "hr",
        "list",
        "footnote_def",
        "reference",
        "html_block",
        "heading",
        "lheading",
        "paragraph",
    ],
    "inline": [
        "text",
        "newline",
        "escape",
        "backticks",
        "emphasis",
        "note",
        "span",
        "citation",
        "link",
        "image",
        "autolink",
        "html_inline",
        "entity",
        "mention",
    ],
    "inline2": ["balance_pairs", "emphasis", "fragments_join"],
}


_FOR_PRINT = ("smartquotes", "caption_quotes", "text_join")


class _State(StateInline):
    """An inline state that tells each token where it was read, and remembers where brackets end."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.ends: dict[tuple[int, bool, int, int], int] = {}

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["offset"] = self.pos
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Helpers(NamedTuple):
    """What markdown-it's rules for links and images look up."""

    parseLinkLabel: Callable[..., int]  # noqa: N815 (the names are markdown-it's)
    parseLinkDestination: Callable[..., Any] = helpers.parseLinkDestination  # noqa: N815
    parseLinkTitle: Callable[..., Any] = helpers.parseLinkTitle  # noqa: N815


def _bracket_end(state: StateInline, start: int, disable_nested: bool = False) -> int:
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


@functools.cache
def parser(language: str, is_printed: bool = True) -> MarkdownIt:
    """Return the parser for texts in that language ("en-GB"), whose quotation marks it sets where they are printed."""
    quotes = _QUOTES.get(language.partition("-")[0], _QUOTES["en"])
    markdown = MarkdownIt("zero", {"maxNesting": NESTING_LIMIT, "html": True, "typographer": True, "quotes": quotes})
    markdown.inline = _Inline()
    markdown.helpers = _Helpers(_bracket_end)  # type: ignore[assignment]
    markdown.core.ruler.before("block", "list_markers", _replace_list_markers)
    markdown.core.ruler.after("block", "restore", _restore_text)
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    markdown.inline.ruler.before("link", "note", _note)
    markdown.inline.ruler.after("note", "citation", _citation)
    markdown.inline.ruler.at("image", _image)
    markdown.inline.ruler.push("mention", _mention)
    markdown.inline.ruler.before("citation", "span", _span)
    markdown.inline.ruler.at("link", _link)
    markdown.core.ruler.after("inline", "words", prose.find)
    markdown.core.ruler.after("smartquotes", "caption_quotes", _quote_captions)
    markdown.core.ruler.enableOnly([rule for rule in _RULES["core"] if is_printed or rule not in _FOR_PRINT])
    markdown.block.ruler.enableOnly(_RULES["block"])
    markdown.inline.ruler.enableOnly(_RULES["inline"])
    markdown.inline.ruler2.enableOnly(_RULES["inline2"])
    return markdown


def _replace_list_markers(state: StateCore) -> None:
    state.env["lines"] = state.src.split("\n")
    state.src = "\n".join(markers.to_digits(line) for line in state.env["lines"])


def _restore_text(state: StateCore) -> None:
    """Give each block its own words back where they looked like a list marker, and note where its lines begin."""
    lines, read_lines = state.env["lines"], state.src.split("\n")
    cell = (-1, 0)  # the line of the last table cell and the column behind it
    in_cell = False
    for token in state.tokens:
        if token.type in ("th_open", "td_open"):
            in_cell = True
        elif token.type in ("th_close", "td_close"):
            in_cell = False
        elif token.type == "inline" and token.map:
            first, last = token.map
            if in_cell:
                start = read_lines[first].find(token.content, cell[1] if cell[0] == first else 0)
                token.meta["columns"] = (max(start, 0) + 1,)
                cell = (first, max(start, 0) + len(token.content))
                continue
            if limit := _exceeded(token.content):
                token.meta["exceeds"], token.content = limit, ""
            first += places.skipped(token.content, read_lines[first:last])
            token.map = [first, last]
            token.meta["columns"] = places.columns(token.content, read_lines[first:last])
            if read_lines[first:last] != lines[first:last]:
                token.content = _original(token, lines[first:last])


def _exceeded(text: str) -> str:
    """Return what a paragraph has too much of to be read, or nothing."""
    if len(text) > LONGEST_PARAGRAPH:
        return f"{LONGEST_PARAGRAPH:,} characters"
    return next((f"{most:,} of the mark {mark}" for mark, most in MOST_MARKS.items() if text.count(mark) > most), "")


def _original(token: Token, lines: list[str]) -> str:
    parts = token.content.split("\n")
    starts = token.meta["columns"]
    restored = [
        line[max(column - 1, 0) : max(column - 1, 0) + len(part)]
        for part, line, column in zip(parts, lines, starts, strict=False)
    ]
    return "\n".join([*restored, *parts[len(restored) :]])


def _list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A list, except where it would end a paragraph outside of a list: pandoc wants a blank line there."""
    if silent and state.parentType == "paragraph" and state.listIndent < 0 and not _in_list(state):
        return False
    return bool(list_block(state, start_line, end_line, silent))


def _in_list(state: StateBlock) -> bool:
    depth = 0
    for token in reversed(state.tokens):
        depth += token.nesting if token.type.startswith("list_item_") else 0
        if depth > 0:
            return True
        if token.level == 0 and token.nesting == 1 and token.type != "paragraph_open":
            return False
    return False


def cells(line: str) -> int:
    """Return how many cells a table's line has."""
    parts = escapedSplit(line.strip())
    return len(parts) - (1 if parts and not parts[0] else 0) - (1 if len(parts) > 1 and not parts[-1] else 0)


def _note(state: StateInline, silent: bool) -> bool:
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
    end = _bracket_end(state, start + 1)
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


def _image(state: StateInline, silent: bool) -> bool:
    """An image; what stands in its brackets is read like any text, and tells its place in the block."""
    start, count = state.pos, len(state.tokens)
    found = image(state, silent)
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
    for token in state.tokens[count:] if found else ():
        for child in token.children or ():
            _move(child.meta, start + len("!["))
    return found


def _span(state: StateInline, silent: bool) -> bool:
    """Words of another language, as pandoc's bracketed spans have it: `[le multilatéralisme]{lang=fr}`."""
    start = state.pos
    if state.src[start] != "[" or "]{lang=" not in state.src[start : state.posMax]:
        return False
    end = _bracket_end(state, start)
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


def _link(state: StateInline, silent: bool) -> bool:
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


def _quote_captions(state: StateCore) -> None:
    """Set the quotation marks in images' texts, which markdown-it leaves alone."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image":
                process_inlines(child.children or [], state)


def _push(state: StateInline, kind: str, nesting: Literal[-1, 0, 1], content: str) -> Token:
    """Push a token; its content is what quotation marks beside it see, which open or close by their neighbours."""
    token = state.push(kind, "", nesting)
    token.content = content
    return token


def _citation(state: StateInline, silent: bool) -> bool:
    """A citation in brackets; each of its parts, between semicolons, cites one source."""
    start = state.pos
    if state.src[start] != "[" or "@" not in state.src[start : state.posMax]:
        return False
    end = _bracket_end(state, start)
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


def _mention(state: StateInline, silent: bool) -> bool:
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
