"""Files from anywhere, looked at before a parser sees them: too large, encrypted, another format, another encoding."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path

from igreport.exchange.imported import ImportRefused

MOST_TEXT = 8_000_000  # bytes of a text file; a report of a hundred pages has 300,000
MOST_PACKED = 100_000_000  # bytes of a DOCX
MOST_UNPACKED = 200_000_000  # bytes of its parts
MOST_XML = 40_000_000  # bytes of one part of XML
_MOST_PARTS = 5_000
_CHUNK = 1 << 20
_KINDS = (
    (b"%PDF", "a PDF", "save it as DOCX, HTML or text first"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an encrypted document, or one of Word 97",
        "open it in Word and save it as DOCX, without a password",
    ),
    (b"PK\x03\x04", "a ZIP archive, as DOCX and ODT are", "say --format docx where it is a DOCX"),
    (b"{\\rtf", "an RTF document", "open it in Word and save it as DOCX"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
)
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def read_text(path: Path, may_declare: bool = False) -> str:
    """Return a file's text, with line feeds alone; raise ImportRefused with one clear line where it is none.

    `may_declare`: an HTML page may name its encoding; nothing is guessed.
    """
    data = _bytes(path, MOST_TEXT)
    _refuse_kinds(path, data[:16], but=b"")
    encoding = _declared(data) if may_declare else "utf-8-sig"
    if b"\0" in data:
        raise ImportRefused(f"{path.name} is no text: it has zero bytes", "save it as text in UTF-8, not in UTF-16")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = f"convert it, as by: iconv -f LATIN1 -t UTF-8 {path.name} > utf8-{path.name}"
        named = f"{encoding}, as it says" if may_declare and encoding != "utf-8-sig" else "UTF-8"
        raise ImportRefused(
            f"{path.name} is not {named}: byte {data[error.start]:#04x} on line {line}", hint
        ) from error
    if not text.strip():
        raise ImportRefused(f"{path.name} is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_docx(path: Path) -> None:
    """Raise ImportRefused with one clear line where the file is no DOCX that can be read."""
    start = _bytes(path, MOST_PACKED)[:16]
    if not start:
        raise ImportRefused(f"{path.name} is empty")
    _refuse_kinds(path, start, but=b"PK\x03\x04")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise ImportRefused(f"{path.name} is not a DOCX that can be read: {error}") from error


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if not any(part.filename == "word/document.xml" for part in parts):
        raise ImportRefused(f"{path.name} is not a DOCX: it has no word/document.xml")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ImportRefused(f"{path.name} would unpack to far more than a report has: it is not read")
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise ImportRefused(f"{path.name} is encrypted", "save it without a password")
        size = _unpacked(path, archive, part)
        total += size
        if total > MOST_UNPACKED or (size > MOST_XML and part.filename.endswith((".xml", ".rels"))):
            raise ImportRefused(f"{path.name} would unpack to far more than a report has: it is not read")


def _unpacked(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return a part's true size: what its header says may be wrong."""
    size, start = 0, b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            start = start or chunk[:2000]
            size += len(chunk)
            if size > MOST_UNPACKED:
                break
    if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in start:
        raise ImportRefused(f"{path.name} has a document type in {part.filename}, which no DOCX has: it is not read")
    return size


def _bytes(path: Path, most: int) -> bytes:
    try:
        if (size := path.stat().st_size) > most:
            raise ImportRefused(f"{path.name} has {size / 1e6:.0f} MB; a report has no more than {most / 1e6:.0f}")
        return path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{path.name} cannot be read: {error.strerror}") from error


def _refuse_kinds(path: Path, start: bytes, but: bytes) -> None:
    for signature, kind, hint in _KINDS:
        if start.startswith(signature) and signature != but:
            raise ImportRefused(f"{path.name} is {kind}", hint)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4000])
    name = match[1].decode("ascii") if match else "utf-8"
    try:
        return "utf-8-sig" if codecs.lookup(name).name == "utf-8" else name
    except LookupError:
        return "utf-8-sig"
