"""Under SOURCE_DATE_EPOCH two builds are equal byte for byte, in different folders and on different days."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def build(root: Path, zone: str) -> dict[str, bytes]:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1759708800", "TZ": zone, "PYTHONHASHSEED": str(len(zone))}
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
