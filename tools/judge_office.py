"""The judge of the DOCX: LibreOffice converts it to PDF, and its pages are read."""

from __future__ import annotations

import re
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from judge_opinion import Opinion, file_of, need, run

from igreport.edition.verify import read
from igreport.edition.verify.reading import Reading

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
    found += _contents(reading, pages)
    found += _notes(reading, pages) if _has_footnotes(docx) else []
    begin = "".join(pages[: max(3, len(pages) // 6)])
    lines = _contents_lines(reading)
    numbered = sum(re.search(re.escape(_solid(line)) + r"\d", begin) is not None for line in lines)
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
    import zipfile

    with zipfile.ZipFile(docx) as package:
        return b"<w:footnoteReference " in package.read("word/document.xml")


def _contents(reading: Reading, pages: list[str]) -> list[str]:
    """Each line of the contents, which stands among the blocks once more as a heading, is on one of the first pages."""
    lines = _contents_lines(reading)
    if not lines:
        return ["the contents are empty"]
    begin = "".join(pages[: max(3, len(pages) // 6)])
    return [f"the contents have no line “{line[:60]}”" for line in lines if _solid(line) not in begin]


def _contents_lines(reading: Reading) -> list[str]:
    texts = [_CALL.sub("", block.text) for block in reading.blocks]
    return list(
        dict.fromkeys(text for number, text in enumerate(texts) if text in texts[number + 1 :] and len(text) > 3)
    )


def _notes(reading: Reading, pages: list[str]) -> list[str]:
    """Each note begins on the page of its call; what cannot be found is said as well."""
    calls = _calls(reading)
    found, at = [], 0
    for note in reading.notes:
        call = f"{calls.get(note.number, '')}{note.number}"
        begin = f"{note.number}{_solid(note.text)[:_BEGINNING]}"
        on = [number for number in range(at, len(pages)) if call in pages[number]]
        stands = [number for number in range(at, len(pages)) if begin in pages[number]]
        if not on or not stands:
            found.append(
                f"note {note.number}: {'the note' if on else 'the call'} cannot be found (“{begin if on else call}”)"
            )
            continue
        if not set(on) & set(stands):
            found.append(f"note {note.number}: stands on page {stands[0] + 1}, its call on page {on[0] + 1}")
        at = min(on)
    return found


def _calls(reading: Reading) -> dict[int, str]:
    """Return the letters before each call, those of calls side by side aside."""
    found = {}
    for block in reading.blocks:
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
