"""How long something takes, in seconds that mean the same on a busy machine, on a slow one and under coverage."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_USUAL = 0.0105  # seconds that the yardstick takes on the machine for which the limits were written
_WORDS = re.compile(r"(\w+)\W+")
_TEXT = "Dates, numbers and words: 15 May 2025. " * 500


def seconds(action: Callable[[], object], enough: float = 0.2) -> float:
    """Return the processor's time that `action` takes, the best of three where it is more than `enough`."""
    times: list[float] = []
    with untraced():
        while len(times) < 3 and not (times and min(times) <= enough):
            slow = slowness()
            times.append(_time(action) / slow)
    return min(times)


@contextmanager
def untraced() -> Iterator[None]:
    """Do without the tracer of coverage, which takes as long as what it counts."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


def slowness() -> float:
    """Return how many times slower the machine is just now than the one on which the limits were set, at least 1."""
    return max(1.0, _time(_yardstick) / _USUAL)


def _time(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def _yardstick() -> None:
    counts: dict[str, int] = {}
    for word in _WORDS.findall(_TEXT) * 30:
        counts[word.lower()] = counts.get(word.lower(), 0) + 1
