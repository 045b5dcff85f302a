"""`igreport links`, against servers on this machine."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from igreport.cli.main import main
from tests.links.local_server import Server, answer, page, serving

Capture = pytest.CaptureFixture[str]
KILLS = int(os.environ.get("IGREPORT_KILLS", "8"))
PAGES: dict[str, bytes] = {}


@pytest.fixture
def server() -> Iterator[Server]:
    PAGES.clear()
    PAGES["/page"] = page("A page", "Some words that a page has, and more of them. " * 10)
    with serving(lambda target, *_: PAGES.get(target, answer(404, "<title>Not found</title>")), "127.0.0.11") as server:
        yield server


@pytest.fixture
def report(small_report: Path, server: Server) -> Path:
    path = small_report / "references" / "2025-Q3.yaml"
    path.write_text(path.read_text("utf-8").replace("https://example.org", server.url), encoding="utf-8")
    return small_report


def links(report: Path, *arguments: str) -> int:
    return main(["links", "--root", str(report), "--allow-private", "--timeout", "2", *arguments])


def ledger(report: Path) -> list[dict[str, Any]]:
    text = (report / "references" / "links.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def check(report: Path, capsys: Capture) -> str:
    main(["check", "--root", str(report), "--select", "LNK"])
    return capsys.readouterr().out


def test_a_page_that_is_there(report: Path, server: Server, capsys: Capture) -> None:
    assert links(report) == 0
    printed = capsys.readouterr()
    assert "nothing found" in printed.out
    assert "asked 1 of 1 address in" in printed.err
    assert [(row["url"], row["verdict"], row["title"]) for row in ledger(report)] == [
        (f"{server.url}/page", "ok", "A page")
    ]


def test_what_is_fresh_is_not_asked_again(report: Path, server: Server, capsys: Capture) -> None:
    links(report)
    before = (report / "references" / "links.jsonl").stat()
    assert links(report) == 0
    assert "nothing to ask: no address of 1 is new, broken or stale" in capsys.readouterr().err
    assert len(server.asked) == 1
    assert (report / "references" / "links.jsonl").stat().st_ino == before.st_ino
    assert links(report, "--max-age", "0m") == 0
    assert len(server.asked) == 2


def test_a_page_that_is_gone(report: Path, capsys: Capture) -> None:
    PAGES.clear()
    assert links(report) == 1
    printed = capsys.readouterr().out
    assert "references/2025-Q3.yaml" in printed
    assert "LNK103" in printed
    assert "HTTP 404" in printed
    assert "HTTP 404" in check(report, capsys), "check knows it, offline"
    PAGES["/page"] = page("A page")
    assert links(report) == 0
    assert "HTTP 404" not in check(report, capsys)


def test_formats(report: Path, capsys: Capture) -> None:
    PAGES.clear()
    assert links(report, "--format", "json") == 1
    assert json.loads(capsys.readouterr().out) == ledger(report)
    assert links(report, "--format", "sarif") == 1
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["ruleId"] == "LNK103"
    assert links(report, "--format", "github") == 1
    assert capsys.readouterr().out.startswith("::error file=")


def test_what_steers_a_terminal_is_not_printed(report: Path, capsys: Capture) -> None:
    PAGES["/page"] = page("\x1b[2J\x9b2J \x07A \x7fpage", "\x9b31m words of it " * 20)
    for form in ("json", "text", "sarif", "github"):
        links(report, "--format", form, "--max-age", "0m")
        printed = capsys.readouterr()
        assert not {letter for letter in printed.out + printed.err if ord(letter) < 32 or 127 <= ord(letter) < 160} - {
            "\n"
        }
    assert ledger(report)[0]["title"] == "[2J 2J A page"


def test_what_moved_is_rewritten(report: Path, server: Server, capsys: Capture) -> None:
    PAGES["/page/"] = PAGES["/page"]
    PAGES["/page"] = answer(301, Location="/page/")
    assert links(report) == 0
    assert "info LNK106" in capsys.readouterr().out
    path = report / "references" / "2025-Q3.yaml"
    before = path.read_text("utf-8")
    assert links(report, "--update") == 0
    printed, told = capsys.readouterr()
    assert f"+  URL: {server.url}/page/" in printed
    assert "gave 1 source a new address, and 0 sources a copy's" in told
    assert path.read_text("utf-8") == before.replace("/page", "/page/")
    assert f"{server.url}/page/" in [row["url"] for row in ledger(report)]
    assert links(report, "--update") == 0
    assert path.read_text("utf-8") == before.replace("/page", "/page/")


def test_a_dry_run_writes_nothing(report: Path, capsys: Capture) -> None:
    PAGES["/page/"], PAGES["/page"] = PAGES["/page"], answer(301, Location="/page/")
    before = (report / "references" / "2025-Q3.yaml").read_bytes()
    assert links(report, "--update", "--dry-run") == 0
    printed, told = capsys.readouterr()
    assert "/page/" in printed
    assert "would give 1 source" in told
    assert (report / "references" / "2025-Q3.yaml").read_bytes() == before
    assert not (report / "references" / "links.jsonl").exists()


def test_private_hosts_are_not_asked(report: Path, server: Server, capsys: Capture) -> None:
    assert main(["links", "--root", str(report)]) == 0
    assert not server.asked
    assert [row["verdict"] for row in ledger(report)] == ["unchecked"]
    printed = capsys.readouterr().err
    assert "could not ask 1 address, as" in printed
    assert "--allow-private" in printed


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what takes the network away."""

    def unreachable(*_: Any, **__: Any) -> Any:
        raise OSError(101, "Network is unreachable")

    async def is_online(_: Any) -> bool:
        return False

    def begin() -> None:
        monkeypatch.setattr("aiohttp.connector.aiohappyeyeballs.start_connection", unreachable)
        monkeypatch.setattr("igreport.links.network.Network.is_online", is_online)

    return begin


