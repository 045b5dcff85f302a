"""Records into the ledger while a run goes on, so that little is lost when it is cut off."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from igreport.errors import OutputError
from igreport.links.ledger import Ledger
from igreport.model.link import LinkRecord

_EVERY = 1.0  # seconds between two writings, at least
_SHARE = 20  # times as long as a writing takes


class Keeper:
    """Takes records one by one; within `saving()` they are written every second, and at its end, whatever ended it.

    Without a ledger nothing is written.
    """

    def __init__(self, ledger: Ledger | None, on_record: Callable[[LinkRecord], object]) -> None:
        self.ledger, self.on_record = ledger, on_record
        self.records: dict[str, LinkRecord] = {}
        self._new: list[LinkRecord] = []

    def take(self, record: LinkRecord) -> None:
        """Take the record of an address."""
        self.records[record.url] = record
        self._new.append(record)
        self.on_record(record)

    def save(self) -> None:
        """Write what is new; raises OutputError, and then it is still new."""
        count = len(self._new)
        if count and self.ledger:
            self.ledger.add(self._new[:count])
            del self._new[:count]

    @asynccontextmanager
    async def saving(self) -> AsyncIterator[None]:
        """Write now and then; a disk that is full for a moment is tried again, and told of at the end."""
        end = asyncio.Event()
        task = asyncio.create_task(self._until(end))
        try:
            yield
        finally:
            end.set()
            await task
            self.save()

    async def _until(self, end: asyncio.Event) -> None:
        """Write here and in no thread, which would take memory of its own; for a small part of the time in all."""
        pause = _EVERY
        while not end.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(end.wait(), pause)
            start = time.monotonic()
            with contextlib.suppress(OutputError):
                self.save()
            pause = max(_EVERY, _SHARE * (time.monotonic() - start))
