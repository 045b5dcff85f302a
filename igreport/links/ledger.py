"""Writing the ledger of links: safe against two runs at once, a run that is killed, and a disk that is full."""

from __future__ import annotations

import datetime
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

from igreport.errors import OutputError
from igreport.model.link import LinkRecord
from igreport.sources import files, ledger
from igreport.sources.ledger import BrokenLineError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# Always the same, so that a run that is killed leaves one at most, and the next one takes it away.
_DRAFT = ".links.jsonl.new"
_OPENING = b'{"url": "'
_KEEPS = "what the ledger knew before is still there"
_REASONS = {
    errno.EACCES: ("it may not be written to", f"let its owner make it and its folder writable; {_KEEPS}"),
    errno.EPERM: ("it may not be written to", f"let its owner make it and its folder writable; {_KEEPS}"),
    errno.EROFS: ("the disk is read-only", _KEEPS),
    errno.ENOSPC: ("the disk is full", f"make room, and run the command again; {_KEEPS}"),
    errno.EDQUOT: ("your share of the disk is full", f"make room, and run the command again; {_KEEPS}"),
    errno.EFBIG: ("a file may not be that large here", _KEEPS),
}


class Ledger:
    """The ledger of the report in the folder `root`; any number of processes may add to it at once."""

    def __init__(self, root: Path) -> None:
        self.root, self.path = root, root / ledger.PATH

    def open(self) -> dict[str, LinkRecord]:
        """Return what is known, by address; raise OutputError at once where it could not be written later."""
        with _told(), self._alone():
            draft = self._draft()
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            draft.unlink()
            return dict(ledger.read(self.root, []))

    def add(self, records: Iterable[LinkRecord]) -> None:
        """Add records to what is on the disk now; when this returns, they are there whatever happens to the process.

        Raise OutputError, with the file as it was and nothing left beside it, where it cannot be written.
        """
        new = list(records)
        if not new:
            return
        with _told(), self._alone():
            draft = self._draft()
            before = self.path.read_bytes() if self.path.exists() else b""
            after = with_records(before, new, datetime.datetime.now(datetime.UTC))
            if after != before:
                self._put(after, draft)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes waiting.

        The folder is locked: a file for that would be left behind and committed, and the ledger is another file after each
        writing. The lock ends with the process, however it ends.
        """
        if not self.path.parent.is_dir():
            hint = "make it, or name the report's folder with --root"
            raise OutputError(f"there is no folder `{self.path.parent.name}` for {ledger.PATH}", hint)
        if fcntl is None:
            yield
            return
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            with suppress(OSError):  # some network file systems lock no folders: their users do without
                fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _draft(self) -> Path:
        """Return where the new file is written; raise OutputError where the ledger is no file that may be replaced."""
        if self.path.is_symlink() or not files.is_inside(self.root, self.path):
            raise OutputError(f"{ledger.PATH} is a link to another place", "put the file itself there")
        state = self.path.stat() if self.path.exists() else None
        if state and not stat.S_ISREG(state.st_mode):
            raise OutputError(f"{ledger.PATH} is a folder, or something else that is no file", "move it away")
        if state and not state.st_mode & 0o222:  # putting another in its place asks for no right to write to it
            raise OutputError(f"{ledger.PATH} cannot be written: it is read-only", "make it writable")
        if state:
            os.close(os.open(self.path, os.O_WRONLY))
        draft = self.path.with_name(_DRAFT)
        draft.unlink(missing_ok=True)
        return draft

    def _put(self, data: bytes, draft: Path) -> None:
        """Put a file with that content in the ledger's place: at no moment is there half of one."""
        try:
            with draft.open("xb") as file:
                self._give_rights(draft)
                _write(file.fileno(), data)
                os.fsync(file.fileno())
            os.replace(draft, self.path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
        if fcntl is not None:
            _sync(self.path.parent)

    def _give_rights(self, draft: Path) -> None:
        """Give the new file the rights of the old one, and its owner where that may be done."""
        if self.path.exists():
            state = self.path.stat()
            if hasattr(os, "chown"):
                with suppress(OSError):
                    os.chown(draft, state.st_uid, state.st_gid)
            draft.chmod(stat.S_IMODE(state.st_mode))


def with_records(data: bytes, records: Iterable[LinkRecord], now: datetime.datetime) -> bytes:
    """Return the ledger `data` with the records added; what nobody can read of it stays as it is, behind the last record.

    Lines of other addresses stay byte for byte, and are not parsed: that would take ten times as long.
    """
    rows: dict[bytes, list[bytes]] = {}
    unread: list[bytes] = []
    for _, raw in ledger.lines(data):
        url = _url(raw)
        rows.setdefault(url, []).append(raw) if url else unread.append(raw)
    new: dict[bytes, list[LinkRecord]] = {}
    for record in records:
        new.setdefault(record.url.encode("utf-8", "replace"), []).append(record)
    latest = f"{now + datetime.timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    for url in (*new, *(url for url, found in rows.items() if len(found) > 1 and url not in new)):
        rows[url] = _joined(rows.get(url, []), new.get(url, []), latest)
    ordered = [raw for url in sorted(rows) for raw in rows[url]]
    return b"".join(raw + b"\n" for raw in (*ordered, *unread))


def _url(raw: bytes) -> bytes | None:
    """Return the address of a line, in UTF-8; None where nobody can tell."""
    if raw.startswith(_OPENING):
        end = raw.find(b'"', len(_OPENING))
        url = raw[len(_OPENING) : end]
        if end > 0 and b"\\" not in url:
            return url
    try:
        return ledger.parse(raw)[0].url.encode()
    except BrokenLineError:
        return None


def _joined(raws: list[bytes], records: list[LinkRecord], latest: str) -> list[bytes]:
    """Return the line of an address that is changed or stands twice, and behind it those of its lines that are broken."""
    known: list[LinkRecord] = []
    others: dict[str, Any] = {}
    broken = []
    for raw in raws:
        try:
            record, more = ledger.parse(raw)
        except BrokenLineError:
            broken.append(raw)
        else:
            # A clock that was wrong once must not win for ever.
            known.append(replace(record, checked=None) if (record.checked or "") > latest else record)
            others |= more
    rows = [*known, *records]
    if len(rows) == 1 and not records:
        return raws
    whole = [ledger.line(reduce(ledger.merged, rows), others).encode()] if rows else []
    return [*whole, *broken]


def _write(number: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]


def _sync(folder: Path) -> None:
    """Have the folder itself written, without which a failing power supply may bring the old file back."""
    with suppress(OSError):  # the new file is in its place, and the file system knows no better
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def _told() -> Iterator[None]:
    """Say in a user's words why the ledger cannot be written."""
    try:
        yield
    except OSError as error:
        reason, hint = _REASONS.get(error.errno or 0, ((error.strerror or str(error)).lower(), _KEEPS))
        raise OutputError(f"{ledger.PATH} cannot be written: {reason}", hint) from error
