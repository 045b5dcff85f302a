"""How fast hosts are asked: so many requests at a time in all and for each, and some time between two starts for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from igreport.model.report import HostSettings, LinkSettings

_SILENCES = 4
_MARGIN = 1.1  # two requests may come nearer to each other on their way


class HostDownError(OSError):
    """A host has not answered for so long that it is not asked any more."""


class Host:
    """The state of one host during a run; times are the event loop's, in seconds."""

    def __init__(self, per_host: int, pause: float, patience: float) -> None:
        self.slots = asyncio.Semaphore(per_host)
        self.starting = asyncio.Lock()
        self.pause, self.patience = pause, patience
        self.next_start = 0.0
        self.silences = 0
        self.silent_since: float | None = None

    def wait_until(self, time: float) -> None:
        """Let nothing start before `time`, as the host asks for with `Retry-After`."""
        self.next_start = max(self.next_start, time)

    def heard(self) -> None:
        """Note that it answered."""
        self.silences, self.silent_since = 0, None

    def silent(self, since: float) -> None:
        """Note that a request that began at `since` had no answer."""
        self.silences += 1
        self.silent_since = min(since, self.silent_since or since)

    def is_down(self, now: float) -> bool:
        """Return whether as many requests as are under way at a time had no answer, one after the other, over some time."""
        return self.silences >= _SILENCES and self.silent_since is not None and now - self.silent_since >= self.patience


class Turn:
    """The right to send one request; `sent()` lets the host's next one be prepared."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self._is_over = False

    def sent(self) -> None:
        """Note that the request has left, or that it may have."""
        if not self._is_over:
            self.host.wait_until(asyncio.get_running_loop().time() + self.host.pause)
            self.give_up()

    def give_up(self) -> None:
        """Let the next one be prepared at once, as nothing was sent."""
        if not self._is_over:
            self._is_over = True
            self.host.starting.release()


class Pace:
    """All hosts of a run; `patience` is after how many seconds of silence a host counts as down."""

    def __init__(self, settings: LinkSettings, patience: float) -> None:
        self.settings, self.patience = settings, patience
        self._all = asyncio.Semaphore(settings.concurrency)
        self._own = {row.host.lower(): row for row in settings.hosts}
        self._hosts: dict[str, Host] = {}

    def host(self, name: str) -> Host:
        """Return the state of a host."""
        if name not in self._hosts:
            own, usual = self._own.get(name, HostSettings(name)), self.settings
            per_host = own.per_host or usual.per_host
            pause = usual.pause if own.pause is None else own.pause
            self._hosts[name] = Host(per_host, pause / 1000 * _MARGIN, self.patience)
        return self._hosts[name]

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Turn]:
        """Wait until the host may be asked; hold its place, and one of all places, until the context ends.

        Only one request of a host is prepared at a time, until it has left: a connection takes longer to open than to use
        again, and the time between two starts counts at the other end. Whoever waits for a host holds no place of others.
        """
        host = self.host(name)
        async with host.slots:
            await host.starting.acquire()
            turn = Turn(host)
            try:
                await self._place(host, name)
                try:
                    yield turn
                finally:
                    turn.sent()
                    self._all.release()
            finally:
                turn.give_up()

    async def _place(self, host: Host, name: str) -> None:
        """Take one of all places at a moment at which the host may be asked; raise HostDownError where it should not."""
        loop = asyncio.get_running_loop()
        while True:
            while (wait := host.next_start - loop.time()) > 0:
                await asyncio.sleep(wait)
            if host.is_down(loop.time()):
                raise HostDownError(f"{name} does not answer")
            await self._all.acquire()
            if host.next_start <= loop.time():
                return
            self._all.release()  # it has asked to be left alone meanwhile
