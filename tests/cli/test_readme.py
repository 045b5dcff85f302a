"""The commands that README.md shows for `check` and `explain` run as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.sources.load import load

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^igreport ((?:check|explain)[^#\n]*)", README, re.MULTILINE)


@pytest.fixture
def readme_report(small_report: Path) -> Path:
    """Return a report with an edition of the id that the README speaks of."""
    (small_report / "sections" / "2025-Q3").rename(small_report / "sections" / "2026-Q1")
    return small_report


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(command: str, readme_report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(readme_report)
    assert main(shlex.split(command)) in (0, 1)


def test_the_setting_is_one_that_is_read(readme_report: Path) -> None:
    block = re.search(r"^  ```yaml\n(  ignore:\n.*?)^  ```$", README, re.MULTILINE | re.DOTALL)
    assert block
    with (readme_report / "sections" / "series.yaml").open("a", encoding="utf-8") as file:
        file.write(re.sub("^  ", "", block[1], flags=re.MULTILINE))
    report = load(readme_report)
    assert [finding for finding in report.problems if finding.span.path == "sections/series.yaml"] == []
    assert report.suppressions[-1].codes == ("TXT111", "known-variant")
    assert report.suppressions[-1].reason == "published as it stands"
