"""The body of an answer, read as it comes: unpacked, bounded, and never held as a whole."""

from __future__ import annotations

from hashlib import sha256

from igreport.links.page import PageReader
from igreport.links.unpack import Unpacker
from igreport.links.visit import Page

MOST = 512 * 1024  # bytes, unpacked, that are read of a page
_HTML = ("text/html", "application/xhtml+xml", "")


class Body:
    """Takes a body piece by piece, as it was packed (`Content-Encoding`); raises BrokenBodyError where that is not known."""

    def __init__(self, content_type: str, encoding: str, most: int = MOST) -> None:
        kind = content_type.partition(";")[0].strip().lower()
        self._reader = PageReader(content_type) if kind in _HTML else None
        self._digest = sha256()
        self._most = most
        self._unpacker = Unpacker(encoding)
        self.size = 0
        self.is_full = False

    def feed(self, packed: bytes) -> None:
        """Take the next piece; raises BrokenBodyError."""
        for data in self._unpacker.pieces(packed, self._most - self.size):
            self.size += len(data)
            if self._reader:
                self._reader.feed(data)
            else:
                self._digest.update(data)
        self.is_full = self.size >= self._most

    def close(self) -> tuple[Page | None, str, bool]:
        """Return the page, or else the SHA-256 of what is no HTML; and whether all of it came."""
        is_whole = not self.is_full and (self._unpacker.is_whole or not self.size)
        page = self._reader.close() if self._reader else None
        return page, self._digest.hexdigest() if page is None and is_whole else "", is_whole
