"""Bodies as they come, packed (`Content-Encoding`; RFC 9110, section 8.4.1) → as they were, no more of them than is wanted."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 16 * 1024  # bytes that are unpacked at a time
_ANY_FORM = zlib.MAX_WBITS | 32  # of gzip's header or zlib's
_PACKED = frozenset(["gzip", "x-gzip", "deflate"])
_OTHERS = frozenset(["br", "zstd", "compress", "x-compress", "dcb", "dcz"])  # nobody asked for them


class BrokenBodyError(ValueError):
    """What came cannot be unpacked."""


class Unpacker:
    """Takes a body piece by piece; raises BrokenBodyError where `encoding`, the header's value, is one that is not known here.

    What is no name of a coding (`none`, `utf-8`) counts as none, as it does for browsers.
    """

    def __init__(self, encoding: str) -> None:
        names = [name.strip() for name in encoding.lower().split(",")]
        known = [name for name in names if name in _PACKED | _OTHERS]
        if len(known) > 1 or not _PACKED.issuperset(known):
            raise BrokenBodyError(f"the answer is packed as {', '.join(known)[:40]}")
        self._inflate = zlib.decompressobj(_ANY_FORM) if known else None
        self._may_be_bare = known == ["deflate"]  # without zlib's header, as some servers send it

    @property
    def is_whole(self) -> bool:
        """Return whether the end has come, as far as the packed form tells."""
        return self._inflate is None or self._inflate.eof

    def pieces(self, packed: bytes, most: int) -> Iterator[bytes]:
        """Yield what `packed` holds, at most `most` bytes, in small pieces: a few bytes can stand for gigabytes."""
        if self._inflate is None:
            yield packed[:most]
            return
        while most > 0 and not self._inflate.eof:
            wanted = min(_PIECE, most)
            piece = self._unpacked(packed, wanted)
            yield piece
            packed, most = self._inflate.unconsumed_tail, most - len(piece)
            if not packed and len(piece) < wanted:
                return

    def _unpacked(self, packed: bytes, most: int) -> bytes:
        assert self._inflate
        may_be_bare, self._may_be_bare = self._may_be_bare, False
        try:
            return self._inflate.decompress(packed, most)
        except zlib.error as error:
            if not may_be_bare:
                raise BrokenBodyError("the answer cannot be unpacked") from error
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._unpacked(packed, most)
