"""A source is in the list and no edition cites it.

## What it does
Finds sources that no section of any edition cites.

## Why is this bad
Mostly a citation was forgotten, or it cites another source by mistake; no reader would ever see this one.

## Example
    references/2025-Q3.yaml has `- id: hanoi-treaty`, and no section has `[@hanoi-treaty]`

## Use instead
    The convention was opened for signature in October [@hanoi-treaty].

A list that belongs to no edition, as a whole library that a reference manager exports, may hold more than is cited:
there the finding is only information."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.report import Report

RULE = Rule("REF103", "never-cited", Severity.WARNING)


def collect(manuscript: Manuscript) -> tuple[str, ...]:
    """Return the ids that the edition cites."""
    sections = manuscript.edition.sections
    return tuple(sorted({citation.key for section in sections for citation in section.body.citations}))


def compare(report: Report, facts: Mapping[str, tuple[str, ...]]) -> Iterator[Diagnostic]:
    """Yield each source that no edition cites."""
    if not facts:
        return
    cited = {key for keys in facts.values() for key in keys}
    for key, reference in report.references.items():
        if key not in cited:
            span = reference.value("URL" if reference.url else "id")
            severity = None if PurePosixPath(span.path).stem in facts else Severity.INFO
            hint = f"cite it as [@{key}] where it belongs, or delete it"
            yield RULE.found(span, f"no edition cites the source `{key}`", hint, severity=severity)
