"""What an import must make: each file `NAME.md`, `.html` in `tests/cases/import-*` has its expectation beside it, `NAME.yaml`.

`title`, `sections` and `keypoints` (the list of each), `notes` (how many calls), `headings`, `published`, `urls` (of all
references), `contains` and `absent` (words of the sections' files), `unsure` (kinds that must be reported).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from igreport.cli.main import main
from igreport.exchange import write
from igreport.exchange.imported import Options
from igreport.exchange.importers import html, markdown
from igreport.sources.load import load

CASES = Path(__file__).parents[1] / "cases"
READERS = {".md": markdown, ".html": html}
FILES = sorted(path for path in CASES.glob("import-*/*") if path.suffix in READERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_import(path: Path, tmp_path: Path) -> None:
    expected = YAML(typ="safe").load(path.with_suffix(".yaml"))
    result = write.write(READERS[path.suffix].read(path, Options()), tmp_path, "2025-Q3", Options())
    report = load(tmp_path)
    assert report.problems == ()
    edition = report.edition("2025-Q3")
    assert edition is not None
    text = "\n".join(file.read_text("utf-8") for file in sorted((tmp_path / "sections" / "2025-Q3").glob("*.md")))
    assert report.series.title == expected["title"]
    assert [part.front.title for part in edition.sections] == expected["sections"]
    assert result.made.notes == expected["notes"]
    assert sorted(item.url for item in report.references.values()) == sorted(expected["urls"])
    assert [words for words in expected["contains"] if words not in text] == []
    assert [words for words in expected.get("absent", ()) if words in text] == []
    assert result.made.headings == expected.get("headings", result.made.headings)
    assert str(edition.settings.published) == str(expected.get("published"))
    assert set(expected.get("unsure", ())) <= {change.kind for change in result.unsure}
    if "keypoints" in expected:
        assert [part.front.keypoint for part in edition.sections] == expected["keypoints"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_was_imported_builds(path: Path, tmp_path: Path) -> None:
    assert main(["import", str(path), "--edition", "2025-Q3", "--root", str(tmp_path)]) == 0
    assert load(tmp_path).problems == ()
    assert main(["build", "--root", str(tmp_path), "--format", "html"]) == 0
