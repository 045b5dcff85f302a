"""`igreport links` against 1,000 addresses on 50 hosts with all faults of the web: every verdict, and how politely it asks."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from igreport.sources import ledger
from tests.links.fault_kinds import KINDS, TOTAL
from tests.links.fault_plan import HOSTS, TLS, cases, judged, sites

ROOT = Path(__file__).parents[2]
SEEDS = range(1, int(os.environ.get("IGREPORT_FAULT_SEEDS", "2")) + 1)
PER_HOST = 4
PAUSE = 0.05
CLOCK = 0.001
MEMORY = 60  # megabytes
# A run's exit code and its peak memory (KiB) go to standard error, after the command's own.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


@dataclass(frozen=True)
class Run:
    """What a run printed, what it took, and what the server counted."""

    records: dict[str, dict[str, Any]]  # by address
    code: int
    megabytes: float
    counts: dict[str, Any]


@dataclass(frozen=True)
class Faults:
    """The server and the report that cites its addresses."""

    folder: Path
    port: int

    def ask(self, what: str) -> dict[str, Any]:
        """Ask for the counts, or to begin anew."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{what}") as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def links(self, *more: str) -> Run:
        """Run `igreport links` on the report."""
        self.ask("__reset")
        command = [sys.executable, "-m", "igreport", "links", "--all", "--allow-private", "--timeout", "5"]
        command += ["--format", "json", "--root", str(self.folder), *more]
        environment = dict(os.environ) | {"SSL_CERT_FILE": str(self.folder / "authority.pem")}
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *command], env=environment, capture_output=True, text=True, check=True
        )
        code, kilobytes = done.stderr.split("\n")[-2].split()
        records = {record["url"]: record for record in json.loads(done.stdout)}
        return Run(records, int(code), int(kilobytes) / 1024, self.ask("__counts"))

    def truth(self, counts: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Return what each address has to be judged as."""
        return judged(json.loads((self.folder / "truth.json").read_text("utf-8")), counts["served"])


@contextmanager
def serving(folder: Path, seed: int) -> Iterator[Faults]:
    """Start the server in a process of its own."""
    command = [sys.executable, "-m", "tests.links.fault_server", f"--seed={seed}", f"--write={folder}"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield Faults(folder, int(server.stdout.readline()))
        server.stdin.close()


@pytest.fixture(scope="module", params=SEEDS)
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Faults, Run]]:
    """Run once for each seed."""
    with serving(tmp_path_factory.mktemp("faults"), request.param) as faults:
        yield faults, faults.links()


def test_the_plan_is_1000_addresses_on_50_hosts() -> None:
    made = cases(1, 8000)
    assert len({case.url for case in made}) == len(made) == TOTAL
    assert {case.kind for case in made} == set(KINDS)
    assert {case.url.split("/")[2].split(":")[0] for case in made if ".invalid/" not in case.url} == set(HOSTS)
    assert [case.url for case in made] == [case.url for case in cases(1, 8000)] != [case.url for case in cases(2, 8000)]


def test_the_server_sees_who_is_impolite(tmp_path: Path) -> None:
    with serving(tmp_path, 1) as faults, ExitStack() as stack:
        host = next(host for host, sort in sites(1).items() if not sort)
        clients = [stack.enter_context(socket.create_connection((host, faults.port), 5)) for _ in range(PER_HOST + 2)]
        for client in clients:
            client.sendall(b"GET /nothing HTTP/1.1\r\nHost: here\r\n\r\n")
        clients.pop().close()
        assert {client.recv(12) for client in clients} == {b"HTTP/1.1 404"}
        time.sleep(0.08)
        clients[0].sendall(b"GET /nothing HTTP/1.1\r\nHost: here\r\n\r\n")
        time.sleep(0.2)
        counts = faults.ask("__counts")["hosts"][host]
        assert counts["requests"] == PER_HOST + 3
        assert PER_HOST < counts["most_in_flight"] <= PER_HOST + 2
        assert counts["least_gap"] < PAUSE - CLOCK
        assert faults.ask("__reset")["hosts"][host]["requests"] == 0


def test_every_verdict_is_right(asked: tuple[Faults, Run]) -> None:
    faults, run = asked
    truth = faults.truth(run.counts)
    wrong = [
        f"{known['kind']}: {record['verdict']}, not {known['verdict']} ({record['status']}, {record['reason']}) {url}"
        for url, known in truth.items()
        if (record := run.records[url])["verdict"] != known["verdict"]
    ]
    assert not wrong, f"{len(wrong)} of {len(truth)}\n" + "\n".join(sorted(wrong))


def test_no_host_is_asked_more_than_it_may(asked: tuple[Faults, Run]) -> None:
    counts = asked[1].counts
    hosts = counts["hosts"].values()
    assert [host for host in hosts if host["most_in_flight"] > PER_HOST] == []
    assert [host for host in hosts if host["least_gap"] is not None and host["least_gap"] < PAUSE - CLOCK] == []
    assert counts["impatient"] == []


def test_all_hosts_are_asked(asked: tuple[Faults, Run]) -> None:
    hosts = asked[1].counts["hosts"].values()
    assert len(asked[1].records) == TOTAL
    assert all(host["requests"] > 0 for host in hosts if host["sort"] not in TLS)
    assert all(host["connections"] > 0 for host in hosts)


def test_memory_is_bounded(asked: tuple[Faults, Run]) -> None:
    assert asked[1].megabytes < MEMORY


def test_what_works_is_not_asked_again(asked: tuple[Faults, Run]) -> None:
    faults, run = asked
    again = faults.links("--only", "stale")
    assert again.counts["paths"] == {}
    assert again.records == {}
    kept = ledger.read(faults.folder, [])
    assert {url: record.verdict for url, record in kept.items()} == {
        url: record["verdict"] for url, record in run.records.items()
    }
