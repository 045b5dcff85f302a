"""A WARC file in the making (WARC/1.1, ISO 28500:2017; https://iipc.github.io/warc-specifications/).

Each exchange with a server is a pair of records, each packed on its own: the response, and the request, which names it
(`WARC-Concurrent-To`). Digests of responses are SHA-256: with SHA-1, which most writers still use, two documents can be made
to agree.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from igreport.errors import OutputError

SUFFIX = ".warc.gz"
_OPEN = ".open"  # as other writers mark a file that is being written
_MOST = 1024**3  # bytes of earlier files that are looked through for pages that have not changed
_PIECE = 64 * 1024
Earlier = dict[tuple[str, str], str]  # address and digest → when it was recorded


@dataclass
class Exchange:
    """A request and its response, as bytes of HTTP; the body is a file of its own."""

    url: str
    body: IO[bytes]
    date: str = ""  # WARC-Date
    request: bytes = b""  # the head, with the empty line
    status: bytes = b""  # the first line of the response
    headers: Sequence[tuple[bytes, bytes]] = ()  # of the response, as they were sent
    size: int = 0  # of the body
    truncated: str = ""  # WARC-Truncated: length, time or disconnect
    address: str = ""  # of IP, where it is known
    digest: Any = field(default_factory=hashlib.sha256)  # of the body

    @property
    def response(self) -> bytes:
        """Return the head of the response.

        What says how long the body was on its way, and does not hold for the body that is kept, goes on under the name that
        crawlers give it (`X-Crawl-…`): readers take a `Content-Length` at its word, and look for chunks where it is said so.
        """
        is_chunked = any(name.lower() == b"transfer-encoding" for name, _ in self.headers)
        moved = [b"content-length", b"transfer-encoding"] if is_chunked or self.truncated else []
        rows = [(b"X-Crawl-" + name if name.lower() in moved else name, value) for name, value in self.headers]
        if moved:
            rows.append((b"Content-Length", b"%d" % self.size))
        return b"\r\n".join([self.status, *(b"%s: %s" % row for row in rows), b"", b""])


class _Head:
    """What warcio takes for the head of a message; its own class changes bytes outside of ASCII."""

    def __init__(self, data: bytes) -> None:
        self.headers_buff = data

    def compute_headers_buffer(self, _filter: object = None) -> None:
        """Do nothing: the bytes are there."""


class Warc:
    """A new file in `folder`, under a temporary name until it is closed; raises OutputError where it cannot be written."""

    def __init__(self, folder: Path, now: datetime.datetime, about: Mapping[str, str], earlier: Earlier) -> None:
        from warcio.warcwriter import WARCWriter

        self._folder, self.pairs = folder, 0
        self._earlier = earlier
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._name, self._file = _new(folder, f"igreport-{now.astimezone(datetime.UTC):%Y%m%d%H%M%S}")
            self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
            info = self._writer.create_warcinfo_record(self._name, about)
            self._about = info.rec_headers.get_header("WARC-Record-ID")
            self._writer.write_record(info)
        self._end = 0  # of the last pair that is whole

    def add(self, exchange: Exchange) -> bool:
        """Write a pair, and return whether its body is one that an earlier file has for that address.

        Of such a body only the digest is written, with a pointer to the earlier record (`revisit`). Raises OutputError.
        """
        digest = _text(exchange.digest)
        date = "" if exchange.truncated or not exchange.size else self._earlier.get((exchange.url, digest), "")
        with told(self._folder):
            response = self._revisit(exchange, digest, date) if date else self._response(exchange, digest)
            request = self._writer.create_warc_record(
                exchange.url, "request", http_headers=_Head(exchange.request), warc_headers_dict=self._fields(exchange)
            )
            self._writer.write_request_response_pair(request, response)
            self._file.flush()
            self._end, self.pairs = self._file.tell(), self.pairs + 1
        return bool(date)

    def _fields(self, exchange: Exchange) -> dict[str, str]:
        known = {"WARC-Date": exchange.date, "WARC-IP-Address": exchange.address, "WARC-Warcinfo-ID": self._about}
        return {name: value for name, value in known.items() if value}

    def _response(self, exchange: Exchange, digest: str) -> Any:
        exchange.body.seek(0)
        fields = self._fields(exchange) | {"WARC-Payload-Digest": digest, "WARC-Block-Digest": _of_block(exchange)}
        if exchange.truncated:
            fields["WARC-Truncated"] = exchange.truncated
        return self._writer.create_warc_record(
            exchange.url,
            "response",
            payload=exchange.body,
            length=exchange.size,
            http_headers=_Head(exchange.response),
            warc_headers_dict=fields,
        )

    def _revisit(self, exchange: Exchange, digest: str, date: str) -> Any:
        return self._writer.create_revisit_record(
            exchange.url,
            digest,
            exchange.url,
            date,
            http_headers=_Head(exchange.response),
            warc_headers_dict=self._fields(exchange),
        )

    def close(self) -> Path | None:
        """Give the file its name, with the pairs that are whole, and return it; without any there is no file.

        Nothing is overwritten. Raises OutputError.
        """
        written = self._folder / f"{self._name}{_OPEN}"
        with contextlib.suppress(OSError):  # of a full disk, once more
            self._file.close()
        with told(self._folder):
            if not self.pairs:
                written.unlink()
                return None
            os.truncate(written, self._end)
            return _put(written, self._folder, self._name)


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Make an OutputError of an OSError."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"the snapshot cannot be written into {folder}: {error.strerror or error}") from error


def _new(folder: Path, stem: str) -> tuple[str, IO[bytes]]:
    """Return a name that is free, and its file, opened under the temporary one."""
    number = 1
    while True:
        name = f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        number += 1
        with contextlib.suppress(FileExistsError):
            if not os.path.lexists(folder / name):
                return name, (folder / f"{name}{_OPEN}").open("xb")


def _put(written: Path, folder: Path, name: str) -> Path:
    """Rename `written` to `name`, or one like it where another run has just taken that."""
    place, number = folder / name, 1
    while True:
        try:
            os.link(written, place)
            break
        except FileExistsError:
            number += 1
            place = folder / name.replace(SUFFIX, f"-{number}{SUFFIX}")
        except OSError:  # a file system without links
            os.rename(written, place)
            return place
    written.unlink()
    return place


def _text(digest: Any) -> str:
    return f"sha256:{base64.b32encode(digest.digest()).decode('ascii')}"


def _of_block(exchange: Exchange) -> str:
    digest = hashlib.sha256(exchange.response)
    exchange.body.seek(0)
    while piece := exchange.body.read(_PIECE):
        digest.update(piece)
    exchange.body.seek(0)
    return _text(digest)


def earlier(folder: Path) -> Earlier:
    """Return which bodies the files of a folder hold whole, from the newest on, as far as their digests are right."""
    found: Earlier = {}
    left = _MOST
    for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True):
        try:
            left -= path.stat().st_size
            if left < 0:
                break
            for url, digest, date in _bodies(path):
                found[url, digest] = date
        except Exception:  # whatever a file makes warcio raise: its pages are then written once more
            continue
    return found


def _bodies(path: Path) -> Iterator[tuple[str, str, str]]:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=True):
            while record.raw_stream.read(_PIECE):
                pass
            headers = record.rec_headers
            digest = headers.get_header("WARC-Payload-Digest")
            is_whole = record.rec_type == "response" and not headers.get_header("WARC-Truncated")
            if is_whole and digest and record.digest_checker.passed:
                yield headers.get_header("WARC-Target-URI"), digest, headers.get_header("WARC-Date")
