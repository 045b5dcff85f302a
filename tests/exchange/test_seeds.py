"""The published editions, as plain text, become editions that build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.sources.load import load

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published editions are not part of the project")
@pytest.mark.parametrize(
    ("pattern", "edition", "sections", "notes", "urls"),
    [("000_*", "2024-Q4", 5, 25, 26), ("002_*", "2025-Q3", 5, 41, 41)],
)
def test_a_seed_becomes_an_edition(
    pattern: str, edition: str, sections: int, notes: int, urls: int, tmp_path: Path
) -> None:
    file = next(SEEDS.glob(pattern))
    printed = re.findall(r"https?://[^\s;]+", file.read_text("utf-8"))
    assert len(printed) == urls
    assert main(["import", str(file), "--edition", edition, "--root", str(tmp_path)]) == 0
    assert load(tmp_path).problems == ()
    report = load(tmp_path)
    assert report.problems == ()
    assert {item.url for item in report.references.values()} == set(printed)
    read = report.edition(edition)
    assert read is not None
    assert len(read.sections) == sections
    calls = sum(path.read_text("utf-8").count("[@") for path in (tmp_path / "sections" / edition).glob("*.md"))
    assert calls == notes
    assert main(["build", "--root", str(tmp_path)]) == 0
    assert main(["verify", "--root", str(tmp_path)]) == 0
