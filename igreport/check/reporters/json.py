"""Findings for programs: a JSON list of objects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from igreport.check import pages
from igreport.check.reporters import Context
from igreport.model.diagnostic import Diagnostic, Fix, Span


def report(findings: Sequence[Diagnostic], context: Context = Context()) -> str:  # noqa: ARG001, B008 (it is frozen)
    """Return the findings as JSON; lines and columns count from 1 in characters, ends are exclusive.

    `url` is a rule's page, relative to the top of igreport's own repository; null for a rule of another package.
    """
    return json.dumps([_object(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def _object(finding: Diagnostic) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        **_place(finding.span),
        "message": finding.message,
        "hint": finding.hint,
        "fix": _fix(finding.fix) if finding.fix else None,
        "url": pages.address(finding.code),
        "note": finding.note,
        "related": [_place(span) for span in finding.related],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"safe": fix.is_safe, "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits]}


def _place(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
