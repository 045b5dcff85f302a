"""Files that no importer can read: one clear line, exit 1 or 2, within seconds, and nothing is written."""

from __future__ import annotations

import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from igreport.cli.main import main

REPORT = "Title\n\nI. One\n\nCafé, naïve.\n"


def encrypted(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))


def encrypted_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] | 1)
    path.write_bytes(data)


def bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))


def entities(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')


def broken_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a>" + "x" * 9999)
    path.write_bytes(path.read_bytes()[:-60])


def no_word(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<a/>")


def bad_xml(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a><b></a>")


def content(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


LARGE = b"A line of text that goes on and on.\n" * 1_450_000
CASES: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "encrypted-docx": ("a.docx", encrypted, "encrypted"),
    "encrypted-zip": ("a.docx", encrypted_zip, "encrypted"),
    "pdf-named-docx": ("a.docx", content(b"%PDF-1.7\n1 0 obj"), "a PDF"),
    "pdf-named-txt": ("a.txt", content(b"%PDF-1.7\n1 0 obj"), "PDF"),
    "pdf-named-md": ("a.md", content(b"%PDF-1.7\n1 0 obj"), "a PDF"),
    "empty-docx": ("a.docx", content(b""), "empty"),
    "empty-text": ("a.txt", content(b""), "empty"),
    "empty-markdown": ("a.md", content(b""), "empty"),
    "blank-html": ("a.html", content(b" \n\n"), "empty"),
    "front-matter-alone": ("a.md", content(b"---\ntitle: x\n---\n"), "no text"),
    "large-text": ("a.txt", content(LARGE), "MB"),
    "large-markdown": ("a.md", content(LARGE), "MB"),
    "large-html": ("a.html", content(LARGE), "MB"),
    "binary-text": ("a.txt", content(bytes(range(256)) * 40), ""),
    "binary-markdown": ("a.md", content(b"abc\0\1\2" * 99), "no text"),
    "binary-html": ("a.html", content(b"\x89PNG\r\n\x1a\n\0\0"), "picture"),
    "latin-1-text": ("a.txt", content(REPORT.encode("latin-1")), "iconv"),
    "latin-1-markdown": ("a.md", content(REPORT.encode("latin-1")), "iconv"),
    "latin-1-html": ("a.html", content(b"<p>" + REPORT.encode("latin-1")), "iconv"),
    "zip-bomb": ("a.docx", bomb, "unpack"),
    "entities": ("a.docx", entities, "document type"),
    "broken-zip": ("a.docx", broken_zip, "not a DOCX that can be read"),
    "no-word": ("a.docx", no_word, "word/document.xml"),
    "bad-xml": ("a.docx", bad_xml, "cannot be read"),
    "unknown-format": ("a.odt", content(b"x"), "--format"),
    "html-without-text": ("a.html", content(b"just words"), "no paragraph"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_clear_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file_name, write, expected = CASES[name]
    path = tmp_path / file_name
    write(path)
    root = tmp_path / "root"
    root.mkdir()
    start = time.monotonic()
    status = main(["import", str(path), "--edition", "2025-Q3", "--root", str(root)])
    assert time.monotonic() - start < 5
    printed = capsys.readouterr()
    assert status in (1, 2), printed
    assert printed.out == ""
    assert len(printed.err.splitlines()) <= 2  # the message, and the way out
    assert expected in printed.err
    assert "itself failed" not in printed.err
    assert list(root.iterdir()) == []


def test_a_page_may_say_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes('<meta charset="iso-8859-1"><h1>Überblick</h1><p>Café und mehr.</p>'.encode("latin-1"))
    (tmp_path / "root").mkdir()
    assert main(["import", str(path), "--edition", "2025-Q3", "--root", str(tmp_path / "root")]) == 0
    (section,) = (tmp_path / "root").glob("sections/2025-Q3/*.md")
    assert "Café und mehr." in section.read_text("utf-8")


@pytest.mark.parametrize("arguments", [["--edition", "2025-q3"], ["--edition", "spring"]])
def test_an_edition_is_a_period(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("Text.", encoding="utf-8")
    assert main(["import", str(tmp_path / "a.md"), *arguments, "--root", str(tmp_path)]) == 2
    assert "names no period" in capsys.readouterr().err
