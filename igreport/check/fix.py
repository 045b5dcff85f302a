"""Findings' fixes → changed texts.

A text is a file's own, byte order mark and line ends included: what no edit covers stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from igreport.model.diagnostic import Diagnostic, Edit, Fix, Span

_FRONT_MATTER = ("MD101", "YML")  # the codes of what is wrong with it
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"  # of the byte order; no column counts it


class _Change(NamedTuple):
    """An edit, counted in characters from the text's start; the end is exclusive."""

    start: int
    end: int
    text: str


_Changes = Mapping[str, Sequence[_Change]]  # by path


def fixed(texts: Mapping[str, str], found: Iterable[Diagnostic], *, unsafe: bool = False) -> dict[str, str]:
    """Return `texts`, by path, with the fixes of `found` made: the safe ones, or all that there are.

    Where two fixes overlap, or insert at the same place, the first is made; the next run finds the other.
    """
    return made(texts, fixable(found, unsafe))[0]


def fixable(found: Iterable[Diagnostic], unsafe: bool = False) -> list[Diagnostic]:
    """Return the findings that have a fix: a safe one, or any."""
    return [finding for finding in found if finding.fix is not None and (finding.fix.is_safe or unsafe)]


def withheld(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings, without fixes for sections with a front matter that is wrong: who knows their language."""
    unread = {
        item.span.path for item in found if item.code.startswith(_FRONT_MATTER) and item.span.path.endswith(".md")
    }

    def is_about_one(item: Diagnostic) -> bool:
        return item.fix is not None and any(edit.span.path in unread for edit in item.fix.edits)

    return [replace(item, fix=None) if unread and is_about_one(item) else item for item in found]


def made(texts: Mapping[str, str], found: Iterable[Diagnostic]) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return `texts` with the fixes of `found`, and the findings whose fixes could be made."""
    starts = {path: _line_starts(text) for path, text in texts.items()}
    taken: dict[str, list[_Change]] = {path: [] for path in texts}
    mended = []
    for finding in found:
        changes = _changes(finding.fix, texts, starts) if finding.fix else None
        if changes is not None and _fits(changes, taken):
            for path, rows in changes.items():
                for row in rows:
                    if row not in _near(row, taken[path]):
                        insort(taken[path], row)
            mended.append(finding)
    return {path: _edited(text, taken[path]) for path, text in texts.items()}, mended


def _line_starts(text: str) -> list[int]:
    return [int(text.startswith(_MARK)), *(match.end() for match in _LINE_END.finditer(text))]


def _changes(fix: Fix, texts: Mapping[str, str], starts: Mapping[str, Sequence[int]]) -> _Changes | None:
    """Return the fix's edits; None where one lies outside of the texts or on another, and where none changes anything."""
    found: dict[str, list[_Change]] = {}
    for edit in fix.edits:
        path = edit.span.path
        change = _change(edit, texts[path], starts[path]) if path in texts else None
        if change is None:
            return None
        found.setdefault(path, []).append(change)
    for rows in found.values():
        if any(first.end > second.start for first, second in pairwise(sorted(rows, key=_place))):
            return None
    is_there = any(texts[path][row.start : row.end] != row.text for path, rows in found.items() for row in rows)
    return found if is_there else None


def _change(edit: Edit, text: str, starts: Sequence[int]) -> _Change | None:
    span = edit.span
    start = _offset(span.line, span.column, text, starts)
    end = _offset(span.end_line, span.end_column, text, starts)
    if start is None or end is None or end < start:
        return None
    return _Change(start, end, edit.text.replace("\n", _line_end(span, text, starts)))


def _offset(line: int, column: int, text: str, starts: Sequence[int]) -> int | None:
    """Return the place of a column, at most the end of its line; None where the text has no such place."""
    if not 1 <= line <= len(starts) or column < 1:
        return None
    offset = starts[line - 1] + column - 1
    last = _end_of_line(line, text, starts)
    return offset if offset <= last else None


def _end_of_line(line: int, text: str, starts: Sequence[int]) -> int:
    if line == len(starts):
        return len(text)
    end = starts[line]
    return end - (2 if text[end - 2 : end] == "\r\n" else 1)


def _line_end(span: Span, text: str, starts: Sequence[int]) -> str:
    """Return how the line of `span` ends, or the one above where it is the last."""
    line = min(span.line, len(starts) - 1)
    return text[_end_of_line(line, text, starts) : starts[line]] if line else "\n"


def _fits(changes: _Changes, taken: _Changes) -> bool:
    """Say whether no change touches one that is taken, unless it is the same."""
    return not any(
        _clashes(change, other)
        for path, rows in changes.items()
        for change in rows
        for other in _near(change, taken[path])
    )


def _near(change: _Change, taken: Sequence[_Change]) -> Iterator[_Change]:
    """Yield those of `taken`, which are in order and apart, that touch `change`."""
    at = bisect_left(taken, change)
    before = at - 1
    while before >= 0 and taken[before].end >= change.start:
        yield taken[before]
        before -= 1
    while at < len(taken) and taken[at].start <= change.end:
        yield taken[at]
        at += 1


def _clashes(change: _Change, other: _Change) -> bool:
    if change == other:
        return False
    if change.start == change.end or other.start == other.end:  # which comes first nobody has said
        return change.start <= other.end and other.start <= change.end
    return change.start < other.end and other.start < change.end


def _edited(text: str, changes: Iterable[_Change]) -> str:
    parts, position = [], 0
    for change in sorted(changes, key=_place):
        parts += [text[position : change.start], change.text]
        position = change.end
    return "".join([*parts, text[position:]])


def _place(change: _Change) -> tuple[int, int]:
    return change.start, change.end
