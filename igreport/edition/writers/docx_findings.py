"""What a draft shows beside a block, as Word's comments in the margin: pandoc writes them from spans (its `--track-changes`)."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import count
from typing import Any

from igreport.model.document import Block, Document, Inline, walk

AUTHOR = "igreport check"
_LISTS = ("BulletList", "OrderedList")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def beside(document: Document, blocks: list[Block], start: int, numbers: count[int]) -> list[Block]:
    """Return the blocks, each with its comments; the first of them is the document's at `start`.

    `numbers` gives the comments their ids; the date of each is the edition's.
    """
    if document.draft is None:
        return blocks
    found: list[Block] = []
    for place, block in enumerate(blocks, start):
        comments = [
            _Comment(document.published, text, next(numbers)) for text in document.draft.findings.get(place, ())
        ]
        found += _commented(block, comments) if comments else [block]
    return found


class _Comment:
    """A comment's two ends."""

    def __init__(self, published: str, text: str, number: int) -> None:
        date = [["date", f"{published}T00:00:00Z"]] if _DAY.match(published) else []
        identifier = ["id", str(number)]
        words = _span([], [["lang", "en"]], [{"t": "Str", "c": text}])
        self.start = _span(["comment-start"], [identifier, ["author", AUTHOR], *date], [words])
        self.end = _span(["comment-end"], [identifier], [])


def _span(classes: list[str], named: list[list[str]], inlines: list[Inline]) -> Inline:
    return {"t": "Span", "c": [["", classes, named], inlines]}


def _commented(block: Block, comments: list[_Comment]) -> list[Block]:
    """Return the block with comments around its first paragraph; one that has none behind a paragraph that has them."""
    changed = deepcopy(block)
    inlines = _inlines(changed)
    before: list[Block] = []
    if inlines is None:
        inlines = []
        before = [{"t": "Para", "c": inlines}]
    inlines[:0] = [comment.start for comment in comments]
    inlines += [comment.end for comment in comments]
    return [*before, changed]


def _inlines(block: Block) -> Any:
    """Return the inlines with which a block begins in Word, a picture before its caption; nothing where it has none there.

    An item that begins with a list of its own shows its marker first.
    """
    kind, content = block["t"], block["c"]
    if kind in ("Para", "Plain"):
        return content
    if kind == "Header":
        return content[2]
    if kind == "Table":
        return next((element["c"] for element in walk(content) if element["t"] in ("Para", "Plain")), None)
    if kind in _LISTS:
        items = content if kind == "BulletList" else content[1]
        return _inlines(items[0][0]) if items[0] and items[0][0]["t"] not in _LISTS else None
    blocks = content[1] if kind == "Div" else [*content[2], *content[1][1]] if kind == "Figure" else content
    return _inlines(blocks[0]) if blocks else None
