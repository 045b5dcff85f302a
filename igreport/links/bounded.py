"""The body of an answer that is read as a whole: a robots.txt, an archive's JSON. Unpacked, and never more than is asked for."""

from __future__ import annotations

import zlib

import aiohttp

_ANY_FORM = zlib.MAX_WBITS | 32  # of gzip's header or zlib's
_PACKED = frozenset(["gzip", "x-gzip", "deflate"])


async def read(response: aiohttp.ClientResponse, most: int) -> bytes:
    """Return the first `most` bytes of the body, unpacked.

    Raises ValueError where it cannot be unpacked, and what `Network.get` raises where it is broken off.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _PACKED | {"", "identity"}:
        raise ValueError(f"the answer is packed as {encoding[:40]}")
    unpacker = zlib.decompressobj(_ANY_FORM) if encoding in _PACKED else None
    found = bytearray()
    async for piece in response.content.iter_any():
        found += _unpack(unpacker, piece, most - len(found)) if unpacker else piece[: most - len(found)]
        if len(found) >= most:
            break
    return bytes(found)


def _unpack(unpacker: zlib._Decompress, piece: bytes, most: int) -> bytes:
    try:
        return unpacker.decompress(piece, most)
    except zlib.error as error:
        raise ValueError("the answer cannot be unpacked") from error
