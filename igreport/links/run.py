"""Many addresses at once → their records, as they come."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import os
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from urllib.parse import urljoin
from zlib import crc32

from igreport.links.fetch import visit
from igreport.links.network import Network
from igreport.links.places import split
from igreport.links.targets import Target
from igreport.links.verdict import judge, wants_probe
from igreport.links.visit import Failure, Visit
from igreport.model.link import WORKING, LinkRecord

HOST_BUDGET = 600.0  # seconds for all addresses of a host
RUN_BUDGET = 3600.0
_GRACE = 60.0  # seconds for what was begun before
_BEGUN = 2  # times as many addresses of a host as it is asked at a time, as some wait to be asked again
_OUT_OF_TIME = Failure("budget", "there was no time left to ask")
Sink = Callable[[LinkRecord], None]


async def ask(network: Network, targets: Iterable[Target], known: Mapping[str, LinkRecord], sink: Sink) -> None:
    """Ask for all targets and give each record to `sink`, in the order in which the answers come."""
    await _Run(network, known, sink).all(targets)


class _Run:
    def __init__(self, network: Network, known: Mapping[str, LinkRecord], sink: Sink) -> None:
        self.network, self.known, self.sink = network, known, sink
        self.probes: dict[tuple[str, str], asyncio.Task[Visit]] = {}
        self.secret = secrets.token_hex(8)  # a path that no site has
        self.end = asyncio.get_running_loop().time() + RUN_BUDGET

    async def all(self, targets: Iterable[Target]) -> None:
        """Ask host by host, those with most addresses first, as they take longest; so many hosts as there are places."""
        by_host: dict[str, deque[Target]] = {}
        for target in sorted(targets, key=lambda target: crc32(target.url.encode("utf-8", "replace"))):
            by_host.setdefault(split(target.url).netloc.rpartition("@")[2].lower(), deque()).append(target)
        queue = deque(sorted(by_host.values(), key=len, reverse=True))
        places = min(len(queue), self.network.pace.settings.concurrency)
        async with asyncio.TaskGroup() as group:
            for _ in range(places):
                group.create_task(self._hosts(queue))

    async def _hosts(self, queue: deque[deque[Target]]) -> None:
        while queue:
            targets = queue.popleft()
            end = min(self.end, asyncio.get_running_loop().time() + HOST_BUDGET)
            most = int(_BEGUN * self.network.pace.settings.per_host)
            async with asyncio.TaskGroup() as group:
                for _ in range(min(len(targets), most)):
                    group.create_task(self._host(targets, end))

    async def _host(self, targets: deque[Target], end: float) -> None:
        while targets:
            target = targets.popleft()
            try:
                record = await self._record(target, end)
            except Exception as error:  # a defect of ours, that some page has found, must not cost the other addresses
                if os.environ.get("IGREPORT_DEBUG"):
                    raise
                reason = f"igreport itself failed: {type(error).__name__}: {error}"
                record = self._judged(target, Visit(target.url, target.url, failure=Failure("budget", reason)), None)
            self.sink(record)

    async def _record(self, target: Target, end: float) -> LinkRecord:
        if asyncio.get_running_loop().time() < end:
            with contextlib.suppress(TimeoutError):  # a server can draw out one visit for most of an hour
                async with asyncio.timeout_at(end + _GRACE):
                    return await self._visited(target)
        return self._judged(target, Visit(target.url, target.url, failure=_OUT_OF_TIME), None)

    async def _visited(self, target: Target) -> LinkRecord:
        before = self.known.get(target.url)
        answer = await visit(self.network, target.url, _etag(before))
        record = self._judged(target, answer, None)
        return await self._probed(target, answer, record) if wants_probe(target, answer, before) else record

    async def _probed(self, target: Target, answer: Visit, record: LinkRecord) -> LinkRecord:
        """Judge again with what the site says to pages that cannot be there, beside the page and at its top.

        Both have to tell against the page: a folder may be an application that shows the same for all it contains.
        """
        for url in dict.fromkeys((answer.final_url, urljoin(answer.final_url, "/"))):
            probed = self._judged(target, answer, await self._probe(url))
            if probed.verdict == record.verdict:
                return record
        return probed

    def _judged(self, target: Target, answer: Visit, probe: Visit | None) -> LinkRecord:
        return judge(target, answer, self.known.get(target.url), datetime.datetime.now(datetime.UTC), probe)

    async def _probe(self, url: str) -> Visit:
        """Ask a site for a page that cannot be there, beside `url`; once for each of its main folders."""
        parts = split(url)
        folder = parts.path.split("/")[1] if parts.path.count("/") > 1 else ""
        key = (f"{parts.scheme}://{parts.netloc}", folder)
        if key not in self.probes:
            self.probes[key] = self.network.begin(self._ask_probe(urljoin(url, self.secret)))
        return await asyncio.shield(self.probes[key])

    async def _ask_probe(self, url: str) -> Visit:
        """Return a visit without what no comparison needs: there may be thousands of them."""
        found = await visit(self.network, url)
        return replace(found, headers={}, page=found.page and replace(found.page, vocabulary=b""))


def _etag(before: LinkRecord | None) -> tuple[str, str] | None:
    if before is None or before.etag is None or before.verdict not in WORKING:
        return None
    if not (before.etag.isascii() and before.etag.isprintable()):  # as a ledger may have it that others have written
        return None
    return before.final_url or before.url, before.etag
