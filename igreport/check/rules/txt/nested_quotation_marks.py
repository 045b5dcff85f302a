"""A quotation inside another has the same marks.

## What it does
Finds a quotation in double marks within another in the same marks.

## Why is this bad
Readers, and programs, take the second opening mark for the end of the quotation.

## Example
    "Governance is not a "nice to have" for anyone," she said.

## Use instead
    "Governance is not a 'nice to have' for anyone," she said.

The fix with single marks is made only on request (`--unsafe`), as it may also be that a mark is missing before.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.quotations import DOUBLE, Quotation, parse
from igreport.check.rule import Rule
from igreport.check.typography import marks_for, styles, with_marks
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT104", "nested-quotation-marks", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each quotation in the marks of the one around it."""
    counts: dict[str, int] = {}
    for prose in manuscript.prose:
        for pair in _nested(parse(prose.text, prose.language).pairs):
            counts = counts or styles(manuscript)
            marks = marks_for(prose, True, counts)
            yield RULE.found(
                prose.span(pair.start, pair.end),
                "a quotation inside another has the same marks",
                f"write {'…'.join(marks)}",
                fix=with_marks(prose, pair, marks, is_safe=False),
            )


def _nested(pairs: tuple[Quotation, ...]) -> Iterator[Quotation]:
    around: list[Quotation] = []
    for pair in pairs:
        del around[pair.depth :]
        if around and pair.opening in DOUBLE and around[-1].opening == pair.opening:
            yield pair
        around.append(pair)
