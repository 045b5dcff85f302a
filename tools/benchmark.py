#!/usr/bin/env python3
"""Time `igreport build` against WeasyPrint's own command on the same HTML, in turn, in one run.

usage: python tools/benchmark.py [--runs 9] [--edition 2025-Q3]

Prints medians of whole processes, the peak memory of the largest process of each, and the ratios. WeasyPrint 70 multiplies
the pages of a document whose footnote area has a margin (see writers/pdf_notes.py); `plain` is the same HTML without that
margin, on which it makes as many pages as igreport.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from igreport.edition.assemble import assemble
from igreport.edition.writers import pdf
from igreport.sources.load import load

ROOT = Path(__file__).parents[1]
# Runs a command and tells its wall time and the peak memory (KiB) of the largest process among it and its children.
CHILD = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)
"""


def measure(command: list[str]) -> tuple[float, float]:
    """Return seconds and MiB."""
    done = subprocess.run([sys.executable, "-c", CHILD, *command], capture_output=True, text=True, check=True)
    seconds, memory, code = done.stdout.split()
    assert code == "0", command
    return float(seconds), int(memory) / 1024


def commands(edition: str, folder: Path) -> dict[str, list[str]]:
    """Write WeasyPrint's input and return the commands by name."""
    report = load(ROOT)
    chosen = report.edition(edition)
    assert chosen is not None
    page, style = pdf.html(assemble(report, chosen, ROOT))
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "style.css").write_text(style, encoding="utf-8")
    (folder / "plain.css").write_text(
        style + "@page { @footnote { margin-top: 0; padding-top: 8px } }", encoding="utf-8"
    )
    programs = Path(sys.executable).parent
    weasyprint = [str(programs / "weasyprint"), "--pdf-variant", "pdf/ua-1", "--pdf-tags", str(folder / "page.html")]
    return {
        "igreport build": [
            str(programs / "igreport"),
            "build",
            edition,
            "--root",
            str(ROOT),
            "--output",
            str(folder / "out"),
        ],
        "weasyprint": [*weasyprint, str(folder / "w.pdf"), "-s", str(folder / "style.css")],
        "weasyprint, plain": [*weasyprint, str(folder / "p.pdf"), "-s", str(folder / "plain.css")],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--edition", default="2025-Q3")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        all_commands = commands(arguments.edition, folder)
        found: dict[str, list[tuple[float, float]]] = {key: [] for key in [*all_commands, "second build"]}
        for _ in range(arguments.runs):
            for key, command in all_commands.items():
                if key == "igreport build":
                    subprocess.run(["rm", "-rf", str(folder / "out")], check=True)
                found[key].append(measure(command))
            found["second build"].append(measure(all_commands["igreport build"]))
        show(found)
    print(f"{os.cpu_count()} cores, {arguments.runs} runs in turn, {time.strftime('%Y-%m-%d')}")


def show(found: dict[str, list[tuple[float, float]]]) -> None:
    """Print a table of medians."""
    own = [statistics.median(values) for values in zip(*found["igreport build"], strict=True)]
    print("| command | seconds | MiB | igreport's time | igreport's memory |\n|---|---|---|---|---|")
    for key, values in found.items():
        seconds, memory = (statistics.median(column) for column in zip(*values, strict=True))
        print(f"| {key} | {seconds:.2f} | {memory:.0f} | {own[0] / seconds:.2f} × | {own[1] / memory:.2f} × |")


if __name__ == "__main__":
    main()
