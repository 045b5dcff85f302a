"""After a merge: lists count on, and definitions of notes that were deleted go with them."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from igreport.exchange.merge_markdown import FRONT, Source
from igreport.exchange.merge_writer import next_marker
from igreport.sources.markdown import syntax

_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:")
_ITEM = re.compile(r"^(?P<before>[\s>]*(?:[-*+]\s+)*)(?P<marker>(?:[0-9]+|[A-Za-z]+)[.)]\s+)")


def tidied(text: str, source: Source) -> str:
    """Return a section's merged text, tidied; `source` is the section as it was."""
    return _renumbered(_without_uncalled(text, source), source)


def _without_uncalled(text: str, source: Source) -> str:
    """Take out definitions that nothing calls any more; what nothing called before is the author's to mend."""
    calls, now = set(_CALL.findall(source.text)), set(_CALL.findall(text))
    gone = calls - now
    if not gone:
        return text
    lines, result = text.split("\n"), list[str]()
    skipping = False
    for line in lines:
        match = _DEFINITION.match(line)
        if match:
            skipping = match[1] in gone
        elif skipping and line.strip() and not line.startswith(("    ", "\t")):
            skipping = False
        if skipping:
            continue
        result.append(line)
    while len(result) > 1 and not result[-1].strip() and not result[-2].strip():
        result.pop()
    return "\n".join(result)


def _renumbered(text: str, source: Source) -> str:
    """Let the markers of lists count on that did before the merge."""
    before = {tuple(_words(source.text.split("\n"), lines)) for lines in _lists(source.text, source.language)}
    lines = text.split("\n")
    for places in _lists(text, source.language):
        words = _words(lines, places)
        if tuple(words) in before or not words or len(set(words)) == 1 < len(words):
            continue
        start = _start(words, before)
        for place in places:
            match = _ITEM.match(lines[place])
            if match:
                marker = start + match["marker"].lstrip(string.ascii_letters + string.digits)
                lines[place] = match["before"] + marker + lines[place][match.end() :]
                start = re.match(r"\w+", next_marker(marker))[0]  # type: ignore[index]
    return "\n".join(lines)


def _start(words: list[str], before: set[tuple[str, ...]]) -> str:
    """Return the first marker: that of the list that it was, where its first item went."""
    old = next((row for row in before if words[0] in row[:3] and row[0] != words[0]), None)
    return old[0] if old else words[0]


def _lists(text: str, language: str) -> Iterator[list[int]]:
    """Yield the lines of the items of each numbered list that counts by digits or letters."""
    front = FRONT.match(text)
    start = text.count("\n", 0, front.end()) if front else 0
    body = text[front.end() :] if front else text
    for node in SyntaxTreeNode(syntax.parser(language).parse(body)).walk():
        if node.type == "ordered_list":
            yield [child.map[0] + start for child in node.children if child.map]


def _words(lines: list[str], places: list[int]) -> list[str]:
    found = [_ITEM.match(lines[place]) for place in places]
    return [match["marker"].strip().rstrip(".)") for match in found if match]
