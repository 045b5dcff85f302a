"""Findings for people: by file, each with the place underlined in its line, and what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from igreport.check.excerpt import WIDTH, excerpt, visible
from igreport.check.reporters import Context, plural
from igreport.model.diagnostic import Diagnostic, Severity, Span

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_NARROWEST = 40  # columns; a terminal that is said to have less breaks lines
_HEADING, _PLACE, _QUIET = "1;4", "1;31", "2"


def report(findings: Sequence[Diagnostic], context: Context = Context()) -> str:  # noqa: B008 (it is frozen)
    """Return the findings by file, a line that counts them, and the one command that helps next."""
    lines: list[str] = []
    for path, group in groupby(findings, key=lambda finding: finding.span.path):
        lines.append(_painted(visible(path), _HEADING, context))
        for finding in group:
            lines += _finding(finding, context)
        lines.append("")
    lines.append(summary(findings, context))
    if command := following(findings, context):
        lines.append(f"next: {command}")
    return "\n".join(lines) + "\n"


def _finding(finding: Diagnostic, context: Context) -> Iterator[str]:
    span = finding.span
    severity = _painted(finding.severity, _COLOURS[finding.severity], context)
    note = f"note {finding.note}"
    which = f" ({note})" if finding.note is not None and note not in finding.message else ""
    yield f"  {span.line}:{span.column} {severity} {finding.code} {visible(finding.message)}{which}"
    if shown := excerpt(context.lines(span.path), span, _width(context)):
        yield f"    | {shown[0]}"
        yield f"    | {_painted(shown[1], _PLACE, context)}"
    for text in (*_related(finding), visible(finding.hint), _mending(finding)):
        if text:
            yield f"    {_painted('=', _QUIET, context)} {text}"


def _width(context: Context) -> int:
    """Return how many columns of a line have room behind the margin, between dots."""
    return max(context.width, _NARROWEST) - len("    | ……") if context.width else WIDTH


def _related(finding: Diagnostic) -> Iterator[str]:
    for span in finding.related:
        yield f"see {visible(_where(span, finding))}"


def _where(span: Span, finding: Diagnostic) -> str:
    return f"line {span.line}" if span.path == finding.span.path else str(span)


def _mending(finding: Diagnostic) -> str:
    if finding.fix is None:
        return ""
    return "--fix mends this" if finding.fix.is_safe else "--fix --unsafe mends this: read what it changes"


def summary(findings: Sequence[Diagnostic], context: Context = Context()) -> str:  # noqa: B008 (it is frozen)
    """Return one line that counts the findings by severity, and what can be fixed."""
    files = len({finding.span.path for finding in findings})
    parts = [f"{counted(findings)} in {plural(files, 'file')}" if findings else "nothing found"]
    if context.fixed:
        parts.insert(0, f"fixed {plural(context.fixed, 'finding')} in {plural(context.fixed_files, 'file')}")
    if fixable := sum(finding.fix is not None and finding.fix.is_safe for finding in findings):
        parts.append(f"{fixable} can be fixed")
    if context.refused:
        one = "1 fix would make a new error"
        parts.append(one if context.refused == 1 else f"{context.refused} fixes would make new errors")
    if context.hidden:
        parts.append(f"{context.hidden} to look at with --info")
    if context.elsewhere:
        parts.append(f"{plural(context.elsewhere, 'error')} in other files")
    return "; ".join(parts)


def counted(findings: Sequence[Diagnostic], joint: str = ", ") -> str:
    """Return `2 errors, 11 warnings`."""
    counts = Counter(finding.severity for finding in findings)
    return joint.join(_count(counts[severity], severity) for severity in Severity if counts[severity])


def _count(count: int, severity: Severity) -> str:
    return f"{count} {severity}" if severity is Severity.INFO else plural(count, severity)


def following(findings: Sequence[Diagnostic], context: Context) -> str:
    """Return the command that helps most: see the fixes, or read about what was found most often."""
    fixes = [finding.fix for finding in findings if finding.fix]
    is_any_safe = any(fix.is_safe for fix in fixes)
    if is_any_safe and not context.refused:
        return f"{context.command} --fix --diff"
    if fixes and len(fixes) == len(findings) and not is_any_safe:
        return f"{context.command} --fix --unsafe --diff"
    severities = {finding.severity for finding in findings}
    worst = next((severity for severity in Severity if severity in severities), None)
    counts = Counter(finding.code for finding in findings if finding.severity is worst)
    return f"igreport explain {counts.most_common(1)[0][0]}" if counts else ""


def _painted(text: str, colour: str, context: Context) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if context.is_coloured else str(text)