def test_no_network(report: Path, offline: Callable[[], None], capsys: Capture) -> None:
    offline()
    assert links(report) == 0
    assert "could not ask 1 address, as there is no network here" in capsys.readouterr().err


def test_what_is_known_stays_where_nothing_can_be_asked(
    report: Path, offline: Callable[[], None], capsys: Capture
) -> None:
    links(report)
    before = ledger(report)
    offline()
    assert links(report, "--max-age", "0m") == 0
    assert "asked 0 of 1 address" in capsys.readouterr().err
    assert ledger(report) == before


@pytest.mark.parametrize(
    "text",
    ["links: {pause: 10}", "links: {concurency: 4}", "links: 5", "contact: Ada", "links: {", "links: {archive: x}"],
)
def test_wrong_settings_ask_nothing(report: Path, server: Server, text: str, capsys: Capture) -> None:
    with (report / "sections" / "series.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")
    assert links(report) == 2
    assert "sections/series.yaml" in capsys.readouterr().err
    assert not server.asked


def test_files_that_cannot_be_read_are_told_of(report: Path, capsys: Capture) -> None:
    (report / "references" / "other.yaml").write_text("references: [\n", encoding="utf-8")
    assert links(report) == 1
    assert "references/other.yaml" in capsys.readouterr().out


def test_only_what_is_asked_is_told_of(report: Path, server: Server, capsys: Capture) -> None:
    PAGES.clear()
    assert links(report) == 1
    assert links(report, "--only", "new") == 0
    assert "nothing found" in capsys.readouterr().out
    path = report / "references" / "2025-Q3.yaml"
    source = f'- {{id: new, type: webpage, title: New, URL: "{server.url}/new"}}\n'
    path.write_text(path.read_text("utf-8") + source, encoding="utf-8")
    assert links(report, "--only", "new", "--all") == 1
    printed = capsys.readouterr().out
    assert "1 error" in printed
    assert "`new`" in printed


def test_dates_of_the_pages_are_told_of(report: Path, capsys: Capture) -> None:
    PAGES["/page"] = page("A page", head='<meta property="article:published_time" content="2024-02-03">')
    assert links(report) == 0
    assert "LNK109" in capsys.readouterr().out


