"""The links of a note whose source has a copy in an archive: to the copy alone, in every format."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.edition.verify import read

CASE = Path(__file__).parents[1] / "cases" / "build" / "archived-sources"
GONE = "gone.example.org/a-long-path-to-a-page/a-long-path-to-a-page/a-long-path-to-a-page/page_one--two.html?a=1&b=2"
COPY = f"https://web.archive.org/web/20250621000000/https://{GONE}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("archived") / "report"
    shutil.copytree(CASE, root)
    assert main(["build", "--root", str(root)]) == 0
    return root / "build" / "2025-Q3"


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
def test_only_the_copy_is_linked(built: Path, name: str) -> None:
    (path,) = built.glob(f"*.{name}")
    links = [list(dict.fromkeys(note.links)) for note in read(name, path).notes]  # a link over two lines is two areas
    archive = "https://archive.example.net"
    kept = "https://example.org/kept"
    assert links == [[COPY], [COPY], [f"{archive}/abc"], [f"{archive}/copy"], [f"{archive}/silent"], [COPY, kept]]
