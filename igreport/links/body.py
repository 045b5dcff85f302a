"""The body of an answer, read as it comes: unpacked, bounded, and never held as a whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import sha256

from igreport.links.page import PageReader
from igreport.links.visit import Page

MOST = 512 * 1024  # bytes, unpacked, that are read of a page
_PIECE = 16 * 1024  # bytes that are unpacked at a time
_ANY_FORM = zlib.MAX_WBITS | 32  # of gzip's header or zlib's
_HTML = ("text/html", "application/xhtml+xml", "")


class BrokenBodyError(ValueError):
    """What came cannot be unpacked."""


class Body:
    """Takes a body piece by piece, as it was packed (`Content-Encoding`)."""

    def __init__(self, content_type: str, encoding: str, most: int = MOST) -> None:
        kind = content_type.partition(";")[0].strip().lower()
        self._reader = PageReader(content_type) if kind in _HTML else None
        self._digest = sha256()
        self._most = most
        self._encoding = encoding.strip().lower()
        self._unpacker = zlib.decompressobj(_ANY_FORM) if self._encoding in ("gzip", "x-gzip", "deflate") else None
        self._is_first = True
        self.size = 0
        self.is_full = False

    def feed(self, packed: bytes) -> None:
        """Take the next piece; raises BrokenBodyError."""
        for data in self._unpacked(packed):
            self.size += len(data)
            if self._reader:
                self._reader.feed(data)
            else:
                self._digest.update(data)
        self.is_full = self.size >= self._most

    def _unpacked(self, packed: bytes) -> Iterator[bytes]:
        """Yield what a piece holds, in pieces that are small and not more than is wanted: a few bytes can stand for gigabytes."""
        if self._encoding in ("", "identity"):
            yield packed[: self._most - self.size]
            return
        try:
            while packed and self._unpacker and self.size < self._most and not self._unpacker.eof:
                yield self._unpack(packed, min(_PIECE, self._most - self.size))
                packed = self._unpacker.unconsumed_tail
        except zlib.error as error:
            raise BrokenBodyError(str(error)) from error

    def _unpack(self, packed: bytes, most: int) -> bytes:
        assert self._unpacker
        first, self._is_first = self._is_first, False
        try:
            return self._unpacker.decompress(packed, most)
        except zlib.error:
            if not first or self._encoding != "deflate":
                raise
            self._unpacker = zlib.decompressobj(
                -zlib.MAX_WBITS
            )  # "deflate" without zlib's header, as some servers send
            return self._unpacker.decompress(packed, most)

    def close(self) -> tuple[Page | None, str, bool]:
        """Return the page, or else the SHA-256 of what is no HTML; and whether all of it came."""
        is_whole = not self.is_full and (self._unpacker is None or self._unpacker.eof or not self.size)
        page = self._reader.close() if self._reader else None
        return page, self._digest.hexdigest() if page is None and is_whole else "", is_whole
