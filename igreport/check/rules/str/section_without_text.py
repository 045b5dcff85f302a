"""A heading has no text below it.

## What it does
Finds headings that are followed by another heading of the same or a higher level, or by the end of the section.

## Why is this bad
A reader is told that something comes, and nothing comes: mostly its text was forgotten or moved.

## Example
    ## The next steps

    ## Conclusions

    The draft will be discussed in October.

## Use instead
    ## Conclusions

    The draft will be discussed in October.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.report import Section

RULE = Rule("STR103", "section-without-text", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each heading without text."""
    for section in manuscript.edition.sections:
        yield from _in(section)


def _in(section: Section) -> Iterator[Diagnostic]:
    headings = [prose for prose in section.body.prose if prose.kind == "heading"]
    blocks = section.body.blocks
    places = [index for index, block in enumerate(blocks) if block["t"] == "Header"]
    if len(places) != len(headings):  # one stands in a list or a quotation
        return
    for index, prose in zip(places, headings, strict=True):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is None or (following["t"] == "Header" and following["c"][0] <= blocks[index]["c"][0]):
            message = f"the heading “{prose.text}” has no text below it"
            yield RULE.found(prose.span(0, len(prose.text)), message, "write its text, or delete it")
