"""The judge of the DOCX: LibreOffice converts it to PDF, and its pages are read."""

from __future__ import annotations

import re
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from judge_opinion import Opinion, file_of, need, run

from igreport.edition.verify import read
from igreport.edition.verify.reading import Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = (f"{_W}t", f"{_W}tab")
_CALL = re.compile(r"\[\^([0-9]+)\]")
_BEFORE = 12  # letters before a call that must stand on its page; a longer piece may be broken over two
_BEGINNING = 16  # letters of a note that find it


def libreoffice(folder: Path) -> Opinion:
    """The pages of LibreOffice's PDF: as many as ours, 20 % aside; full contents; each footnote on the page of its call."""
    docx = file_of(folder, "docx")
    pages = _pages(convert(docx))
    ours = len(_page_texts(file_of(folder, "pdf").read_bytes()))
    ratio = len(pages) / ours
    found = [f"{len(pages)} pages, our PDF has {ours}: {ratio:.2f} times as many"] if not 0.8 <= ratio <= 1.2 else []
    reading = read("docx", docx)
    lines = _contents_lines(docx)
    found += _contents(lines, pages)
    found += _notes(reading, pages) if _has_footnotes(docx) else []
    numbered = sum(re.search(re.escape(_solid(line)) + r"\d", _beginning(pages)) is not None for line in lines)
    figures = (
        f"{len(pages)} pages against {ours} ({ratio:.2f}), {len(reading.notes)} notes, contents of {len(lines)} lines"
    )
    return Opinion(tuple(found), f"{figures}, {numbered} with a page number")


def convert(docx: Path, environment: Mapping[str, str] | None = None) -> bytes:
    """Return the PDF that LibreOffice makes of a DOCX, with a profile of its own."""
    soffice = need("soffice", "apt-get install libreoffice-writer")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        printed = run(
            [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, str(docx)], environment
        )
        target = Path(folder, f"{docx.stem}.pdf")
        if not target.exists():
            raise RuntimeError(f"LibreOffice made no PDF: {printed.stderr.strip()[-300:]}")
        return target.read_bytes()


def _page_texts(pdf: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def _pages(pdf: bytes) -> list[str]:
    return [_solid(text) for text in _page_texts(pdf)]


def _solid(text: str) -> str:
    """Return the letters and digits alone: hyphens and blanks come and go at the ends of lines."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _has_footnotes(docx: Path) -> bool:
    with zipfile.ZipFile(docx) as package:
        return b"<w:footnoteReference " in package.read("word/document.xml")


def _contents(lines: list[str], pages: list[str]) -> list[str]:
    """Each line of the contents is on one of the first pages."""
    if not lines:
        return ["the contents are empty"]
    begin = _beginning(pages)
    return [
        f"the contents have no line “{line[:60]}”" for line in lines if _is_judged(line) and _solid(line) not in begin
    ]


def _beginning(pages: list[str]) -> str:
    return "".join(pages[: max(4, len(pages) // 6)])


def _contents_lines(docx: Path) -> list[str]:
    """Return the lines of the contents in the file, the paragraphs of the styles TOC1 and so on, without page numbers."""
    with zipfile.ZipFile(docx) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    lines = []
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and re.fullmatch(r"TOC[1-9]", style.get(f"{_W}val", "")):
            parts = [
                "\t" if part.tag == f"{_W}tab" else part.text or "" for part in paragraph.iter() if part.tag in _TEXT
            ]
            lines.append("".join(parts).strip().split("\t")[0])
    return lines


def _is_judged(text: str) -> bool:
    """Say whether words stand in one order on the page and in the file: those from the right do not."""
    return not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _notes(reading: Reading, pages: list[str]) -> list[str]:
    """Each note begins on the page of its call; what cannot be found is said as well."""
    calls = _calls(reading)
    found, at = [], 0
    for note in reading.notes:
        call, begin = calls.get(note.number), f"{note.number}{_solid(note.text)[:_BEGINNING]}"
        if call is None or not _is_judged(begin):
            continue
        on, stands = _call_pages(call, note.number, pages, at), _where(begin, pages, at)
        if not on or not stands:
            missing = f"the note (“{begin}”)" if on else f"the call (“{call}”)"
            found.append(f"note {note.number}: {missing} cannot be found")
        elif not set(on) & set(stands):
            found.append(f"note {note.number}: stands on page {stands[0] + 1}, its call on page {on[0] + 1}")
        at = min(on, default=at)
    return found


def _call_pages(before: str, number: int, pages: list[str], start: int) -> list[int]:
    """Return the pages with a call behind the letters `before`, or the last of them: the line may begin its page."""
    for length in (_BEFORE, _BEFORE // 2, 3):
        if found := _where(f"{before[-length:]}{number}", pages, start):
            return found
    return []


def _where(text: str, pages: list[str], start: int) -> list[int]:
    return [number for number in range(start, len(pages)) if text in pages[number]]


def _calls(reading: Reading) -> dict[int, str]:
    """Return the letters and the calls' numbers before each call, of blocks that can be judged."""
    found = {}
    for block in filter(lambda block: _is_judged(block.text), reading.blocks):
        before = ""
        for number, part in enumerate(_CALL.split(block.text)):
            if number % 2:
                found[int(part)] = before[-_BEFORE:]
                before += part
            else:
                before += _solid(part)
    return found


if __name__ == "__main__":
    sys.exit("\n".join(libreoffice(Path(sys.argv[1])).findings))
