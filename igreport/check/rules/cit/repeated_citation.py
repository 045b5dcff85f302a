"""A source is cited twice in one sentence.

## What it does
Finds a source that one sentence cites twice, without different pages or paragraphs.

## Why is this bad
The second note tells readers nothing new. Often another source was meant.

## Example
    The draft [@draft] has 148 paragraphs in 18 chapters [@draft].

## Use instead
    The draft has 148 paragraphs in 18 chapters [@draft].

A sentence that quotes twice may give the source of each quotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from igreport.check import sentences
from igreport.check.manuscript import Cited, Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import NOTE

RULE = Rule("CIT112", "repeated-citation", Severity.WARNING)

_LONGEST = 1_000  # characters between two calls of one sentence
_BEFORE = 80  # characters before a call, in which the end of the sentence before it is looked for
_STOPS = ".!?…"
_QUOTES = '"”“’»)'


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each second citation of a source in a sentence."""
    last: dict[str, tuple[Cited, str]] = {}
    prose = None
    for cited in manuscript.calls:
        if cited.prose is not prose:
            prose, last = cited.prose, {}
        for key, locator in zip(cited.call.keys, cited.call.locators, strict=False):
            earlier = last.get(key)
            if earlier and earlier[1] == locator and _is_one_sentence(manuscript, earlier[0], cited):
                message = f"the source `{key}` is cited twice in one sentence"
                hint = "cite it once, or give the page of each"
                related = (earlier[0].call.span,)
                yield RULE.found(cited.call.span, message, hint, note=cited.note, related=related)
            last[key] = cited, locator


def _is_one_sentence(manuscript: Manuscript, one: Cited, other: Cited) -> bool:
    """Say whether two calls of a paragraph stand in one sentence that does not quote between them."""
    prose = one.prose
    start, end = one.call.position + 1, other.call.position
    if start > end:  # twice in one citation
        return True
    if end - start > _LONGEST:
        return False
    before = prose.text[max(0, start - _BEFORE) : start - 1].rstrip().rstrip(_QUOTES + NOTE)
    if before.endswith(tuple(_STOPS)):
        return False
    between = prose.text[start:end].rstrip(_STOPS + _QUOTES + NOTE + " \n")
    quotations = manuscript.quotations(prose)
    next_one = bisect_left(quotations, start, key=lambda quotation: quotation.end)
    if next_one < len(quotations) and quotations[next_one].end <= end:
        return False
    return len(sentences.find(between, prose.language)) < 2
