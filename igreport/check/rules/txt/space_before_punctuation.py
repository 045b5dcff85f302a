"""A blank stands before a punctuation mark.

## What it does
Finds a blank before a comma, full stop, semicolon, colon, question or exclamation mark, or before a closing bracket; also where
a note's number stands before the blank.

## Why is this bad
The mark may fall to the beginning of the next line, and it is often what remains of deleted words.

## Example
    Some governments , among them two of the G20, objected.

## Use instead
    Some governments, among them two of the G20, objected.

Omissions (` ...`), names such as .com, ratios (3 : 1) and words marked as of another language (French sets a blank before
some marks) are let pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.sentences import is_abbreviation
from igreport.check.typography import is_beside_refused, is_marked_foreign, replacing, token_start
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT106", "space-before-punctuation", Severity.WARNING)

_MARK = re.compile(r"[,;:.!?](?<=\s.)(?![\w.=:*()\[\]/<>-]|\s\.)|[)\]](?<=\s.)(?!\w)")
_OTHER = frozenset("([{«‹„‚=|+*/<>-")  # before the blank: a mark after it is no punctuation
_ENDS = ".,;:!?…"  # a mark after them is a remnant or a doubled one
_CLOSING = "\ufffc \u00a0\"“”’')"


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each blank before a mark."""
    for prose in manuscript.prose:
        text = prose.text
        for match in _MARK.finditer(text):
            at = match.start()
            blank = at - 1
            while blank and text[blank - 1].isspace():
                blank -= 1
            if text[blank - 1] not in _OTHER and not _is_right(manuscript, prose, blank, at):
                yield RULE.found(
                    prose.span(token_start(text, blank), at + 1),
                    f"a blank stands before “{text[at]}”",
                    "delete the blank",
                    fix=replacing(prose, blank, at, ""),
                )


def _is_right(manuscript: Manuscript, prose: Prose, blank: int, at: int) -> bool:
    text, mark = prose.text, prose.text[at]
    before = text[max(0, blank - 12) : blank].rstrip(_CLOSING)
    if not before or is_marked_foreign(prose, blank, at + 1) or is_beside_refused(prose, blank, at + 1):
        return True
    if before[-1] in _ENDS:
        return not is_abbreviation(text, text.rfind(before[-1], 0, blank), prose.language)
    if mark == ":" and before[-1].isdigit() and text[at + 1 : at + 3].lstrip()[:1].isdigit():
        return True
    return "«" in text and _is_french(manuscript, prose, at)


def _is_french(manuscript: Manuscript, prose: Prose, at: int) -> bool:
    quotations = manuscript.quotations(prose)
    index = bisect_right(quotations, at, key=lambda quotation: quotation.start) - 1
    return index >= 0 and quotations[index].opening == "«" and at < quotations[index].end
