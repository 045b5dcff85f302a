"""Brackets are empty, or one is missing.

## What it does
Finds brackets without anything in them, and round and square brackets that have no other one in their paragraph.

## Why is this bad
Empty brackets remain where a reference or an abbreviation was to be filled in; a lone one leaves open what belongs to it.

## Example
    The Working Group ( ) met in Geneva (and again in Vienna.

## Use instead
    The Working Group (WGIG) met in Geneva (and again in Vienna).

Letters and numbers of lists ("a)", "2)"), names of functions ("main()"), tick boxes, intervals and a bracket that encloses
several paragraphs are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import token_start, without_addresses
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT112", "brackets", Severity.WARNING)

_BRACKET = re.compile(r"[()\[\]]")
_EMPTY = re.compile(r"(?<![^\s\"“„\ufffc])\(\s{0,3}\)|(?<=\w )\[\s{0,3}\](?![(\[:])")
_LIST_MARK = re.compile(
    r"(?:^|[\s,;/–—-])(?:[^\W\d_]{1,2}|[ivxIVX]{1,5}|\d{1,3}(?:\.(?:\d{1,2}|[a-z]))?[a-z]?|\*{1,3})\.?\Z"
)
_FACE = re.compile(r"[:;=8xX]['’]?-?[()]{0,3}\Z")
_FACE_AFTER = re.compile(r"['’]?-?[:;=]")
_WORD = re.compile(r"\S{1,40}")
_NEAR = 4  # paragraphs that a bracket may enclose


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield empty brackets and those without another."""
    for section in manuscript.edition.sections:
        begun = -_NEAR
        found: list[tuple[Prose, str, int]] = []
        for index, prose in enumerate(manuscript.of(section)):
            if not _BRACKET.search(prose.text):
                continue
            text = without_addresses(prose.text)
            yield from _empty(prose, text)
            left = _unpaired(text)
            if len(left) == 1 and found and text[left[0]] in ")]" and index - begun < _NEAR:
                found.pop()
                continue
            if len(left) == 1 and text[left[0]] in "([":
                begun = index
            found += [(prose, text, at) for at in left]
        yield from (_finding(*row) for row in found)


def _empty(prose: Prose, text: str) -> Iterator[Diagnostic]:
    if prose.kind == "cell":
        return
    if not any(brackets in text for brackets in ("()", "( ", "(\n", "[]", "[ ", "[\n")):
        return
    for match in _EMPTY.finditer(text):
        yield RULE.found(
            prose.span(match.start(), match.end()),
            "the brackets are empty",
            "fill in what belongs there, or delete them",
        )


def _unpaired(text: str) -> Sequence[int]:
    """Return the places of the brackets without another."""
    opened: list[int] = []
    left: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        before = text[max(0, at - 8) : at]
        if match[0] in "([":
            if not (_FACE.search(before) or _FACE_AFTER.match(text, at + 1)):
                opened.append(at)
        elif opened and (_are_pair(text[opened[-1]], match[0]) or _is_interval(text, opened[-1], at)):
            opened.pop()
        elif len(opened) > 1 and _are_pair(text[opened[-2]], match[0]):
            left.append(opened.pop())
            opened.pop()
        elif not (_LIST_MARK.search(before) or _FACE.search(before)):
            left.append(at)
    return sorted([*left, *opened])


def _are_pair(first: str, last: str) -> bool:
    return first + last in ("()", "[]")


def _is_interval(text: str, start: int, end: int) -> bool:
    inner = text[start + 1 : end]
    return len(inner) < 20 and not any(char.isalpha() for char in inner)


def _finding(prose: Prose, text: str, at: int) -> Diagnostic:
    if text[at] in "([":
        word = _WORD.match(text, at)
        return RULE.found(
            prose.span(at, word.end() if word else at + 1),
            f"“{text[at]}” is not closed",
            "add the closing bracket, or delete this one",
        )
    span = prose.span(token_start(text, at), at + 1)
    return RULE.found(span, f"“{text[at]}” closes nothing", "add the opening bracket, or delete this one")
