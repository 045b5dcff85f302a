"""The items of one list end differently.

## What it does
Finds items that end without a mark, or with another one, where most items of their list end alike: with a semicolon, a comma,
a full stop or nothing.

## Why is this bad
Readers see a list that was put together from several texts.

## Example
    - broadband for schools;
    - training for teachers;
    - free software.
    - support in local languages.

## Use instead
    - broadband for schools;
    - training for teachers;
    - free software;
    - support in local languages.

The last item may end with a full stop, the one before it with "and". Items of several sentences, and items that introduce
another list, are let pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from igreport.check.lists import lists
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import token_start
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import NOTE, Prose

RULE = Rule("TXT115", "uneven-list-ends", Severity.WARNING)

_FEWEST = 4  # items of a list that shows a habit
_SHARE = 0.75
_AND = (" and", " or", " und", " oder", " sowie", " and/or", " und/oder", " bzw.")
_NAMES = {";": "a semicolon", ",": "a comma", ".": "a full stop", "": "no mark"}


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each item that ends otherwise than the list."""
    for section in manuscript.edition.sections:
        for items in lists(manuscript.of(section)):
            if len(items) >= _FEWEST:
                yield from _uneven(manuscript, items)


def _uneven(manuscript: Manuscript, items: Sequence[Prose]) -> Iterator[Diagnostic]:
    ends = [_end(prose.text) for prose in items]
    counts = Counter(end for end in ends[:-1] if end != ":")
    usual, how_many = counts.most_common(1)[0] if counts else ("", 0)
    if how_many < _SHARE * (len(items) - 1):
        return
    for index, (prose, end) in enumerate(zip(items, ends, strict=True)):
        if end in (usual, ":") or _may_differ(manuscript, prose, end, usual, index == len(items) - 1):
            continue
        text = prose.text.rstrip(NOTE + " \n\u00a0")
        start = token_start(text, len(text))
        message = f"this item ends with {_NAMES[end]}, the others of its list with {_NAMES[usual]}"
        yield RULE.found(prose.span(start, len(text)), message, "end all items of a list alike")


def _end(text: str) -> str:
    bare = text.rstrip(NOTE + " \n\u00a0")
    lowered = bare.removesuffix(",").removesuffix(";")
    if lowered.endswith(_AND):
        bare = lowered.rsplit(maxsplit=1)[0]
    bare = bare.rstrip("\"“”»«’'‘)]" + NOTE + " ")
    last = bare[-1:]
    if last in (";", ",", ":"):
        return last
    return "" if not last or last.isalnum() else "."


def _may_differ(manuscript: Manuscript, prose: Prose, end: str, usual: str, is_last: bool) -> bool:
    if end == "" and prose.text.endswith(_AND):
        return True
    if is_last and (end == "." or (end == "" and usual in (";", ","))):
        return True
    if end == "." and usual == "" and (len(manuscript.sentences(prose)) > 1 or prose.text[-4:].count(".") > 1):
        return True
    return usual == "." and end == "" and len(manuscript.sentences(prose)) > 1
