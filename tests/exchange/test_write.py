"""Files are put in place all together, never over others, and read as every other file of a report."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.exchange import write
from igreport.sources.load import load

TEXT = "---\ntitle: A series\n---\n\n# One\n\nSee [a paper](https://example.org/a).[^1]\n\n# Two\n\nMore.\n\n[^1]: https://docs.un.org/en/A/80/257\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(page: Path, root: Path, *more: str) -> int:
    return main(["import", str(page), "--edition", "2025-Q3", "--root", str(root), *more])


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_an_empty_folder_becomes_a_report(page: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    root.mkdir()
    assert run(page, root) == 0
    assert list(files(root)) == [
        "references/2025-Q3.yaml",
        "sections/2025-Q3/10-one.md",
        "sections/2025-Q3/20-two.md",
        "sections/2025-Q3/edition.yaml",
        "sections/series.yaml",
    ]
    assert load(root).problems == ()
    assert (
        files(root)["references/2025-Q3.yaml"].decode()
        == """# yaml-language-server: $schema=../schemas/references.schema.json
references:
- id: example-a
  type: webpage
  title: a paper
  publisher: example.org
  URL: https://example.org/a
- id: un-a-80-257
  type: document
  title: Untitled source (docs.un.org)
  publisher: United Nations
  URL: https://docs.un.org/en/A/80/257
  custom:
    symbol: A/80/257
"""
    )
    assert "See a paper [@example-a]. [@un-a-80-257]" in files(root)["sections/2025-Q3/10-one.md"].decode()


def test_an_edition_is_never_overwritten(page: Path, small_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(small_report)
    assert run(page, small_report) == 2
    assert "is there already" in capsys.readouterr().err
    assert files(small_report) == before


@pytest.mark.parametrize("times", [1, 2])
def test_force_keeps_the_old_files_aside(page: Path, small_report: Path, times: int) -> None:
    before = files(small_report)
    for _ in range(times):
        assert run(page, small_report, "--force") == 0
    kept = files(small_report / "sections" / ".2025-Q3-before-import-1")
    assert kept["10-first.md"] == before["sections/2025-Q3/10-first.md"]
    assert kept["references.yaml"] == before["references/2025-Q3.yaml"]
    assert [edition.identifier for edition in load(small_report).editions] == ["2025-Q3"]
    assert load(small_report).problems == ()
    assert (small_report / "sections" / ".2025-Q3-before-import-2").exists() == (times == 2)


def test_a_dry_run_writes_nothing(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "new"
    root.mkdir()
    report = tmp_path / "report.json"
    assert run(page, root, "--dry-run", "--report", str(report)) == 0
    assert "nothing was written" in capsys.readouterr().out
    assert list(root.iterdir()) == []
    said = json.loads(report.read_text("utf-8"))
    assert said["sections"] == ["One", "Two"]
    assert said["given"]["notes"] == 1
    assert said["made"]["notes"] == 2


def test_a_failure_at_the_end_leaves_nothing(
    page: Path, small_report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(small_report)
    replace, calls = os.replace, []

    def failing(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(write.os, "replace", failing)
    assert run(page, small_report, "--force") == 3
    assert "No space left" in capsys.readouterr().err
    assert files(small_report) == before
    assert not list(small_report.glob(".igreport-import-*"))


def test_a_source_of_another_file_is_cited_and_not_written_again(page: Path, small_report: Path) -> None:
    page.write_text("# One\n\nText.[^1]\n\n[^1]: https://example.org/page\n", encoding="utf-8")
    assert main(["import", str(page), "--edition", "2025-Q4", "--root", str(small_report)]) == 0
    assert "[@source]" in (small_report / "sections/2025-Q4/10-one.md").read_text("utf-8")
    assert "references: []" in (small_report / "references/2025-Q4.yaml").read_text("utf-8")
    assert load(small_report).problems == ()


def test_a_topic_keeps_its_name(page: Path, small_report: Path) -> None:
    page.write_text("# First topic\n\nText.\n", encoding="utf-8")
    assert main(["import", str(page), "--edition", "2025-Q4", "--root", str(small_report)]) == 0
    assert "topic: first\n" in (small_report / "sections/2025-Q4/10-first.md").read_text("utf-8")


def test_links_may_stay_links(page: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    root.mkdir()
    assert run(page, root, "--keep-links") == 0
    assert "[a paper](https://example.org/a). [@un-a-80-257]" in files(root)["sections/2025-Q3/10-one.md"].decode()


def test_a_word_that_would_be_lost_is_named(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from igreport.exchange import subset

    root = tmp_path / "new"
    root.mkdir()
    bring_down = subset.bring_down
    monkeypatch.setattr(subset, "bring_down", lambda blocks: bring_down(blocks[:-1]))
    assert run(page, root) == 1
    printed = capsys.readouterr()
    assert "the input has “More”" in printed.err
    assert list(root.iterdir()) == []
