"""Quotation marks of two kinds are mixed.

## What it does
Finds quotations that open with one kind of mark and close with another (`"…“`), and quotations in curly marks where the rest
of the edition has straight ones, or the reverse.

## Why is this bad
Marks of two kinds look careless, and word processors and search tools no longer see where a quotation ends.

## Example
    The "Policy Network on Artificial Intelligence“ met again.

## Use instead
    The "Policy Network on Artificial Intelligence" met again.

Where straight and curly marks are about as frequent, each quotation of the rarer kind is only an info.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.quotations import DOUBLE, Quotation, parse
from igreport.check.rule import Rule
from igreport.check.typography import is_marked_foreign, kind, marks_for, styles, with_marks
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT102", "mixed-quotation-marks", Severity.WARNING)

_FEW = 3  # one to so many is a slip, more is a habit


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the quotations with marks of two kinds, and those of the edition's rarer kind."""
    counts = styles(manuscript)
    rarer, other = sorted(counts, key=lambda name: counts[name])
    if counts[rarer] == counts[other]:
        rarer = ""
    for prose in manuscript.prose:
        for pair in parse(prose.text, prose.language).pairs:
            name = kind(pair, prose.language)
            if pair.opening not in DOUBLE or name not in ("mixed", rarer):
                continue
            if not is_marked_foreign(prose, pair.start, pair.end):
                is_habit = name == rarer and counts[rarer] * _FEW > counts[other]
                yield _finding(prose, pair, name, counts, is_habit)


def _finding(prose: Prose, pair: Quotation, name: str, counts: dict[str, int], is_habit: bool) -> Diagnostic:
    marks = marks_for(prose, False, counts)
    message = {
        "mixed": f"the quotation opens with {pair.opening} and closes with {pair.closing}",
        "straight": "straight quotation marks where the edition has curly ones",
        "native": "curly quotation marks where the edition has straight ones",
    }[name]
    severity = Severity.INFO if is_habit else None
    fix = with_marks(prose, pair, marks)
    return RULE.found(prose.span(pair.start, pair.end), message, f"write {'…'.join(marks)}", fix=fix, severity=severity)
