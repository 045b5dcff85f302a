"""A list's bullets are of several kinds, or typed as a letter.

## What it does
Finds bullets (· • ‣ ▪ o) that are typed into the text instead of Markdown's `-`, and lists whose items begin with `*`
or `+` where most lists of the same depth begin with `-` (or the other way round).

## Why is this bad
A typed bullet makes no list: its items run on in one paragraph, and who listens to the text hears “o”.

## Example
    o Minister of digital affairs

## Use instead
    - Minister of digital affairs
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("STR102", "mixed-bullets", Severity.WARNING)

_TYPED = re.compile(
    r"(?:\A|(?<=[.:;,!?”\"]\n)|(?<=[.:;,!?”\"] \n))(?:[·•‣◦▪▫●○■□➢➤►✓✔∙]\s{0,9}(?=\S)|o\s{1,9}(?=[A-ZÄÖÜ„“\"]))"
)
_SIGNS = re.compile(r"[·•‣◦▪▫●○■□➢➤►✓✔∙]|(?:\A|\n)o\s")
_BULLETS = frozenset("-*+")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each typed bullet, and the lists that are marked otherwise than most."""
    for prose in manuscript.prose:
        if prose.kind in ("paragraph", "item", "cell", "keypoint") and _SIGNS.search(prose.text):
            for match in _TYPED.finditer(prose.text):
                sign = match[0].strip()
                message = f"“{sign}” is typed as a bullet"
                span = prose.span(match.start(), match.start() + len(sign))
                yield RULE.found(span, message, "make a list of it: a blank line, then `- ` before each item")
    yield from _other_markers(manuscript)


def _other_markers(manuscript: Manuscript) -> Iterator[Diagnostic]:
    by_depth: dict[int, list[Prose]] = {}
    for prose in manuscript.text:
        item = prose.item
        if item and item.index == 0 and item.is_first and item.marker in _BULLETS:
            by_depth.setdefault(item.depth, []).append(prose)
    for firsts in by_depth.values():
        usual = Counter(prose.item.marker for prose in firsts if prose.item).most_common(1)[0][0]
        for prose in firsts:
            if prose.item and prose.item.marker != usual:
                message = f"this list is marked with `{prose.item.marker}`, and most lists with `{usual}`"
                yield RULE.found(prose.span(0, 1), message, "mark all lists alike", severity=Severity.INFO)
