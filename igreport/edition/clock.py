"""The time of a build: the edition's own, so that two builds of the same text are the same files."""

from __future__ import annotations

import calendar
import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager

from igreport.model.report import Edition

NAME = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/


def day(edition: Edition) -> datetime.date | None:
    """Return the date of the edition as it stands: of its newest revision, or else of its publication."""
    settings = edition.settings
    known = [settings.published, *(revision.date for revision in settings.revision)]
    return max((date for date in known if date), default=None)


@contextmanager
def at_edition(edition: Edition, is_strict: bool = False) -> Iterator[None]:
    """Have the tools take the edition's day for now, where the environment names no time; with `is_strict` even then."""
    before = os.environ.get(NAME)
    if is_strict or not before:
        seconds = calendar.timegm((day(edition) or edition.period.end).timetuple())
        os.environ[NAME] = str(max(seconds, 0))  # the clock begins in 1970
    try:
        yield
    finally:
        del os.environ[NAME]
        if before is not None:
            os.environ[NAME] = before
