"""What a report folder holds at this moment, by content: two equal snapshots have the same findings.

Heavy modules stay out of here: this is all that runs when nothing has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

_MAY_COMMENT = (".md", ".yaml", ".yml")
_TEXTS = (*_MAY_COMMENT, ".jsonl", ".css")
_FOLDERS = ("sections", "references")
_CODE = ("check", "model", "sources")


@dataclass(frozen=True)
class Snapshot:
    """Digests of the files of `sections/` and `references/`, by path relative to the report folder, in order of path."""

    digests: dict[str, str]
    commented: tuple[str, ...]  # files that have a comment for igreport

    @property
    def key(self) -> str:
        """Return one digest for all."""
        return digest(f"{path}\0{value}\n" for path, value in self.digests.items())

    def below(self, folder: str) -> dict[str, str]:
        """Return the digests of the files in `folder`, as `sections/2025-Q3`."""
        return self._below.get(folder, {})

    @cached_property
    def _below(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for path, value in self.digests.items():
            top, folder, *inner = path.split("/", 2) if path.count("/") > 1 else ("", "")
            if inner:
                found.setdefault(f"{top}/{folder}", {})[path] = value
        return found


def take(root: Path) -> Snapshot:
    """Return the snapshot of the report folder `root`; pictures count by size and time, texts by content."""
    digests: dict[str, str] = {}
    commented = []
    for path in _files(root):
        name = os.path.relpath(path, root).replace(os.sep, "/")
        data = _content(path) if path.endswith(_TEXTS) else None
        digests[name] = witness(path) if data is None else blake2b(data, digest_size=16).hexdigest()
        if data and name.endswith(_MAY_COMMENT) and b"igreport" in data.lower():
            commented.append(name)
    return Snapshot(dict(sorted(digests.items())), tuple(sorted(commented)))


def _files(root: Path) -> Iterable[str]:
    for folder in _FOLDERS:
        top = root / folder
        if not top.is_dir():
            yield str(top)
        for base, folders, names in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (os.path.join(base, name) for name in (*folders, *names))


def _content(path: str) -> bytes | None:
    """Return a file's bytes; None where it is a link (what it leads to may lie outside), no file, or cannot be read."""
    if os.path.islink(path) or not os.path.isfile(path):  # a pipe would be waited for
        return None
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def witness(path: str) -> str:
    """Return what changes when the file at `path` does, without reading it; also where there is none."""
    try:
        state = os.stat(path)
        return f"{state.st_mode}:{state.st_size}:{state.st_mtime_ns}:{os.path.realpath(path)}"
    except OSError as error:
        return str(error.errno)
    except ValueError:  # a NUL in its name
        return ""


def digest(parts: Iterable[str]) -> str:
    """Return one digest of several texts."""
    return blake2b("".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def program() -> str:
    """Return what changes when igreport's own code or data do, or when a package is installed that may add rules."""
    import sys

    package = Path(__file__).parents[1]
    rows = [f"{sys.version}\0"]
    for room in _CODE:
        for base, folders, names in os.walk(package / room):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            rows += [f"{name}:{witness(os.path.join(base, name))}\n" for name in sorted(names)]
    return digest([*rows, *(witness(path) for path in sys.path if path.endswith("-packages"))])
