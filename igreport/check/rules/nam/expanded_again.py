"""An abbreviation is expanded a second time in the same section.

## What it does
Finds "Internet Governance Forum (IGF)" where the same section has already said so.

## Why is this bad
The second expansion tells nothing; it makes the reader look for a difference.

## Example
    The Internet Governance Forum (IGF) met in Oslo. The Internet Governance Forum (IGF) will meet again.

## Use instead
    The Internet Governance Forum (IGF) met in Oslo. The IGF will meet again.

Each section may expand its abbreviations anew, as sections are read alone. A second name that is another one is let pass here.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.abbreviations import Expansion, abbreviations
from igreport.check.initials import are_same
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("NAM108", "expanded-again", Severity.INFO)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the second expansion of an abbreviation in a section."""
    for rows in abbreviations(manuscript).expansions.values():
        seen: dict[str, Expansion] = {}
        for row in rows:
            if not row.fit or row.prose.kind in ("title", "keypoint", "heading"):
                continue
            first = seen.setdefault(row.section, row)
            if first is not row and are_same(first.meaning, row.meaning):
                yield RULE.found(
                    row.prose.span(min(row.start, row.meaning_start), row.end),
                    f"“{row.written}” has been expanded in this section before",
                    f"write “{row.written}” alone",
                    note=manuscript.note_of(row.prose),
                    related=(first.prose.span(first.start, first.end),),
                )
