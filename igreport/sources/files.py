"""Reading an author's files: text as UTF-8, and nothing outside the report folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from igreport.model.diagnostic import Diagnostic, Span
from igreport.sources.findings import finding


def relative(root: Path, path: Path) -> str:
    """Return `path` as findings print it: relative to the report folder, with `/`."""
    return path.relative_to(root).as_posix()


def is_inside(root: Path, path: Path) -> bool:
    """Say whether `path`, links followed, lies in the report folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a link that leads to itself, a NUL: who opens it is told so
        return True


def is_there(path: Path) -> bool:
    """Say whether something has that name, be it a folder, or a link that leads nowhere: reading it tells what is wrong."""
    return os.path.lexists(path)


def waits(path: str | Path) -> bool:
    """Say whether `path` is a pipe or a device: who reads it may wait without end. Raises OSError where nothing is there."""
    return stat.S_IFMT(os.stat(path).st_mode) not in (stat.S_IFREG, stat.S_IFDIR)


def children(root: Path, folder: Path, problems: list[Diagnostic]) -> list[Path] | None:
    """Return what is in a folder, by name, hidden files left aside; None, and a finding, where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        hint = "let its owner make it readable, as with chmod u+rwx"
        problems.append(
            finding("SRC102", Span(relative(root, folder)), f"the folder cannot be read: {error.strerror}", hint)
        )
        return None


def read_bytes(root: Path, path: Path, problems: list[Diagnostic]) -> bytes | None:
    """Return what is in a file; None, and a finding, where it cannot be read or lies outside of the report folder."""
    name = relative(root, path)
    if not is_inside(root, path):
        message = "the file is a link to a place outside the report folder"
        problems.append(finding("SRC106", Span(name), message, "put the file itself here"))
        return None
    try:
        if waits(path):
            problems.append(finding("SRC102", Span(name), "this is a pipe or a device, not a file", "put a file here"))
            return None
        return path.read_bytes()
    except OSError as error:
        problems.append(finding("SRC102", Span(name), f"the file cannot be read: {error.strerror}"))
        return None


def read_text(root: Path, path: Path, problems: list[Diagnostic]) -> str | None:
    """Return a file's text with line feeds alone and without a byte order mark; None, and a finding, where it cannot be read."""
    name, data = relative(root, path), read_bytes(root, path, problems)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        hint = "save the file as UTF-8 (in an editor: Save with encoding)"
        problems.append(
            finding("SRC103", Span(name, line, column), f"byte {data[error.start]:#04x} is not UTF-8", hint)
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
