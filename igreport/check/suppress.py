"""Findings that an author does not want, each with a reason; a wish that meets nothing is itself a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase

from igreport.model.diagnostic import Diagnostic, Severity, Suppression


def suppressed(found: Iterable[Diagnostic], suppressions: Collection[Suppression]) -> list[Diagnostic]:
    """Return the findings without those suppressed, and with one for each suppression that met nothing."""
    if not suppressions:
        return list(found)
    used: set[Suppression] = set()
    kept = []
    for finding in found:
        by = [suppression for suppression in suppressions if _meets(suppression, finding)]
        used.update(by)
        if not by:
            kept.append(finding)
    return [*kept, *(_unused(suppression) for suppression in suppressions if suppression not in used)]


def _meets(suppression: Suppression, finding: Diagnostic) -> bool:
    if not finding.code.startswith(suppression.codes):
        return False
    if suppression.line == 0:
        return fnmatchcase(finding.span.path, suppression.path)
    return finding.span.path == suppression.path and finding.span.line == suppression.line


def _unused(suppression: Suppression) -> Diagnostic:
    codes = ", ".join(suppression.codes)
    message = f"nothing is found here that `ignore {codes}` would silence"
    return Diagnostic("SRC107", "unused-suppression", Severity.WARNING, suppression.span, message, "delete it")
