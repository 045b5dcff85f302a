"""An abbreviation is used before it is expanded.

## What it does
Finds abbreviations whose first use in the text stands before the place that expands them, in the order in which the
edition is printed: key points first, notes where they are called.

## Why is this bad
The reader meets the abbreviation without its meaning, and its meaning when it is no longer needed.

## Example
    The GDC was adopted in September. … The Global Digital Compact (GDC) has five objectives.

## Use instead
    The Global Digital Compact (GDC) was adopted in September. … The GDC has five objectives.

Uses in titles, key points and headings do not count: they are short because the text below them expands.
Abbreviations that every reader knows are information alone, and so are those that the same paragraph expands.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.abbreviations import Expansion, Use, abbreviations, base, is_ordinary
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("NAM104", "expanded-late", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first use of each abbreviation that is expanded later."""
    found = abbreviations(manuscript)
    well_known = frozenset(base(term.term) for term in manuscript.report.terms if term.well_known)
    for name, uses in found.uses.items():
        use = next((use for use in uses if use.prose.kind in ("paragraph", "item", "cell", "note")), None)
        expansions = found.expansions.get(name, [])
        if use is None or not expansions or not expansions[0].fit or _place(expansions[0]) < _place(use):
            continue
        later = expansions[0]
        if later.prose.kind == "note" and int(later.order) == use.order:
            continue
        span = later.prose.span(later.start, later.end)
        yield RULE.found(
            use.prose.span(use.start, use.end),
            f"“{use.written}” is used here and expanded only later ({span})",
            f"write “{later.meaning} ({later.written})” here, and the abbreviation alone later",
            note=manuscript.note_of(use.prose),
            related=(span,),
            severity=Severity.INFO if is_ordinary(name) or name in well_known or later.prose is use.prose else None,
        )


def _place(row: Use | Expansion) -> tuple[float, int]:
    return row.order, row.start
