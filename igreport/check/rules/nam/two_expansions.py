"""One abbreviation stands for two things in one edition.

## What it does
Finds an abbreviation that is expanded in two ways, both with these initials, in words that are not the same.

## Why is this bad
The reader cannot know which of the two a later use means; or one of the names is wrong.

## Example
    The Inclusive Framework (IF) was agreed. … The Innovation Fund (IF) pays for it.

## Use instead
    The Inclusive Framework (IF) was agreed. … The Innovation Fund pays for it.

Differences in capitals, hyphens, endings, small words and British or American spelling are let pass, and "UN" for
"United Nations".
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.abbreviations import Expansion, abbreviations
from igreport.check.initials import are_same, content
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("NAM105", "two-expansions", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each later expansion that gives an abbreviation another meaning."""
    for name, rows in abbreviations(manuscript).expansions.items():
        first = next((row for row in rows if row.fit == "exact"), None)
        if first is None:
            continue
        for row in rows[rows.index(first) + 1 :]:
            if are_same(first.meaning, row.meaning) or not (row.fit == "exact" or _is_one_other(first, row)):
                continue
            yield RULE.found(
                row.prose.span(row.start, row.end),
                f"“{name}” stands for “{_line(row.meaning)}” here, and for “{_line(first.meaning)}” before",
                "abbreviate one of the two alone",
                note=manuscript.note_of(row.prose),
                related=(first.prose.span(first.start, first.end),),
            )


def _is_one_other(first: Expansion, row: Expansion) -> bool:
    """Whether all words but one are the same: "Open-ended Working Group" and "Open-ended Working Party"."""
    one, other = content(first.meaning), content(row.meaning)
    return len(one) == len(other) > 2 and sum(a.lower() != b.lower() for a, b in zip(one, other, strict=True)) == 1


def _line(text: str) -> str:
    return " ".join(text.split())
