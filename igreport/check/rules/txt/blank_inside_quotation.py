"""A blank stands between a quotation mark and the words it encloses.

## What it does
Finds a blank after an opening or before a closing quotation mark.

## Why is this bad
The mark stands alone, may fall on another line, and is no longer seen to belong to its quotation.

## Example
    They discussed " Governance of AI" in Riyadh.

## Use instead
    They discussed "Governance of AI" in Riyadh.

The blanks of French marks (« … ») are let pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.quotations import Quotation, parse
from igreport.check.rule import Rule
from igreport.check.typography import is_marked_foreign, replacing
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT105", "blank-inside-quotation", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each blank just inside of a quotation."""
    for prose in manuscript.prose:
        for pair in parse(prose.text, prose.language).pairs:
            if pair.opening not in "«»‹›" and not is_marked_foreign(prose, pair.start, pair.end):
                yield from _blanks(prose, pair)


def _blanks(prose: Prose, pair: Quotation) -> Iterator[Diagnostic]:
    inner = prose.text[pair.start + 1 : pair.end - 1]
    words = inner.strip()
    if not words:
        return
    after, before = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    if after:
        end = pair.start + 1 + after
        yield RULE.found(
            prose.span(pair.start, end + len(words.split(maxsplit=1)[0])),
            "a blank stands after the opening quotation mark",
            "delete the blank",
            fix=replacing(prose, pair.start + 1, end, ""),
        )
    if before:
        start = pair.end - 1 - before
        yield RULE.found(
            prose.span(start - len(words.rsplit(maxsplit=1)[-1]), pair.end),
            "a blank stands before the closing quotation mark",
            "delete the blank",
            fix=replacing(prose, start, pair.end - 1, ""),
        )
