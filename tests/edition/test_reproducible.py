"""Under SOURCE_DATE_EPOCH two builds are equal byte for byte, in different folders and on different days."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def build(root: Path, zone: str, **more: str) -> dict[str, bytes]:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1759708800", "TZ": zone, "PYTHONHASHSEED": str(len(zone))} | more
    subprocess.run(
        [sys.executable, "-m", "igreport", "build"], cwd=root, env=environment, check=True, capture_output=True
    )
    return {path.name: path.read_bytes() for path in (root / "build" / "2025-Q3").iterdir()}


@pytest.mark.parametrize("notes", ["page", "end"])
def test_two_builds_are_equal(small_report: Path, tmp_path: Path, notes: str) -> None:
    with (small_report / "sections" / "series.yaml").open("a") as file:
        file.write(f"notes: {notes}\n")
    other = Path(shutil.copytree(small_report, tmp_path / "another folder with a longer name"))
    first, second = build(small_report, "UTC"), build(other, "Pacific/Auckland")
    assert len(first) == 4
    assert {name for name in first if first[name] != second[name]} == set()


SCRIPTS = "Ελληνικά, *русский*, עברית, العربية, **fett**, e‑mail, 1,000 km²: words that some machine has fonts for."


def test_the_fonts_of_the_machine_make_no_difference(small_report: Path, tmp_path: Path) -> None:
    """An empty configuration of Fontconfig: no font, no rule, no cache."""
    with (small_report / "sections" / "2025-Q3" / "10-first.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{SCRIPTS}\n")
    (tmp_path / "fonts.conf").write_text("<fontconfig/>\n")
    (tmp_path / "empty").mkdir()
    places = {name: str(tmp_path / "empty") for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME")}
    usual = build(small_report, "UTC")
    shutil.rmtree(small_report / "build")
    empty = build(small_report, "UTC", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"), **places)
    assert {name for name in usual if usual[name] != empty[name]} == set()
