"""A draft: an edition with what check finds beside the paragraphs that it finds it in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from igreport.model.diagnostic import Diagnostic
from igreport.model.document import Document, Draft
from igreport.model.prose import Prose
from igreport.model.report import Edition

SUFFIX = "-draft"  # of a draft's folder and files: none is taken for an edition


def draft(document: Document, edition: Edition, findings: Iterable[Diagnostic]) -> Document:
    """Return `document` as a draft, with the findings in the order of their places.

    What is found in a note stands beside the text that calls it; what is found in no section of the edition, as in its
    sources, stands beside the key topics.
    """
    beside: dict[int, list[str]] = {}
    for finding in findings:
        beside.setdefault(_place(edition, finding), []).append(_words(finding))
    shown = Draft({place: tuple(beside[place]) for place in sorted(beside)})
    return replace(document, edition=document.edition + SUFFIX, draft=shown)


def _place(edition: Edition, finding: Diagnostic) -> int:
    """Return where the block that a finding is about stands in `Document.blocks`: behind the key topics, section by section."""
    heading = 1
    for section in edition.sections:
        if section.path == finding.span.path:
            return heading + bisect_right(section.body.lines, _line(section.body.prose, finding.span.line))
        heading += 1 + len(section.body.blocks)
    return 0


def _line(prose: Iterable[Prose], line: int) -> int:
    """Return the line of the call where `line` stands in a note, else `line` itself."""
    rows = tuple(prose)
    labels = {
        row.label for row in rows if row.kind == "note" and row.line <= line <= row.line + row.places.text.count("\n")
    }
    calls = (call.span.line for row in rows for call in row.calls if call.label and call.label in labels)
    return next(calls, line)


def _words(finding: Diagnostic) -> str:
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"{finding.code} {finding.severity}: {finding.message}{hint}"
