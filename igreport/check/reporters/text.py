"""Findings for people: place, severity, code, message, and the hint below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from igreport.model.diagnostic import Diagnostic


def report(findings: Sequence[Diagnostic]) -> str:
    """Return the findings, a line each with its hint on the next, and a line that counts them."""
    lines = []
    for finding in findings:
        lines.append(str(finding))
        if finding.hint:
            lines.append(f"    {finding.hint}")
    return "\n".join([*lines, summary(findings)]) + "\n"


def summary(findings: Sequence[Diagnostic]) -> str:
    """Return one line that counts the findings by severity."""
    if not findings:
        return "nothing found"
    counts = Counter(str(finding.severity) for finding in findings)
    return ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts.items())
