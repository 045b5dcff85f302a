"""Findings are the same whether they are kept from the last run, found anew, or found without any cache."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from igreport.check import catalogue, folder, processes, snapshot
from igreport.check.folder import check_folder
from igreport.check.run import check
from igreport.check.store import Store
from igreport.model.diagnostic import Diagnostic
from igreport.sources.findings import NAMES
from igreport.sources.load import load

PROJECT = Path(__file__).parents[2]
SECOND = "sections/2025-Q2/10-first.md"


@pytest.fixture
def two_editions(small_report: Path) -> Path:
    """Return a folder with two editions that say something about each other, and mistakes of several families."""
    old = small_report / "sections/2025-Q2"
    old.mkdir()
    text = (small_report / "sections/2025-Q3/10-first.md").read_text("utf-8")
    (old / "10-first.md").write_text(text.replace("A claim", "All 16 SDGs count. A claim"), encoding="utf-8")
    (small_report / "sections/2025-Q3/20-second.md").write_text(
        text.replace("First topic", "Second topic").replace(
            "A claim", "All 17 SDGs of of June. It ends on 31 June 2025"
        )
    )
    return small_report


def plain(root: Path) -> list[Diagnostic]:
    return check(load(root))


def test_two_runs_find_the_same(two_editions: Path) -> None:
    found = plain(two_editions)
    assert {finding.code[:3] for finding in found} >= {"DAT", "TXT"}
    assert check_folder(two_editions) == check_folder(two_editions) == found
    assert check_folder(two_editions, is_cached=False) == found


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a section": lambda root: edit(root, "sections/2025-Q3/20-second.md", "31 June", "30 June"),
    "the other edition": lambda root: edit(root, SECOND, "16 SDGs", "17 SDGs"),
    "an edition goes": lambda root: shutil.rmtree(root / "sections/2025-Q2"),
    "an edition comes": lambda root: shutil.copytree(root / "sections/2025-Q2", root / "sections/2025-Q1"),
    "the language": lambda root: edit(root, "sections/series.yaml", "en-GB", "de"),
    "a source": lambda root: edit(root, "references/2025-Q3.yaml", "accessed: 2025-10-01", "accessed: 2025-08-01"),
    "a source's id": lambda root: edit(root, "references/2025-Q3.yaml", "id: source", "id: sauce"),
    "sources go": lambda root: (root / "references/2025-Q3.yaml").unlink(),
    "a broken file": lambda root: edit(root, "references/2025-Q3.yaml", "references:", "references: ]"),
    "terms come": lambda root: (root / "references/terms.yaml").write_text("- term: point\n  variants: [claim]\n"),
    "a suppression": lambda root: edit(root, SECOND, "All 16", "<!-- igreport: ignore NUM102 so it was -->\nAll 16"),
    "a comment of no use": lambda root: edit(
        root, SECOND, "a.  one", "<!-- igreport: ignore DAT101 why -->\n\na.  one"
    ),
    "the settings": lambda root: edit(root, "sections/2025-Q3/edition.yaml", "2025-10-06", "2025-09-06"),
    "an ignored file": lambda root: edit(
        root, "sections/series.yaml", "title", "ignore: [{path: sections/**, codes: DAT, reason: x}]\ntitle"
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(two_editions: Path, name: str) -> None:
    before = check_folder(two_editions)
    CHANGES[name](two_editions)
    after = check_folder(two_editions)
    assert after == plain(two_editions)
    assert after != before
    assert check_folder(two_editions) == after


def test_a_source_that_is_defined_twice_is_judged_in_both_places(two_editions: Path) -> None:
    before = check_folder(two_editions)
    shutil.copy(two_editions / "references/2025-Q3.yaml", two_editions / "references/2025-Q1.yaml")
    after = check_folder(two_editions)
    assert set(after) > set(plain(two_editions))
    assert {finding.code for finding in after} - {finding.code for finding in before} == {"REF102"}


def test_a_picture_that_comes_is_seen(two_editions: Path) -> None:
    edit(two_editions, SECOND, "All 16", "![A chart](../../charts/a.png)\n\nAll 16")
    assert "IMG101" in {finding.code for finding in check_folder(two_editions)}
    (two_editions / "charts").mkdir()
    (two_editions / "charts/a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "IMG101" not in {finding.code for finding in check_folder(two_editions)}
    (two_editions / "charts/a.png").write_bytes(b"text")
    assert "IMG104" in {finding.code for finding in check_folder(two_editions)}


def test_only_the_changed_edition_is_read_again(two_editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_folder(two_editions)
    edit(two_editions, SECOND, "All 16", "All 15")
    read: list[str] = []
    original = folder._Run._load
    monkeypatch.setattr(
        folder._Run, "_load", lambda run, period, path: read.append(path.name) or original(run, period, path)
    )
    check_folder(two_editions)
    assert read == ["2025-Q2"]


def test_a_damaged_cache_is_made_again(two_editions: Path) -> None:
    found = check_folder(two_editions)
    store = Store(two_editions)
    for name in ("findings", "files", "editions"):
        assert (store.path / name).is_file()
        (store.path / name).write_bytes(b"nonsense")
    assert check_folder(two_editions) == found
    assert store.read("findings") is not None


def test_a_cache_that_cannot_be_written_costs_only_time(two_editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert check_folder(two_editions) == plain(two_editions)


def test_nothing_is_kept_in_the_report_folder(two_editions: Path) -> None:
    before = sorted(two_editions.rglob("*"))
    check_folder(two_editions)
    assert sorted(two_editions.rglob("*")) == before


def test_igreport_of_another_state_does_not_use_what_is_kept(
    two_editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_folder(two_editions)
    monkeypatch.setattr(snapshot, "program", lambda: "changed")
    read: list[str] = []
    original = folder._Run._load
    monkeypatch.setattr(
        folder._Run, "_load", lambda run, period, path: read.append(path.name) or original(run, period, path)
    )
    check_folder(two_editions)
    assert read == ["2025-Q2", "2025-Q3"]


def test_many_editions_are_shared_out(two_editions: Path) -> None:
    for year in range(2010, 2020):
        shutil.copytree(two_editions / "sections/2025-Q2", two_editions / f"sections/{year}-Q2")
    assert check_folder(two_editions) == plain(two_editions) == check_folder(two_editions)


def test_what_another_process_raises_is_told() -> None:
    def fail(number: int) -> int:
        if number == 1:
            raise ValueError("one")
        return number

    assert processes.shared_out(lambda number: number * 2, [0, 1, 2], 1) == [0, 2, 4]
    with pytest.raises((ValueError, processes.ToolError), match="one"):
        processes.shared_out(fail, [0, 1], 1)


@pytest.mark.parametrize("edition", ["2024-Q4", "2025-Q3"])
def test_the_projects_editions(edition: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "references", tmp_path / "references")
    shutil.copytree(PROJECT / "sections" / edition, tmp_path / "sections" / edition)
    shutil.copy(PROJECT / "sections/series.yaml", tmp_path / "sections")
    assert check_folder(tmp_path) == plain(tmp_path)


def test_the_halves_are_all_rules_that_run() -> None:
    halves = [row for families in catalogue.halves() for row in catalogue.rules(families)]
    running = [
        row for row in catalogue.rules() if any(hasattr(row, name) for name in ("check", "check_source", "compare"))
    ]
    assert [row for row in running if row not in halves] == []
    assert len(halves) == len(set(halves))


@pytest.mark.parametrize("name", ["sections/2025-Q3", "references", "sections"])
def test_a_folder_that_cannot_be_read_is_found(two_editions: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    listed = Path.iterdir

    def closed(folder: Path) -> Iterator[Path]:
        if folder == two_editions / name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", closed)
    for found in (check_folder(two_editions, is_cached=False), plain(two_editions)):
        errors = [(item.code, item.span.path) for item in found if item.severity == "error" and item.code in NAMES]
        assert errors == [("SRC102", name)]


def test_a_comment_that_is_not_understood_is_found_from_the_cache_too(two_editions: Path) -> None:
    path = two_editions / SECOND
    path.write_text(path.read_text("utf-8") + "\n<!-- IGREPORT ignore TXT111 a name -->\n", encoding="utf-8")
    assert [item.span.path for item in check_folder(two_editions) if item.code == "SRC109"] == [SECOND]
