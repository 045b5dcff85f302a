"""A hyphen stands in the place of a dash.

## What it does
Finds a hyphen with blanks on both sides between words, where the edition mostly writes dashes (–).

## Why is this bad
A hyphen joins words; as a dash it is too short, and two forms of one sign look careless.

## Example
    A treaty for humanity - not for states – is the aim.

## Use instead
    A treaty for humanity – not for states – is the aim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import is_marked_foreign, replacing
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT119", "dash-style", Severity.INFO)

_HYPHEN = re.compile(r"(?<=[^\s-])[ \n]-[ \n](?=[^\s-])")
_DASH = re.compile(r"[ \n]–[ \n]")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each hyphen that is a dash, if the edition has more dashes than such hyphens."""
    found = [
        (prose, match)
        for prose in manuscript.prose
        if prose.kind != "cell" and "-" in prose.text
        for match in _HYPHEN.finditer(prose.text)
        if not is_marked_foreign(prose, match.start(), match.end())
    ]
    if not found or len(found) >= sum(len(_DASH.findall(prose.text)) for prose in manuscript.prose):
        return
    for prose, match in found:
        at = match.start() + 1
        if prose.text[at - 2].isdigit() and prose.text[at + 2].isdigit():
            continue
        yield RULE.found(
            prose.span(at, at + 1),
            "a hyphen stands in the place of a dash",
            "write –, as elsewhere in the edition",
            fix=replacing(prose, at, at + 1, "–"),
        )
