"""What a PDF says beside its text: the outline has the headings' words, and every character a glyph."""

from __future__ import annotations

import re
import shutil
import zlib
from pathlib import Path

import pypdfium2
import pytest

from igreport.cli.main import main

CASES = Path(__file__).parents[2] / "cases" / "build"


def _built(case: str, folder: Path) -> Path:
    root = shutil.copytree(CASES / case, folder / "report")
    assert main(["build", "--root", str(root), "--format", "pdf", "--no-verify"]) == 0
    return next(root.glob("build/*/*.pdf"))


@pytest.mark.parametrize(
    ("case", "headings"),
    [
        ("citation-in-a-heading", ["WSIS+20", "A heading with a source", "Deeper"]),
        ("notes-at-the-end", ["WSIS+20", "One", "Notes"]),
    ],
)
def test_outline_is_without_notes(case: str, headings: list[str], tmp_path: Path) -> None:
    pdf = pypdfium2.PdfDocument(_built(case, tmp_path))
    assert [entry.get_title() for entry in pdf.get_toc()] == headings
    pdf.close()


def test_every_character_has_a_glyph(tmp_path: Path) -> None:
    data = _built("scripts", tmp_path).read_bytes()
    streams = [_unpacked(data[match.end() :]) for match in re.finditer(rb"stream\r?\n", data)]
    strings = [string for stream in streams if b" Tf" in stream for string in re.findall(rb"<([0-9a-fA-F]+)>", stream)]
    glyphs = [string[start : start + 4] for string in strings for start in range(0, len(string), 4)]
    assert len(glyphs) > 500
    assert b"0000" not in glyphs  # .notdef, the box that a font draws for what it does not have


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
