"""The text of the PDF as its readers get it: blanks between lines, characters that look alike, letters with many shapes."""

from __future__ import annotations

import collections
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from igreport.edition.assemble import assemble
from igreport.edition.verify import pdf as reader
from igreport.edition.verify import verify
from igreport.edition.writers import pdf, pdf_blanks, pdf_glyphs
from igreport.model.document import Document
from igreport.sources.load import load

SECTION = """---
title: A first topic with a title that is long enough to be broken over two lines of its page, or over three
topic: first
keypoint: A point that goes over the end of its line, because it has so many words in it that no line can hold them
---

Words *in italics* and [a link](https://example.org/a) [beside another](https://example.org/b) *and* so on,^[A note with
*emphasis* in it, and [a link](https://example.org/c), that goes over the end of its line like all else in here.] said
somebody. {filler}

A line\\
broken by hand.

[Πάντα ῥεῖ]{{lang=el}} [Все люди рождаются]{{lang=ru}} свободными.

A co‐operation and a co-operation, 5 µm and μέγα, Hawaiʻi and ‘Qurʼan’, ’tis so.

The draft by [محمد (٢٠٢٥) و 3.5%]{{lang=ar}} has 148 paragraphs.

[الإنترنت شبكة من الشبكات (Internet) تضم 1234 شبكة فرعية]{{lang=ar}} is a sentence (in brackets) about it.

محمد محمود ممثل مجمع نجم تم مم نمل حمل

[(2025)]{{lang=ar}} and [شبكة]{{lang=ar}} [من]{{lang=he}} end.

{paragraphs}
"""
FILLER = "Some *words* that [fill](https://example.org/d) a line, **and** then another one [of them](https://example.org/e). "


def write(root: Path, notes: str = "page", section: str = "") -> tuple[Document, Path]:
    paragraphs = "\n\n".join(FILLER * count for count in range(1, 8))
    files = {
        "series.yaml": f"title: A series of things that are told\nauthor: An author\nnotes: {notes}\n",
        "2025-Q3/10-first.md": section or SECTION.format(filler=FILLER * 9, paragraphs=paragraphs),
    }
    for name, text in files.items():
        path = root / "sections" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    report = load(root)
    made = assemble(report, report.editions[0], root)
    pdf.write(made, root / "edition.pdf")
    return made, root / "edition.pdf"


@pytest.fixture(scope="module", params=["page", "end"])
def built(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path]:
    return write(tmp_path_factory.mktemp("report"), request.param)


def content(path: Path) -> str:
    """Return what is drawn, in its order and with nothing between, as a reader of the structure tree puts it together."""
    pages = reader.Pages(path)
    with pikepdf.open(path) as file:
        count = len(file.pages)
    found = [lines for page in range(count) for lines in pages.lines(page).values()]
    pages.close()
    return "".join(text for lines in found for _, text in lines)


def test_it_says_what_the_edition_says(built: tuple[Document, Path]) -> None:
    assert verify(built[0], "pdf", built[1]) == []


def test_words_of_two_lines_are_two(built: tuple[Document, Path]) -> None:
    drawn = content(built[1])
    assert (
        len(re.findall(r"Some\s+words\s+that\s+fill\s+a\s+line,\s+and\s+then\s+another\s+one\s+of\s+them\.", drawn))
        == 37
    )
    assert "A line broken by hand." in " ".join(drawn.split())
    assert "ῥεῖ Все" in drawn
    assert "link beside another and so" in " ".join(drawn.split())


def test_blanks_do_not_move_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, with_blanks = write(tmp_path / "with")
    monkeypatch.setattr(pdf_blanks, "_append", lambda _layout: None)
    monkeypatch.setattr(pdf_blanks, "_BLANK", "\0")
    _, without = write(tmp_path / "without")
    assert content(with_blanks) != content(without)
    assert [page.tobytes() for page in pictures(with_blanks)] == [page.tobytes() for page in pictures(without)]


def pictures(path: Path) -> list[Any]:
    file = pypdfium2.PdfDocument(path)
    found = [page.render(scale=1.5).to_pil() for page in file]
    file.close()
    return found


