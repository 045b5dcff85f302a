"""The DOCX as LibreOffice prints it: as long as our PDF, contents and all, each note on the page of its call."""

from __future__ import annotations

import ctypes
import dataclasses
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from igreport import load
from igreport.edition.assemble import assemble
from igreport.edition.writers import docx, pdf
from igreport.model.document import Attachment, Document, headings, note_contents

ROOT = Path(__file__).parents[2]
EDITIONS = ("2024-Q4", "2025-Q3")
SOFFICE = shutil.which("soffice")
RAISED = 7.0  # points: calls of notes, and the numbers before them, are smaller; all other text is not

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not there")


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Return a function that has LibreOffice write a file in another format, and returns that."""
    profile = tmp_path_factory.mktemp("profile")

    def run(source: Path, suffix: str) -> Path:
        folder = source.parent / "converted"
        command = [str(SOFFICE), "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", suffix]
        command += ["--outdir", str(folder), str(source)]
        # Our PDF is written with the package's typefaces alone, which the environment says from then on.
        own = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
        done = subprocess.run(command, capture_output=True, timeout=120, env=own)
        assert done.returncode == 0, done.stderr.decode()
        return folder / f"{source.stem}.{suffix}"

    return run


@pytest.fixture(scope="module", params=EDITIONS)
def document(request: pytest.FixtureRequest) -> Document:
    report = load(ROOT, [request.param])
    edition = report.edition(request.param)
    assert edition is not None
    return assemble(report, edition, ROOT)


@pytest.fixture(scope="module")
def pages(
    document: Document, convert: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[pypdfium2.PdfDocument]:
    """Return LibreOffice's PDF of the edition."""
    source = tmp_path_factory.mktemp("edition") / "edition.docx"
    docx.write(document, source)
    found = pypdfium2.PdfDocument(convert(source, "pdf"))
    yield found
    found.close()


def texts(pages: pypdfium2.PdfDocument) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]


def raised_numbers(page: pypdfium2.PdfPage) -> list[int]:
    """Return the small numbers of a page: digits in a row, of a size that only calls and marks of notes have."""
    raw = pypdfium2.raw
    text = page.get_textpage()
    row = ""
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        is_small = raw.FPDFText_GetFontSize(text.raw, ctypes.c_int(index)) < RAISED
        row += character if character.isdigit() and is_small else " "
    return [int(number) for number in row.split()]


def test_it_is_as_long_as_our_pdf(document: Document, pages: pypdfium2.PdfDocument, tmp_path: Path) -> None:
    pdf.prepare()
    pdf.write(document, tmp_path / "edition.pdf")
    ours = pypdfium2.PdfDocument(tmp_path / "edition.pdf")
    count = len(ours)
    ours.close()
    assert abs(len(pages) - count) <= count * 0.2


def test_cover_contents_and_text_begin_pages(document: Document, pages: pypdfium2.PdfDocument) -> None:
    found = texts(pages)
    assert found[0].startswith(document.title)
    assert document.labels.key_topics in found[0]
    assert "Page " not in found[0]
    assert found[1].startswith(document.labels.contents)
    lines = [" ".join(words(heading.inlines).split()) for heading in headings(document)]
    assert all(line in found[1] for line in lines)
    assert lines[0] in found[2][:200]
    assert all(f"Page {number} of {len(pages)}" in text for number, text in enumerate(found[1:], 2))


def words(inlines: object) -> str:
    return "".join(_joined(inlines))


def _joined(inlines: object) -> Iterator[str]:
    for inline in inlines if isinstance(inlines, list | tuple) else ():
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            yield content
        elif kind in ("Space", "SoftBreak"):
            yield " "
        else:
            yield from _joined(content[1] if kind == "Span" else content)


def test_each_note_stands_on_the_page_of_its_call(document: Document, pages: pypdfium2.PdfDocument) -> None:
    found = {number: Counter(raised_numbers(page)) for number, page in enumerate(pages, 1)}
    elsewhere = {}
    for note in range(1, len(note_contents(document)) + 1):
        places = [page for page, numbers in found.items() for _ in range(numbers[note])]
        if len(places) != 2 or places[0] != places[1]:
            elsewhere[note] = places
    assert not elsewhere


def test_the_sources_and_properties_survive_it(
    convert: Callable[[Path, str], Path], tmp_path: Path, document: Document
) -> None:
    json_text = '[{"id": "a", "title": "A <b> & “c”"}]'
    data = Attachment("sources.json", "application/vnd.citationstyles.csl+json", json_text.encode(), "Data", "sources")
    value = dataclasses.replace(document, attachments=(data,), license="CC-BY-4.0")
    docx.write(value, tmp_path / "edition.docx")
    with zipfile.ZipFile(convert(tmp_path / "edition.docx", "docx")) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    roots = [ElementTree.fromstring(part) for name, part in parts.items() if re.match(r"customXml/item\d+\.xml", name)]
    assert [root.text for root in roots if root.tag == "{urn:igreport:sources}sources"] == [json_text]
    assert b"CC-BY-4.0" in parts["docProps/custom.xml"]
    core = parts["docProps/core.xml"].decode()
    assert f"<dc:title>{document.title}, {document.period}</dc:title>" in core
