"""A note's call stands before the punctuation, or behind it, unlike most of the edition.

## What it does
Looks at how the edition writes calls of notes at the end of a sentence, before the full stop (`text [@a].`) or behind
it (`text.[^1]`), and likewise at commas, colons and semicolons, and finds the few that differ.

## Why is this bad
Readers take the place of the number as a sign of what the note is about, and two orders in one text look careless.

## Example
    The draft was read [@a]. It was discussed [@b]. It was changed [@c]. It was adopted. [@d]

## Use instead
    The draft was read [@a]. It was discussed [@b]. It was changed [@c]. It was adopted [@d].

Sources are printed behind the punctuation in any case, so for them the finding is only information. In German the
place has a meaning (a note on the last word, or on the whole sentence): nothing is said there. Where neither order is
clearly the edition's own, nothing is said either."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Literal, NamedTuple

from igreport.check import rows
from igreport.check.manuscript import Manuscript
from igreport.check.rows import Row
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span
from igreport.model.prose import Prose

RULE = Rule("CIT111", "citation-placement", Severity.WARNING)

_FEWEST = 4  # rows of calls that show a habit
_MARKS = (".!?…", ",;:")  # what ends a sentence, and what parts it
_QUOTES = '"”“’»'


class _Placed(NamedTuple):
    row: Row
    order: Literal["before", "behind"]
    mark: int  # the place of the punctuation


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the calls that stand in the less frequent order."""
    found = [row for row in rows.find(manuscript) if not row.prose.language.startswith("de")]
    for is_source, marks in product((True, False), _MARKS):
        group = [row for row in found if _cites(row) == is_source]
        placed = [placed for row in group if (placed := _placed(row, marks))]
        before = [one for one in placed if one.order == "before"]
        behind = [one for one in placed if one.order == "behind"]
        few = min(before, behind, key=len)
        if len(placed) >= _FEWEST and 2 * len(few) <= len(placed) - len(few):
            yield from (_found(one) for one in few)


def _cites(row: Row) -> bool:
    return any(cited.call.keys for cited in row.calls)


def _placed(row: Row, marks: str) -> _Placed | None:
    text = row.prose.text
    after = text[row.end : row.end + 1]
    before = row.start - 1
    if text[before] in _QUOTES and before:
        before -= 1
    if text[before] in ".!?…,;:":
        return _Placed(row, "behind", before) if text[before] in marks and not after.strip(" \n") else None
    return _Placed(row, "before", row.end) if after and after in marks else None


def _found(placed: _Placed) -> Diagnostic:
    row, mark = placed.row, placed.row.prose.text[placed.mark]
    other = "behind" if placed.order == "before" else "before"
    start, end = (row.first, row.end + 1) if placed.order == "before" else (placed.mark, row.end)
    message = f"the note's call stands {placed.order} the “{mark}”, unlike most calls here"
    severity = Severity.INFO if _cites(row) else None
    span, note = row.prose.span(start, end), row.calls[0].note
    return RULE.found(span, message, f"put it {other} the “{mark}”", fix=_fix(placed), note=note, severity=severity)


def _fix(placed: _Placed) -> Fix | None:
    row, text = placed.row, placed.row.prose.text
    beside = text[placed.mark - 1 : placed.mark], text[placed.mark + 1 : placed.mark + 2]
    is_single = not any(character and character in ".!?…,;:" for character in beside)
    is_quoted = placed.order == "behind" and placed.mark != row.start - 1
    if not row.prose.is_exact or not is_single or is_quoted:
        return None
    place = row.start if placed.order == "before" else row.end
    mark = row.prose.span(placed.mark, placed.mark + 1)
    return Fix((Edit(_empty(row.prose, place), text[placed.mark]), Edit(mark, "")))


def _empty(prose: Prose, place: int) -> Span:
    """Return the empty span behind the character before `place`."""
    span = prose.span(place - 1, place)
    return Span(span.path, span.end_line, span.end_column, span.end_line, span.end_column)
