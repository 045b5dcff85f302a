"""What `igreport check` says of a report folder, character for character: each folder in `tests/cases/check` is a case.

To add one, make a folder with `sections/` and `references/`, run `igreport check --root . > expected.txt` in it, and read
whether that is what an author should be told.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from igreport.cli.main import main

CASES = Path(__file__).parent / "cases" / "check"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_check(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "report"
    shutil.copytree(CASES / case, root, symlinks=True)
    expected = (root / "expected.txt").read_text("utf-8")
    monkeypatch.chdir(root)
    status = main(["check", "--root", "."])
    printed = capsys.readouterr()
    assert printed.out == expected
    assert printed.err == ""
    assert status == (0 if expected == "nothing found\n" else 1)
