"""A release: what it holds, how it is recorded, and what a second one does."""

from __future__ import annotations

import datetime
import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.publish import place, record, sums
from igreport.sources.load import load
from tests.publish.small_release import picture, replace, snapshot, with_picture

EDITION = "sections/2025-Q3/edition.yaml"
SECOND = "sections/2025-Q3/20-second.md"
FOLDER = "build/release/2025-Q3"
NAMES = [f"a-series-2025-Q3.{ending}" for ending in ("bib", "csl.json", "docx", "html", "pdf", "ris")]
REVISION = "revision:\n- {date: 2025-10-20, changed: The second topic is right now}\n"


def release(root: Path, *more: str) -> int:
    return main(["release", "--root", str(root), *more])


def told(root: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((root / FOLDER / record.NAME).read_text("utf-8"))
    return found


def test_a_release_holds_what_is_handed_out(released_once: Path) -> None:
    folder = released_once / FOLDER
    assert sorted(path.name for path in folder.iterdir()) == sorted([*NAMES, record.NAME, sums.NAME])
    known, wrong = sums.read((folder / sums.NAME).read_text("utf-8"))
    assert wrong == []
    assert known == {name: sha256((folder / name).read_bytes()).hexdigest() for name in [*NAMES, record.NAME]}
    assert sorted(path.name for path in (released_once / "build/release").iterdir()) == ["2025-Q3"]


def test_its_report_says_how_it_passed(released_once: Path) -> None:
    found = told(released_once)
    assert (found["edition"], found["date"], found["revisions"], found["allowed"]) == ("2025-Q3", "2025-10-06", [], [])
    gates = ["check", "links", "particulars", "revision", "build", "accessible"]
    assert [(row["name"], row["result"]) for row in found["gate"]] == [(name, "passed") for name in gates]  # type: ignore[attr-defined]
    assert found["links"] == {"addresses": 2, "never_asked": 0, "asked_from": "2025-10-05", "asked_to": "2025-10-05"}
    sizes = {name: (released_once / FOLDER / name).stat().st_size for name in NAMES}
    assert {row["name"]: row["size"] for row in found["files"]} == sizes  # type: ignore[attr-defined]


def test_it_is_recorded_behind_what_the_authors_wrote(report: Path, released_once: Path) -> None:
    before, after = (root.joinpath(EDITION).read_bytes() for root in (report, released_once))
    assert after.startswith(before + b"released:\n")
    edition = load(released_once).edition("2025-Q3")
    assert edition is not None
    (entry,) = edition.settings.released
    assert entry.content == told(released_once)["content"]["sha256"]  # type: ignore[index]
    assert [part.split()[0] for part in entry.parts] == ["cover", "10-first.md", "20-second.md"]
    assert {file.name: file.sha256 for file in entry.files} == {
        name: sha256((released_once / FOLDER / name).read_bytes()).hexdigest() for name in NAMES
    }


def test_it_is_the_same_on_another_day_and_elsewhere(
    released_once: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: datetime.datetime(2031, 5, 1, tzinfo=datetime.UTC).timestamp())
    assert release(report) == 0
    assert snapshot(report / FOLDER) == snapshot(released_once / FOLDER)


def test_a_second_release_of_the_same_writes_nothing(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in released.rglob("*") if path.is_file()}
    assert release(released) == 0
    assert "nothing has changed since the release in" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in released.rglob("*") if path.is_file()} == before


def test_a_folder_that_is_gone_is_made_again(released: Path, released_once: Path) -> None:
    shutil.rmtree(released / "build")
    assert release(released) == 0
    assert snapshot(released) == snapshot(released_once)


def test_a_folder_in_which_a_byte_was_changed_is_made_again(released: Path, released_once: Path) -> None:
    path = released / FOLDER / NAMES[0]
    path.write_bytes(path.read_bytes() + b" ")
    assert release(released) == 0
    assert snapshot(released / FOLDER) == snapshot(released_once / FOLDER)
    assert (released / f"{FOLDER}.before-1" / NAMES[0]).read_bytes().endswith(b" ")


