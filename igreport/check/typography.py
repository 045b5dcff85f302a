"""What several rules on typography ask: which marks a language and an edition use, and what no rule should look at."""

from __future__ import annotations

import re

from igreport.check.manuscript import Manuscript, addresses, mask
from igreport.check.quotations import Quotation, parse
from igreport.model.diagnostic import Fix
from igreport.model.prose import Prose

_NATIVE = {  # opening and closing marks: CLDR 45, `delimiters`; Duden, K 8-12
    "en": frozenset(["“”", "‘’"]),
    "de": frozenset(["„“", "‚‘", "»«", "›‹", "‚’"]),
    "de-CH": frozenset(["«»", "‹›", "„“", "‚‘", "»«", "›‹", "‚’"]),
}
_LONGEST = 40
_FIRST = {"en": (("“", "”"), ("‘", "’")), "de": (("„", "“"), ("‚", "‘"))}  # double, single


def native(language: str) -> frozenset[str]:
    """Return the pairs of curly marks that are right in a language; none where it is not known."""
    if language == "de":
        return _NATIVE["de-CH"]
    return _NATIVE.get(language) or _NATIVE.get(language[:2]) or frozenset()


def kind(pair: Quotation, language: str) -> str:
    """Return "straight", "native", "foreign" or "mixed"; "" for a language without data.

    An apostrophe may close what a curly or low single mark has opened.
    """
    marks, known = pair.opening + pair.closing, native(language)
    if not known:
        return ""
    if marks in ('""', "''"):
        return "straight"
    if marks in known:
        return "native"
    if marks in {"„“", "„”", "‚‘", "‚’", "»«", "›‹", "«»", "‹›", "””", "»»", "“”", "‘’"}:
        return "foreign"
    return "mixed"


def is_marked_foreign(prose: Prose, start: int, end: int) -> bool:
    """Whether `text[start:end]` touches words that are marked as of another language."""
    return any(first < end and start < last for first, last, _language in prose.foreign)


def styles(manuscript: Manuscript) -> dict[str, int]:
    """Return how many quotations of an edition have straight marks and how many its language's own curly ones."""
    counts = {"straight": 0, "native": 0}
    for prose in manuscript.prose:
        for pair in parse(prose.text, prose.language).pairs:
            if (name := kind(pair, prose.language)) in counts:
                counts[name] += 1
    return counts


def marks_for(prose: Prose, is_single: bool, counts: dict[str, int]) -> tuple[str, str]:
    """Return the opening and the closing mark that an edition with these `styles` would use."""
    if counts["straight"] >= max(1, counts["native"]):
        return ("'", "'") if is_single else ('"', '"')
    return _FIRST["de" if prose.language.startswith("de") else "en"][is_single]


def with_marks(prose: Prose, pair: Quotation, marks: tuple[str, str], is_safe: bool = True) -> Fix | None:
    """Return the fix that gives a quotation other marks."""
    return together(
        replacing(prose, pair.start, pair.start + 1, marks[0], is_safe),
        replacing(prose, pair.end - 1, pair.end, marks[1], is_safe),
    )


def replacing(prose: Prose, start: int, end: int, text: str, is_safe: bool = True) -> Fix | None:
    """Return the fix that puts `text` in the place of `prose.text[start:end]`; None where the file has it otherwise."""
    if not prose.is_exact or prose.source(start, end) != prose.text[start:end]:
        return None
    return Fix.replace(prose.span(start, end), text, is_safe)


_REFUSED = re.compile(r"<[/!?a-zA-Z][^<>]{0,200}>|\[[^\[\]]{0,200}@[^\[\];]{1,200}\s-?@")


def is_beside_refused(prose: Prose, start: int, end: int) -> bool:
    """Whether what stands in `prose.text[start:end]` comes of raw HTML or of a citation that was not understood."""
    if not prose.is_exact or end - start == len(source := prose.source(start, end)):
        return False
    return bool(_REFUSED.search(source))


def together(*fixes: Fix | None) -> Fix | None:
    """Return the edits of all fixes as one; None where one of them is missing."""
    edits = [edit for fix in fixes if fix for edit in fix.edits]
    if None in fixes or not edits:
        return None
    return Fix(tuple(edits), all(fix.is_safe for fix in fixes if fix))


def token_start(text: str, at: int) -> int:
    """Return where the characters without a blank before `at` begin, at most 40 of them."""
    first = max(0, at - _LONGEST)
    while at > first and not text[at - 1].isspace():
        at -= 1
    return at


def word_start(text: str, at: int) -> int:
    """Return where the letters before `at` begin, at most 40 of them."""
    first = max(0, at - _LONGEST)
    while at > first and text[at - 1].isalpha():
        at -= 1
    return at


def word_end(text: str, at: int) -> int:
    """Return where the letters from `at` on end, at most 40 of them."""
    last = min(len(text), at + _LONGEST)
    while at < last and text[at].isalpha():
        at += 1
    return at


def without_addresses(text: str) -> str:
    """Return `text` with `NOTE`s in the place of addresses and names of files, at the same places."""
    ranges = addresses(text)
    return mask(text, ranges) if ranges else text
