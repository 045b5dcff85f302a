"""How fast hosts are asked, and that nothing stays held whatever ends a request."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from itertools import pairwise

import pytest

from igreport.links.pace import HostDownError, Pace
from igreport.model.report import HostSettings, LinkSettings


def free(pace: Pace, name: str) -> bool:
    """Return whether every place of a host, and all places, can be taken again."""
    host, settings = pace.host(name), pace.settings
    own = next((row.per_host for row in settings.hosts if row.host == name), None) or settings.per_host
    return (host.slots._value, pace._all._value, host.starting.locked()) == (own, settings.concurrency, False)


class Log:
    """Requests as they begin and end."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.starts: dict[str, list[float]] = {}
        self.now: dict[str, int] = {}
        self.most: dict[str, int] = {}

    async def ask(self, name: str, seconds: float) -> None:
        async with self.pace.turn(name) as turn:
            await asyncio.sleep(0.005)  # a connection is opened
            turn.sent()
            self.starts.setdefault(name, []).append(time.monotonic())
            for key in (name, "all"):
                self.now[key] = self.now.get(key, 0) + 1
                self.most[key] = max(self.most.get(key, 0), self.now[key])
            try:
                await asyncio.sleep(seconds)
            finally:
                for key in (name, "all"):
                    self.now[key] -= 1


def test_the_limits_of_each_host_and_of_all() -> None:
    async def run() -> Log:
        settings = LinkSettings(concurrency=4, per_host=3, pause=50, hosts=(HostSettings("b", 1, 80),))
        log = Log(Pace(settings, 20))
        await asyncio.gather(*(log.ask(name, 0.2) for name in ["a"] * 9 + ["b"] * 3 + ["c"] * 9))
        assert all(free(log.pace, name) for name in "abc")
        return log

    log = asyncio.run(run())
    assert {name: len(rows) for name, rows in log.starts.items()} == {"a": 9, "b": 3, "c": 9}
    assert (log.most["b"], log.most["all"]) == (1, 4)
    assert max(log.most["a"], log.most["c"]) <= 3
    for name, pause in {"a": 0.05, "b": 0.08, "c": 0.05}.items():
        assert min(later - earlier for earlier, later in pairwise(log.starts[name])) >= pause


def test_a_host_has_all_of_its_places() -> None:
    async def run() -> Log:
        log = Log(Pace(LinkSettings(per_host=3), 20))
        await asyncio.gather(*(log.ask("a", 0.3) for _ in range(7)))
        return log

    assert asyncio.run(run()).most == {"a": 3, "all": 3}


def test_whoever_waits_for_a_host_holds_no_place_of_others() -> None:
    async def run() -> float:
        pace = Pace(LinkSettings(concurrency=2, per_host=4), 20)
        log = Log(pace)
        pace.host("a").wait_until(asyncio.get_running_loop().time() + 1)
        waiting = [asyncio.create_task(log.ask("a", 0)) for _ in range(4)]
        start = time.monotonic()
        await asyncio.gather(*(log.ask(f"b{number}", 0) for number in range(10)))
        seconds = time.monotonic() - start
        await asyncio.gather(*waiting)
        return seconds

    assert asyncio.run(run()) < 0.5


def test_a_host_that_asks_to_be_left_alone_while_a_place_is_waited_for() -> None:
    async def run() -> float:
        pace = Pace(LinkSettings(concurrency=1), 20)
        log = Log(pace)
        first = asyncio.create_task(log.ask("other", 0.1))
        await asyncio.sleep(0.02)
        second = asyncio.create_task(log.ask("a", 0))
        await asyncio.sleep(0.02)
        now = time.monotonic()
        pace.host("a").wait_until(asyncio.get_running_loop().time() + 0.5)
        await asyncio.gather(first, second)
        return log.starts["a"][0] - now

    assert asyncio.run(run()) >= 0.49


@pytest.mark.parametrize("seconds", [0, 0.002, 0.007, 0.02, 0.06, 0.1, 0.15])
def test_nothing_stays_held_when_all_is_cancelled(seconds: float) -> None:
    async def run() -> None:
        pace = Pace(LinkSettings(concurrency=2, per_host=2), 20)
        log = Log(pace)
        tasks = [asyncio.create_task(log.ask(name, 0.05)) for name in "aaaabbbb"]
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert free(pace, "a")
        assert free(pace, "b")
        await asyncio.wait_for(log.ask("a", 0), 1)

    asyncio.run(run())


def test_a_host_that_is_down_costs_no_time() -> None:
    async def run() -> tuple[int, float]:
        pace = Pace(LinkSettings(), patience=0.1)
        start = asyncio.get_running_loop().time()
        for _ in range(4):
            pace.host("a").silent(start)
        await asyncio.sleep(0.15)
        begun, count = time.monotonic(), 0
        for _ in range(1000):
            with suppress(HostDownError):
                async with pace.turn("a"):
                    count += 1
        assert free(pace, "a")
        return count, time.monotonic() - begun

    count, seconds = asyncio.run(run())
    assert count == 0
    assert seconds < 1


def test_a_host_that_answers_once_is_up() -> None:
    host = Pace(LinkSettings(), patience=1).host("a")
    for time_ in (0.0, 1.0, 2.0):
        host.silent(time_)
    assert not host.is_down(9), "three are not enough"
    host.heard()
    host.silent(3.0)
    assert not host.is_down(9)
    for time_ in (4.0, 5.0, 6.0):
        host.silent(time_)
    assert host.is_down(9)
