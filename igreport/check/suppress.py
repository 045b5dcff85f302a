"""Findings that an author does not want, each with a reason; a wish that meets nothing is itself a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from igreport.check import select
from igreport.model.diagnostic import Diagnostic, Severity, Suppression
from igreport.sources.findings import NAMES, finding

_FORM = "write `igreport: ignore CODE reason`"


def suppressed(found: Iterable[Diagnostic], suppressions: Collection[Suppression]) -> list[Diagnostic]:
    """Return the findings without those suppressed, and with one for each suppression that is wrong or meets nothing.

    Errors found while reading stay: nothing is built before they are mended.
    """
    if not suppressions:
        return list(found)
    names = select.known()
    wishes = [(wish, word, select.canonical(word, names)) for wish in suppressions for word in wish.codes]
    used: dict[tuple[Suppression, str], bool] = {}  # and whether anything could be silenced
    kept = []
    for item in found:
        by = [(wish, word) for wish, word, code in wishes if code and _meets(wish, code, item)]
        is_silent = can_be_silenced(item)
        used |= {wish: is_silent or used.get(wish, False) for wish in by}
        if not (by and is_silent):
            kept.append(item)
    return [*kept, *_wrong(suppressions, names, used)]


def can_be_silenced(item: Diagnostic) -> bool:
    """Say whether a finding is a rule's: an error in reading keeps an edition from being built."""
    return item.severity is not Severity.ERROR or item.code not in NAMES


def _meets(wish: Suppression, code: str, item: Diagnostic) -> bool:
    if not select.covers(code, item.code):
        return False
    span = item.span
    if wish.line == 0:
        return _is_of(span.path, wish.path)
    return span.path == wish.path and span.line <= wish.last_line and span.end_line >= wish.line


def _is_of(path: str, pattern: str) -> bool:
    return fnmatchcase(path, pattern) or path.startswith(pattern.rstrip("/") + "/")


def _wrong(
    suppressions: Iterable[Suppression], names: Mapping[str, str], used: Mapping[tuple[Suppression, str], bool]
) -> Iterator[Diagnostic]:
    for wish in suppressions:
        if not wish.codes:
            yield _finding("SRC109", wish, "this comment of igreport is not understood", _FORM)
            continue
        if not wish.reason:
            yield _finding("SRC108", wish, "nobody can tell why this is ignored", "write the reason behind the code")
        for word in dict.fromkeys(wish.codes):
            is_used = used.get((wish, word))
            if select.canonical(word, names) is None:
                yield _finding("SRC109", wish, f"there is no rule `{word}`", select.suggestion(word, names))
            elif is_used is None:
                message = f"nothing is found here that `ignore {word}` would silence"
                yield _finding("SRC107", wish, message, f"delete {'it' if len(wish.codes) == 1 else f'`{word}`'}")
            elif not is_used:
                message = f"`{word}` cannot be ignored: nothing can be built before it is mended"
                yield _finding("SRC109", wish, message, "mend what it says, and delete this")


def _finding(code: str, wish: Suppression, message: str, hint: str) -> Diagnostic:
    return finding(code, wish.span, message, hint, Severity.WARNING)
