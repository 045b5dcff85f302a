"""An exclamation mark stands in the text.

## What it does
Finds exclamation marks in running text, quotations aside.

## Why is this bad
Our house does not shout.

## Example
    The draft is out!

## Use instead
    The draft is out.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Fix, Severity

RULE = Rule("HOU101", "exclamation", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each exclamation mark of the author's own."""
    for prose in manuscript.text:
        for position, sign in enumerate(manuscript.own_words(prose)):
            if sign == "!":
                span = prose.span(position, position + 1)
                fix = Fix.replace(span, ".", is_safe=False) if prose.is_exact else None
                yield RULE.found(span, "an exclamation mark", "write a full stop", fix=fix)
