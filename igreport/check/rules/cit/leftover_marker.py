"""A note's number is left in the text as a word.

## What it does
Finds numbers in square brackets, raised figures, numbers in round brackets behind a full stop, and two or more numbers that
count up, each glued to the end of a sentence ("ended.12 Then"), that were calls of notes before the text was converted.

## Why is this bad
They lead to no note: igreport numbers notes by itself.

## Example
    The draft was published in August.[7]

## Use instead
    The draft was published in August [@zero-draft].

Let pass are years (`[2025]`), numbers in quotations, paragraphs of judgments (`at [23]`), numbers that open a
paragraph, intervals (`from [0, 1]`), and units and powers (m², 10³)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("CIT109", "leftover-marker", Severity.WARNING)

_SQUARE = r"(?P<square>\[[1-9]\d{0,2}(?:\s?[,;–-]\s?[1-9]\d{0,2}){0,9}\](?![\w(\[]|\s?[=:]))"
_RAISED = r"(?:(?<=[^\W\d_]{4})|(?<=[a-zäöüß][.,;:!?”“\"»)]))(?P<raised>[¹²³⁴-⁹⁰]{1,3})(?![\w⁺⁻])"
_ROUND = r"(?<=[a-zäöüß]{4}[.!?”“\"])(?P<round>\([1-9]\d{0,2}\))(?=\s[A-ZÄÖÜ„“\"]|\s?\Z)"
_MARKER = re.compile(f"{_SQUARE}|{_RAISED}|{_ROUND}")
_MEANT = re.compile(
    r"(?:\b(?:at|paras?|paragraphs?|see|in|from|between|and|or|to|range|interval|Rn|Rz|Rdnr|Intervall|von|bis|und|oder"
    r"|Abs|Absatz|Absätze)\.?\s{1,3}|[,;:]\s{1,3}|[=\d(\[\]]\s{0,3})\Z",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?<![\w.@/\\’'-])(?P<word>[a-zäöüß]{3,40})(?:[.!?][”“\"»]?|[”“»])(?P<glued>[1-9]\d{0,2})(?=\s[A-ZÀ-Þ„“\"«]|\s?\Z)"
)
_NEAR = re.compile(r"[.!?”“\"»][1-9]")
_NUMBERED = frozenset(
    """para paras art arts sec secs sect fig figs chap chaps vol vols nos note notes page pages line lines item items rule ver
    app annex table anm abs abb kap tab ziff bst lit seite""".split()
)
_SIGNS = re.compile(r"[\[(¹²³⁰-⁹](?:[1-9]|(?<![\[(]))")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number that was a note's."""
    for section in manuscript.edition.sections:
        glued: list[tuple[Prose, int, int]] = []
        for prose in manuscript.of(section):
            if _SIGNS.search(prose.text):
                yield from _in(manuscript, prose)
            if prose.kind != "note":
                glued += _glued(manuscript, prose)
        numbers = [int(prose.text[start:end]) for prose, start, end in glued]
        if len(numbers) > 1 and numbers == sorted(set(numbers)):
            yield from (_found(manuscript, *row) for row in glued)


def _in(manuscript: Manuscript, prose: Prose) -> Iterator[Diagnostic]:
    text = manuscript.own_words(prose)
    for match in _MARKER.finditer(text):
        if not _is_meant(text, match):
            yield _found(manuscript, prose, *match.span())


def _found(manuscript: Manuscript, prose: Prose, start: int, end: int) -> Diagnostic:
    return RULE.found(
        prose.span(start, end),
        f"“{prose.text[start:end]}” was a note's number and leads nowhere",
        "cite its source here, as [@…], and delete the number",
        note=manuscript.note_of(prose),
    )


def _glued(manuscript: Manuscript, prose: Prose) -> Iterator[tuple[Prose, int, int]]:
    """Yield the numbers behind the end of a sentence, without a blank."""
    if _NEAR.search(prose.text):
        own = manuscript.own_words(prose)
        for match in _GLUED.finditer(prose.text):
            if match["word"] not in _NUMBERED and own[match.start("glued")].isdigit():
                yield prose, *match.span("glued")


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Say whether an author may have meant a number in square brackets."""
    before = text[max(0, match.start() - 14) : match.start()]
    if not before.strip() or _MEANT.search(before):
        return True
    is_close = not before[-1].isspace()
    is_range = not match[0][1:-1].isdigit()
    return not is_close and (is_range or (not before.rstrip()[-1].isalpha() and before.rstrip()[-1] not in '.!?"”“»'))
