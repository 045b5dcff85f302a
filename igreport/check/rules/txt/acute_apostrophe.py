"""An accent stands in the place of an apostrophe.

## What it does
Finds ´ and ` between letters or at a word's end, where an apostrophe belongs, and an apostrophe that a blank separates from
its s.

## Why is this bad
The accents are letters' signs: fonts set them too high and too wide, and spelling tools do not know the word.

## Example
    America´s action plan was published in July.

## Use instead
    America's action plan was published in July.

The fix takes ' or ’ as the edition mostly does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import is_marked_foreign, replacing, word_end, word_start
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT110", "acute-apostrophe", Severity.WARNING)

_ACCENT = re.compile(
    r"(?<=\w)(?P<mark>[´`])(?:\s{0,2}(?=s\b)|(?<=[^\W\d_].)(?=[^\W\d_])|(?<=s.)(?=\s[^\W\d_]))"
    r"|(?<=[^\W\d_])(?P<torn>['’])\s{1,2}(?=s(?![\w'’-]))"
)

_SIGNS = ("´", "`", "' s", "’ s", "'\ns", "’\ns")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each accent that should be an apostrophe."""
    apostrophe = ""
    for prose in manuscript.prose:
        if not any(sign in prose.text for sign in _SIGNS):
            continue
        for match in _ACCENT.finditer(prose.text):
            if is_marked_foreign(prose, match.start(), match.end()):
                continue
            apostrophe = apostrophe or _usual(manuscript)
            yield _finding(prose, match, apostrophe)


def _usual(manuscript: Manuscript) -> str:
    """Return the apostrophe that the edition has more often."""
    text = "\n".join(prose.text for prose in manuscript.prose)
    return "’" if text.count("’") > text.count("'") else "'"


def _finding(prose: Prose, match: re.Match[str], apostrophe: str) -> Diagnostic:
    text = prose.text
    start, end = word_start(text, match.start()), word_end(text, match.end())
    message = (
        "a blank stands after the apostrophe" if match["torn"] else f"“{match['mark']}” is an accent, no apostrophe"
    )
    return RULE.found(
        prose.span(start, end),
        message,
        f"write {text[start : match.start()]}{match['torn'] or apostrophe}{text[match.end() : end]}",
        fix=replacing(prose, match.start(), match.end(), match["torn"] or apostrophe),
    )
