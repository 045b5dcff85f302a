"""Where findings are kept between two runs: in the user's own cache folder, never in the report's.

A report folder may come from anybody, and what is kept here is read by `pickle`, which trusts its input.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any


def folder() -> Path:
    """Return igreport's cache folder, by each system's custom (XDG Base Directory Specification on Linux)."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "igreport"


class Store:
    """What is kept of one report folder: values by name, each with the key under which it is valid."""

    def __init__(self, root: Path) -> None:
        name = blake2b(str(root.resolve()).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        self.path = folder() / name

    def read(self, name: str) -> Any:
        """Return what was written as `name`, or None where there is nothing that can be read."""
        try:
            return unpacked((self.path / name).read_bytes())
        except Exception:  # missing, of another version, damaged: it is made again
            return None

    def write(self, name: str, value: Any) -> None:
        """Keep `value`; where that fails, the next run takes longer."""
        draft = self.path / f"{name}.{os.getpid()}"  # `tempfile` takes longer to import than this to write
        with suppress(OSError):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(packed(value))
            os.replace(draft, self.path / name)


def packed(value: Any) -> bytes:
    """Return `value` as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:
    """Return the value that was packed as `data`."""
    gc.disable()  # a hundred thousand new objects would be looked through again and again, and none is garbage
    try:
        return pickle.loads(data)
    finally:
        gc.freeze()
        gc.enable()
