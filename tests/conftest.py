"""A small report folder, and one that is built, for tests that need any."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from igreport.cli.main import main

PROJECT = Path(__file__).parents[1]
SECTION = """---
title: First topic
topic: first
keypoint: A point of the first topic
---

A claim [@source]. Another, with a remark.[^1]

a.  one
b.  two

[^1]: The remark.
"""
SOURCE = """references:
- id: source
  type: webpage
  title: A page
  publisher: A body
  issued: 2025-08-29
  accessed: 2025-10-01
  URL: https://example.org/page
"""


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what `check` keeps between runs out of the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def small_report(tmp_path: Path) -> Path:
    """Return a folder with an edition of one section, one source and one remark."""
    files = {
        "sections/series.yaml": "title: A series\nauthor: An author\nlanguage: en-GB\n",
        "sections/2025-Q3/edition.yaml": "published: 2025-10-06\n",
        "sections/2025-Q3/10-first.md": SECTION,
        "references/2025-Q3.yaml": SOURCE,
    }
    for name, text in files.items():
        path = tmp_path / "report" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "report"


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the small report is built; do not change it."""
    folder = tmp_path_factory.mktemp("built")
    root: Path = small_report.__wrapped__(folder)  # type: ignore[attr-defined]
    assert main(["build", "--root", str(root)]) == 0
    return root


@pytest.fixture
def built_report(built_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the small report with its built files."""
    return Path(shutil.copytree(built_once, tmp_path / "copy"))
