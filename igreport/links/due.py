"""Which addresses are asked now: new ones, broken ones, and those not asked for long."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Literal
from zlib import crc32

from igreport.links.targets import Target
from igreport.model.link import LinkRecord, moment

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
    share = 1 - _SPREAD * crc32(url.encode("utf-8", "replace")) / 2**32
    checked = moment(record.checked)
    return "stale" if checked is None or now - checked >= age * share else None
