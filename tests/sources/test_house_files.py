"""Logo and template, as `sections/series.yaml` names them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from igreport.sources import lists


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report" / "sections").mkdir(parents=True)
    return tmp_path / "report"


def found(folder: Path, *lines: str) -> list[tuple[str, int, str]]:
    """Return what is found in a series with these lines: code, line and hint."""
    text = "\n".join(["title: A series", *lines, ""])
    (folder / "sections" / "series.yaml").write_text(text, "utf-8")
    problems = [problem for problem in lists.load(folder).problems if problem.span.path.endswith("series.yaml")]
    return [(problem.code, problem.span.line, problem.hint) for problem in problems]


def docx(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            package.writestr(name, "")


def test_what_is_there_is_right(folder: Path) -> None:
    docx(folder / "sections" / "house.docx", "word/document.xml")
    (folder / "sections" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert not found(folder, "template: house.docx", "logo: logo.png")


def test_a_name_that_is_nearly_right(folder: Path) -> None:
    docx(folder / "sections" / "house.docx", "word/document.xml")
    assert found(folder, "template: hause.docx") == [("SRC110", 2, "did you mean `house.docx`?")]


@pytest.mark.parametrize("name", ["../../house.docx", "/etc/passwd", "\\\\server\\house.docx"])
def test_outside_of_the_folder(folder: Path, name: str) -> None:
    assert [code for code, _, _ in found(folder, f"template: '{name}'")] == ["SRC106"]
    assert [code for code, _, _ in found(folder, f"logo: '{name}'")] == ["SRC106"]


@pytest.mark.parametrize("names", [("word/document.xml", "word/vbaProject.bin"), ("mimetype",)])
def test_another_zip_file(folder: Path, names: tuple[str, ...]) -> None:
    docx(folder / "sections" / "house.docx", *names)
    assert [code for code, _, _ in found(folder, "template: house.docx")] == ["SRC110"]


def test_a_link_out_of_the_folder(folder: Path) -> None:
    docx(folder.parent / "house.docx", "word/document.xml")
    (folder / "sections" / "house.docx").symlink_to(folder.parent / "house.docx")
    assert [code for code, _, _ in found(folder, "template: house.docx")] == ["SRC106"]


def test_logos(folder: Path) -> None:
    assert [code for code, _, _ in found(folder, "logo: logo.svg")] == ["IMG101"]
    (folder / "sections" / "logo.svg").write_text("404 Not Found", "utf-8")
    assert [code for code, _, _ in found(folder, "logo: logo.svg")] == ["IMG104"]
