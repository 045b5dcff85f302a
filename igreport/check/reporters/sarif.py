"""Findings as SARIF, the format of code scanning.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from igreport.check import pages
from igreport.check.pages import Page
from igreport.check.reporters import Context
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "igreport/v1"


def report(findings: Sequence[Diagnostic], context: Context = Context()) -> str:  # noqa: B008 (it is frozen)
    """Return one run with all findings; columns count in characters (Unicode code points), ends are exclusive."""
    known = pages.pages()
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "igreport",
        "version": context.version,
        "rules": [_rule(known[code]) for code in codes],
    }
    prints = _fingerprints(findings, context)
    results = [
        _result(finding, codes.index(finding.code), mark, context)
        for finding, mark in zip(findings, prints, strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(page: Page) -> dict[str, Any]:
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": page.title},
        "help": {"text": pages.plain(page), "markdown": pages.markdown(page, index="")},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _result(finding: Diagnostic, index: int, fingerprint: str, context: Context) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(filter(None, (finding.message, finding.hint)))},
        "locations": [{"physicalLocation": _physical(finding.span, context)}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(span, context)}
            for number, span in enumerate(finding.related, 1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, context)]
    if finding.note is not None:
        result["properties"] = {"note": finding.note}
    return result


def _physical(span: Span, context: Context) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span.path, context), "region": _region(span)}


def _artifact(path: str, context: Context) -> dict[str, str]:
    return {"uri": quote(context.folder + path)}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix, context: Context) -> dict[str, Any]:
    paths = dict.fromkeys(edit.span.path for edit in fix.edits)
    changes = [
        {
            "artifactLocation": _artifact(path, context),
            "replacements": [_replacement(edit) for edit in fix.edits if edit.span.path == path],
        }
        for path in paths
    ]
    text = "igreport check --fix" if fix.is_safe else "igreport check --fix --unsafe: may change the meaning"
    return {"description": {"text": text}, "artifactChanges": changes, "properties": {"safe": fix.is_safe}}


def _replacement(edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}


def _fingerprints(findings: Sequence[Diagnostic], context: Context) -> Iterator[str]:
    """Yield what is the same for a finding when lines are added above it: its rule, file, and line of text."""
    seen: Counter[str] = Counter()
    for finding in findings:
        lines, span = context.lines(finding.span.path), finding.span
        text = lines[span.line - 1].strip() if span.line <= len(lines) else finding.message
        key = "\0".join((finding.code, span.path, text))
        seen[key] += 1
        yield hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:32]
