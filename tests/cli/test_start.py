"""What a command loads: `check` runs at every commit, and an unchanged edition is recognised at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ["weasyprint", "docxtpl", "lxml", "pypdfium2", "babel", "jinja2", "fontTools", "rich"]
PROGRAM = """
import sys
from igreport.cli.main import main
main({arguments!r})
print("\\n".join(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
"""


def loaded(arguments: list[str], folder: Path) -> set[str]:
    program = PROGRAM.format(arguments=arguments)
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_check_starts_without_what_writes_files(small_report: Path) -> None:
    assert not loaded(["check"], small_report) & set(HEAVY)


def test_an_unchanged_edition_loads_nothing_but_the_standard_library(built_report: Path) -> None:
    names = loaded(["build"], built_report)
    assert not names & {*HEAVY, "pydantic", "ruamel", "markdown_it", "pypandoc"}
