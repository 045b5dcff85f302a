"""Pages as they were sent, kept in a WARC file: so that a source can be shown when it is gone.

What is kept is each address itself and every redirect on the way, without pictures, styles and scripts: the words, not the
looks. A page that is byte for byte in an earlier file of the same folder is kept as a pointer to it (`revisit`), so a
folder's files belong together; large documents rarely change, and would else be stored every quarter.
"""

from __future__ import annotations

import asyncio
import datetime
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import aiohttp

from igreport.links.failures import ERRORS, failure_of
from igreport.links.network import Network, wire
from igreport.links.robots import Robots
from igreport.links.targets import Target
from igreport.links.warc import Exchange, Warc, earlier, told
from igreport.version import __version__

Progress = Callable[[str, str], object]
_TIME = 3600.0  # seconds for all
_PATIENCE = 120.0  # seconds for one
_MOST = 20 * 1024 * 1024  # bytes of a body, as it was sent
_IN_MEMORY = 256 * 1024  # bytes of a body, beyond which it waits on disk
_WORKERS = 8
_MOST_REDIRECTS = 10
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_TAKEN, _IN_PART, _UNCHANGED = "taken", "taken in part", "taken: unchanged"
_SECRETS = frozenset(["authorization", "cookie", "proxy-authorization"])
_HEADERS = {"Accept-Encoding": "gzip"}  # what every reader of WARC can unpack


@dataclass
class Snapshot:
    """What became of it; counts are of addresses of the report."""

    path: Path | None = None  # the file; None where there was nothing to write
    taken: int = 0
    unchanged: int = 0  # of those, how many are as an earlier file has them
    missed: dict[str, str] = field(default_factory=dict)  # address → why, in words


def prepare(folder: Path) -> None:
    """Make the folder where it is missing; raise OutputError where nothing can be written into it."""
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()


async def take(
    network: Network,
    robots: Robots,
    targets: Collection[Target],
    folder: Path,
    now: datetime.datetime,
    *,
    contact: str = "",
    progress: Progress | None = None,
    seconds: float = _TIME,
) -> Snapshot:
    """Write the addresses of `targets` into a new file in `folder`, which is made where it is missing.

    Asked is what robots.txt allows, for at most `seconds`; `progress` is called for each address with what became of it, in
    words. When it is cancelled, the file holds what there is. Raises OutputError where it cannot be written, at once where
    that can be known, or else with the pages so far in their file.
    """
    about = {
        "software": f"igreport/{__version__}",
        "operator": contact,
        "http-header-user-agent": network.agent,
        "robots": "obey",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    known = await asyncio.to_thread(earlier, folder)
    warc = Warc(folder, now, {name: " ".join(value.split()) for name, value in about.items()}, known)
    run = _Run(
        network, robots, warc, folder, progress or (lambda *_: None), asyncio.get_running_loop().time() + seconds
    )
    urls = iter({row.url: row for row in targets})
    workers = [asyncio.create_task(run.work(urls)) for _ in range(_WORKERS)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        run.result.path = warc.close()
    return run.result


class _Run:
    def __init__(
        self, network: Network, robots: Robots, warc: Warc, folder: Path, progress: Progress, until: float
    ) -> None:
        self._network, self._robots, self._warc, self._folder = network, robots, warc, folder
        self._progress, self._until = progress, until
        self._seen: set[str] = set()
        self.result = Snapshot()

    async def work(self, urls: Iterator[str]) -> None:
        """Take one address after another, which other workers share."""
        for url in urls:
            is_over = asyncio.get_running_loop().time() > self._until
            said = "the time for snapshots is used up" if is_over else await self._take(url)
            if said in (_TAKEN, _IN_PART, _UNCHANGED):
                self.result.taken += 1
                self.result.unchanged += said == _UNCHANGED
            else:
                self.result.missed[url] = said
            self._progress(url, said)

    async def _take(self, url: str) -> str:
        """Write an address and all to which it redirects; return what became of it."""
        here, chain = url, set[str]()
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                address, is_allowed = str(wire(here)), await self._robots.allows(here)
            except ValueError:
                return "it redirects to no address of http or https" if chain else "this is no address of http or https"
            if address in chain:
                return "it redirects in a circle"
            if address in self._seen:
                return _TAKEN
            if not is_allowed:
                return "the site's robots.txt is against it"
            chain.add(address)
            self._seen.add(address)
            said, target = await self._record(address)
            if not target:
                return said
            here = _joined(address, target)
        return f"it redirects more than {_MOST_REDIRECTS} times"

    async def _record(self, url: str) -> tuple[str, str]:
        """Write one exchange; return what became of it, and where it redirects to."""
        with told(self._folder), tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(self._folder)) as body:
            exchange = Exchange(url, body, date=f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%S.%fZ}")
            target = ""
            try:
                async with self._network.get(url, _HEADERS, _PATIENCE) as response:
                    _begin(exchange, response)
                    if response.status in _REDIRECTS:
                        target = response.headers.get("Location", "").strip()
                    await self._fill(exchange, response)
            except ERRORS as error:
                if not exchange.status:
                    host = urlsplit(url).hostname or ""
                    return (await failure_of(error, host, self._network)).message, ""
                exchange.truncated = "time" if isinstance(error, TimeoutError) else "disconnect"
            is_known = self._warc.add(exchange)
            return (_IN_PART if exchange.truncated else _UNCHANGED if is_known else _TAKEN), target

    async def _fill(self, exchange: Exchange, response: aiohttp.ClientResponse) -> None:
        async for piece in response.content.iter_any():
            kept = piece[: _MOST - exchange.size]
            with told(self._folder):
                exchange.body.write(kept)
            exchange.digest.update(kept)
            exchange.size += len(kept)
            if len(kept) < len(piece):
                exchange.truncated = "length"
                return


def _begin(exchange: Exchange, response: aiohttp.ClientResponse) -> None:
    """Note the heads of both messages; a request has no credentials, and none would be kept."""
    sent = response.request_info
    rows = [f"{name}: {value}" for name, value in sent.headers.items() if name.lower() not in _SECRETS]
    lines = [f"{sent.method} {sent.url.raw_path_qs} HTTP/1.1", *rows, "", ""]
    exchange.request = "\r\n".join(lines).encode("utf-8", "surrogateescape")
    version = response.version or aiohttp.HttpVersion11
    status = f"HTTP/{version.major}.{version.minor} {response.status} {response.reason or ''}"
    exchange.status = status.encode("utf-8", "surrogateescape")
    exchange.headers = response.raw_headers
    transport = response.connection.transport if response.connection else None
    exchange.address = str((transport.get_extra_info("peername") or [""])[0]) if transport else ""


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        return ""
