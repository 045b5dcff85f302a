"""A quotation mark has no other one.

## What it does
Finds double quotation marks that open a quotation which does not end in its paragraph, or that close one which never began.

## Why is this bad
Readers cannot tell what is quoted and what is the author's own word.

## Example
    The forum adopted the "Output Document of the Parliamentarian Track in Riyadh.

## Use instead
    The forum adopted the "Output Document of the Parliamentarian Track" in Riyadh.

A quotation of several paragraphs opens each of them again and closes the last, which is right. A quotation that begins in one
paragraph or list item and ends in one of the next is let pass. Inches (15") and apostrophes are no quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igreport.check.manuscript import Manuscript
from igreport.check.quotations import DOUBLE, Mark, parse
from igreport.check.rule import Rule
from igreport.check.typography import token_start
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT103", "unbalanced-quotation-marks", Severity.WARNING)

_PARAGRAPHS = 6  # that a quotation may go on without opening again
_BULLETS = "«»"


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each mark that has no other one."""
    for section in manuscript.edition.sections:
        rows = [(prose, parse(prose.text, prose.language).unpaired) for prose in manuscript.of(section)]
        paired = _over_paragraphs(rows)
        for prose, marks in rows:
            for mark in marks:
                if (id(prose), mark) not in paired and not _is_bullet(prose.text, mark):
                    yield _finding(prose, mark)


def _over_paragraphs(rows: Sequence[tuple[Prose, Sequence[Mark]]]) -> set[tuple[int, Mark]]:
    """Return the marks of quotations that go on over several paragraphs."""
    paired: set[tuple[int, Mark]] = set()
    begun: tuple[int, Mark] | None = None
    waited = 0
    for prose, marks in rows:
        if prose.kind not in ("paragraph", "item"):
            continue
        if begun and prose.text.startswith(tuple(DOUBLE)):
            paired.add(begun)
            begun = None
        waited += 1
        for mark in marks:
            if mark.is_opening:
                begun, waited = (id(prose), mark), 0
            elif begun and waited <= _PARAGRAPHS:
                paired.update((begun, (id(prose), mark)))
                begun = None
    return paired


def _is_bullet(text: str, mark: Mark) -> bool:
    return mark.char in _BULLETS and text[mark.at + 1 : mark.at + 2].isspace()


def _finding(prose: Prose, mark: Mark) -> Diagnostic:
    text = prose.text
    if mark.is_opening:
        word = text[mark.at + 1 : mark.at + 40].split(maxsplit=1)[:1]
        end = text.index(word[0], mark.at + 1) + len(word[0]) if word else mark.at + 1
        message, hint = "the quotation that opens here does not end", "add its closing mark, or delete this one"
        return RULE.found(prose.span(mark.at, end), message, hint)
    start = token_start(text, max(mark.at - 1, 0))
    message, hint = "the quotation that ends here has not begun", "add its opening mark, or delete this one"
    return RULE.found(prose.span(start, mark.at + 1), message, hint)
