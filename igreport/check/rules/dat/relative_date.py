"""A date that counts from the day of writing.

## What it does
Finds "last month", "yesterday", "two weeks ago", "kürzlich" and the like outside of quotations.

## Why is this bad
Who reads the report years later cannot tell which month was the last one.

## Example
    The committee met last month.

## Use instead
    The committee met in September 2025.

It is worth a look and no mistake, so it is shown only with `--info`.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import NOTE

RULE = Rule("DAT117", "relative-date", Severity.INFO)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each date told by its distance from the day of writing."""
    from igreport.sources.dates import find_relative

    for prose in manuscript.prose:
        own = manuscript.own_words(prose)
        for mention in find_relative(own, prose.language):
            words = " ".join(own[mention.start : mention.end].split())
            if mention.kind == "deictic" and NOTE not in words:
                span = prose.span(mention.start, mention.end)
                yield RULE.found(span, f"“{words}” counts from the day of writing", "name the date")
