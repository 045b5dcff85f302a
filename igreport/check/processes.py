"""Work on many items in several processes that begin as copies of this one (fork), so that nothing is sent to them."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from igreport.errors import ToolError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def shared_out(function: Callable[[_Item], _Result], items: list[_Item], few: int) -> list[_Result]:
    """Return `function` of each item, in order, by all processors where there are more than `few` items.

    Results are pickled; what `function` raises in another process is raised here as a ToolError.
    """
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(items) <= few or processes < 2 or not _can_fork():
        return [function(item) for item in items]
    gc.freeze()  # what was read so far is no garbage: each process would look it through again, and so copy it
    shares = [items[number::processes] for number in range(min(processes, len(items)))]
    others = [_start(function, share) for share in shares[1:]]
    results = [[function(item) for item in shares[0]]]
    results += [_result(child, reading) for child, reading in others]
    return [results[index % len(shares)][index // len(shares)] for index in range(len(items))]


def apart(function: Callable[[], _Result]) -> _Result:
    """Return what `function` returns, from a process of its own where that can be: the memory that it takes ends with it."""
    return _result(*_start(lambda _: function(), [None]))[0] if _can_fork() else function()


def _can_fork() -> bool:
    """Return whether a copy of this process can run: not where another thread may hold a lock, which nobody in the copy opens.

    Threads are counted by Linux, as those of libraries are unknown to `threading`.
    """
    threads = Path("/proc/self/task")
    return hasattr(os, "fork") and threads.is_dir() and len(list(threads.iterdir())) == 1


def _start(function: Callable[[_Item], _Result], share: list[_Item]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    with open(writing, "wb") as file:
        try:
            file.write(pickle.dumps([function(item) for item in share], pickle.HIGHEST_PROTOCOL))
        except BaseException as error:
            file.write(pickle.dumps(f"{type(error).__name__}: {error}"))
        file.flush()
        os._exit(0)  # without this process's clean-up, which is the parent's


def _result(child: int, reading: int) -> list[_Result]:
    with open(reading, "rb") as file:
        data = file.read()
    os.waitpid(child, 0)
    result = pickle.loads(data) if data else "it was ended"
    if isinstance(result, str):
        raise ToolError(f"a second process failed: {result}")
    return list(result)
