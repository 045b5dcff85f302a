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

from igreport.check.abbreviations import abbreviations
from igreport.check.initials import content
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.spellings import fold, is_one_edit
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("NAM105", "two-expansions", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each later expansion that gives an abbreviation another meaning."""
    for name, rows in abbreviations(manuscript).expansions.items():
        exact = [row for row in rows if row.fit == "exact"]
        for row in exact[1:]:
            first = exact[0]
            if is_same(first.meaning, row.meaning):
                continue
            yield RULE.found(
                row.prose.span(row.start, row.end),
                f"“{name}” stands for “{_line(row.meaning)}” here, and for “{_line(first.meaning)}” before",
                "abbreviate one of the two alone",
                note=manuscript.note_of(row.prose),
                related=(first.prose.span(first.start, first.end),),
            )


def is_same(first: str, second: str) -> bool:
    """Say whether two expansions are of the same words, endings and spellings aside, or one of them is longer."""
    one, other = ([fold(word) for word in _words(text)] for text in (first, second))
    shorter, longer = sorted((one, other), key=len)
    return all(any(_is_same_word(word, another) for another in longer) for word in shorter)


def _words(text: str) -> list[str]:
    text = text.replace("United Nations", "UN").replace("Vereinte Nationen", "UN").replace("Vereinten Nationen", "UN")
    return content(text.replace("-", " "))


def _is_same_word(first: str, second: str) -> bool:
    return first == second or is_one_edit(first, second) or (len(first) > 3 and first[:4] == second[:4])


def _line(text: str) -> str:
    return " ".join(text.split())
