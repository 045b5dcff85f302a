"""Findings' fixes → changed texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from igreport.model.diagnostic import Diagnostic, Edit


def fixed(texts: Mapping[str, str], found: Iterable[Diagnostic], *, unsafe: bool = False) -> dict[str, str]:
    """Return `texts`, by path, with the fixes of `found` made: the safe ones, or all that there are.

    Where two fixes overlap the first is made; the next run finds the other.
    """
    taken: dict[str, list[Edit]] = {path: [] for path in texts}
    for finding in found:
        fix = finding.fix
        if fix is None or not (fix.is_safe or unsafe):
            continue
        if all(edit.span.path in taken and _is_free(edit, taken[edit.span.path]) for edit in fix.edits):
            for edit in fix.edits:
                taken[edit.span.path].append(edit)
    return {path: _edited(text, taken[path]) for path, text in texts.items()}


def _is_free(edit: Edit, others: Iterable[Edit]) -> bool:
    return not any(_start(edit) < _end(other) and _start(other) < _end(edit) for other in others) and not any(
        _start(edit) == _start(other) for other in others
    )


def _start(edit: Edit) -> tuple[int, int]:
    return edit.span.line, edit.span.column


def _end(edit: Edit) -> tuple[int, int]:
    return edit.span.end_line, edit.span.end_column


def _edited(text: str, edits: Iterable[Edit]) -> str:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for edit in sorted(edits, key=_start, reverse=True):
        first = starts[edit.span.line - 1] + edit.span.column - 1
        last = starts[edit.span.end_line - 1] + edit.span.end_column - 1
        text = text[:first] + edit.text + text[last:]
    return text
