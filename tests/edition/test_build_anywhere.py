"""An edition's files depend on the report alone: not on the folder that it lies in, nor on the fonts of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20" width="80" height="20">
<rect x="1" y="1" width="78" height="18" fill="#123456"/><text x="4" y="12" font-size="8">Inside عمر Ωμέγα</text></svg>"""
SECTION = """---
title: First topic
topic: first
keypoint: A point
---

![What the drawing shows](a%20drawing.svg)

![What the other shows](other.svg){width=50%}

Words, as عمر said, about Ωμέγα.^[A note.]
"""
FILES = {
    "sections/series.yaml": "title: A series\nauthor: An author\n",
    "sections/2025-Q3/10-first.md": SECTION,
    "sections/2025-Q3/a drawing.svg": DRAWING,
    "sections/2025-Q3/other.svg": DRAWING.replace("#123456", "#654321"),
    "references/2025-Q3.yaml": "references: []\n",
}
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>\n'


def build(root: Path, **settings: str) -> dict[str, bytes]:
    """Write the report into a folder, build it, and return the three files by their suffixes."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "igreport", "build", "2025-Q3", "--root", str(root)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1759708800", **settings}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return {path.suffix: path.read_bytes() for path in root.glob("build/2025-Q3/*") if path.suffix != ".json"}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    found = build(tmp_path_factory.mktemp("here"))
    assert set(found) == {".pdf", ".docx", ".html"}
    return found


def test_another_folder_gives_the_same_files(here: dict[str, bytes], tmp_path: Path) -> None:
    there = build(tmp_path / "somewhere else" / "ä report")
    assert [name for name in here if here[name] != there[name]] == []


def test_a_machine_without_fonts_gives_the_same_files(here: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(NO_FONTS, encoding="utf-8")
    settings = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    there = build(tmp_path / "report", **settings)
    assert [name for name in here if here[name] != there[name]] == []


def test_another_drawing_gives_other_files(
    here: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FILES, "sections/2025-Q3/other.svg", DRAWING.replace("#123456", "#654322"))
    there = build(tmp_path / "report")
    assert [name for name in here if here[name] == there[name]] == []
