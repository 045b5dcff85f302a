"""A merge leaves alone what a build adds behind the sections, and says what was changed there."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.exchange.merge import Merge, merge

CASE = Path(__file__).parents[1] / "cases" / "build" / "sources-by-topic"
Edit = Callable[..., Merge]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("generated") / "report"
    shutil.copytree(CASE, root)
    with (root / "sections" / "series.yaml").open("a", encoding="utf-8") as file:
        file.write("abbreviations: true\n")
    (root / "references" / "terms.yaml").write_text("- {term: WSIS, expansion: A World Summit}\n", "utf-8")
    assert main(["build", "--root", str(root), "--format", "docx"]) == 0
    return root


@pytest.fixture
def edited(built: Path, tmp_path: Path) -> Edit:
    def merged(*replacements: tuple[str, str]) -> Merge:
        (base,) = (built / "build" / "2025-Q3").glob("*.docx")
        target = tmp_path / "edited 2025-Q3.docx"
        with zipfile.ZipFile(base) as source, zipfile.ZipFile(target, "w") as package:
            for name in source.namelist():
                data = source.read(name)
                for old, new in replacements if name == "word/document.xml" else ():
                    assert old.encode() in data
                    data = data.replace(old.encode(), new.encode())
                package.writestr(name, data)
        return merge(target, built, built / "build", dry_run=True)

    return merged


def test_an_unchanged_file_changes_nothing(edited: Edit) -> None:
    result = edited()
    assert (result.files, result.conflicts, result.elsewhere, result.references) == ({}, (), (), ())


def test_only_the_section_is_merged(edited: Edit) -> None:
    result = edited(("From before", "From long before"), ("A World Summit", "The World Summit"))
    assert list(result.files) == ["sections/2025-Q3/30-other.md"]
    assert "From long before [@second], and a new one [@gone]." in result.files["sections/2025-Q3/30-other.md"][1]
    assert result.conflicts == ()
    assert [text.partition(" in what")[0] for text in result.elsewhere] == [
        "“A World Summit” was deleted",
        "“The World Summit” is new",
    ]


def test_a_heading_of_the_build_is_no_section(edited: Edit) -> None:
    result = edited((">Abbreviations<", ">Short forms<"))
    assert result.files == {}
    assert any("“Short forms” is new in what a build adds" in text for text in result.elsewhere)
