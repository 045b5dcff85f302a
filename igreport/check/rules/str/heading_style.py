"""A heading is written otherwise than the others of its level.

## What it does
Finds headings that end in a full stop, a colon, a comma or a semicolon where the others of their level do not, and
headings that are numbered otherwise than the others: with Roman numerals, figures or letters.

## Why is this bad
The table of contents shows it at a glance.

## Example
    ## The draft
    ## The next steps.
    ## Reactions

## Use instead
    ## The draft
    ## The next steps
    ## Reactions

Headings without any number among numbered ones are let pass, as an introduction; so is the full stop of an
abbreviation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Fix, Severity
from igreport.model.prose import Prose

RULE = Rule("STR104", "heading-style", Severity.WARNING)

_NUMBER = re.compile(r"(?:(?P<Roman>[IVX]{1,6})|(?P<figure>\d{1,2})|(?P<letter>[A-H]))(?P<stop>[.)])?\s(?=\w)")
_ABBREVIATED = re.compile(r"(?:\.\w{1,3}|\b(?:[A-Z]|etc|Inc|Ltd|Co|Corp|Jr|Sr|St|No|usw|al|ca|Nr|bzw|vs|Dr)|\.)\.\Z")
_NAMES = {"Roman": "a Roman numeral", "figure": "a figure", "letter": "a letter"}


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each heading that differs from the others of its level."""
    levels: dict[int, list[Prose]] = {}
    for prose in manuscript.prose:
        if prose.kind in ("title", "heading") and prose.text.strip():
            levels.setdefault(prose.level, []).append(prose)
    for headings in levels.values():
        yield from _ends(headings)
        yield from _numbers(headings)


def _ends(headings: Sequence[Prose]) -> Iterator[Diagnostic]:
    stopped = [prose for prose in headings if prose.text[-1] in ".:,;" and not _ABBREVIATED.search(prose.text)]
    if 3 * len(stopped) > len(headings):
        return
    for prose in stopped:
        end = len(prose.text)
        span = prose.span(end - 1, end)
        is_plain = prose.is_exact and prose.source(end - 1, end) == prose.text[-1]
        message = f"this heading ends in “{prose.text[-1]}”, and the others of its level do not"
        yield RULE.found(span, message, "delete it", fix=Fix.replace(span, "") if is_plain else None)


def _numbers(headings: Sequence[Prose]) -> Iterator[Diagnostic]:
    numbered = [(prose, match, _style(match)) for prose in headings if (match := _NUMBER.match(prose.text))]
    numbered = [row for row in numbered if row[1]["stop"]]
    if 2 * len(numbered) < len(headings) or not numbered:
        return
    usual, number = Counter(style for _, _, style in numbered).most_common(1)[0]
    if usual == "letter":  # C, D, I, V and X are letters among letters
        numbered = [
            (prose, match, usual if len(match["Roman"] or "") == 1 else style) for prose, match, style in numbered
        ]
    for prose, match, style in numbered:
        if style != usual and 3 * (len(numbered) - number) <= len(numbered):
            message = f"this heading is numbered with {_NAMES[style]}, and the others of its level with {_NAMES[usual]}"
            yield RULE.found(prose.span(0, match.end() - 1), message, "number all alike")


def _style(match: re.Match[str]) -> str:
    return next(name for name in _NAMES if match[name])
