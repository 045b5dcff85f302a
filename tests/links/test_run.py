"""Many addresses at once: what one of them costs, and what is left when it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from igreport.links import run
from igreport.links.network import Network
from igreport.links.targets import Target
from igreport.model.link import LinkRecord
from igreport.model.report import LinkSettings
from tests.links.local_server import answer, page, serving

Records = dict[str, LinkRecord]


def pages(target: str, *_: object) -> bytes:
    """Answer as a site does that knows what it has: addresses of it are short."""
    return page(target) if len(target) < 9 else answer(404)


def asked(urls: Iterable[str], known: Mapping[str, LinkRecord] | None = None, **options: Any) -> Records:
    found: Records = {}

    async def ask() -> None:
        async with Network(LinkSettings(), agent="igreport", allow_private=True, **options) as network:
            targets = [Target(url) for url in urls]
            await run.ask(network, targets, known or {}, lambda record: found.update({record.url: record}))

    asyncio.run(ask())
    return found


def test_each_address_has_a_record() -> None:
    with serving(lambda target, *_: answer(404) if target == "/gone" else pages(target)) as server:
        found = asked([server.url + "/gone", server.url + "/a", "http://nothing.invalid/"])
    assert {url.rpartition("/")[2]: row.verdict for url, row in found.items()} == {
        "gone": "dead",
        "a": "ok",
        "": "dead",
    }


@pytest.mark.parametrize("url", ["http://[::1", "http://[x]/", "http://", "http://\udc80/", "https://@:80/"])
def test_an_address_that_is_none_costs_no_other(url: str) -> None:
    with serving(pages) as server:
        found = asked([url, server.url + "/a"])
    assert found[server.url + "/a"].verdict == "ok"
    assert found[url].verdict == "unchecked"


def test_a_defect_of_ours_costs_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    real = run.judge

    def judge(target: Target, visit: Any, *rest: Any) -> LinkRecord:
        if target.url.endswith("/3") and visit.status:
            raise KeyError("of ours")
        return real(target, visit, *rest)

    monkeypatch.delenv("IGREPORT_DEBUG", raising=False)
    monkeypatch.setattr(run, "judge", judge)
    with serving(pages) as server:
        found = asked(f"{server.url}/{number}" for number in range(6))
    verdicts = [found[f"{server.url}/{number}"].verdict for number in range(6)]
    assert verdicts == ["ok", "ok", "ok", "unchecked", "ok", "ok"]
    assert "KeyError" in (found[f"{server.url}/3"].reason or "")


def test_what_cannot_be_there_is_asked_for_once_a_folder() -> None:
    secret: set[str] = set()

    def answers(target: str, *_: object) -> bytes:
        is_known = target.removeprefix("/a/").removeprefix("/").isdecimal()
        secret.update(() if is_known else (target,))
        return page("The same", f"Nothing but this for all. {'word ' * 60}")

    with serving(answers) as server:
        found = asked([*(f"{server.url}/a/{number}" for number in range(9)), *(f"{server.url}/{n}" for n in range(9))])
        others = [target for target, _ in server.asked if target in secret]
    assert {row.verdict for row in found.values()} == {"soft-404"}
    assert len(others) == len(set(others)) == 2


def test_the_time_for_a_host_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "HOST_BUDGET", 0.5)
    monkeypatch.setattr(run, "_GRACE", 0.2)
    start = time.monotonic()
    with serving(lambda *_: answer(503, Retry_After="50")) as slow, serving(pages, "127.0.0.3") as quick:
        found = asked([*(f"{slow.url}/{number}" for number in range(20)), f"{quick.url}/a"])
    assert time.monotonic() - start < 5, "not even a host that asks for patience has more"
    assert found.pop(f"{quick.url}/a").verdict == "ok"
    assert len(found) == 20
    assert {(row.verdict, row.reason) for row in found.values()} == {("unchecked", "there was no time left to ask")}


def cancelled(answers: Callable[..., bytes | None], seconds: float) -> None:
    async def ask(url: str) -> None:
        async with Network(LinkSettings(), agent="igreport", allow_private=True) as network:
            targets = [Target(f"{url}/{number}") for number in range(40)]
            task = asyncio.create_task(run.ask(network, targets, {}, lambda _: None))
            await asyncio.sleep(seconds)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert task.cancelled()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    with serving(answers) as server:
        asyncio.run(ask(server.url))


@pytest.mark.parametrize("seconds", [0, 0.01, 0.05, 0.2, 0.5])
def test_no_task_outlives_a_run_that_is_cancelled(seconds: float) -> None:
    cancelled(lambda target, *_: page(target, "the same " * 50) if target[1:].isdecimal() else None, seconds)


@pytest.mark.parametrize("seconds", [0.05, 0.3])
def test_no_task_outlives_a_run_that_waits(seconds: float) -> None:
    cancelled(lambda *row: (answer(429, Retry_After="9"), None, answer(503))[row[2] % 3], seconds)


def test_few_connections_are_kept_for_many_hosts() -> None:
    async def ask(port: int) -> int:
        async with Network(LinkSettings(), agent="igreport", allow_private=True) as network:
            targets = [Target(f"http://127.0.{1 + number // 200}.{1 + number % 200}:{port}/") for number in range(400)]
            found: list[LinkRecord] = []
            await run.ask(network, targets, {}, found.append)
            assert {row.verdict for row in found} == {"ok"}
            return sum(map(len, network.session.connector._conns.values()))  # type: ignore[union-attr]

    with serving(lambda *_: page(), "0.0.0.0") as server:
        assert 0 < asyncio.run(ask(server.port)) <= 128


@pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', '"\u00fc"', '"\x1b"'])
def test_a_tag_that_no_server_has_sent_is_not_sent(etag: str) -> None:
    with serving(pages) as server:
        url = f"{server.url}/a"
        known = {url: LinkRecord(url, "ok", checked="2026-01-01T00:00:00Z", etag=etag)}
        assert asked([url], known)[url].verdict == "ok"
        assert "if-none-match" not in server.asked[0][1]
        known = {url: LinkRecord(url, "ok", checked="2026-01-01T00:00:00Z", etag='"a"')}
        asked([url], known)
        assert [headers.get("if-none-match") for target, headers in server.asked if target == "/a"] == [None, '"a"']
