"""`release.json`: what was released, of what, with what, and how it passed the gate. Nothing in it is of a clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from igreport.edition import manifest
from igreport.edition.build import Build
from igreport.model.diagnostic import Diagnostic, Suppression
from igreport.model.document import Document
from igreport.model.report import Edition, Report
from igreport.publish.content import Content
from igreport.publish.gate import Gate
from igreport.publish.links import Asked

NAME = "release.json"
FORMAT = 1
_SHARED = ("sections/series.yaml", "references/")


@dataclass(frozen=True)
class File:
    """A file of a release."""

    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Made:
    """All that a release is made of."""

    report: Report
    edition: Edition
    document: Document
    content: Content
    build: Build
    files: tuple[File, ...]
    gates: tuple[Gate, ...]
    asked: Asked
    reasons: Mapping[str, str]  # by code


def text(made: Made) -> str:
    """Return `release.json`, the same for the same release."""
    return json.dumps(_content(made), ensure_ascii=False, indent=2) + "\n"


def _content(made: Made) -> dict[str, Any]:
    revisions = [{"date": str(row.date), "changed": row.changed} for row in made.edition.settings.revision]
    return {
        "format": FORMAT,
        "edition": made.document.edition,
        **_title(made.document),
        "date": max([made.document.published, *(row["date"] for row in revisions)]) or None,
        "published": made.document.published or None,
        "revisions": revisions,
        **_covers(made.document),
        "content": {"sha256": made.content.sha256, "parts": dict(made.content.parts)},
        "files": [vars(file) for file in made.files],
        "words": made.build.words,
        "notes": made.build.notes,
        "pages": made.build.pages,
        "gate": [_gate(gate) for gate in made.gates],
        "allowed": [_allowed(code, because, made.gates) for code, because in _used(made)],
        "ignored": [_ignored(row) for row in _suppressions(made)],
        "links": _links(made.asked),
        "tools": manifest.tools(),
    }


def _title(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "period": document.period,
        "authors": list(document.authors),
        "publisher": document.publisher,
        "language": document.language,
        "license": document.license,
        "identifier": document.identifier,
    }


def _covers(document: Document) -> dict[str, Any]:
    """Return, where the series has a Word template of its own, what the DOCX prints in the place of the edition's cover."""
    if not document.template:
        return {}
    from igreport.edition.verify import docx_cover, expected

    return {
        "cover": [block.text for block in expected.cover_lines(document)],
        "docx_cover": [block.text for block in docx_cover.front(document)],
    }


def _gate(gate: Gate) -> dict[str, Any]:
    return {"name": gate.question.name, "holds": gate.question.holds, "result": gate.state}


def _used(made: Made) -> list[tuple[str, str]]:
    found = {item.code for gate in made.gates for item in gate.allowed}
    return [(code, because) for code, because in sorted(made.reasons.items()) if code in found]


def _allowed(code: str, because: str, gates: Iterable[Gate]) -> dict[str, Any]:
    """Return what was let pass and why, with everything that it was."""
    rows = [item for gate in gates for item in gate.allowed if item.code == code]
    return {"code": code, "because": because, "findings": [_finding(item) for item in rows]}


def _finding(item: Diagnostic) -> dict[str, Any]:
    return {"path": item.span.path, "line": item.span.line, "message": item.message}


def _suppressions(made: Made) -> list[Suppression]:
    """Return what the authors had check ignore in the edition's own files and in those that all share."""
    rows = [row for row in made.report.suppressions if row.codes]
    return [row for row in rows if row.span.path.startswith((f"{made.edition.path}/", *_SHARED))]


def _ignored(row: Suppression) -> dict[str, Any]:
    return {"path": row.span.path, "line": row.span.line, "codes": list(row.codes), "because": row.reason}


def _links(asked: Asked) -> dict[str, Any]:
    first, last = asked.days or (None, None)
    return {"addresses": asked.addresses, "never_asked": asked.never, "asked_from": first, "asked_to": last}