def test_a_file_that_is_read_only(report: Path, capsys: Capture) -> None:
    PAGES["/page/"], PAGES["/page"] = PAGES["/page"], answer(301, Location="/page/")
    (report / "references" / "2025-Q3.yaml").chmod(0o444)
    assert links(report, "--update") == 3
    printed = capsys.readouterr()
    assert "read-only" in printed.err
    assert "LNK106" in printed.out, "what was found is told all the same"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--max-age", "soon"),
        ("--timeout", "0"),
        ("--timeout", "x"),
        ("--concurrency", "0"),
        ("--per-host", "-1"),
        ("--only", "all"),
    ],
)
def test_wrong_arguments(report: Path, option: str, value: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        links(report, option, value)
    assert ended.value.code == 2
    assert option in capsys.readouterr().err


def test_a_ledger_that_cannot_be_written(report: Path, server: Server, capsys: Capture) -> None:
    (report / "references" / "links.jsonl").mkdir()
    assert links(report) == 3
    printed = capsys.readouterr().err
    assert "links.jsonl" in printed
    assert "Traceback" not in printed
    assert not server.asked, "nothing is asked that could not be kept"


def test_a_disk_that_fills_up(report: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    links(report)
    before = (report / "references" / "links.jsonl").read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    PAGES["/page"] = page("A page", "It has changed a little. " * 9)
    monkeypatch.setattr(os, "fsync", full)
    assert links(report, "--max-age", "0m") == 3
    assert "full" in capsys.readouterr().err
    assert (report / "references" / "links.jsonl").read_bytes() == before
    assert [path.name for path in (report / "references").iterdir() if path.name.startswith(".")] == []


def many(report: Path, server: Server, count: int) -> None:
    rows = [
        f'- {{id: s{number}, type: webpage, title: A page, URL: "{server.url}/page?{number}"}}\n'
        for number in range(count)
    ]
    (report / "references" / "2025-Q3.yaml").write_text("references:\n" + "".join(rows), encoding="utf-8")


def start(report: Path) -> subprocess.Popen[bytes]:
    """Start the command as from a terminal: where tests run in the background, SIGINT may be ignored."""
    command = [sys.executable, "-m", "igreport", "links", "--all", "--allow-private", "--root", str(report)]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **quiet, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_an_interrupted_run_keeps_what_is_known(small_report: Path) -> None:
    with serving(lambda *_: page(), "127.0.0.12") as server:
        many(small_report, server, 200)
        process = start(small_report)
        wait_for(lambda: len(server.asked) >= 20)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"interrupted" in errors
    assert b"Traceback" not in errors
    rows = ledger(small_report)
    assert 15 <= len(rows) < 200
    assert {row["verdict"] for row in rows} == {"ok"}


def test_two_runs_at_once(small_report: Path) -> None:
    with serving(lambda *_: page(), "127.0.0.13") as server:
        many(small_report, server, 60)
        both = [start(small_report), start(small_report)]
        assert [process.wait(60) for process in both] == [0, 0]
        for process in both:
            process.communicate()
    rows = ledger(small_report)
    assert len(rows) == 60
    assert {row["verdict"] for row in rows} == {"ok"}
    assert [row["url"] for row in rows] == sorted(row["url"] for row in rows)


def test_killed_runs_lose_nothing_and_invent_nothing(small_report: Path) -> None:
    def answers(target: str, *_: object) -> bytes:
        return page() if int(target.partition("?")[2]) % 2 else answer(404)

    moments = random.Random(5)
    with serving(answers, "0.0.0.0") as server:
        urls = [f"http://127.0.0.{100 + number % 20}:{server.port}/page?{number}" for number in range(2_000)]
        rows = [f'- {{id: s{number}, type: webpage, title: A page, URL: "{url}"}}\n' for number, url in enumerate(urls)]
        (small_report / "references" / "2025-Q3.yaml").write_text("references:\n" + "".join(rows), encoding="utf-8")
        known: dict[str, dict[str, Any]] = {}
        for turn in range(5 * KILLS):
            if turn >= KILLS and len(known) > 100:
                break
            process = start(small_report)
            time.sleep(moments.uniform(0.5, 2.5) * (1 + turn // KILLS))  # longer on a machine that has much to do
            process.kill()
            process.communicate()
            rows_now = ledger(small_report) if (small_report / "references" / "links.jsonl").exists() else []
            now = {row["url"]: row for row in rows_now}
            assert [row["url"] for row in rows_now] == sorted(now), "sorted, each once"
            assert known.keys() <= now.keys(), "no verdict is lost"
            for url, row in now.items():
                assert row["verdict"] == ("ok" if int(url.partition("?")[2]) % 2 else "dead"), "and none is invented"
                assert url not in known or row["checked"] >= known[url]["checked"]
            known = now
    assert len(known) > 100
    assert sorted(path.name for path in (small_report / "references").iterdir() if path.name.startswith("."))[1:] == []


def everywhere(*_: object) -> bytes:
    return page("Portal of the ministry", "Welcome to the portal, choose one of the topics below. " * 8)


def in_one_folder(target: str, *_: object) -> bytes:
    return everywhere() if target.startswith("/app/") else answer(404, "<title>Not here</title>")


@pytest.mark.parametrize(("answers", "verdict"), [(everywhere, "soft-404"), (in_one_folder, "ok")])
def test_a_site_that_shows_the_same_for_all(small_report: Path, answers: Any, verdict: str) -> None:
    with serving(answers, "127.0.0.15") as server:
        path = small_report / "references" / "2025-Q3.yaml"
        url = f"{server.url}/app/document-of-the-ministry"
        path.write_text(
            f'references:\n- {{id: source, type: webpage, title: Zweiter Bericht, URL: "{url}"}}\n', "utf-8"
        )
        links(small_report)
    assert [row["verdict"] for row in ledger(small_report)] == [verdict]
    assert len([target for target, _ in server.asked if target != "/app/document-of-the-ministry"]) == 2
