"""A quotation stands in the marks of another language.

## What it does
Finds quotations in marks that are not those of the section's language: „ “ and « » in English, “ ” in German. Straight marks
(" ") are of no language and are let pass.

## Why is this bad
Readers stumble over marks of another language, and they show that a text was pasted or translated and not read again.

## Example
    The paper is entitled „Winning the Race“.

## Use instead
    The paper is entitled "Winning the Race".

The fix takes straight marks where the edition mostly uses them, and otherwise those of the language: “ ” in English, „ “ in
German. In German » « is right as well, and in `de` and `de-CH` also « ». Words marked as of another language
(`[« Le Monde »]{lang=fr}`) keep their marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.quotations import SINGLE, parse
from igreport.check.rule import Rule
from igreport.check.typography import is_marked_foreign, kind, marks_for, styles, with_marks
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT101", "foreign-quotation-marks", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each quotation in marks of another language."""
    found = [
        (prose, pair)
        for prose in manuscript.prose
        for pair in parse(prose.text, prose.language).pairs
        if kind(pair, prose.language) == "foreign" and not is_marked_foreign(prose, pair.start, pair.end)
    ]
    counts = styles(manuscript) if found else {}
    for prose, pair in found:
        marks = marks_for(prose, pair.opening in SINGLE, counts)
        yield RULE.found(
            prose.span(pair.start, pair.end),
            f"the marks {pair.opening} {pair.closing} are those of another language",
            f"write {'…'.join(marks)}",
            fix=with_marks(prose, pair, marks),
        )
