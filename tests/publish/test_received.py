"""A release folder that somebody received: proved, or told in one line a flaw what is wrong with it."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import docx
import pytest

from igreport.check import processes
from igreport.cli.main import main
from igreport.publish import editions, received, record, sums

PDF, HTML, DOCX = (f"a-series-2025-Q3.{ending}" for ending in ("pdf", "html", "docx"))


@pytest.fixture
def folder(released_once: Path, tmp_path: Path) -> Path:
    """Return a copy of a release, without its report."""
    return Path(shutil.copytree(released_once / "build/release/2025-Q3", tmp_path / "received"))


def flaws(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["release", "--verify", str(folder)]) == 1
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out
    assert "Traceback" not in printed.err
    return [line.removeprefix(f"{folder}/") for line in printed.out.splitlines()]


def told(folder: Path, **changed: object) -> None:
    """Change release.json, and its SHA-256 in SHA256SUMS with it."""
    path = folder / record.NAME
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changed}), encoding="utf-8")
    signed(folder, record.NAME)


def signed(folder: Path, *names: str) -> None:
    """Write the SHA-256 that files have now into both lists: as someone would who wants to be believed."""
    known, _ = sums.read((folder / sums.NAME).read_text("utf-8"))
    content = json.loads((folder / record.NAME).read_text("utf-8"))
    for name in [name for name in names if name != record.NAME]:
        data = (folder / name).read_bytes()
        known[name] = sha256(data).hexdigest()
        for row in content["files"]:
            if row["name"] == name:
                row |= {"sha256": known[name], "size": len(data)}
        (folder / record.NAME).write_text(json.dumps(content), encoding="utf-8")
    known[record.NAME] = sha256((folder / record.NAME).read_bytes()).hexdigest()
    (folder / sums.NAME).write_text(sums.text(known), encoding="utf-8")


def test_a_release_is_proved_without_its_report(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder / ".DS_Store").write_bytes(b"of a window")
    assert main(["release", "--verify", "received"]) == 0
    assert capsys.readouterr().out == (
        "received: 8 files, none changed, missing or added\n"
        "PDF, DOCX and HTML say the same, and the PDF is PDF/UA-1, as it says\n"
        "the authors keep the files' SHA-256 at `released:` in sections/2025-Q3/edition.yaml\n"
    )


def test_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--format", "json", "--verify", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["proved"] is True
    (folder / PDF).unlink()
    assert main(["release", "--format", "json", "--verify", str(folder)]) == 1
    assert json.loads(capsys.readouterr().out)["flaws"] == [{"file": PDF, "message": "is missing"}]


@pytest.mark.parametrize("name", [PDF, HTML, DOCX, "a-series-2025-Q3.ris", record.NAME])
def test_a_changed_byte_is_seen(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    found = flaws(folder, capsys)
    assert f"{name}: was changed: its SHA-256 is not the one in SHA256SUMS" in found


def test_a_file_of_another_size_is_not_even_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = (folder / PDF).stat().st_size
    with (folder / PDF).open("ab") as file:
        file.write(b" ")
    assert flaws(folder, capsys) == [f"{PDF}: was changed: it has {size + 1:,} bytes instead of {size:,}"]


def test_files_that_are_missing_or_added_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / HTML).unlink()
    (folder / "more.exe").write_bytes(b"MZ")
    (folder / "below").mkdir()
    (folder / "a\x1b[2Jb").touch()
    assert sorted(line for line in flaws(folder, capsys) if "[2J" not in line) == [
        f"{HTML}: is missing",
        "below: does not belong to this release",
        "more.exe: does not belong to this release",
    ]


def test_the_two_lists_must_say_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / sums.NAME
    known, _ = sums.read(path.read_text("utf-8"))
    path.write_text(sums.text({name: digest for name, digest in known.items() if name != HTML}), encoding="utf-8")
    assert flaws(folder, capsys) == [f"SHA256SUMS: does not name {HTML}, and release.json does"]
    path.write_text(sums.text({**known, HTML: "0" * 64}), encoding="utf-8")
    assert f"{HTML}: has another SHA-256 in release.json than in SHA256SUMS" in flaws(folder, capsys)
    path.unlink()
    assert "SHA256SUMS: is missing" in flaws(folder, capsys)


def test_editions_that_do_not_say_the_same_are_seen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (folder / HTML).read_text("utf-8")
    assert "The remark on second" in page
    (folder / HTML).write_text(page.replace("The remark on second", "The remark on nothing"), encoding="utf-8")
    signed(folder, HTML)
    (flaw,) = flaws(folder, capsys)
    assert flaw.startswith(f"{HTML}: does not say what the DOCX says: note 4: says “")


def test_a_pdf_that_is_not_accessible_is_seen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import pikepdf

    with pikepdf.open(folder / PDF, allow_overwriting_input=True) as pdf:
        del pdf.Root["/Lang"]
        pdf.save()
    signed(folder, PDF)
    assert flaws(folder, capsys) == [f"{PDF}: the PDF names no language, or none that exists (Lang)"]


HOSTILE: list[object] = [
    [],
    "text",
    {},
    {"format": 99},
    {"format": 1},
    {"format": 1, "files": {"a": 1}},
    {"format": 1, "files": ["a"]},
    {"format": 1, "files": [{"name": "../../etc/passwd", "sha256": "0" * 64, "size": 1}]},
    {"format": 1, "files": [{"name": "/etc/passwd", "sha256": "0" * 64, "size": 1}]},
    {"format": 1, "files": [{"name": ["x"], "sha256": "0" * 64, "size": 1}]},
    {"format": 1, "files": [{"name": "a\nb", "sha256": "0" * 64, "size": 1}]},
    {"format": 1, "files": [{"name": PDF, "sha256": "0" * 64, "size": True}]},
    {"format": 1, "files": [], "edition": ["\x1b[2J"], "allowed": {"code": 1}},
]


@pytest.mark.parametrize("content", HOSTILE, ids=lambda value: json.dumps(value)[:40])
def test_a_hostile_report_is_told_in_a_line(folder: Path, content: object, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / record.NAME).write_text(json.dumps(content), encoding="utf-8")
    known, _ = sums.read((folder / sums.NAME).read_text("utf-8"))
    known[record.NAME] = sha256((folder / record.NAME).read_bytes()).hexdigest()
    (folder / sums.NAME).write_text(sums.text(known), encoding="utf-8")
    found = flaws(folder, capsys)
    assert any(line.startswith("release.json: ") for line in found)
    assert not any("passwd" in line and "SHA-256" in line for line in found)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"{", b"[" * 100_000, b"9" * 10_000, b"\0" * 5_000_000])
def test_a_broken_report_is_told_in_a_line(folder: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / record.NAME).write_bytes(data)
    assert any(line.startswith("release.json: ") for line in flaws(folder, capsys))


def test_sums_that_lead_out_of_the_folder_are_not_followed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / sums.NAME).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  ../secret\n{'0' * 64}  /etc/passwd\n")
    (flaw,) = flaws(folder, capsys)
    assert flaw == "SHA256SUMS: line 8 and 1 more is not a SHA-256, two blanks and the name of a file in this folder"


MAKES: dict[str, Callable[[Path], object]] = {
    "link": lambda path: path.symlink_to("/etc/passwd"),
    "pipe": os.mkfifo,
    "folder": os.mkdir,
}


@pytest.mark.parametrize("name", [PDF, sums.NAME, record.NAME])
@pytest.mark.parametrize("kind", MAKES)
def test_what_is_no_file_is_not_opened(folder: Path, kind: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / name).unlink()
    MAKES[kind](folder / name)
    words = "is a link to another place, not a file" if kind == "link" else "is no file"
    assert f"{name}: {words}" in flaws(folder, capsys)


@pytest.mark.parametrize("name", [PDF, HTML, DOCX])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\xff" * 1000, b"PK\x03\x04" + b"\0" * 100])
def test_a_broken_edition_is_told_in_a_line(
    folder: Path, name: str, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_bytes(data)
    signed(folder, name)
    found = flaws(folder, capsys)
    assert any(line.startswith(f"{name}: ") for line in found)
    assert all("\x1b" not in line and len(line) < 500 for line in found)


def test_a_docx_that_unpacks_to_far_more_is_not_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(folder / DOCX, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 300_000_000)
    signed(folder, DOCX)
    assert any("would unpack to far more than a report has" in line for line in flaws(folder, capsys))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that begin as copies")
def test_an_edition_that_takes_too_long_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(processes, "_can_fork", lambda: True)
    monkeypatch.setattr(editions, "_SECONDS", 1)
    monkeypatch.setattr("igreport.edition.verify.read", endless)
    words = "cannot be read: it is broken, or would take more time and memory than any report"
    assert [(flaw.file, flaw.message) for flaw in received.look(folder).flaws] == [
        (name, words) for name in (DOCX, HTML, PDF)
    ]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_what_is_no_release_is_wrong_use(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["release", "--verify", str(tmp_path / name)]) == 2
    assert "igreport: " in capsys.readouterr().err


def test_a_cover_of_the_house_is_proved_too(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = docx.Document()
    house.add_paragraph("Report: {{ title }}, {{ period }}")
    house.add_paragraph("Our street 1, our town")
    house.save(str(report / "sections" / "house.docx"))
    with (report / "sections" / "series.yaml").open("a", encoding="utf-8") as series:
        series.write("template: house.docx\n")
    assert main(["release", "--root", str(report)]) == 0
    folder = report / "build/release/2025-Q3"
    assert main(["release", "--verify", str(folder)]) == 0
    content = json.loads((folder / record.NAME).read_text("utf-8"))
    assert content["docx_cover"][:2] == ["Report: A series, 3rd quarter of 2025", "Our street 1, our town"]
    told(folder, docx_cover=["Another cover"])
    capsys.readouterr()
    (flaw,) = [line for line in flaws(folder, capsys) if DOCX in line]
    assert "has another cover than release.json tells" in flaw