@pytest.mark.parametrize(
    ("taken", "lost"), [("_mark", "a line"), ("_hand_over", "link beside"), ("_append", "ῥεῖ Все")]
)
def test_without_them_words_run_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: str, lost: str
) -> None:
    whole = content(write(tmp_path / "whole")[1])
    monkeypatch.setattr(pdf_blanks, taken, lambda *_arguments: None)
    drawn = content(write(tmp_path / "taken")[1])
    assert drawn.count(lost) < whole.count(lost)
    assert "".join(drawn.split()) == "".join(whole.split())


def test_characters_that_look_alike_are_read_apart(built: tuple[Document, Path]) -> None:
    assert "A co‐operation and a co-operation, 5 µm and μέγα, Hawaiʻi and ‘Qurʼan’, ’tis so." in content(built[1])


def test_poppler_reads_the_same(built: tuple[Document, Path]) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-raw", str(built[1]), "-"], capture_output=True, check=True, timeout=60)
    text = " ".join(done.stdout.decode().split())
    assert "A co‐operation and a co-operation" in text
    assert "Some words that fill a line, and then another one of them." in text


def shapes(path: Path) -> int:
    """Return how many glyphs of one font are one character, at most."""
    found = 0
    with pikepdf.open(path) as file:
        drawn: dict[Any, set[bytes]] = collections.defaultdict(set)
        fonts: dict[Any, Any] = {}
        for page in file.pages:
            name = ""
            for operands, operator in pikepdf.parse_content_stream(page, "Tf TJ"):
                if str(operator) == "Tf":
                    font = page.obj.Resources.Font[str(operands[0])]
                    name, fonts[font.objgen] = font.objgen, font
                else:
                    codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                    drawn[name] |= {codes[at : at + 2] for at in range(0, len(codes), 2)}
        for name, codes in drawn.items():
            entries = re.findall(rb"<(\w{4})> <(\w+)>", fonts[name].ToUnicode.read_bytes())
            used = collections.Counter(text for code, text in entries if bytes.fromhex(code.decode()) in codes)
            found = max(found, *used.values())
    return found


def test_no_font_has_many_glyphs_of_one_character(built: tuple[Document, Path]) -> None:
    assert shapes(built[1]) <= 4


def test_without_copies_a_font_has_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_glyphs, "_SHAPES", 1000)
    assert shapes(write(tmp_path)[1]) > 4


def test_what_is_read_from_the_right_keeps_together(built: tuple[Document, Path]) -> None:
    """In `و 3.5%` of a sentence from the right the sign follows its number, and no Latin word stands between."""
    line = next(text for text in content(built[1]).split("The draft by ")[1:])
    sentence = line.partition("has 148")[0]
    assert sentence.index("3.5") < sentence.index("٢٠٢٥") < sentence.index("محمد"[::-1])


def test_another_order_of_latin_words_from_the_right_is_found(built: tuple[Document, Path]) -> None:
    document, path = built
    text = SECTION.format(filler="", paragraphs="")
    assert "(Internet) تضم" in text
    blocks = _exchanged(list(document.blocks), "(Internet)", "(Intranet)")
    assert verify(replace(document, blocks=tuple(blocks)), "pdf", path)


def test_a_bracket_beside_latin_words_of_the_block_is_found(built: tuple[Document, Path]) -> None:
    document, path = built
    blocks = _exchanged(list(document.blocks), "brackets)", "brackets(")
    assert verify(replace(document, blocks=tuple(blocks)), "pdf", path)


def test_digits_in_another_order_are_found(built: tuple[Document, Path]) -> None:
    document, path = built
    blocks = _exchanged(list(document.blocks), "1234", "1243")
    assert verify(replace(document, blocks=tuple(blocks)), "pdf", path)


def _exchanged(node: Any, old: str, new: str) -> Any:
    if isinstance(node, list):
        return [_exchanged(child, old, new) for child in node]
    if isinstance(node, dict):
        if node.get("t") == "Str" and node["c"] == old:
            return {"t": "Str", "c": new}
        return {key: _exchanged(value, old, new) for key, value in node.items()}
    return node


def test_a_sentence_from_the_right_may_go_on_on_the_next_page(tmp_path: Path) -> None:
    words = "الإنترنت شبكة من الشبكات (Internet) تضم 1234 شبكة فرعية " * 130
    head = "---\ntitle: A topic\ntopic: first\nkeypoint: A point\n---\n\n"
    built = write(tmp_path, section=f"{head}[{words.strip()}]{{lang=ar}}\n")
    assert reader.read(built[1]).pages > 3
    assert verify(built[0], "pdf", built[1]) == []
