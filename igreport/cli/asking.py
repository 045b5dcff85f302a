"""Ask the network with a moving bar on a terminal; what is known when it is interrupted is kept."""

from __future__ import annotations

import asyncio
import datetime
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from igreport.check.reporters import plural
from igreport.model.link import VERDICTS, WORKING, LinkRecord
from igreport.version import __version__

if TYPE_CHECKING:
    from igreport.links.keep import Keeper
    from igreport.links.network import Network
    from igreport.links.targets import Target
    from igreport.model.report import LinkSettings

_THREADS = 32  # for names that are looked up: one that takes long must not hold up the others


@dataclass(frozen=True)
class Wishes:
    """What a run does."""

    asked: list[Target]  # now
    wanted: list[Target]  # all that were asked about
    archive: str | None = None  # "find" or "save"
    snapshot: Path | None = None
    twins: bool = False  # whether http addresses are asked as https as well
    timeout: float = 20.0
    allow_private: bool = False

    @property
    def has_work(self) -> bool:
        """Return whether the network is needed."""
        return bool(self.asked or self.archive or self.snapshot or self.twins)


@dataclass
class Told:
    """What came of a run besides records."""

    twins: dict[str, LinkRecord] = field(default_factory=dict)  # of https addresses that the report does not have
    lines: list[tuple[str, str]] = field(default_factory=list)  # what or where, and what became of it


def ask(wishes: Wishes, settings: LinkSettings, contact: str, known: Mapping[str, LinkRecord], keeper: Keeper) -> Told:
    """Do what is wished; records go to `keeper`. Raises OutputError where the ledger or a snapshot cannot be written."""
    from igreport.links.network import Network

    told = Told()
    if wishes.snapshot:
        from igreport.links import snapshot

        snapshot.prepare(wishes.snapshot)

    async def everything() -> None:
        from concurrent.futures import ThreadPoolExecutor

        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
        network = Network(settings, agent=agent(contact), allow_private=wishes.allow_private, timeout=wishes.timeout)
        async with keeper.saving(), network:
            await _ask(_Run(wishes, network, settings, contact, known, keeper, told))

    with _bar(len(wishes.asked), keeper):
        asyncio.run(everything())
    return told


def agent(contact: str) -> str:
    """Return the user agent: what asks, and whom to write to about it (RFC 9110, section 10.1.5)."""
    contact = " ".join(contact.split())
    return f"igreport/{__version__} (checks the links of a report{f'; {contact}' if contact else ''})"


@dataclass(frozen=True)
class _Run:
    wishes: Wishes
    network: Network
    settings: LinkSettings
    contact: str
    known: Mapping[str, LinkRecord]
    keeper: Keeper
    told: Told

    @property
    def records(self) -> dict[str, LinkRecord]:
        return {**self.known, **self.keeper.records}


async def _ask(run: _Run) -> None:
    from igreport.links.run import ask

    await ask(run.network, run.wishes.asked, run.known, run.keeper.take)
    if run.wishes.twins:
        await _ask_twins(run)
    if run.wishes.archive:
        await _look_up(run)
    if run.wishes.snapshot:
        await _take(run, run.wishes.snapshot)


async def _ask_twins(run: _Run) -> None:
    from igreport.links.repair import twins
    from igreport.links.run import ask
    from igreport.links.targets import Target

    own = {target.url for target in run.wishes.wanted}
    urls = twins({url: record for url, record in run.records.items() if url in own})
    await ask(
        run.network, [Target(url) for url in urls], {}, lambda record: run.told.twins.update({record.url: record})
    )


async def _look_up(run: _Run) -> None:
    from igreport.links import archive

    await archive.look_up(
        run.network,
        run.settings,
        run.wishes.wanted,
        run.records,
        datetime.datetime.now(datetime.UTC),
        run.wishes.archive == "save",
        lambda url, what: run.told.lines.append((url, what)),
        sink=run.keeper.take,
    )


async def _take(run: _Run, folder: Path) -> None:
    from igreport.links import snapshot
    from igreport.links.robots import Robots

    records = run.records
    working = [row for row in run.wishes.wanted if row.url in records and records[row.url].verdict in WORKING]
    now = datetime.datetime.now(datetime.UTC)
    taken = await snapshot.take(run.network, Robots(run.network), working, folder, now, contact=run.contact)
    run.told.lines += sorted(taken.missed.items())
    if taken.path:
        same = f", {taken.unchanged} as in an earlier snapshot" if taken.unchanged else ""
        run.told.lines.append((str(taken.path), f"{plural(taken.taken, 'page')} kept{same}"))


@contextmanager
def _bar(count: int, keeper: Keeper) -> Iterator[None]:
    if not (count and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=count)
        counts: Counter[str] = Counter()

        def show(record: LinkRecord) -> None:
            counts[record.verdict] += 1
            progress.update(bar, advance=1, description=counted(counts))

        keeper.on_record = show
        yield


def counted(counts: Mapping[str, int]) -> str:
    """Return `12 ok, 1 dead`."""
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts.get(verdict))
