"""Rules that installed packages add, and code that is never run: that of the report folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "cases" / "plugin"
DOCUMENT = Path(__file__).parents[2] / "docs" / "rules" / "your-own.md"
# What the console script does; its own folder and not the current one is the first on `sys.path`.
SCRIPT = "import sys\nfrom igreport.cli.main import main\nsys.exit(main())\n"


def igreport(root: Path, script: Path, *arguments: str, package: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in `root`, with a package of `tests/cases/plugin` as if it was installed."""
    script.mkdir(exist_ok=True)
    (script / "igreport").write_text(SCRIPT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(CASES / package) if package else "", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(script / "igreport"), *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def shouting(small_report: Path) -> Path:
    path = small_report / "sections" / "2025-Q3" / "10-first.md"
    path.write_text(path.read_text("utf-8").replace("A claim", "Hear! A claim"), encoding="utf-8")
    return small_report


def test_a_package_adds_a_rule(shouting: Path, tmp_path: Path) -> None:
    done = igreport(shouting, tmp_path / "bin", "check", "--select", "exclamation", package="good")
    assert done.stdout == (
        "sections/2025-Q3/10-first.md\n"
        "  7:5 warning HOU101 an exclamation mark\n"
        "    | Hear! A claim [@source]. Another, with a remark.[^1]\n"
        "    |     ^\n"
        "    = write a full stop\n"
        "    = --fix --unsafe mends this: read what it changes\n"
        "\n"
        "1 warning in 1 file\n"
        "next: igreport check --select exclamation --fix --unsafe --diff\n"
    )
    assert (done.returncode, done.stderr) == (1, "")


def test_its_rule_is_explained_ignored_and_fixed(shouting: Path, tmp_path: Path) -> None:
    bin_folder, path = tmp_path / "bin", shouting / "sections" / "2025-Q3" / "10-first.md"
    explained = igreport(shouting, bin_folder, "explain", "HOU101", package="good")
    assert "Our house does not shout." in explained.stdout
    assert (
        '"url": null'
        in igreport(shouting, bin_folder, "check", "--format", "json", "--select", "HOU", package="good").stdout
    )
    assert igreport(shouting, bin_folder, "check", "--select", "HOU", "--fix", package="good").returncode == 1
    fixed = igreport(shouting, bin_folder, "check", "--select", "HOU", "--fix", "--unsafe", package="good")
    assert fixed.stdout == "fixed 1 finding in 1 file; nothing found\n"
    assert "Hear. A claim" in path.read_text("utf-8")
    path.write_text(
        path.read_text("utf-8").replace("Hear.", "Hear! <!-- igreport: ignore HOU101 a cry -->"), encoding="utf-8"
    )
    assert igreport(shouting, bin_folder, "check", "--select", "HOU,SRC", package="good").stdout == "nothing found\n"


@pytest.mark.parametrize(
    ("package", "words"),
    [("broken", "`exclamation` of another package cannot be loaded: no such table"), ("no-rule", "has no RULE")],
)
@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_broken_package_is_told(small_report: Path, tmp_path: Path, package: str, words: str, command: str) -> None:
    done = igreport(small_report, tmp_path / "bin", command, package=package)
    assert done.returncode == 3
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "igreport itself failed" not in done.stderr


@pytest.mark.parametrize(
    "name", ["igreport.py", "pydantic.py", "ruamel.py", "sitecustomize.py", "igreport/__init__.py"]
)
@pytest.mark.parametrize("folder", ["", "sections", "sections/2025-Q3"])
def test_code_of_the_report_folder_is_not_run(small_report: Path, tmp_path: Path, name: str, folder: str) -> None:
    trap = small_report / folder / name
    trap.parent.mkdir(exist_ok=True)
    trap.write_text(f"open({str(tmp_path / 'sprung')!r}, 'w').write(__name__)\n", encoding="utf-8")
    entry = small_report / folder / "trap-1.0.dist-info"
    shutil.copytree(CASES / "good" / "igreport_house_rules-1.0.dist-info", entry)
    shutil.copy(trap, small_report / folder / "house_exclamation.py")
    done = igreport(small_report / folder, tmp_path / "bin", "check", "--select", "YML")
    assert (done.stdout, done.stderr) == ("nothing found\n", "")
    assert not (tmp_path / "sprung").exists()


def test_the_guide_s_rule_is_the_one_that_is_tested() -> None:
    assert (CASES / "good" / "house_exclamation.py").read_text("utf-8") in DOCUMENT.read_text("utf-8")
