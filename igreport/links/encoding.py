"""Bytes of an HTML page → text, as browsers guess the encoding, and a little better: what the bytes say beats a label.

Source: HTML Standard, section 13.2.3 (determining the character encoding); WHATWG Encoding Standard (labels).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_PRESCAN = 1024  # bytes in which a page may name its encoding; HTML Standard, section 13.2.3.2
_LABEL = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_META = re.compile(rb"<meta[\s/][^>]{0,400}", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_WIDE = ("utf-16-le", "utf-16-be")
_SINGLE_BYTES = ("cp12", "cp8", "iso8859", "koi8", "mac", "x-user")
_LENIENT = "igreport-windows-1252"


def _as_windows_1252(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_LENIENT, _as_windows_1252)


def decoder(content_type: str, start: bytes) -> codecs.IncrementalDecoder:
    """Return what decodes a page that begins with `start`; it never raises for any bytes.

    `content_type` is the HTTP header's value. UTF-8 with some bytes that are none takes these as windows-1252.
    """
    codec = _codec(content_type, start)
    errors = _LENIENT if codec.name == "utf-8" else "replace"
    assert codec.incrementaldecoder is not None  # each of the standard's encodings has one
    return codec.incrementaldecoder(errors)


def _codec(content_type: str, start: bytes) -> codecs.CodecInfo:
    for bom, name in _BOMS:
        if start.startswith(bom):
            return codecs.lookup("utf-8-sig" if name == "utf-8" else name)
    utf8 = codecs.lookup("utf-8")
    labelled = list(_labelled(content_type, start))
    fitting = [codec for codec in labelled if _fits(codec, start)]
    if start.isascii():
        return fitting[0] if fitting else utf8
    if _fits(utf8, start):
        # Hardly any text in another encoding happens to be UTF-8; but a few letters of East Asian ones may.
        several = [codec for codec in fitting if not codec.name.startswith(_SINGLE_BYTES)]
        return several[0] if several else utf8
    if fitting or _is_mostly_utf8(start):
        return fitting[0] if fitting else utf8
    others = [codec for codec in labelled if codec.name != "utf-8" and codec.name not in _WIDE]
    return others[0] if others else codecs.lookup("cp1252")


def _labelled(content_type: str, start: bytes) -> Iterator[codecs.CodecInfo]:
    from webencodings import lookup

    labels = [(label, True) for label in _LABEL.findall(content_type.encode("utf-8", "replace"))]
    metas = _META.findall(start[:_PRESCAN])
    labels += [(label, False) for meta in metas for label in _LABEL.findall(meta)]
    if start.startswith((b"<\0", b"\0<")):
        yield codecs.lookup("utf-16-le" if start[1] == 0 else "utf-16-be")
    for label, is_header in labels:
        encoding = lookup(label.decode("ascii"))
        # A page whose <meta> can be read as ASCII is not in UTF-16, whatever it says.
        if encoding and (is_header or encoding.codec_info.name not in _WIDE):
            yield encoding.codec_info


def _fits(codec: codecs.CodecInfo, start: bytes) -> bool:
    if codec.name in _WIDE and b"\0" not in start:
        return False
    assert codec.incrementaldecoder is not None
    try:
        codec.incrementaldecoder("strict").decode(start)
    except (UnicodeError, ValueError):
        return False
    return True


def _is_mostly_utf8(start: bytes) -> bool:
    text = start.decode("utf-8", "replace")
    return sum(char > "\x7f" and char != "\ufffd" for char in text) > text.count("\ufffd")
