#!/usr/bin/env python3
"""Time `igreport links` and other link checkers on the fault server of the tests, in turn, in one run.

usage: python -m tools.benchmark_links [--rounds 3] [--seed 1] [--without KIND]… [--easy] [--patient] [--only NAME]…
           [--lychee PATH] [--sphinx PATH] [--linkchecker PATH] [--linkinator PATH]

A peer whose program is not given is left out; each stands in an environment of its own. All get the same 1,000 addresses, the
same timeout (5 s), 100 requests at a time, retries, and the authority of the server's certificates. A peer is right where it
says that a reader gets a page and one does, or does not and none does; kinds where that may be seen either way (walls against
robots, error pages with status 200, pages about something else …) count for nobody. `igreport links` has to have all verdicts
right. Memory is that of the largest process, and the sum of all of a command's, each page that several share counted once.

What shapes a peer's time and findings, as far as options can be chosen for it:

- The kind `429-in-an-hour` is left out unless `--without` is given: Sphinx would wait for the hour. Where a site answers 429 and
  does not say for how long, Sphinx waits a minute or, where the limit is lower, gives up at once: `--patient` measures that
  too. Either way it is wrong about some kinds; `--easy` leaves those out, so that there is a peer that reports nothing wrong.
- lychee takes a 5xx for the last word and repeats timeouts and 429; its pause between requests to a host is 50 ms by itself.
- linkchecker repeats nothing. linkinator takes a minute for its repetitions; it loads all pages whole.
- lychee, linkchecker and linkinator judge the status alone; a page that never comes or cannot be unpacked is fine for them, and
  for Sphinx as well.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igreport.model.link import WORKING
from tests.links.fault_plan import judged
from tools.benchmark_check import CHILD, family, share

ROOT = Path(__file__).parents[1]
TIMEOUT = 5
WORKERS = 100
LIMIT = 900  # seconds after which a peer is stopped
LINKCHECKER = """[checking]
threads={workers}
timeout={timeout}
maxrequestspersecond=1000
sslverify={authority}
[filtering]
checkextern=1
"""
SPHINX = """project = "links"
extensions = []
linkcheck_workers = {workers}
linkcheck_timeout = {timeout}
linkcheck_retries = {tries}
linkcheck_anchors = False
linkcheck_rate_limit_timeout = {patience}
tls_cacerts = {authority!r}
"""

# What Sphinx at its quickest judges wrong.
HARD = "429-then-200 endless-drip gzip-cut-at-start head-silent no-location not-gzip timeout-then-200".split()
SLEEPER = "429-in-an-hour"

Says = dict[str, bool | None]  # address → whether a reader gets a page; None: no opinion


@dataclass
class Case:
    """A command, how its output is read, and what was measured."""

    name: str
    command: list[str]
    read: Callable[[str], Says]
    prepare: Callable[[], object] = lambda: None
    seconds: list[float] = field(default_factory=list)
    largest: list[float] = field(default_factory=list)  # MiB
    together: list[float] = field(default_factory=list)  # MiB
    counts: list[dict[str, Any]] = field(default_factory=list)
    alarms: Counter[str] = field(default_factory=Counter)  # by kind: there is a page
    missed: Counter[str] = field(default_factory=Counter)  # by kind: there is none

    def run(self, bench: Bench) -> None:
        """Run once and keep what was measured."""
        self.prepare()
        bench.ask("__reset")
        output, seconds, largest, together = measured(self.command, bench.folder, bench.environment)
        counts = bench.ask("__counts")
        self.seconds.append(seconds)
        self.largest.append(largest)
        self.together.append(together)
        self.counts.append(counts)
        try:
            says = self.read(output)
        except (ValueError, OSError) as error:
            sys.exit(f"{self.name}: {error}\n{(bench.folder / 'errors.txt').read_text('utf-8')[-2000:]}")
        self.compare(says, judged(bench.truth, counts["served"]))

    def compare(self, says: Says, truth: dict[str, dict[str, Any]]) -> None:
        """Count what is wrong, by kind."""
        for url, known in truth.items():
            said = says.get(url, True)
            if known["page"] is not None and said is not None and said != known["page"]:
                (self.alarms if known["page"] else self.missed)[known["kind"]] += 1


@dataclass
class Bench:
    """The fault server, the folder with its report, and the truth."""

    folder: Path
    server: subprocess.Popen[str]
    is_patient: bool = False
    port: int = 0
    truth: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def authority(self) -> str:
        """Return the file with the certificate that all have to trust."""
        return str(self.folder / "authority.pem")

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a command."""
        names = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
        return dict(os.environ) | dict.fromkeys(names, self.authority)

    def ask(self, what: str) -> dict[str, Any]:
        """Ask the server for its counts, or to begin anew."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{what}") as answer:
            found: dict[str, Any] = json.load(answer)
        return found


def start(folder: Path, seed: int, without: list[str], is_patient: bool) -> Bench:
    """Start the fault server."""
    command = [sys.executable, "-m", "tests.links.fault_server", f"--seed={seed}", f"--write={folder}"]
    command += [f"--without={kind}" for kind in without]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    bench = Bench(folder, server, is_patient)
    assert server.stdout is not None
    bench.port = int(server.stdout.readline())
    bench.truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return bench


def measured(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[str, float, float, float]:
    """Return a command's output, its seconds, and the MiB of its largest process and of all together."""
    (folder / "errors.txt").touch()
    child = CHILD.replace("stdout=subprocess.DEVNULL", "stdout=open('output.txt', 'w')").replace(
        "stderr=subprocess.DEVNULL", "stderr=open('errors.txt', 'w')"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", child, *command], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    )
    highest = [0]
    watcher = threading.Thread(target=watch, args=(running, highest))
    watcher.start()
    told, _ = running.communicate()
    watcher.join()
    seconds, largest, _ = told.split()
    return (folder / "output.txt").read_text("utf-8"), float(seconds), int(largest) / 1024, highest[0] / 1024


def watch(running: subprocess.Popen[str], highest: list[int]) -> None:
    """Keep the highest memory of all processes that a process started; stop them when they take too long."""
    end = time.monotonic() + LIMIT
    while running.poll() is None:
        started = family(running.pid)[1:]
        highest[0] = max(highest[0], sum(share(process) for process in started))
        if time.monotonic() > end:
            for process in started:
                os.kill(process, 9)
        time.sleep(0.05)


def igreport(bench: Bench) -> list[Case]:
    """Return `igreport links` from nothing, and for what is no longer fresh, which is nothing."""
    program = str(Path(sys.executable).parent / "igreport")
    command = [program, "links", "--all", "--allow-private", f"--timeout={TIMEOUT}", "--format=json"]
    command += [f"--concurrency={WORKERS}", f"--root={bench.folder}"]
    ledger = bench.folder / "references/links.jsonl"

    def read(output: str) -> Says:
        verdicts = {record["url"]: record["verdict"] for record in json.loads(output)}
        served = bench.ask("__counts")["served"]
        right = {url: known["verdict"] for url, known in judged(bench.truth, served).items()}
        wrong = Counter(
            f"{bench.truth[url]['kind']}: {verdicts.get(url)}" for url in right if verdicts.get(url) != right[url]
        )
        print(f"igreport: {sum(wrong.values())} of {len(right)} verdicts wrong {dict(wrong) or ''}")
        opinions = dict.fromkeys(WORKING, True) | {"dead": False, "failing": False}
        return {url: opinions.get(verdict) for url, verdict in verdicts.items()}

    return [
        Case("igreport links", command, read, lambda: ledger.unlink(missing_ok=True)),
        Case("igreport links --only stale, at once", [*command, "--only=stale"], lambda _: dict.fromkeys(bench.truth)),
    ]


def lychee(bench: Bench, program: str) -> list[Case]:
    """Return lychee as it is, and as quick as it can be made with repetitions."""
    (bench.folder / "urls.md").write_text("".join(f"- <{url}>\n" for url in bench.truth), "utf-8")
    command = [program, "--no-progress", f"--max-concurrency={WORKERS}", f"--timeout={TIMEOUT}", "--format=json"]
    faster = ["--max-retries=1", "--host-request-interval=1ms", "--host-concurrency=20"]

    def read(output: str) -> Says:
        found = json.loads(output)
        maps = [found.get("error_map", {}), found.get("timeout_map", {})]
        wrong: Says = {each["url"]: False for part in maps for links in part.values() for each in links}
        return wrong | {url: None for url in bench.truth if ".invalid/" in url}  # left out on purpose, unsaid

    return [
        Case("lychee", [*command, "urls.md"], read),
        Case("lychee, 1 repetition, 20 a host, no pause", [*command, *faster, "urls.md"], read),
    ]


def sphinx(bench: Bench, program: str) -> list[Case]:
    """Return Sphinx's linkcheck without repetitions (but HEAD and GET), with them, and with patience for 429."""
    links = "".join(f"* `{number} <{url}>`__\n" for number, url in enumerate(bench.truth))
    cases = []
    for tries, patience in ((1, 5), (3, 5), (3, 60))[: 3 if bench.is_patient else 2]:
        folder = bench.folder / f"sphinx-{tries}-{patience}"
        folder.mkdir()
        (folder / "index.rst").write_text(f"Links\n=====\n\n{links}", "utf-8")
        conf = SPHINX.format(
            workers=WORKERS, timeout=TIMEOUT, tries=tries, patience=patience, authority=bench.authority
        )
        (folder / "conf.py").write_text(conf, "utf-8")
        command = [program, "-Q", "-E", "-b", "linkcheck", str(folder), str(folder / "out")]
        name = f"Sphinx linkcheck, {tries} tries" + (", patient" if patience == 60 else "")
        cases.append(Case(name, command, lambda _, out=folder / "out/output.json": read_sphinx(out)))  # type: ignore[misc]
    return cases


def read_sphinx(path: Path) -> Says:
    """Return what Sphinx says."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    opinions = {"working": True, "redirected": True, "ignored": None, "unchecked": None}  # ignored: it does so with 503
    return {row["uri"]: opinions.get(row["status"], False) for row in rows}


def linkchecker(bench: Bench, program: str) -> list[Case]:
    """Return linkchecker."""
    write_page(bench)
    conf = LINKCHECKER.format(workers=WORKERS, timeout=TIMEOUT, authority=bench.authority)
    (bench.folder / "linkchecker.ini").write_text(conf, "utf-8")
    page = (bench.folder / "page/index.html").as_uri()
    command = [
        program,
        "-f",
        str(bench.folder / "linkchecker.ini"),
        "-r1",
        "--no-status",
        "--no-warnings",
        "-ocsv",
        page,
    ]

    def read(output: str) -> Says:
        rows = csv.DictReader((line for line in output.splitlines() if not line.startswith("#")), delimiter=";")
        return {row["urlname"]: False for row in rows if row.get("valid") == "False"}

    return [Case("linkchecker", command, read)]


def linkinator(bench: Bench, program: str) -> list[Case]:
    """Return linkinator."""
    write_page(bench)
    command = [program, str(bench.folder / "page"), f"--timeout={TIMEOUT * 1000}", f"--concurrency={WORKERS}"]
    command += ["--retry", "--retry-errors", "--retry-errors-count=2", "--format=json"]

    def read(output: str) -> Says:
        found = json.loads(output[output.index("{") :])
        return {link["url"]: link["state"] != "BROKEN" for link in found["links"]}

    return [Case("linkinator", command, read)]


def write_page(bench: Bench) -> None:
    """Write a page with all links."""
    (bench.folder / "page").mkdir(exist_ok=True)
    links = "".join(f'<li><a href="{html.escape(url)}">{number}</a>\n' for number, url in enumerate(bench.truth))
    page = f"<!DOCTYPE html><html lang=en><title>Links</title><ul>\n{links}</ul>"
    (bench.folder / "page/index.html").write_text(page, "utf-8")


PEERS = {"lychee": lychee, "sphinx": sphinx, "linkchecker": linkchecker, "linkinator": linkinator}


def row(case: Case) -> str:
    """Return the table's row of a case."""
    hosts = [host for counts in case.counts for host in counts["hosts"].values()]
    gaps = [host["least_gap"] for host in hosts if host["least_gap"] is not None]
    requests = sum(host["requests"] for host in hosts) // len(case.counts)
    rounds = len(case.counts)
    numbers = [
        f"{statistics.median(case.seconds):.2f}",
        f"{min(case.seconds):.2f}",
        f"{max(case.largest):.0f}",
        f"{max(case.together):.0f}",
        f"{requests}",
        f"{max(host['most_in_flight'] for host in hosts)}",
        f"{min(gaps) * 1000:.1f}" if gaps else "–",
        f"{sum(case.alarms.values()) / rounds:.0f}",
        f"{sum(case.missed.values()) / rounds:.0f}",
    ]
    return f"| {case.name} | {' | '.join(numbers)} |"


def show(cases: list[Case]) -> None:
    """Print the table, and what each reported wrong."""
    titles = ["median s", "fastest s", "MiB, largest", "MiB, all", "requests", "in flight a host", "least gap ms"]
    titles += ["false alarms", "missed"]
    print(f"| checker | {' | '.join(titles)} |\n|{'---|' * (len(titles) + 1)}")
    print("\n".join(row(case) for case in cases))
    for case in cases:
        for name, found in (("false alarms", case.alarms), ("missed", case.missed)):
            if found:
                kinds = ", ".join(f"{kind} {number / len(case.counts):g}" for kind, number in sorted(found.items()))
                print(f"\n{case.name}, {name} (each round): {kinds}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", action="append", metavar="KIND", help="leave a kind of addresses out")
    parser.add_argument("--easy", action="store_true", help="leave out also what Sphinx judges wrong")
    parser.add_argument(
        "--patient", action="store_true", help="measure Sphinx also with a minute's wait after each 429"
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="measure these alone (igreport is one)")
    for name in PEERS:
        parser.add_argument(f"--{name}", metavar="PATH", help="its program")
    arguments = parser.parse_args()
    without = [SLEEPER] if arguments.without is None else arguments.without
    without += HARD if arguments.easy else []
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # linkchecker gives up root's rights
        bench = start(Path(name), arguments.seed, without, arguments.patient)
        try:
            cases = chosen(bench, arguments)
            for _ in range(arguments.rounds):
                for case in cases:
                    case.run(bench)
                    print(f"{case.name}: {case.seconds[-1]:.2f} s", flush=True)
            show(cases)
        finally:
            bench.server.communicate("")
    print(
        f"\n{os.cpu_count()} cores, {arguments.rounds} rounds in turn, seed {arguments.seed}, {time.strftime('%Y-%m-%d')}"
    )


def chosen(bench: Bench, arguments: argparse.Namespace) -> list[Case]:
    """Return the cases whose programs are there."""
    wanted = arguments.only or ["igreport", *PEERS]
    cases = igreport(bench) if "igreport" in wanted else []
    for name, make in PEERS.items():
        program = getattr(arguments, name)
        if name in wanted and program and Path(program).exists():
            cases += make(bench, str(Path(program).absolute()))
        elif name in wanted:
            print(f"{name} is left out: its program is not there")
    return cases


if __name__ == "__main__":
    main()
