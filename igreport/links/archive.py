"""Copies in an archive for the addresses of a report.

Looked for: a copy of every address that has none, those that readers cannot open any more first. A copy is worth most before
it is needed: once a page is dead, nobody can tell whether a copy shows it or its error page. Asked for, and only with
`save`: a copy of each page that works, is of a public site that lets robots in, and has none. What the archive says can only
add a copy to what is known of an address; its verdict stays.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlsplit

from igreport.links.network import Network, wire
from igreport.links.robots import Robots
from igreport.links.targets import Target
from igreport.links.wayback import Archive, Found, Wanted
from igreport.model.dates import DateRange
from igreport.model.link import LinkRecord, moment
from igreport.model.report import LinkSettings
from igreport.sources import hosts

Progress = Callable[[str, str], object]
_TIME = 900.0  # seconds for looking, and as many for asking for copies; what is left is for the next run
_ARCHIVES = frozenset(
    """archive.org archive.ph archive.is archive.today archive.li archive.fo archive.md archive.vn arquivo.pt perma.cc
    webcitation.org webarchive.org.uk webarchive.nationalarchives.gov.uk ghostarchive.org""".split()
)
_INNER = ("loopback", "private", "intranet")
_SAVED = ("ok", "moved", "redirected")  # a copy of a page that has changed would not show the source
_ROBOTS = ("archive.org_bot", "ia_archiver")  # names by which sites address the Internet Archive


async def look_up(
    network: Network,
    settings: LinkSettings,
    targets: Collection[Target],
    records: Mapping[str, LinkRecord],
    now: datetime.datetime,
    save: bool = False,
    progress: Progress | None = None,
    seconds: float = _TIME,
    sink: Callable[[LinkRecord], object] | None = None,
) -> dict[str, LinkRecord]:
    """Return the records, by address, that have a copy now and had none before; `sink` is given each as it is found.

    `progress` is called for each address with what became of it, in words. Never raises but for being cancelled; what takes
    longer than `seconds`, or than the archive allows, is left for another run.
    """
    archive = Archive(network, settings.archive, now)
    search = _Search(archive, Robots(network), records, now, progress or (lambda *_: None), sink or (lambda _: None))
    without = [row for row in targets if not row.archive and not search.record(row).archive]
    asked = [row for row in without if _is_for_archives(row.url, archive.base, network.allow_private)]
    await search.go_through(_in_order(asked, search.record, now), search.find, lambda: archive.cannot_find, seconds)
    if save:
        working = [row for row in search.missing if search.record(row).verdict in _SAVED]
        await search.go_through(working, search.save, lambda: archive.cannot_save, seconds)
    return search.found


class _Search:
    """What is asked for each address, and what was found."""

    def __init__(
        self,
        archive: Archive,
        robots: Robots,
        records: Mapping[str, LinkRecord],
        now: datetime.datetime,
        progress: Progress,
        sink: Callable[[LinkRecord], object],
    ) -> None:
        self._archive, self._robots, self._records = archive, robots, records
        self._now, self._progress, self._sink = now, progress, sink
        self.found: dict[str, LinkRecord] = {}
        self.missing: list[Target] = []  # of which the archive is known to have no copy

    def record(self, target: Target) -> LinkRecord:
        """Return what is known of an address."""
        return self._records.get(target.url) or LinkRecord(target.url, "unchecked")

    async def find(self, target: Target) -> Found:
        """Look for a copy of the address, or else of the page to which it leads: an archive keeps a redirect as such."""
        record = self.record(target)
        wanted = _wanted(target, record, self._now)
        found = await self._archive.find(wanted)
        if not found.copy and record.verdict in ("moved", "redirected") and record.final_url:
            found = await self._archive.find(replace(wanted, url=record.final_url))
        if not found.copy and not found.problem:
            self.missing.append(target)
        return found

    async def save(self, target: Target) -> Found:
        """Ask for a copy, where the site lets robots in: ours, and the archive's own."""
        for product in ("", *_ROBOTS):
            if not await self._robots.allows(target.url, product):
                return Found(problem="no copy is asked for: the site's robots.txt is against it")
        return await self._archive.save(target.url)

    async def go_through(
        self,
        targets: Sequence[Target],
        ask: Callable[[Target], Awaitable[Found]],
        is_closed: Callable[[], str],
        seconds: float,
    ) -> None:
        """Do it for one address after another, until the archive or the time is at an end."""
        left = list(reversed(targets))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while left and not is_closed():
                    self._note(left[-1], await ask(left[-1]))
                    left.pop()
        for target in reversed(left):
            self._progress(target.url, is_closed() or "not asked: the time for the archive is used up")

    def _note(self, target: Target, found: Found) -> None:
        if found.copy:
            self.found[target.url] = replace(self.record(target), archive=found.copy.url)
            self._sink(self.found[target.url])
        self._progress(
            target.url, f"a copy of {found.copy.taken:%Y-%m-%d}" if found.copy else found.problem or "no copy"
        )


def _in_order(
    targets: Collection[Target], record: Callable[[Target], LinkRecord], now: datetime.datetime
) -> list[Target]:
    """Return the lost ones first; the others in another order each day, so that the time is not always up before some."""

    def rank(target: Target) -> tuple[bool, bytes]:
        return not record(target).is_lost, sha256(f"{now:%Y%m%d} {target.url}".encode("utf-8", "replace")).digest()

    return sorted(targets, key=rank)


def _is_for_archives(url: str, base: str, allow_private: bool) -> bool:
    """Return whether an archive may hear of an address: one of a public place, without credentials, and no archive's own."""
    try:
        address = wire(url)
        parts = urlsplit(url)
    except ValueError:
        return False
    host = str(address.raw_host).lower()
    is_inner = hosts.host_kind(f"[{host}]" if ":" in host else host) in _INNER
    is_archive = hosts.is_below(host, _ARCHIVES) or parts.netloc == urlsplit(base).netloc
    return "@" not in parts.netloc and not is_archive and (allow_private or not is_inner)


def _wanted(target: Target, record: LinkRecord, now: datetime.datetime) -> Wanted:
    """Return what to look for: the copy nearest to what the author read, or else to the publication, or to when it worked."""
    issued, accessed = _day(target.issued), _day(target.accessed)
    last_ok = moment(record.last_ok)
    day = accessed or issued or (last_ok or now).date()
    published = None if target.issued and target.issued.circa else issued
    # An author may have read it before its date, as with the issue of a journal.
    earliest = min(published, accessed or published) if published else None
    return Wanted(target.url, day, earliest, last_ok, moment(record.failing_since))


def _day(dates: DateRange | None) -> datetime.date | None:
    """Return the first day that a date may mean."""
    if not dates or not dates.start:
        return None
    try:
        return datetime.date(dates.start.year, dates.start.month or 1, dates.start.day or 1)
    except ValueError:
        return None
