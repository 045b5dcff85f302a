"""Packed bodies, whatever pieces they come in."""

from __future__ import annotations

import gzip
import zlib

import pytest

from igreport.links.body import Body
from igreport.links.unpack import BrokenBodyError, Unpacker

TEXT = b"".join(b"word %d, " % number for number in range(20_000)) + b"x" * 60_000


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def unpacked(encoding: str, data: bytes, step: int, most: int = 10**9) -> tuple[bytes, bool]:
    unpacker, found = Unpacker(encoding), b""
    for place in range(0, len(data), step):
        for piece in unpacker.pieces(data[place : place + step], most - len(found)):
            assert len(piece) <= max(step, 16 * 1024)
            found += piece
    return found, unpacker.is_whole


@pytest.mark.parametrize("step", [2, 7, 1000, 10**9])
@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("X-GZIP", gzip.compress(TEXT)),
        (" identity , gzip ", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare(TEXT)),
        ("", TEXT),
        ("identity", TEXT),
        ("none", TEXT),
        ("UTF-8", TEXT),
    ],
)
def test_all_of_it(encoding: str, data: bytes, step: int) -> None:
    assert unpacked(encoding, data, step) == (TEXT, True)


@pytest.mark.parametrize("length", [16 * 1024 * count + more for count in (1, 2) for more in (-1, 0, 1, 200)])
def test_what_the_unpacker_still_holds_at_the_end(length: int) -> None:
    assert unpacked("deflate", bare(b"x" * length), 10**9) == (b"x" * length, True)


@pytest.mark.parametrize("most", [1, 5000, 16 * 1024, 100_000])
def test_no_more_than_is_wanted(most: int) -> None:
    for encoding, data in (("gzip", gzip.compress(TEXT)), ("", TEXT)):
        found, _ = unpacked(encoding, data, 1000, most)
        assert found == TEXT[:most]


def test_a_part_is_not_whole() -> None:
    found, is_whole = unpacked("gzip", gzip.compress(TEXT)[:-20], 1000)
    assert TEXT.startswith(found)
    assert not is_whole


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "gzip, gzip", "compress"])
def test_what_nobody_asked_for(encoding: str) -> None:
    with pytest.raises(BrokenBodyError):
        Unpacker(encoding)
    with pytest.raises(BrokenBodyError):
        Body("text/html", encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_is_not_packed(encoding: str) -> None:
    with pytest.raises(BrokenBodyError):
        unpacked(encoding, b"<html>" * 99, 100)
