"""What `igreport check` says of what it reads, character for character: each folder in `tests/cases/check` is a case.

The cases are about reading: YAML, Markdown, CSL. Only what is found in reading is compared, all of it; the rules on what the
words say have examples of their own, in `tests/rules`.

To add one, make a folder with `sections/` and `references/`, run `python -m tests.test_check_cases NAME`, and read whether
`expected.txt` in it is what an author should be told. Without a name all are written anew: read the differences.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.sources.findings import NAMES

CASES = Path(__file__).parent / "cases" / "check"
ARGUMENTS = ["check", "--root", ".", "--select", ",".join(NAMES)]
NOTHING = "nothing found\n"


def shown(text: str) -> str:
    """Return the output without the option that names all codes of reading."""
    return text.replace(f" --select {ARGUMENTS[-1]}", "")


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_check(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "report"
    shutil.copytree(CASES / case, root, symlinks=True)
    expected = (root / "expected.txt").read_text("utf-8")
    monkeypatch.chdir(root)
    status = main(ARGUMENTS)
    printed = capsys.readouterr()
    assert shown(printed.out) == expected
    assert printed.err == ""
    assert status == (0 if expected == NOTHING else 1)


def write(case: str) -> None:
    """Write what `igreport check` says of a case as what is expected."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        shutil.copytree(CASES / case, folder, symlinks=True, dirs_exist_ok=True)
        os.chdir(folder)
        main(ARGUMENTS)
        os.chdir("/")
    (CASES / case / "expected.txt").write_text(shown(out.getvalue()), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(path.name for path in CASES.iterdir()):
        write(name)
