"""`igreport check` and `igreport explain`, as typed and as answered: each `tests/cli/cases/*.md` is a session in one folder.

A fenced block whose info string is a path gives a file, `after PATH` what is in it behind the commands above, and `console`
what is typed (`$ …`) and what is answered, stderr behind stdout; an exit code that is not 0 stands in the last line as `exit 1`.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from igreport.cli.main import main

CASES = Path(__file__).parent / "cases"
BLOCK = re.compile(r"^(?P<ticks>```+)(?P<info>[^\n]+)\n(?P<text>.*?)^(?P=ticks)$", re.MULTILINE | re.DOTALL)
OTHERS = {
    "sections/series.yaml": "title: A series\nauthor: An author\nlanguage: en-GB\n",
    "references/2025-Q3.yaml": "references: []\n",
}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_session(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in OTHERS.items():
        write(name, text)
    commands = 0
    for block in BLOCK.finditer(path.read_text("utf-8")):
        kind, _, name = block["info"].partition(" ")
        if kind == "console":
            commands += block["text"].count("$ ")
            assert session(block["text"], capsys) == block["text"]
        elif kind == "after":
            assert Path(name).read_text("utf-8") == block["text"]
        else:
            write(block["info"], block["text"])
    assert commands


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def session(text: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the commands of `text` with what is answered now."""
    answers = []
    for command in re.findall(r"^\$ igreport (.*)$", text, re.MULTILINE):
        status = ended(shlex.split(command))
        printed = capsys.readouterr()
        code = f"exit {status}\n" if status else ""
        answers.append(f"$ igreport {command}\n{printed.out}{printed.err}{code}")
    return "".join(answers)


def ended(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as error:
        return int(error.code or 0)
