"""The Wayback Machine's interfaces: which copies there are of a page, and asking for one more.

- Availability API (https://archive.org/help/wayback_api.php): the one copy nearest to a day; quick, and does not know all.
- CDX API (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server): all copies; slow, and knows.
- Save Page Now, as it is without an account: GET `/save/<address>`, which answers with a redirect to the copy, or with its
  address in `Content-Location` or `Link`. The interface with keys is not used: no credentials are kept or sent here.

A Memento TimeGate (RFC 7089) would be the same for all archives, but says nothing of the page's status: each copy would have
to be asked for as well, where the two above tell it in one answer, and the copies of error pages are those to be kept out.

Every answer is untrusted: it is read up to a limit, only times are taken from it, and the address of a copy is made here.
"""

from __future__ import annotations

import asyncio
import datetime
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from igreport.links import bounded
from igreport.links.failures import ERRORS, failure_of
from igreport.links.fetch import LONGEST_WAIT, Answer
from igreport.links.network import Network
from igreport.links.unpack import BrokenBodyError

PUBLIC = "https://web.archive.org"
_AVAILABILITY = "https://archive.org"  # the only one of the public archive's interfaces that is not at `PUBLIC`
# Seconds between two requests, below what the archive allows (24 of CDX and 4 copies a minute, as of 2026); whoever goes on
# asking after it has answered 429 is locked out for an hour.
_PAUSES = {"availability": 1.0, "cdx": 2.6, "save": 16.0}
_TIMEOUTS = {"availability": 30.0, "cdx": 60.0, "save": 180.0}  # seconds; a copy is made while one waits
_MOST = 256 * 1024  # bytes of an answer; JSON that is cut off is none
_MOST_ROWS = 100
_MOST_REDIRECTS = 5
_MOST_FAILURES = 3  # in a row, after which an interface is not asked any more
_TIME = "%Y%m%d%H%M%S"
_FIRST = datetime.datetime(1996, 1, 1, tzinfo=datetime.UTC)  # when the archive began
_DAY = datetime.timedelta(days=1)
_COPY = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/([^\s<>\"]{1,4000})", re.ASCII)


@dataclass(frozen=True)
class Copy:
    """One copy of a page: its address in the archive, and when it was made."""

    url: str
    taken: datetime.datetime


@dataclass(frozen=True)
class Wanted:
    """Which copy is looked for: of `url`, the nearest to `day`."""

    url: str
    day: datetime.date
    earliest: datetime.date | None = None  # before, the page was not published
    last_ok: datetime.datetime | None = None  # when it was last seen to work
    latest: datetime.datetime | None = None  # when it was first seen not to work: a later copy may be of an error page


@dataclass(frozen=True)
class Found:
    """The answer: a copy, or none; or that it is not known, and why."""

    copy: Copy | None = None
    problem: str = ""


@dataclass(frozen=True)
class _Reply:
    status: int
    headers: dict[str, str]  # names in small letters
    body: bytes


class UnknownError(ValueError):
    """The archive gave no answer that says anything; `str(error)` says why."""


class Archive:
    """An archive with the interfaces of the Wayback Machine; `base` is its address, one for a run."""

    def __init__(self, network: Network, base: str, now: datetime.datetime) -> None:
        self._network, self._now = network, now
        self.base = base.rstrip("/")
        self.is_public = self.base == PUBLIC
        self._failures = dict.fromkeys(_PAUSES, 0)
        self._closed: dict[str, str] = {}
        self._next = dict.fromkeys(_PAUSES, 0.0)

    @property
    def cannot_find(self) -> str:
        """Return why there is no use in looking for more copies; nothing while there is."""
        return self._closed.get("cdx", "") if "availability" in self._closed else ""

    @property
    def cannot_save(self) -> str:
        """Return why there is no use in asking for more copies; nothing while there is."""
        return self._closed.get("save", "")

    async def find(self, wanted: Wanted) -> Found:
        """Return the copy of a page that is nearest to what its reader saw; never raises but for being cancelled.

        The list of all copies is asked where the quick answer is none, or one from after the page last worked.
        """
        copies: list[Copy] = []
        problem = ""
        for ask in (self._nearest, self._all):
            try:
                copies += await ask(wanted)
                problem = ""
            except UnknownError as error:
                problem = str(error)
            best = _best(copies, wanted)
            if best and not _is_late(best, wanted):
                return Found(best)
        best = _best(copies, wanted)
        return Found(best, "" if best else problem)

    async def save(self, url: str) -> Found:
        """Ask for a new copy and return it; a problem where there is none, or none yet."""
        try:
            address = f"{self.base}/save/{url}"
            for _ in range(_MOST_REDIRECTS + 1):
                headers = (await self._ask("save", address)).headers
                if copy := next(self._in_headers(headers, url), None):
                    return Found(copy)
                target = urljoin(address, headers.get("location", ""))
                if target == address or _host(target) != _host(self.base):
                    break
                address = target
        except ValueError as error:
            return Found(problem=str(error))
        return Found(problem="the archive was asked for a copy, which is not there yet")

    async def _nearest(self, wanted: Wanted) -> list[Copy]:
        query = urlencode({"url": wanted.url, "timestamp": f"{wanted.day:%Y%m%d}"}, quote_via=quote, safe="")
        base = _AVAILABILITY if self.is_public else self.base
        answer = await self._json("availability", f"{base}/wayback/available?{query}")
        snapshots = answer.get("archived_snapshots") if isinstance(answer, dict) else None
        if not isinstance(snapshots, dict):
            raise UnknownError("the archive's answer is not understood")
        row = snapshots.get("closest")
        if not isinstance(row, dict) or row.get("available") is not True:
            return []
        copied = _COPY.search(str(row.get("url", "")))
        original = copied[2] if copied else ""
        return list(self._copy(row.get("timestamp"), row.get("status"), original, wanted.url))

    async def _all(self, wanted: Wanted) -> list[Copy]:
        """Return copies, the nearest ones first where the archive sorts them (`sort=closest`)."""
        query = {"url": wanted.url, "matchType": "exact", "output": "json", "fl": "timestamp,original,statuscode"}
        query |= {"filter": "statuscode:200", "sort": "closest", "closest": f"{wanted.day:%Y%m%d}", "limit": "20"}
        if wanted.earliest:
            query["from"] = f"{wanted.earliest - _DAY:%Y%m%d}"
        if wanted.latest:
            query["to"] = f"{wanted.latest:{_TIME}}"
        rows = await self._json("cdx", f"{self.base}/cdx/search/cdx?{urlencode(query, quote_via=quote, safe='')}")
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows[:_MOST_ROWS]):
            raise UnknownError("the archive's answer is not understood")
        if rows and not {"timestamp", "original", "statuscode"} <= {str(name) for name in rows[0]}:
            raise UnknownError("the archive's answer is not understood")
        named = [dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:_MOST_ROWS]]
        return [copy for row in named for copy in self._copy(*_fields(row), wanted.url)]

    def _copy(self, timestamp: Any, status: Any, original: Any, url: str) -> Iterator[Copy]:
        """Yield the copy that an answer tells of, where that can be one, of that page, with status 200."""
        taken = _time(timestamp)
        if taken and _FIRST <= taken <= self._now + _DAY and str(status) == "200" and _is_same_site(original, url):
            yield Copy(f"{self.base}/web/{timestamp}/{url}", taken)

    def _in_headers(self, headers: dict[str, str], url: str) -> Iterator[Copy]:
        for name in ("content-location", "location", "link"):
            for found in _COPY.finditer(headers.get(name, "")[:8000]):
                yield from self._copy(found[1], "200", found[2].rstrip(">"), url)

    async def _json(self, service: str, address: str) -> Any:
        reply = await self._ask(service, address)
        try:
            return json.loads(reply.body)
        except (ValueError, RecursionError) as error:
            raise UnknownError("the archive's answer is not understood") from error

    async def _ask(self, service: str, address: str) -> _Reply:
        """Return an answer with status 200, or to `save` one that sends on; raise UnknownError for any other.

        `Retry-After` is obeyed once; after that, or after several failures in a row, the interface is left alone.
        """
        reply = await self._once(service, address)
        if reply.status == 429 and self._may_wait(service, reply):
            reply = await self._once(service, address)
        if reply.status == 200 or (service == "save" and 300 <= reply.status < 400):
            self._failures[service] = 0
            return reply
        why = f"the archive answers with {reply.status}"
        if reply.status == 429:
            why = self._closed[service] = "the archive has had enough requests for now"
        elif reply.status >= 500:
            self._fail(service, why)
        raise UnknownError(why)

    def _may_wait(self, service: str, reply: _Reply) -> bool:
        seconds = Answer(headers=reply.headers).retry_after
        if seconds is None or seconds > LONGEST_WAIT:
            return False
        self._next[service] = asyncio.get_running_loop().time() + seconds
        return True

    async def _once(self, service: str, address: str) -> _Reply:
        if service in self._closed:
            raise UnknownError(self._closed[service])
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next[service] - loop.time()))
        try:
            async with self._network.get(address, timeout=_TIMEOUTS[service]) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                is_read = service != "save" and response.status == 200
                return _Reply(response.status, headers, await bounded.read(response, _MOST) if is_read else b"")
        except ERRORS as error:
            why = f"the archive cannot be asked: {await self._words(error, address)}"
            self._fail(service, why)
            raise UnknownError(why) from error
        finally:
            self._next[service] = loop.time() + (_PAUSES[service] if self.is_public else 0.0)

    async def _words(self, error: Exception, address: str) -> str:
        if isinstance(error, BrokenBodyError):
            return str(error)
        return (await failure_of(error, _host(address), self._network)).message

    def _fail(self, service: str, why: str) -> None:
        self._failures[service] += 1
        if self._failures[service] >= _MOST_FAILURES:
            self._closed[service] = why


