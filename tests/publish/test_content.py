"""What an edition says, as one number: it follows every word that is printed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from igreport.edition.assemble import assemble
from igreport.publish import content
from igreport.publish.content import Content
from igreport.sources.load import load
from tests.publish.small_release import picture, replace, with_picture

FIRST, SECOND = "sections/2025-Q3/10-first.md", "sections/2025-Q3/20-second.md"
SOURCES = "references/2025-Q3.yaml"


def said(root: Path) -> Content:
    report = load(root, ["2025-Q3"])
    edition = report.edition("2025-Q3")
    assert edition is not None
    assert report.errors(edition) == []
    return content.of(assemble(report, edition, root), edition)


CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "a word": (lambda root: replace(root / FIRST, "A claim", "One claim"), ["10-first.md"]),
    "a key point": (lambda root: replace(root / FIRST, "A point", "One point"), ["10-first.md"]),
    "a title": (lambda root: replace(root / SECOND, "Second topic", "Last topic"), ["20-second.md"]),
    "a remark": (lambda root: replace(root / SECOND, "The remark", "A remark"), ["20-second.md"]),
    "a further note": (lambda root: replace(root / FIRST, "Another,", "Another^[More.],"), ["10-first.md"]),
    "what a note prints": (lambda root: replace(root / SOURCES, "The page two", "The page 2"), ["20-second.md"]),
    "an address": (lambda root: replace(root / SOURCES, "org/two", "org/too"), ["20-second.md"]),
    "the author": (lambda root: replace(root / "sections/series.yaml", "An author", "Authors"), ["cover"]),
    "a picture": (lambda root: (root / "sections/2025-Q3/users.png").write_bytes(picture(9)), ["10-first.md"]),
    "an alternative text": (lambda root: replace(root / FIRST, "by region", "by country"), ["10-first.md"]),
    "a licence": (lambda root: replace(root / "sections/series.yaml", "title", "license: CC0-1.0\ntitle"), ["cover"]),
}
NO_CHANGES: dict[str, Callable[[Path], object]] = {
    "a source that is not cited": lambda root: replace(root / "references/2024-Q4.yaml", "The page old", "Old"),
    "what no note prints": lambda root: replace(root / SOURCES, "  type", "  abstract: What it says\n  type"),
    "a comment": lambda root: replace(root / FIRST, "\n## A", "\n<!-- later -->\n\n## A"),
    "blanks": lambda root: replace(root / FIRST, "-   one", "- one"),
    "a release": lambda root: replace(
        root / "sections/2025-Q3/edition.yaml", "published", f"released: [{{content: {'a' * 64}}}]\npublished"
    ),
    "the paper": lambda root: replace(root / "sections/series.yaml", "title", "paper: letter\ntitle"),
    "notes at the end": lambda root: replace(root / "sections/series.yaml", "title", "notes: end\ntitle"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_printed_counts(name: str, report: Path) -> None:
    with_picture(report)
    before = said(report)
    change, parts = CHANGES[name]
    change(report)
    after = said(report)
    assert after.sha256 != before.sha256
    assert [part for part in after.parts if after.parts[part] != before.parts[part]] == parts


@pytest.mark.parametrize("name", NO_CHANGES)
def test_all_else_does_not(name: str, report: Path) -> None:
    with_picture(report)
    before = said(report)
    NO_CHANGES[name](report)
    assert said(report) == before


def test_a_revision_is_a_change_of_no_part(report: Path) -> None:
    before = said(report)
    revision = "revision:\n- {date: 2025-10-20, changed: A word}\npublished"
    replace(report / "sections/2025-Q3/edition.yaml", "published", revision)
    after = said(report)
    assert after.sha256 != before.sha256
    assert after.parts == before.parts
