"""A section has no source.

## What it does
Finds sections of 150 words and more without any note or link, in an edition whose other sections have sources.

## Why is this bad
Readers cannot check anything in it.

## Example
    a section of two pages without any [@…]

## Use instead
    The draft was published on 29 August 2025 [@zero-draft].
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity, Span

RULE = Rule("CIT114", "unsourced-section", Severity.WARNING)

_WORDS = 150


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each longer section without a source."""
    if not manuscript.calls:
        return
    for section in manuscript.edition.sections:
        words = 0
        for prose in manuscript.of(section):
            if prose.calls or prose.links:
                break
            words += len(prose.text.split())
        else:
            if words >= _WORDS:
                span = section.front.where("title", "=")
                place = span if span.path else Span(section.path)
                message = f"the section “{section.front.title}” gives no source"
                yield RULE.found(place, message, "cite where its facts come from, as [@…]")
