"""Findings as annotations of a workflow on GitHub: one command a line, which the runner reads from the log.

Source: GitHub's documentation, Workflow commands, "Setting an error message"; columns are given where a finding is on one line.
"""

from __future__ import annotations

from collections.abc import Sequence

from igreport.check.reporters import Context
from igreport.model.diagnostic import Diagnostic, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def report(findings: Sequence[Diagnostic], context: Context = Context()) -> str:  # noqa: B008 (it is frozen)
    """Return a command for each finding."""
    return "".join(_command(finding, context) + "\n" for finding in findings)


def _command(finding: Diagnostic, context: Context) -> str:
    span = finding.span
    properties = {"file": context.folder + span.path, "line": str(span.line), "endLine": str(span.end_line)}
    if span.end_line == span.line:
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{finding.code} {finding.name}"
    text = "\n".join(filter(None, (finding.message, finding.hint)))
    listed = ",".join(f"{key}={_escaped(value, _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_escaped(text, _IN_TEXT)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(sign, sign) for sign in text)
