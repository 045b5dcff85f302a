"""Findings stand beside the block that they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from igreport.edition.assemble import assemble
from igreport.edition.draft import draft
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.document import Document
from igreport.sources.load import load

SECTION = "sections/2025-Q3/10-topic.md"
TEXT = """---
title: First
topic: first
keypoint: A point
---

A paragraph
of two lines.[^far]

[^far]: A note
    of two lines.

Table: A caption

| A | B |
|---|---|
| 1 | 2 |

- An item

  with a second paragraph.[^near]

[^near]: Another note.

## A heading
"""
SECOND = "---\ntitle: Second\ntopic: second\nkeypoint: Another\n---\n\nText.\n"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "sections" / "2025-Q3"
    folder.mkdir(parents=True)
    (tmp_path / "references").mkdir()
    (tmp_path / "sections" / "series.yaml").write_text("title: Series\n", encoding="utf-8")
    (folder / "10-topic.md").write_text(TEXT, encoding="utf-8")
    (folder / "20-second.md").write_text(SECOND, encoding="utf-8")
    return tmp_path


def shown(root: Path, path: str, line: int) -> str:
    """Return the kind and the words of the block that a finding on that line stands beside."""
    report = load(root)
    assert not report.problems
    edition = report.editions[0]
    finding = Diagnostic(
        "TXT111", "doubled-word", Severity.WARNING, Span(path, line), "“on” stands twice", "delete one"
    )
    document = draft(assemble(report, edition, root), edition, [finding])
    assert document.draft is not None
    ((place, texts),) = document.draft.findings.items()
    assert texts == ("TXT111 warning: “on” stands twice (delete one)",)
    return described(document, place)


def described(document: Document, place: int) -> str:
    block = document.blocks[place]
    return f"{block['t']} {block['c'][1][0]}" if block["t"] == "Header" else str(block["t"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (2, "Header first"),
        (7, "Para"),
        (8, "Para"),
        (10, "Para"),
        (11, "Para"),
        (13, "Table"),
        (17, "Table"),
        (19, "BulletList"),
        (21, "BulletList"),
        (23, "BulletList"),
        (25, "Header a-heading"),
    ],
)
def test_a_finding_stands_beside_its_block(made: Path, line: int, expected: str) -> None:
    assert shown(made, SECTION, line) == expected


def test_in_the_second_section(made: Path) -> None:
    assert shown(made, "sections/2025-Q3/20-second.md", 3) == "Header second"
    assert shown(made, "sections/2025-Q3/20-second.md", 7) == "Para"


def test_what_is_in_no_section_stands_beside_the_key_topics(made: Path) -> None:
    assert shown(made, "references/2025-Q3.yaml", 3) == "Div"


def test_a_draft_is_no_edition(made: Path) -> None:
    report = load(made)
    document = assemble(report, report.editions[0], made)
    assert draft(document, report.editions[0], []).edition == "2025-Q3-draft"
