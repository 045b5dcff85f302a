"""A report that may be released, and one that is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from igreport.cli.main import main
from tests.publish.small_release import write_report


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a report that may be released."""
    return write_report(tmp_path / "report")


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a report that is released; do not change it."""
    root = write_report(tmp_path_factory.mktemp("released"))
    assert main(["release", "--root", str(root)]) == 0
    return root


@pytest.fixture
def released(released_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the report that is released."""
    return Path(shutil.copytree(released_once, tmp_path / "copy"))
