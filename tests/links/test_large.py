"""A series of many years: only what is due is asked, in little memory and time."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from igreport.model.link import LinkRecord
from igreport.sources.ledger import line
from tests.links.local_server import page, serving
from tools.benchmark_check import CHILD

SOURCES, HOSTS = 12_000, 50
DUE = 360  # 3 %
MEGABYTES = 200
SOURCE = """- id: source-{number}
  type: webpage
  title: A page of number {number}
  publisher: A body
  issued: 2025-08-29
  accessed: 2025-10-01
  URL: {url}
"""


def run(*arguments: str) -> tuple[int, float, float]:
    """Return the exit code of a command, its most memory in MB, and how long it took in seconds."""
    command = [sys.executable, "-c", CHILD, sys.executable, "-m", "igreport", *arguments]
    seconds, memory, status = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(status), int(memory) / 1024, float(seconds)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
def test_of_twelve_thousand_sources_three_percent_are_asked(small_report: Path) -> None:
    def answers(target: str, *_: object) -> bytes:
        return page(f"A page of number {target.rpartition('/')[2]}")

    with serving(answers, "0.0.0.0") as server:
        urls = [f"http://127.0.0.{number % HOSTS + 100}:{server.port}/page/{number}" for number in range(SOURCES)]
        rows = [SOURCE.format(number=number, url=url) for number, url in enumerate(urls)]
        for part in range(12):
            text = "references:\n" + "".join(rows[part::12])
            (small_report / "references" / f"part-{part}.yaml").write_text(text, encoding="utf-8")
        (small_report / "references" / "2025-Q3.yaml").unlink()
        now = datetime.datetime.now(datetime.UTC)
        fresh = f"{now - datetime.timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"
        old = f"{now - datetime.timedelta(days=40):%Y-%m-%dT%H:%M:%SZ}"
        records = [
            LinkRecord(url, "ok", 200, checked=old if number < DUE else fresh, last_ok=fresh, title="A page")
            for number, url in enumerate(urls)
        ]
        ledger = small_report / "references" / "links.jsonl"
        ledger.write_text("".join(sorted(f"{line(record)}\n" for record in records)), encoding="utf-8")
        arguments = ["links", "--all", "--allow-private", "--root", str(small_report)]
        status, memory, seconds = run(*arguments)
        assert status == 0
        assert {target for target, _ in server.asked} == {f"/page/{number}" for number in range(DUE)}
        assert memory < MEGABYTES
        assert len(ledger.read_text("utf-8").splitlines()) == SOURCES
        count = len(server.asked)
        status, memory, again = run(*arguments)
        assert (status, len(server.asked)) == (0, count)
        assert memory < MEGABYTES
        print(f"{seconds:.1f} s, then {again:.1f} s; {memory:.0f} MB")
