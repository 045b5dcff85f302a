"""Pandoc's AST → the subset of it that a section's Markdown knows, with every change named and no word lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from igreport.exchange import subset_inlines, subset_table
from igreport.exchange.imported import Change
from igreport.exchange.subset_inlines import plain_of
from igreport.model.document import Block, Inline

DEEPEST = 3  # a section's title is 1, its headings are ## and ###
_RULE = re.compile(r"\s*(?:[-–—_*.·•]\s*){3,}")
_LONGEST_HEADING = 140  # characters of a bold paragraph that is a heading
_ROMAN_MOST, _LETTERS_MOST = 17, 26  # xviii. has five letters, more than a marker may have


def bring_down(blocks: Sequence[Block]) -> tuple[list[Block], list[Change]]:
    """Return blocks of the subset, sections beginning with a Header of level 1, and what was changed for it."""
    changes: list[Change] = []
    flat = _Blocks(changes).read(blocks, at_root=True)
    return _levels(flat, changes), changes


class _Blocks:
    """Reads blocks one by one; a class only because every step names what it changes."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes
        self.inline = subset_inlines.Inlines(changes, self.note)

    def changed(self, kind: str, text: str) -> None:
        self.changes.append(Change(0, kind, text))

    def read(self, blocks: Sequence[Block], at_root: bool = False) -> list[Block]:
        result: list[Block] = []
        for block in blocks:
            if block["t"] == "Header" and not at_root:
                self.changed("heading", f"a heading inside a list or quotation is now bold: {_short(block['c'][2])}")
                block = {"t": "Para", "c": [{"t": "Strong", "c": block["c"][2]}]}
            reader = getattr(self, f"_{block['t'].lower()}", None)
            if reader is not None:
                result += reader(block, at_root)
            else:
                self.changed("block", f"a block that Markdown does not know was left out: {block['t']}")
        return result

    def _para(self, block: Block, at_root: bool) -> list[Block]:
        inlines = self.inline.read(block["c"])
        if _RULE.fullmatch(plain_of(inlines)) and not any(inline["t"] in ("Note", "Image") for inline in inlines):
            return self._horizontalrule(block, at_root)
        if at_root and (heading := _bold_heading(inlines)) is not None:
            return [{"t": "Header", "c": [0, ["", ["bold"], []], heading]}]
        return [{"t": block["t"] if not at_root else "Para", "c": inlines}] if inlines else []

    _plain = _para

    def _header(self, block: Block, _at_root: bool) -> list[Block]:
        level, _attributes, content = block["c"]
        inlines = subset_inlines.on_one_line(self.inline.read(content))
        return (
            [{"t": "Header", "c": [level, ["", [], []], inlines]}]
            if plain_of(inlines).strip()
            else ([{"t": "Para", "c": inlines}] if inlines else [])
        )

    def _lineblock(self, block: Block, at_root: bool) -> list[Block]:
        self.changed("line-block", "lines of verse are now a paragraph with line breaks")
        lines = [inline for line in block["c"] for inline in [*line, {"t": "LineBreak"}]]
        return self._para({"t": "Para", "c": lines[:-1]}, at_root)

    def _codeblock(self, block: Block, _at_root: bool) -> list[Block]:
        self.changed("code", f"a block of code is now text: {block['c'][1].strip()[:40]}")
        return self._lines(block["c"][1])

    def _rawblock(self, block: Block, _at_root: bool) -> list[Block]:
        text = subset_inlines.without_tags(block["c"][1])
        if text.strip():
            self.changed("raw", f"raw {block['c'][0]} is now text: {text.strip()[:40]}")
        return self._lines(text)

    def _lines(self, text: str) -> list[Block]:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        inlines = [inline for line in lines for inline in [*subset_inlines.words(line), {"t": "LineBreak"}]]
        read = self.inline.read(inlines)
        return [{"t": "Para", "c": read}] if read else []

    def _horizontalrule(self, _block: Block, _at_root: bool) -> list[Block]:
        self.changed("rule", "a horizontal rule was left out")
        return []

    def _blockquote(self, block: Block, _at_root: bool) -> list[Block]:
        content = _loose(self.read(block["c"]))
        return [{"t": "BlockQuote", "c": content}] if content else []

    def _div(self, block: Block, at_root: bool) -> list[Block]:
        return self.read(block["c"][1], at_root)

    def _bulletlist(self, block: Block, _at_root: bool) -> list[Block]:
        items = self._items(block["c"])
        return [{"t": "BulletList", "c": items}] if items else []

    def _orderedlist(self, block: Block, _at_root: bool) -> list[Block]:
        (start, style, delimiter), content = block["c"]
        items = self._items(content)
        if delimiter["t"] in ("OneParen", "TwoParens"):
            self.changed("list-marker", "the brackets of a list's markers are now full stops")
        kind = _style(style["t"], start, len(items))
        return [{"t": "OrderedList", "c": [[start, {"t": kind}, {"t": "Period"}], items]}] if items else []

    def _items(self, content: Sequence[Sequence[Block]]) -> list[list[Block]]:
        items = [item for blocks in content if (item := self.read(blocks))]
        return [_loose(item) for item in items] if _is_loose(items) else items

    def _definitionlist(self, block: Block, _at_root: bool) -> list[Block]:
        self.changed("definitions", "a list of definitions is now paragraphs, its terms bold")
        result: list[Block] = []
        for term, definitions in block["c"]:
            inlines = self.inline.read([{"t": "Strong", "c": term}])
            result += [{"t": "Para", "c": inlines}] if inlines else []
            result += _loose([block for definition in definitions for block in self.read(definition)])
        return result

    def _table(self, block: Block, _at_root: bool) -> list[Block]:
        return subset_table.simple(block, self.cell, self.changes)

    def cell(self, blocks: Sequence[Block]) -> list[Inline]:
        """Return the content of a table's cell as one line."""
        return subset_inlines.on_one_line(_joined(self.read(blocks)))

    def _figure(self, block: Block, at_root: bool) -> list[Block]:
        _attributes, (_short_caption, caption), content = block["c"]
        images = [inline for inline in _joined(self.read(content)) if inline["t"] == "Image"]
        words_of_caption = subset_inlines.on_one_line(_joined(self.read(caption)))
        if len(images) != 1:
            return [*self.read(content, at_root), *([{"t": "Para", "c": words_of_caption}] if words_of_caption else [])]
        image = images[0]
        alternative = words_of_caption or image["c"][1]
        return [{"t": "Para", "c": [{"t": "Image", "c": [["", [], []], alternative, [image["c"][2][0], ""]]}]}]

    def note(self, blocks: Sequence[Block]) -> list[Block]:
        """Return a note's blocks as paragraphs alone."""
        result: list[Block] = []
        for block in self.read(blocks):
            if block["t"] in ("Para", "Plain"):
                result.append({"t": "Para", "c": block["c"]})
                continue
            self.changed("note", "a list, table or quotation in a note is now paragraphs")
            result += [{"t": "Para", "c": inlines} for inlines in _paragraphs([block])]
        return result


