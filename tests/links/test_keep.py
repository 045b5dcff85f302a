"""Records into the ledger while a run goes on, whatever ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest

from igreport.errors import OutputError
from igreport.links import keep
from igreport.links.keep import Keeper
from igreport.links.ledger import Ledger
from igreport.model.link import LinkRecord


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.setattr(keep, "_EVERY", 0.02)
    (tmp_path / "references").mkdir()
    return Ledger(tmp_path)


def record(number: int) -> LinkRecord:
    return LinkRecord(f"https://example.org/{number}", "ok", checked="2026-01-01T00:00:00Z")


def test_records_are_written_while_a_run_goes_on(ledger: Ledger) -> None:
    shown: list[LinkRecord] = []

    async def run() -> None:
        keeper = Keeper(ledger, shown.append)
        async with keeper.saving():
            for number in range(3):
                keeper.take(record(number))
                await asyncio.sleep(0.3)
                assert len(ledger.open()) == number + 1
            keeper.take(record(3))

    asyncio.run(run())
    assert len(ledger.open()) == 4
    assert shown == [record(number) for number in range(4)]


@pytest.mark.parametrize("error", [ValueError, asyncio.CancelledError, KeyboardInterrupt])
def test_whatever_ends_a_run_what_is_known_is_written(ledger: Ledger, error: type[BaseException]) -> None:
    async def run() -> None:
        keeper = Keeper(ledger, lambda _: None)
        async with keeper.saving():
            keeper.take(record(1))
            raise error

    with pytest.raises(error):
        asyncio.run(run())
    assert list(ledger.open()) == [record(1).url]


class FullFor(Ledger):
    """A ledger whose disk is full for the first few times."""

    def __init__(self, ledger: Ledger, times: float) -> None:
        super().__init__(ledger.root)
        self.times = times

    def add(self, records: Iterable[LinkRecord]) -> None:
        self.times -= 1
        if self.times >= 0:
            raise OutputError("the disk is full")
        super().add(records)


async def two_records(keeper: Keeper) -> None:
    async with keeper.saving():
        keeper.take(record(1))
        await asyncio.sleep(0.1)
        keeper.take(record(2))
        await asyncio.sleep(0.2)


def test_a_disk_that_is_full_for_a_moment_costs_nothing(ledger: Ledger) -> None:
    keeper = Keeper(FullFor(ledger, 3), lambda _: None)
    asyncio.run(two_records(keeper))
    assert list(ledger.open()) == [record(1).url, record(2).url]


def test_a_disk_that_stays_full_is_told_of_at_the_end(ledger: Ledger) -> None:
    keeper = Keeper(FullFor(ledger, float("inf")), lambda _: None)
    with pytest.raises(OutputError):
        asyncio.run(two_records(keeper))
    assert ledger.open() == {}


def test_without_a_ledger_nothing_is_written(ledger: Ledger) -> None:
    keeper = Keeper(None, lambda _: None)
    asyncio.run(two_records(keeper))
    assert list(keeper.records) == [record(1).url, record(2).url]
    assert not ledger.path.exists()
