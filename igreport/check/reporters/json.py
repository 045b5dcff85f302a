"""Findings for programs: a JSON list of objects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from igreport.model.diagnostic import Diagnostic


def report(findings: Sequence[Diagnostic]) -> str:
    """Return the findings as JSON; lines and columns count from 1 in characters, ends are exclusive."""
    return json.dumps([_object(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def _object(finding: Diagnostic) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": finding.message,
        "hint": finding.hint,
        "fix": None,
        "url": None,
        "note": finding.note,
    }
