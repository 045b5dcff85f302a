"""Report → Diagnostics: everything that is wrong with what authors wrote."""

from __future__ import annotations

from collections.abc import Collection

from igreport.model.diagnostic import Diagnostic
from igreport.model.report import Report


def check(report: Report, paths: Collection[str] = ()) -> list[Diagnostic]:
    """Return the findings by place; of all files, or of those named in `paths` (relative to the report folder).

    Findings about folders and about files that are missing are always among them.
    """
    if not paths:
        return list(report.problems)
    chosen = set(paths)
    return [problem for problem in report.problems if problem.span.path in chosen or "." not in problem.span.path]
