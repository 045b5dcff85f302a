"""A spelling that the list of terms names as wrong.

## What it does
Finds each spelling that stands under `variants` in `references/terms.yaml`, as whole words, in titles, key points,
text and notes.

## Why is this bad
The same name in two spellings looks careless, and a search finds only one of them.

## Example
    Antonio Guterres opened the session.

## Use instead
    António Guterres opened the session.

Capitals count: a variant "GGE Laws" is not found in "GGE LAWS"; a variant in small letters is found at the beginning
of a sentence too. Addresses are let pass, and so is a variant inside of its right spelling. In a longer quotation the
finding is information alone: it may be what the source says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript, addresses, mask
from igreport.check.names import VERBATIM, vocabulary
from igreport.check.once import once
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Fix, Severity
from igreport.model.prose import NOTE, Prose
from igreport.model.report import Term

RULE = Rule("NAM101", "known-variant", Severity.WARNING)

_WORD = re.compile(r"[^\W\d_]+")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each known wrong spelling."""
    right, names = _right(manuscript.report.terms), _names(manuscript.report.terms)
    written = vocabulary(manuscript) if right else frozenset()
    present = [wrong for wrong in right if written.issuperset(_words(wrong))]
    if not present:
        return
    used = {name for name in (*right.values(), *names) if written.issuperset(_words(name))}
    accepted = {name for name in used if any(wrong in name for wrong in present)}
    words = sorted({*present, *accepted}, key=lambda word: (-len(word), word))
    for prose in manuscript.prose:
        plain = prose.text.replace("\n", " ")
        here = [word for word in words if word in plain]
        if any(word in right for word in here):
            for start, word in _places(mask(plain, addresses(prose.text)), here):
                if word in right:
                    yield _found(manuscript, prose, start, word, right[word])


def _places(text: str, words: list[str]) -> Iterator[tuple[int, str]]:
    """Yield where the words stand as whole words, the longest first; none inside of another."""
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            around = text[start - 1 : start] + text[end : end + 1]
            if not any(letter.isalnum() or letter in "-_" for letter in around):
                yield start, word
                text = text[:start] + NOTE * len(word) + text[end:]
            start = text.find(word, end)


@functools.lru_cache(8192)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name))


@once
def _right(terms: tuple[Term, ...]) -> dict[str, str]:
    """Return the right spelling for each wrong one; one in small letters also for the beginning of a sentence."""
    right: dict[str, str] = {}
    for term in terms:
        for wrong in term.variants:
            if wrong[:1].islower() and term.term[:1].islower():
                right[wrong[:1].upper() + wrong[1:]] = term.term[:1].upper() + term.term[1:]
            right[wrong] = term.term
    accepted = _names(terms)
    return {wrong: name for wrong, name in right.items() if wrong and wrong not in accepted}


@once
def _names(terms: tuple[Term, ...]) -> frozenset[str]:
    return frozenset(name for term in terms for name in (term.term, term.expansion) if name)


def _found(manuscript: Manuscript, prose: Prose, start: int, wrong: str, name: str) -> Diagnostic:
    end = start + len(wrong)
    span = prose.span(start, end)
    quotations = manuscript.quotations(prose)
    is_verbatim = prose.is_quoted or any(
        row.start <= start < row.end and row.end - row.start > VERBATIM for row in quotations
    )
    is_plain = prose.is_exact and prose.source(start, end) == wrong
    return RULE.found(
        span,
        f"“{wrong}” is listed as a wrong spelling of “{name}”",
        "leave it if the source writes it so" if is_verbatim else f"write “{name}”",
        fix=Fix.replace(span, name) if is_plain and not is_verbatim else None,
        note=manuscript.note_of(prose),
        severity=Severity.INFO if is_verbatim else None,
    )
