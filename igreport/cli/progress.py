"""Where a build is: a moving line on a terminal, nothing in a pipe but the results."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def display(name: str) -> Iterator[Callable[[str], None]]:
    """Give a function that shows the step under way, on a terminal in place, elsewhere as plain lines on stderr."""
    if not sys.stderr.isatty():
        yield lambda step: print(f"{name}: {step}", file=sys.stderr, flush=True)
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{name}: reading") as status:
        yield lambda step: status.update(f"{name}: {step}")