@pytest.mark.parametrize("name", ["sections/2025-Q3/10-first.md", "references/2025-Q3.yaml"])
def test_what_no_reader_sees_needs_no_revision(released: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = released / name
    if name.endswith(".md"):
        path.write_text(path.read_text("utf-8") + "\n<!-- a comment -->\n", encoding="utf-8")
    else:
        replace(path, "title: The page one\n", "title: The page one\n  abstract: What is no part of a note\n")
    assert release(released) == 0
    assert "released again: it says what it said" in capsys.readouterr().out
    edition = load(released).edition("2025-Q3")
    assert edition is not None
    first, second = edition.settings.released
    assert (first.content, first.parts) == (second.content, second.parts)
    assert first.files != second.files
    assert (released / f"{FOLDER}.before-1").is_dir()


def test_a_changed_section_without_a_revision_is_refused(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(released / SECOND, "A claim of second", "A bold claim of second")
    before = snapshot(released)
    assert release(released) == 1
    printed = capsys.readouterr().out
    assert (
        "REL106 since the last release section Second topic (20-second.md) has changed, and no revision says so"
        in printed
    )
    assert "First topic" not in printed
    assert snapshot(released) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda root: (root / SECOND).unlink(), "section 20-second.md is gone"),
        (
            lambda root: (
                (root / SECOND)
                .with_name("30-new.md")
                .write_bytes(
                    (root / SECOND)
                    .read_bytes()
                    .replace(b"Second topic", b"Third topic")
                    .replace(b": second", b": third")
                )
            ),
            "section Third topic (30-new.md) is new",
        ),
        (lambda root: replace(root / EDITION, "2025-10-06", "2025-10-07"), "the cover has changed"),
        (lambda root: replace(root / SECOND, "A point of", "Some point of"), "section Second topic (20-second.md) has"),
    ],
)
def test_it_is_told_what_has_changed(
    released: Path, change: object, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(released)  # type: ignore[operator]
    assert release(released) == 1
    assert f"since the last release {words}" in capsys.readouterr().out


def test_another_picture_is_a_change(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_picture(report)
    assert release(report) == 0
    assert release(report) == 0
    assert "nothing has changed since" in capsys.readouterr().out
    (report / "sections/2025-Q3/users.png").write_bytes(picture(9))
    assert release(report) == 1
    assert "since the last release section First topic (10-first.md) has changed" in capsys.readouterr().out


def test_a_revision_is_printed_and_counted(released: Path) -> None:
    replace(released / SECOND, "A claim of second", "A bold claim of second")
    replace(released / EDITION, "published:", f"{REVISION}published:")
    assert release(released) == 0
    page = (released / FOLDER / "a-series-2025-Q3.html").read_text("utf-8")
    assert "Revised on 20\u00a0October 2025: The second topic is right now" in page
    assert told(released)["date"] == "2025-10-20"
    edition = load(released).edition("2025-Q3")
    assert edition is not None
    assert [entry.revisions for entry in edition.settings.released] == [0, 1]
    assert main(["release", "--verify", str(released / f"{FOLDER}.before-1")]) == 0
    assert release(released) == 0


def test_a_revision_that_was_released_counts_once(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(released / EDITION, "published:", f"{REVISION}published:")
    assert release(released) == 0
    replace(released / SECOND, "A claim of second", "A bold claim of second")
    assert release(released) == 1
    assert "20-second.md) has changed" in capsys.readouterr().out


def test_a_revision_of_before_the_release_is_none(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(released / SECOND, "A claim of second", "A bold claim of second")
    replace(released / EDITION, "published:", REVISION.replace("2025-10-20", "2025-10-01") + "published:")
    assert release(released) == 1
    assert "the newest revision is of 2025-10-01, before the last release (2025-10-06)" in capsys.readouterr().out


def test_who_is_killed_before_the_record_runs_it_again(
    report: Path, released_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("igreport.sources.changes.write", killed)
        assert release(report) == 130
    assert (report / FOLDER).is_dir()
    assert b"released:" not in (report / EDITION).read_bytes()
    assert release(report) == 0
    assert snapshot(report) == snapshot(released_once)


def test_where_the_files_cannot_be_put_in_place_nothing_is_recorded(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (report / EDITION).read_bytes()
    monkeypatch.setattr(place, "_renamed", full)
    assert release(report) == 3
    assert "no space left on device" in capsys.readouterr().err
    assert list((report / "build/release").iterdir()) == []
    assert (report / EDITION).read_bytes() == before


def test_an_edition_yaml_that_cannot_be_extended_stops_it_before(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (report / EDITION).write_text("{published: 2025-10-06}\n", encoding="utf-8")
    before = snapshot(report)
    assert release(report) == 3
    assert "is written so that no entry can be added at `released:`" in capsys.readouterr().err
    assert snapshot(report) == before


def test_lines_keep_their_ends(report: Path) -> None:
    path = report / EDITION
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert release(report) == 0
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


def test_an_edition_of_before_the_clock_is_released(report: Path) -> None:
    (report / "sections/2025-Q3").rename(report / "sections/1965-Q1")
    replace(report / "sections/1965-Q1/edition.yaml", "2025-10-06", "1965-04-01")
    assert release(report) == 0
    assert main(["release", "--verify", str(report / "build/release/1965-Q1")]) == 0


def test_what_keeps_it_from_being_built_is_told_wherever_it_stands(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (report / "sections/next").mkdir()
    (report / "sections/next/10-a.md").write_text("---\ntitle: A\n---\n")
    assert release(report) == 1
    out = capsys.readouterr().out
    assert "2025-Q3 is not released: 1 thing stands in the way" in out
    assert "sections/next SRC104" in out
