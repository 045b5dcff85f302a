#!/usr/bin/env python3
"""Let the outside judges look at built editions: one line for each judge, and what it found below.

usage: python tools/judges.py [FOLDER …] [--only NAME,…] [--report FILE.md]

FOLDER is `build/<edition>` of a report folder; without one, all of this repository's. To see what one finding means, run the
judge by hand: `outloud FILE.pdf`, `pdfua check FILE.pdf`, `qpdf --check FILE.pdf`, `node tools/axe.mjs FILE.html`.

    igreport build --all && python tools/judges.py
    pip install outloud pdfua                   the judges of PDF/UA
    apt-get install qpdf libreoffice-writer     syntax of the PDF, the DOCX as LibreOffice shows it
    apt-get install chromium nodejs             the HTML in a browser; tools/axe.mjs says which packages it needs

A judge that is not installed is skipped, by name. The exit code is 1 where one has found anything.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import judge_builds
import judge_files
import judge_office
from judge_opinion import MissingError, Opinion

ROOT = Path(__file__).parents[1]
JUDGES: dict[str, Callable[[Path], Opinion]] = {
    "outloud": judge_files.outloud,
    "pdfua": judge_files.pdfua,
    "qpdf": judge_files.qpdf,
    "axe": judge_files.axe,
    "hosts": judge_files.hosts,
    "libreoffice": judge_office.libreoffice,
    "twice": judge_builds.twice,
    "without-fonts": judge_builds.without_fonts,
}


def lines(folder: Path, name: str) -> Iterator[str]:
    """Yield the judge's line, beginning with `ok`, `found` or `skipped`, and below it a line for each finding."""
    start = time.perf_counter()
    try:
        opinion = JUDGES[name](folder)
    except MissingError as reason:
        yield f"skipped  {name:<14} {reason}"
        return
    except Exception as error:  # a judge that breaks has judged nothing
        opinion = Opinion((f"the judge broke: {type(error).__name__}: {error}",))
    seconds = time.perf_counter() - start
    yield f"{'found' if opinion.findings else 'ok':<8} {name:<14} {opinion.figures} [{seconds:.1f} s]"
    yield from (f"         - {finding}" for finding in opinion.findings)


def main() -> int:
    """Judge, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default=",".join(JUDGES), help="these judges alone, with commas")
    parser.add_argument("--report", type=Path, metavar="FILE.md", help="keep what is printed, as Markdown")
    given = parser.parse_args()
    folders = given.folders or sorted(path.parent for path in ROOT.glob("build/*/manifest.json"))
    if not folders:
        parser.error("nothing is built: run `igreport build --all`, or name a folder")
    if unknown := set(given.only.split(",")) - set(JUDGES):
        parser.error(f"no judge is called {', '.join(sorted(unknown))}: there are {', '.join(JUDGES)}")
    kept = []
    for folder in folders:
        kept += ["", f"## {folder}", ""]
        print(f"{folder}:")
        for name in given.only.split(","):
            for line in lines(folder, name):
                print(f"  {line}"[:240], flush=True)
                kept.append(f"    {line}")
    if given.report:
        given.report.write_text("\n".join(["# What the judges say", *kept, ""]), encoding="utf-8")
    return int(any(line.startswith("    found") for line in kept))


if __name__ == "__main__":
    sys.exit(main())
