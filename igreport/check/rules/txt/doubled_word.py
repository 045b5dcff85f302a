"""A word stands twice in a row.

## What it does
Finds a word that is followed by itself, upper and lower case alike, also over a line break.

## Why is this bad
It is what remains of an edit; readers stumble and spelling checkers let it pass.

## Example
    The draft of of August was published.

## Use instead
    The draft of August was published.

Words that are doubled in correct language are let pass: "had had", "that that", German "die die", "der der", "das das", and
names such as "Baden Baden" with capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Fix, Severity

RULE = Rule("TXT111", "doubled-word", Severity.WARNING)

_DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]+)(\s{1,9})\1(?![\w'’-])", re.IGNORECASE)
_LEGITIMATE = {
    "en": frozenset(["had", "that", "very", "bye", "blah"]),
    "de": frozenset(["die", "der", "das", "sie", "den", "dem", "sehr"]),
}


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each doubled word."""
    for prose in manuscript.prose:
        for match in _DOUBLED.finditer(manuscript.own_words(prose)):
            first, second = match[1], match[0][-len(match[1]) :]
            if first.lower() in _LEGITIMATE.get(prose.language[:2], ()) or (first[0].isupper() and second[0].isupper()):
                continue
            span = prose.span(match.start(), match.end())
            fix = Fix.replace(prose.span(match.end(1), match.end()), "") if prose.is_exact else None
            yield RULE.found(span, f"“{first}” stands twice in a row", "delete one of the two", fix=fix)