def _fields(row: dict[str, Any]) -> tuple[Any, Any, Any]:
    return row.get("timestamp"), row.get("statuscode"), row.get("original")


def _time(timestamp: Any) -> datetime.datetime | None:
    if not isinstance(timestamp, str) or not re.fullmatch(r"\d{14}", timestamp, re.ASCII):
        return None
    try:
        return datetime.datetime.strptime(timestamp, _TIME).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def _is_same_site(original: Any, url: str) -> bool:
    """Return whether a copy's own address is one of the page's host; the archive does not tell www. and schemes apart."""
    return isinstance(original, str) and bool(_host(url)) and _host(original) == _host(url)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _best(copies: Iterable[Copy], wanted: Wanted) -> Copy | None:
    """Return the copy that counts: while the page worked, before one that may be of an error page; then the nearest."""
    day = datetime.datetime.combine(wanted.day, datetime.time(12), datetime.UTC)
    right = [copy for copy in copies if _is_right(copy, wanted)]
    return min(right, key=lambda copy: (_is_late(copy, wanted), abs(copy.taken - day), copy.taken), default=None)


def _is_right(copy: Copy, wanted: Wanted) -> bool:
    is_early = wanted.earliest is not None and copy.taken.date() < wanted.earliest - _DAY
    return not is_early and (wanted.latest is None or copy.taken < wanted.latest)


def _is_late(copy: Copy, wanted: Wanted) -> bool:
    return wanted.last_ok is not None and copy.taken > wanted.last_ok + _DAY
