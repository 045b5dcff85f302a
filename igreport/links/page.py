"""The bytes of an HTML page, as they come → what it says of itself. A page is never held as a whole.

Pieces are put together to blocks of a fixed size before they are read, so that a page is the same however the network cuts it.
"""

from __future__ import annotations

import codecs

from igreport.links.encoding import decoder
from igreport.links.page_elements import Elements
from igreport.links.tags import Tags
from igreport.links.visit import Page

_BLOCK = 8192  # bytes


class PageReader:
    """Takes a page piece by piece; nothing that a server may send raises."""

    def __init__(self, content_type: str) -> None:
        self._content_type = content_type
        self._waiting = bytearray()
        self._decoder: codecs.IncrementalDecoder | None = None
        self._elements = Elements()
        self._tags = Tags(self._elements)

    def feed(self, data: bytes) -> None:
        """Take the bytes that follow."""
        self._waiting += data
        whole = len(self._waiting) - len(self._waiting) % _BLOCK
        for place in range(0, whole, _BLOCK):
            self._read(bytes(self._waiting[place : place + _BLOCK]))
        del self._waiting[:whole]

    def close(self) -> Page:
        """Return what was read."""
        self._read(bytes(self._waiting), is_last=True)
        self._waiting.clear()
        self._tags.close()
        return self._elements.page()

    def _read(self, block: bytes, *, is_last: bool = False) -> None:
        if self._decoder is None:
            self._decoder = decoder(self._content_type, block)
        self._tags.feed(self._decoder.decode(block, is_last).replace("\0", "\ufffd"))
