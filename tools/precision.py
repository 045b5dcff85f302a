#!/usr/bin/env python3
"""Count what `igreport check` says about report folders whose text is known to be well edited: a finding is a false one.

usage: python tools/precision.py [--list] [--outside CODES] [--igreport "COMMAND"] FOLDER…

Prints a table: words, errors, warnings, warnings per 1,000 words, and how often each code occurs. `--list` adds each finding
with its line. `--outside` names the codes of rules (or their beginnings, with commas) on a subject that a folder does not have
at all: a text without references has no source for any of its quotations.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

Finding = dict[str, Any]
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
WIDTH = 160  # characters shown of a line


def findings(folder: Path, command: str, outside: tuple[str, ...]) -> list[Finding]:
    """Return the errors and warnings of a folder without those that `outside` leaves out."""
    run = subprocess.run(
        [*shlex.split(command), "check", "--root", str(folder), "--format", "json"], capture_output=True, text=True
    )
    if run.returncode not in (0, 1):
        sys.exit(f"{folder}: check ended with {run.returncode}: {run.stderr[-400:]}")
    found: list[Finding] = json.loads(run.stdout or "[]")
    return [each for each in found if each["severity"] != "info" and not each["code"].startswith(outside or ("-",))]


def words(folder: Path) -> int:
    """Return how many words the sections have, front matter aside."""
    texts = (path.read_text("utf-8") for path in folder.glob("sections/*/*.md"))
    return sum(len(FRONT_MATTER.sub("", text).split()) for text in texts)


def row(name: str, count: int, found: list[Finding]) -> str:
    """Return a line of the table."""
    kinds = collections.Counter(finding["severity"] for finding in found)
    codes = collections.Counter(finding["code"] for finding in found).most_common()
    rate = 1000 * kinds["warning"] / max(1, count)
    listed = ", ".join(f"{code} {times}" for code, times in codes)
    return f"| {name} | {count:,} | {kinds['error']} | {kinds['warning']} | {rate:.2f} | {listed} |"


def place(folder: Path, finding: Finding) -> str:
    """Return a finding with the part of its line that it is about."""
    path = folder / finding["path"]
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    line = lines[finding["line"] - 1] if 0 < finding["line"] <= len(lines) else ""
    start = max(0, finding["column"] - 1 - WIDTH // 2)
    where = f"{folder.name}/{finding['path']}:{finding['line']}:{finding['column']}"
    return f"{where}: {finding['severity']} {finding['code']} {finding['message']}\n    {line[start : start + WIDTH]}"


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--list", action="store_true", help="each finding with its line")
    parser.add_argument("--outside", default="", metavar="CODES", help="codes to leave out, with commas")
    parser.add_argument("--igreport", default=str(Path(sys.executable).parent / "igreport"), metavar="COMMAND")
    arguments = parser.parse_args()
    outside = tuple(filter(None, arguments.outside.split(",")))
    found = {folder: findings(folder, arguments.igreport, outside) for folder in arguments.folders}
    counts = {folder: words(folder) for folder in arguments.folders}
    if arguments.list:
        print(*(place(folder, each) for folder, its in found.items() for each in its), sep="\n", end="\n\n")
    print("| folder | words | errors | warnings | warnings per 1,000 words | codes |\n|---|---|---|---|---|---|")
    for folder in arguments.folders:
        print(row(folder.name, counts[folder], found[folder]))
    print(row("**all**", sum(counts.values()), [each for its in found.values() for each in its]))


if __name__ == "__main__":
    main()
