"""`igreport template`: the Word template to begin with, and its tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.edition.writers import docx_parts
from igreport.edition.writers.docx_tags import TAGS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a report with colours and paper of its own, where the command is run."""
    sections = tmp_path / "sections"
    sections.mkdir()
    (sections / "series.yaml").write_text("title: A series\nauthor: An author\npaper: letter\n", "utf-8")
    (sections / "style.css").write_text(":root { --accent: #7a1f3d }\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_the_template_in_the_look_of_the_series(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "--docx"]) == 0
    parts = docx_parts.unpack((folder / "sections" / "template.docx").read_bytes())
    assert b"7A1F3D" in parts["word/styles.xml"]
    assert b'w:w="12240"' in parts["word/document.xml"]
    assert b"{{ title }}" in parts["word/document.xml"]
    assert "template: template.docx" in capsys.readouterr().out


def test_it_never_writes_over_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "house.docx").write_bytes(b"mine")
    assert main(["template", "--docx", "house.docx"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (folder / "house.docx").read_bytes() == b"mine"
    assert main(["template", "--docx", "house.docx", "--force"]) == 0
    assert (folder / "house.docx").read_bytes() != b"mine"


def test_it_needs_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["template", "--docx"]) == 0
    assert (tmp_path / "template.docx").is_file()
    assert main(["template", "--docx", "no/such/folder.docx"]) == 3
    assert "cannot be written" in capsys.readouterr().err
    assert main(["template", "--docx", "x.docx", "--root", "nowhere"]) == 2


def test_it_lists_every_tag(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "--tags"]) == 0
    out = capsys.readouterr().out
    assert all(f"{{{{ {name} }}}}" in out and tag.meaning in out for name, tag in TAGS.items())


def test_a_wrong_tag_stops_the_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sections" / "2025-Q3").mkdir()
    (folder / "references").mkdir()
    section = "---\ntitle: One\ntopic: one\nkeypoint: One\n---\n\nText.\n"
    (folder / "sections" / "2025-Q3" / "10-one.md").write_text(section, "utf-8")
    assert main(["template", "--docx"]) == 0
    path = folder / "sections" / "template.docx"
    with (folder / "sections" / "series.yaml").open("a", encoding="utf-8") as file:
        file.write("template: template.docx\n")
    assert main(["build", "--format", "docx"]) == 0
    parts = docx_parts.unpack(path.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"{{ period }}", b"{{ perod }}")
    path.write_bytes(docx_parts.pack(parts))
    capsys.readouterr()
    assert main(["build", "--format", "docx"]) == 2
    error = capsys.readouterr().err
    assert "on the cover of the template template.docx, “{{ perod }}”: there is no tag `perod`" in error
    assert "did you mean `period`?" in error
