"""Work beside the PDF's: another process, so that both cores are used."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from igreport.errors import ToolError

# A fork has everything in memory already. Elsewhere than on Linux libraries do not survive one.
_CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class Task:
    """A function that runs in another process; `result()` waits for it, and raises what it raised."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self.receiver, sender = _CONTEXT.Pipe(duplex=False)
        self.process = _CONTEXT.Process(target=_run, args=(sender, function, arguments), daemon=True)
        self.process.start()
        sender.close()

    def result(self) -> Any:
        """Return what the function returned."""
        try:
            value, error = self.receiver.recv()
        except EOFError as failure:
            raise ToolError("a part of the build ended without a word; there may be too little memory") from failure
        finally:
            self.process.join()
        if error is not None:
            raise error
        return value

    def cancel(self) -> None:
        """End the process; its result is not wanted any more."""
        self.process.terminate()
        self.process.join()


def _run(sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits ends this one
    try:
        sender.send((function(*arguments), None))
    except Exception as error:  # whatever it is, the process that waits raises it
        sender.send((None, _portable(error)))


def _portable(error: Exception) -> Exception:
    """Return `error`, or its words where it cannot be sent to another process, as those of libxml2."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever its class makes of that
        return ToolError(f"a part of the build failed: {type(error).__name__}: {error}")
    return error
