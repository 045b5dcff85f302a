"""The parser: markdown-it-py with the rules of our subset, and ours for citations and notes.

Citations follow pandoc (https://pandoc.org/MANUAL.html#citation-syntax): `[@key]`, `[see @key, p. 3; -@other]`.
"""

from __future__ import annotations

import functools

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from igreport.sources.markdown import inline_rules, markers, places, prose

# Deeper than any report; markdown-it stops reading at its limit, so a finding comes well before it.
NESTING_LIMIT = 60
DEEPEST = NESTING_LIMIT - 10
LONGEST_PARAGRAPH = 100_000  # characters
# Marks of a kind in a paragraph: each looks for its partner, a bracket several times, so that more would take ever longer.
MOST_MARKS = {"[": 500, **dict.fromkeys("*_\"'`", 2_000)}

_MOST_QUOTES = 200  # of a title
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


@functools.cache
def parser(language: str, is_printed: bool = True) -> MarkdownIt:
    """Return the parser for texts in that language ("en-GB"), whose quotation marks it sets where they are printed."""
    quotes = _QUOTES.get(language.partition("-")[0], _QUOTES["en"])
    markdown = MarkdownIt("zero", {"maxNesting": NESTING_LIMIT, "html": True, "typographer": True, "quotes": quotes})
    markdown.inline = inline_rules.Inline()
    markdown.helpers = inline_rules.Helpers(inline_rules.bracket_end)  # type: ignore[assignment]
    markdown.core.ruler.before("block", "list_markers", _replace_list_markers)
    markdown.core.ruler.after("block", "restore", _restore_text)
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    markdown.inline.ruler.before("link", "note", inline_rules.note)
    markdown.inline.ruler.after("note", "citation", inline_rules.citation)
    markdown.inline.ruler.at("image", inline_rules.read_image)
    markdown.inline.ruler.push("mention", inline_rules.mention)
    markdown.inline.ruler.before("citation", "span", inline_rules.span)
    markdown.inline.ruler.at("link", inline_rules.read_link)
    markdown.core.ruler.after("inline", "words", prose.find)
    markdown.core.ruler.after("smartquotes", "caption_quotes", _quote_captions)
    markdown.core.ruler.enableOnly([rule for rule in _RULES["core"] if is_printed or rule not in _FOR_PRINT])
    markdown.block.ruler.enableOnly(_RULES["block"])
    markdown.inline.ruler.enableOnly(_RULES["inline"])
    markdown.inline.ruler2.enableOnly(_RULES["inline2"])
    return markdown


def quoted(text: str, language: str) -> str:
    """Return plain text, as of a title, with the quotation marks of its language where it has typewriter's."""
    if not 0 < text.count('"') + text.count("'") <= _MOST_QUOTES:
        return text
    token = Token("text", "", 0, content=text)
    process_inlines([token], StateCore(text, parser(language), {}))
    return token.content


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


def _quote_captions(state: StateCore) -> None:
    """Set the quotation marks in images' texts, which markdown-it leaves alone."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image":
                process_inlines(child.children or [], state)
