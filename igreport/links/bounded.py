"""The body of an answer that is read as a whole: a robots.txt, an archive's JSON. Unpacked, and never more than is asked for."""

from __future__ import annotations

import aiohttp

from igreport.links.unpack import Unpacker


async def read(response: aiohttp.ClientResponse, most: int) -> bytes:
    """Return the first `most` bytes of the body, unpacked.

    Raises BrokenBodyError where it cannot be unpacked, and what `Network.get` raises where it is broken off.
    """
    unpacker = Unpacker(response.headers.get("Content-Encoding", ""))
    found = bytearray()
    async for packed in response.content.iter_any():
        for piece in unpacker.pieces(packed, most - len(found)):
            found += piece
        if len(found) >= most:
            break
    return bytes(found)
