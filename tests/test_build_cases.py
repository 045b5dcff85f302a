"""What a build must print, or why it must refuse: each folder in `tests/cases/build` is a case.

`expected.yaml` has `notes`, how many there are, and `contains`, words that each of the three formats must show (a note's
call is `[^3]`), and `lacks`, words that none may show; or `error`, words of the message, and `exit`, the exit code.
`without` is a package of fonts to be treated as if it were not installed.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from igreport.cli.main import main
from igreport.edition.verify import read
from igreport.edition.verify.compare import _solid as solid
from igreport.edition.writers import pdf_fonts

CASES = Path(__file__).parent / "cases" / "build"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_build(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "report"
    shutil.copytree(CASES / case, root, symlinks=True)
    expected = YAML(typ="safe").load(root / "expected.yaml")
    _hide(expected.get("without"), monkeypatch)
    monkeypatch.chdir(root)
    status = main(["build", "--root", "."])
    printed = capfd.readouterr()
    assert status == expected.get("exit", 0), printed.out + printed.err
    if "error" in expected:
        assert expected["error"] in printed.out + printed.err
        assert not list(root.glob("build/*/*.*"))
    else:
        _compare(expected, root)


def _hide(package: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pdf_fonts._package_folder
    monkeypatch.setattr(pdf_fonts, "_package_folder", lambda name: None if name == package else folder(name))


def _compare(expected: dict[str, Any], root: Path) -> None:
    for format_name in ("pdf", "docx", "html"):
        (path,) = root.glob(f"build/*/*.{format_name}")
        reading = read(format_name, path)
        assert [note.number for note in reading.notes] == list(range(1, expected["notes"] + 1)), format_name
        texts = [block.text for block in reading.blocks] + [note.text for note in reading.notes]
        text = solid("".join(texts))  # without blanks: a paragraph of the PDF may stand on two pages
        lost = [words for words in expected["contains"] if solid(words) not in text]
        assert not lost, format_name
        assert not [words for words in expected.get("lacks", ()) if solid(words) in text], format_name
