"""A list leaves a number out, or has one twice.

## What it does
Finds gaps and repetitions in the letters and numbers of lists, of numbered headings, and of enumerations inside of a
sentence.

## Why is this bad
Readers look for the point that is missing, and “point (b)” means two things.

## Example
    The report has three parts: (a) access to networks, (b) skills of users, (b) trust in services.

## Use instead
    The report has three parts: (a) access to networks, (b) skills of users, (c) trust in services.

A list whose items all have the same number (`1.`) is right: it is numbered when it is printed. One that goes on
behind a paragraph may begin with any number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from igreport.check import enumerations
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.prose import Prose
from igreport.sources.markdown import markers

RULE = Rule("STR101", "lettering-gap", Severity.WARNING)

_NUMBERED = re.compile(r"(?P<word>[IVX]{1,5}|\d{1,2}|[A-H])(?P<stop>[.)])\s")
_SIGNS = re.compile(r"\d[.):]\s|\(\w{1,4}\)\s")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each gap and each repetition."""
    titles = [prose for prose in manuscript.prose if prose.kind == "title"]
    yield from _in_headings(titles)
    for section in manuscript.edition.sections:
        prose = manuscript.of(section)
        yield from _in_lists([one for one in prose if one.item and one.item.is_first])
        for level in (2, 3, 4):
            yield from _in_headings([one for one in prose if one.kind == "heading" and one.level <= level], level)
    for one in manuscript.text:
        if _SIGNS.search(one.text):
            yield from _in_sentence(one)


def _in_sentence(prose: Prose) -> Iterator[Diagnostic]:
    for row in enumerations.find(prose.text, prose.language):
        found = enumerations.irregular(row)
        if len(found) == 1:
            one, other = found[0]
            words = prose.text[one.start : one.end], prose.text[other.start : other.end]
            yield _found(prose.span(other.start, other.end), prose.span(one.start, one.end), *words)


def _found(span: Span, related: Span, one: str, other: str) -> Diagnostic:
    same = one == other
    message = f"“{other}” stands twice" if same else f"“{other}” follows “{one}”: one is missing between them"
    return RULE.found(span, message, "letter or number them in order", related=(related,))


def _in_lists(items: Iterable[Prose]) -> Iterator[Diagnostic]:
    lists: dict[int, list[tuple[Prose, markers.Marker]]] = {}
    for prose in items:
        marker = markers.parse(prose.item.marker) if prose.item else None
        if marker and prose.item:
            lists.setdefault(prose.item.list, []).append((prose, marker))
    for row in lists.values():
        first = row[0][1]
        values = [_value(marker.word, first.style) for _, marker in row]
        if len(set(values)) > 1:
            for index in range(1, len(row)):
                if values[index] != values[index - 1] + 1:
                    yield _found(_start(row[index][0]), _start(row[index - 1][0]), *(_words(row, index)))
                    break


def _words(row: list[tuple[Prose, markers.Marker]], index: int) -> tuple[str, str]:
    one, other = row[index - 1][1], row[index][1]
    return f"{one.word}{one.end}", f"{other.word}{other.end}"


def _value(word: str, style: str) -> int:
    if word.isdigit():
        return int(word)
    return markers.roman_value(word) if style.endswith("Roman") else ord(word[0].lower()) - ord("a") + 1


def _start(prose: Prose) -> Span:
    """Return the place of an item's first word."""
    match = re.match(r"\s*\S{1,80}", prose.text)
    return prose.span(0, match.end() if match else 1)


def _style(text: str) -> str:
    marker = markers.parse(text)
    return marker.style[5:] if marker else ""


def _in_headings(headings: list[Prose], level: int = 0) -> Iterator[Diagnostic]:
    """Yield what is wrong in the numbers of the headings of `level`, which begin anew below each higher one."""
    last: tuple[Prose, str, int] | None = None
    for prose in headings:
        if prose.level != level:
            last = None
            continue
        match = _NUMBERED.match(prose.text)
        if match is None:
            continue
        style = "Roman" if match["word"].isalpha() and last and last[1] == "Roman" else _style(match[0])
        value = _value(match["word"], style)
        if last and last[1] == style and value in (last[2], last[2] + 2):
            one = _NUMBERED.match(last[0].text)
            spans = prose.span(0, match.end() - 1), last[0].span(0, one.end() - 1 if one else 1)
            yield _found(*spans, one[0].strip() if one else "", match[0].strip())
        last = prose, style, value
