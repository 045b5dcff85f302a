"""What an edition carries."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from igreport import load
from igreport.edition.assemble import assemble
from igreport.errors import OutputError

CASE = Path(__file__).parents[1] / "cases" / "build" / "sources-by-alphabet-in-german"


def test_the_cited_sources_and_the_sections() -> None:
    report = load(CASE)
    sources, section = assemble(report, report.editions[0], CASE).attachments
    assert (sources.name, sources.relationship) == ("sources.json", "Data")
    assert [item["id"] for item in json.loads(sources.data)] == ["z", "ö", "p", "o", "ä", "a", "b"]
    assert (section.name, section.media_type, section.relationship) == ("10-thema.md", "text/markdown", "Source")
    assert section.data == (CASE / "sections" / "2025-Q3" / "10-thema.md").read_bytes()
    assert section.description == "der Abschnitt „Thema“, wie er geschrieben wurde (Markdown)"


def test_a_section_that_is_gone(tmp_path: Path) -> None:
    shutil.copytree(CASE, tmp_path / "report")
    report = load(tmp_path / "report")
    (tmp_path / "report" / "sections" / "2025-Q3" / "10-thema.md").unlink()
    with pytest.raises(OutputError, match=r"10-thema\.md could not be read again"):
        assemble(report, report.editions[0], tmp_path / "report")


def test_sources_that_no_note_cites_are_left_out() -> None:
    root = CASE.parent / "sources-by-topic"
    report = load(root)
    sources = assemble(report, report.editions[0], root).attachments[0]
    assert {item["id"] for item in json.loads(sources.data)} == {"first", "second", "remark", "gone"}
