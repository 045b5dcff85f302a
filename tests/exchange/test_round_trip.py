"""An edition that is built, imported and built again says the same: every paragraph, list marker, note and link."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.edition.verify import read

PROJECT = Path(__file__).parents[2]
FORMATS = ("docx", "html")


@pytest.fixture(scope="module", params=["2024-Q4", "2025-Q3"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built") / "report"
    for folder in ("sections", "references"):
        shutil.copytree(PROJECT / folder, root / folder)
    assert main(["build", request.param, "--root", str(root), "--format", "docx,html"]) == 0
    return root / "build" / str(request.param)


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_edition_comes_back(built: Path, format_name: str, tmp_path: Path) -> None:
    (file,) = built.glob(f"*.{format_name}")
    assert main(["import", str(file), "--edition", built.name, "--root", str(tmp_path)]) == 0
    assert main(["check", "--root", str(tmp_path)]) == 0
    assert main(["build", "--root", str(tmp_path), "--format", "docx,html"]) == 0
    for name in FORMATS:
        (old,), (new,) = built.glob(f"*.{name}"), (tmp_path / "build" / built.name).glob(f"*.{name}")
        assert read(name, new) == read(name, old)


CASES = PROJECT / "tests" / "cases" / "build"


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("case", ["lists", "links", "template-signs-in-text", "german"])
def test_hard_cases_come_back(case: str, format_name: str, tmp_path: Path) -> None:
    root = tmp_path / "report"
    shutil.copytree(CASES / case, root)
    assert main(["build", "--root", str(root), "--format", "docx,html"]) == 0
    (file,) = root.glob(f"build/*/*.{format_name}")
    (tmp_path / "new").mkdir()
    assert main(["import", str(file), "--edition", file.parent.name, "--root", str(tmp_path / "new")]) == 0
    assert main(["build", "--root", str(tmp_path / "new"), "--format", format_name]) == 0
    (new,) = (tmp_path / "new").glob(f"build/*/*.{format_name}")
    assert read(format_name, new) == read(format_name, file)
