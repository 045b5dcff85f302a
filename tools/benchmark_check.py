#!/usr/bin/env python3
"""Time `igreport check` and other checkers of Markdown as whole processes, in turn, in one run.

usage: python tools/benchmark_check.py [--runs 9] [--edition 2025-Q3] [--editions 100] [--peer NAME=COMMAND]…

One edition of this repository and a generated series (see hundred.py), each cold (the folder of kept findings is removed),
with one section changed since the last run, and with nothing changed. A peer gets the edition's sections as arguments. Prints
medians, the fastest run, the peak memory of the largest process, and the peak of all processes of the command together, each
page that several of them share counted once. Memory is measured in runs of its own, because looking at it takes time. Cold is
what igreport keeps, not what the system does: files and compiled modules have been read before.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEMORY_RUNS = 3
# Runs a command; prints its wall time, the peak memory (KiB) of its largest process, and its exit code. What is measured
# starts from a small process: a child's peak is never below its parent's memory.
CHILD = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)
"""


@dataclass
class Case:
    """A command, what is done before each of its runs, and what was measured."""

    name: str
    command: list[str]
    folder: Path
    prepare: Callable[[], object] = lambda: None
    seconds: list[float] = field(default_factory=list)
    largest: list[float] = field(default_factory=list)  # MiB
    together: list[float] = field(default_factory=list)  # MiB

    def time(self) -> None:
        """Run once and keep the time and the memory of the largest process."""
        self.prepare()
        done = subprocess.run(
            [sys.executable, "-c", CHILD, *self.command], cwd=self.folder, capture_output=True, text=True, check=True
        )
        seconds, memory, code = done.stdout.split()
        if code not in ("0", "1"):
            sys.exit(f"{self.name}: exit code {code} of {shlex.join(self.command)}")
        self.seconds.append(float(seconds))
        self.largest.append(int(memory) / 1024)

    def weigh(self) -> None:
        """Run once and keep the highest sum of the memory of all its processes."""
        self.prepare()
        highest = 0
        with subprocess.Popen(
            self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            while running.poll() is None:
                highest = max(highest, sum(share(process) for process in family(running.pid)))
                time.sleep(0.002)
        self.together.append(highest / 1024)


def family(process: int) -> list[int]:
    """Return a process and all that it started and that still run."""
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:  # it has ended
                continue
    return found


def share(process: int) -> int:
    """Return the memory of a process in KiB, its part of what it shares (PSS, proc(5)); 0 where it has ended."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def one_edition(target: Path, edition: str) -> Path:
    """Copy one edition of this repository, with its references and the lists, into a folder of its own."""
    (target / "sections").mkdir(parents=True)
    shutil.copy(ROOT / "sections/series.yaml", target / "sections")
    shutil.copytree(ROOT / "sections" / edition, target / "sections" / edition)
    (target / "references").mkdir()
    for name in (edition, "events", "terms"):
        shutil.copy(ROOT / f"references/{name}.yaml", target / "references")
    return target


def hundred(target: Path, editions: int) -> Path:
    """Generate the long series."""
    command = [sys.executable, str(ROOT / "tools/hundred.py"), str(target)]
    subprocess.run([*command, f"--editions={editions}", f"--references={40 * editions}"], check=True)
    return target


def change(folder: Path) -> None:
    """Change one section in the middle of a series: a word of its last paragraph is another each time."""
    sections = sorted(folder.glob("sections/*/*.md"))
    section = sections[len(sections) // 2]
    text = section.read_text("utf-8").split("\n\nLast changed at", 1)[0].rstrip("\n")
    section.write_text(f"{text}\n\nLast changed at {time.time_ns()}.\n", "utf-8")


def forget() -> None:
    """Remove what igreport keeps between two runs; `main` has given it a folder of its own."""
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)


def own_cases(name: str, folder: Path) -> list[Case]:
    """Return the three ways to run `igreport check` on a folder, in an order in which each leaves what the next one needs."""
    command = [str(Path(sys.executable).parent / "igreport"), "check", "--root", str(folder)]
    return [
        Case(f"igreport, {name}, cold", command, folder, forget),
        Case(f"igreport, {name}, one section changed", command, folder, lambda: change(folder)),
        Case(f"igreport, {name}, nothing changed", command, folder),
    ]


def peer_case(option: str, folder: Path) -> Case:
    """Return the case of a peer, given as NAME=COMMAND."""
    name, _, command = option.partition("=")
    sections = sorted(str(path.relative_to(folder)) for path in folder.glob("sections/*/*.md"))
    return Case(name, [*shlex.split(command), *sections], folder)


def show(cases: list[Case]) -> None:
    """Print a table."""
    print("| command | median s | fastest s | MiB, largest process | MiB, all processes |\n|---|---|---|---|---|")
    for case in cases:
        seconds, fastest = statistics.median(case.seconds), min(case.seconds)
        largest, together = statistics.median(case.largest), max(case.together)
        print(f"| {case.name} | {seconds:.3f} | {fastest:.3f} | {largest:.0f} | {together:.0f} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--edition", default="2025-Q3")
    parser.add_argument("--editions", type=int, default=100, help="of the generated series; 0 leaves it out")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        one = one_edition(Path(name) / "one", arguments.edition)
        plain = one_edition(Path(name) / "peers", arguments.edition)
        cases = own_cases("one edition", one)
        if arguments.editions:
            series = hundred(Path(name) / "series", arguments.editions)
            cases += own_cases(f"{arguments.editions} editions", series)
        cases += [peer_case(option, plain) for option in arguments.peer]
        for case in cases:  # once without a record: modules are compiled, files are read
            case.time()
            case.seconds.clear()
            case.largest.clear()
        for _ in range(arguments.runs):
            for case in cases:
                case.time()
        for _ in range(MEMORY_RUNS):
            for case in cases:
                case.weigh()
        show(cases)
    print(f"{os.cpu_count()} cores, {arguments.runs} runs in turn, {time.strftime('%Y-%m-%d')}")


if __name__ == "__main__":
    main()