def _style(kind: str, start: int, count: int) -> str:
    last = start + count - 1
    if kind.endswith("Roman"):
        is_known = last <= _ROMAN_MOST and start not in (5, 10)  # a list that begins with v. or x. reads as letters
        return kind if is_known else "Decimal"
    if kind.endswith("Alpha"):
        return kind if last <= _LETTERS_MOST and start != 9 else "Decimal"
    return "Decimal"


def _is_loose(items: list[list[Block]]) -> bool:
    return any(block["t"] == "Para" for item in items for block in item) or any(
        sum(block["t"] == "Plain" for block in item) > 1 for item in items
    )


def _loose(blocks: list[Block]) -> list[Block]:
    return [{"t": "Para", "c": block["c"]} if block["t"] == "Plain" else block for block in blocks]


def _paragraphs(node: Any) -> list[list[Inline]]:
    """Return the inlines of each paragraph below `node`, in order."""
    if isinstance(node, dict):
        if node.get("t") in ("Para", "Plain"):
            return [node["c"]]
        return _paragraphs(node.get("c"))
    return [found for child in node for found in _paragraphs(child)] if isinstance(node, list) else []


def _joined(blocks: Sequence[Block]) -> list[Inline]:
    result: list[Inline] = []
    for inlines in _paragraphs(list(blocks)):
        result += [{"t": "Space"}, *inlines] if result else inlines
    return result


def _short(inlines: Sequence[Inline]) -> str:
    return plain_of(inlines)[:60]


def _bold_heading(inlines: list[Inline]) -> list[Inline] | None:
    """Return the words of a paragraph that is bold as a whole and reads as a heading, not as a sentence."""
    strong = [inline for inline in inlines if inline["t"] == "Strong"]
    others = [inline for inline in inlines if inline["t"] not in ("Strong", "Space", "Note", "LineBreak")]
    text = plain_of(inlines).strip()
    if not strong or others or not 1 < len(text) <= _LONGEST_HEADING or re.search(r"[.;,:]$", text):
        return None
    unwrapped = [child for inline in inlines for child in (inline["c"] if inline["t"] == "Strong" else [inline])]
    return subset_inlines.on_one_line(unwrapped)


def _levels(blocks: list[Block], changes: list[Change]) -> list[Block]:
    """Shift the headings so that the first level in the text begins sections and no level is left out."""
    headings = [block for block in blocks if block["t"] == "Header"]
    real = sorted({block["c"][0] for block in headings if block["c"][0]})
    rank = {level: index for index, level in enumerate(real, 1)}
    current = 0
    result: list[Block] = []
    moved: dict[tuple[int, int], int] = {}
    for block in blocks:
        if block["t"] != "Header":
            result.append(block)
            continue
        level, attributes, inlines = block["c"]
        is_bold = "bold" in attributes[1]
        wanted = rank[level] if not is_bold else (_below(rank, current) if real else 1)
        if is_bold:
            changes.append(Change(0, "heading", f"a bold paragraph is now a heading: {_short(inlines)}"))
        new = min(wanted, DEEPEST, current + 1) if current else 1
        if level and new != level:
            moved[level, new] = moved.get((level, new), 0) + 1
        current = new if not is_bold or not real else current
        result.append({"t": "Header", "c": [new, ["", [], []], inlines]})
    for (level, new), count in sorted(moved.items()):
        changes.append(
            Change(0, "heading-level", f"level {level} is now level {new}: {count} heading{'s'[: count > 1]}")
        )
    return result


def _below(rank: dict[int, int], current: int) -> int:
    return min(current + 1, max(rank.values()) + 1, DEEPEST)
