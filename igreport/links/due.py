"""Which addresses are asked now: new ones, broken ones, and those not asked for long."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Literal
from zlib import crc32

from igreport.links.targets import Target
from igreport.model.link import LinkRecord

Class = Literal["new", "broken", "stale"]
_BROKEN = ("dead", "soft-404", "failing")
_SPREAD = 0.25  # of the age: what was asked on one day falls due over the last quarter of it


def due(
    targets: Iterable[Target],
    known: Mapping[str, LinkRecord],
    now: datetime.datetime,
    age: datetime.timedelta,
    only: Class | None = None,
) -> list[Target]:
    """Return the targets to ask: of all three classes, or `only` of one."""
    found = ((target, _class(target.url, known.get(target.url), now, age)) for target in targets)
    return [target for target, kind in found if kind and only in (None, kind)]


def _class(url: str, record: LinkRecord | None, now: datetime.datetime, age: datetime.timedelta) -> Class | None:
    if record is None or record.checked is None or record.verdict == "unchecked":
        return "new"
    if record.verdict in _BROKEN:
        return "broken"
    share = 1 - _SPREAD * crc32(url.encode()) / 2**32
    return "stale" if now - _time(record.checked) >= age * share else None


def _time(text: str) -> datetime.datetime:
    """Return a ledger's time; the earliest possible where it is none, so that the address is asked again."""
    try:
        time = datetime.datetime.fromisoformat(text)
    except ValueError:
        return datetime.datetime.min.replace(tzinfo=datetime.UTC)
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
