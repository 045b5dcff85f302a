"""A writer that loses, swaps or changes anything is caught, in each format, and the difference says where.

A broken writer is a right one that writes a broken Document: the file is held against the Document that was meant. The
second half tampers with the files themselves.
"""

from __future__ import annotations

import copy
import importlib
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from igreport.edition.assemble import assemble
from igreport.edition.verify import pages, verify
from igreport.edition.verify.pages import PagedReading
from igreport.edition.writers import pdf, pdf_style
from igreport.model.document import Document, walk
from igreport.sources.load import load

FORMATS = ("pdf", "docx", "html")
SERIES = "title: A series\nauthor: An author\n"
SECTION = """---
title: First topic
topic: first
keypoint: A point
---

A claim.[^1] Another, with [a link](https://example.org/link) in it.^[The second remark, see
<https://example.org/remark>.]

## A heading

a. alpha
b. beta
   - inner
c. gamma

> A quotation.

| Left | Right |
|------|-------|
| one  | two   |

## A second heading

The last paragraph.^[The third remark.]

[^1]: The first remark.
"""
Blocks = list[Any]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    root = tmp_path_factory.mktemp("report")
    for name, text in {"sections/series.yaml": SERIES, "sections/2025-Q3/10-first.md": SECTION}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    report = load(root)
    return assemble(report, report.editions[0], root)


@pytest.fixture(scope="module")
def files(document: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The right files; do not change them."""
    folder = tmp_path_factory.mktemp("right")
    return {name: _written(document, name, folder) for name in FORMATS}


def _written(document: Document, name: str, folder: Path) -> Path:
    path = folder / f"edition.{name}"
    importlib.import_module(f"igreport.edition.writers.{name}").write(document, path)
    return path


def found(document: Document, path: Path) -> str:
    """Return the differences as one text."""
    differences = verify(document, path.suffix[1:], path)
    return "\n".join(f"{difference.where}: {difference.message}" for difference in differences)


@pytest.mark.parametrize("name", FORMATS)
def test_the_right_file_is_right(document: Document, files: dict[str, Path], name: str) -> None:
    assert found(document, files[name]) == ""


def _each(blocks: Blocks, kind: str) -> list[Any]:
    return [element for element in walk(blocks) if element["t"] == kind]


def _drop(blocks: Blocks, kind: str, index: int) -> None:
    """Take an element out of the list that holds it."""
    gone = _each(blocks, kind)[index]

    def without(node: Any) -> None:
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        if isinstance(node, list):
            node[:] = [child for child in node if child is not gone]
        for child in children:
            without(child)

    without(blocks)


def _set_word(blocks: Blocks, old: str, new: str) -> None:
    (word,) = [element for element in _each(blocks, "Str") if element["c"] == old]
    word["c"] = new


def _swap_notes(blocks: Blocks) -> None:
    first, second, _ = _each(blocks, "Note")
    first["c"], second["c"] = second["c"], first["c"]


def _unlink(blocks: Blocks, target: str) -> None:
    (link,) = [element for element in _each(blocks, "Link") if element["c"][2][0] == target]
    link["t"], link["c"] = "Span", [["", [], []], link["c"][1]]


def _set_target(blocks: Blocks, old: str, new: str) -> None:
    (link,) = [element for element in _each(blocks, "Link") if element["c"][2][0] == old]
    link["c"][2][0] = new


def _swap_cells(blocks: Blocks) -> None:
    (row,) = _each(blocks, "Table")[0]["c"][4][0][3]
    row[1].reverse()


BREAKS: dict[str, tuple[Callable[[Blocks], Any], str]] = {
    "a dropped note": (lambda blocks: _drop(blocks, "Note", 1), "note 2"),
    "the last note dropped": (lambda blocks: _drop(blocks, "Note", 2), "note 3: is missing"),
    "an emptied note": (lambda blocks: _each(blocks, "Note")[0].update(c=[{"t": "Para", "c": []}]), "note 1"),
    "swapped notes": (_swap_notes, "note 1: says “The second remark"),
    "a changed word in a note": (lambda blocks: _set_word(blocks, "third", "fourth"), "note 3: says"),
    "a lost list item": (lambda blocks: _each(blocks, "OrderedList")[0]["c"][1].pop(1), "beta"),
    "a lost inner list": (lambda blocks: _each(blocks, "OrderedList")[0]["c"][1][1].pop(), "inner"),
    "1. for a.": (lambda blocks: _each(blocks, "OrderedList")[0]["c"][0].__setitem__(1, {"t": "Decimal"}), "a."),
    "b. for a.": (lambda blocks: _each(blocks, "OrderedList")[0]["c"][0].__setitem__(0, 2), "a."),
    "bullets for letters": (
        lambda blocks: _each(blocks, "OrderedList")[0].update(
            t="BulletList", c=_each(blocks, "OrderedList")[0]["c"][1]
        ),
        "•",
    ),
    "a lost link": (lambda blocks: _unlink(blocks, "https://example.org/link"), "https://example.org/link"),
    "a lost link in a note": (lambda blocks: _unlink(blocks, "https://example.org/remark"), "note 2: its links are []"),
    "another target": (
        lambda blocks: _set_target(blocks, "https://example.org/link", "https://example.org/lin"),
        "links",
    ),
    "a changed word": (lambda blocks: _set_word(blocks, "last", "first"), "first"),
    "a lost word": (lambda blocks: _set_word(blocks, "claim.", ""), "claim"),
    "a lost heading": (lambda blocks: _drop(blocks, "Header", 1), "heading"),
    "a changed heading": (lambda blocks: _each(blocks, "Header")[2]["c"][2].pop(2), "secondheading"),
    "a duplicated paragraph": (lambda blocks: blocks.append(copy.deepcopy(blocks[-1])), "The"),
    "a lost quotation": (lambda blocks: _drop(blocks, "BlockQuote", 0), "quotation"),
    "a lost row": (lambda blocks: _each(blocks, "Table")[0]["c"][4][0][3].clear(), "one"),
    "swapped cells": (_swap_cells, "two"),
    "a lost key topic": (lambda blocks: _set_word(blocks, "point", ""), "point"),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("what", BREAKS)
def test_broken_document(document: Document, tmp_path: Path, what: str, name: str) -> None:
    blocks = copy.deepcopy(list(document.blocks))
    change, where = BREAKS[what]
    change(blocks)
    broken = replace(document, blocks=tuple(blocks))
    message = found(document, _written(broken, name, tmp_path))
    assert "".join(where.split()) in "".join(message.split()), message


@pytest.mark.parametrize("field", ["title", "period", "publisher", "published_text", "authors"])
@pytest.mark.parametrize("name", FORMATS)
def test_broken_cover(document: Document, tmp_path: Path, name: str, field: str) -> None:
    value = ("Somebody",) if field == "authors" else "Something else"
    assert found(document, _written(replace(document, **{field: value}), name, tmp_path))


HTML: dict[str, tuple[str, str, str]] = {
    "a dropped note": (r'<div id="fn-2".*?</div>', "", "note 2: is missing"),
    "swapped calls": (r'href="#fn-1"(.*?)href="#fn-2"', r'href="#fn-2"\1href="#fn-1"', "[^1 to 2]"),
    "swapped numbers": (r'(id="fnref-1".*?>)1<', r"\g<1>2<", "[^2 to 1]"),
    "1. for a.": (r'<ol type="a"', '<ol type="1"', "the list marker is “1.”, not “a.”"),
    "another start": (r'<ol type="a"', '<ol start="2" type="a"', "the list marker is “b.”, not “a.”"),
    "a lost link": (r' href="https://example.org/link"', "", "the links are"),
    "a changed word": ("last paragraph", "lost paragraph", "lost paragraph"),
    "a lost list item": ("<li>gamma</li>|<li><p>gamma</p></li>", "", "is missing: “c. gamma”|not “c.gamma|gamma"),
    "a hidden paragraph": ("<p>A quotation.</p>", "<p hidden>A quotation.</p>", "A quotation."),
    "words run together": ("A claim", "Aclaim", "Aclaim"),
}


@pytest.mark.parametrize("what", HTML)
def test_tampered_html(document: Document, files: dict[str, Path], tmp_path: Path, what: str) -> None:
    pattern, replacement, where = HTML[what]
    text, count = re.subn(pattern, replacement, files["html"].read_text("utf-8"), count=1, flags=re.DOTALL)
    assert count == 1
    path = tmp_path / "edition.html"
    path.write_text(text, encoding="utf-8")
    assert re.search(re.escape(where).replace(r"\|", "|"), found(document, path))


DOCX: dict[str, tuple[str, str, str, str]] = {
    "a dropped note": ("document", r"<w:r>(?:(?!</w:r>).)*<w:footnoteReference[^>]*>.*?</w:r>", "", "[^1]"),
    "another note's text": ("footnotes", "The third remark", "The first remark", "note 3: says"),
    "a changed word": ("document", r"paragraph\.", "pamphlet.", "pamphlet"),
    "a lost link": ("document", r'<w:hyperlink r:id="[^"]*">(.*?)</w:hyperlink>', r"\1", "links"),
    "another target": ("document.rels", "https://example.org/link", "https://example.org/other", "other"),
    "another target in a note": ("footnotes.rels", "https://example.org/remark", "https://example.org/x", "note 2"),
    "1. for a.": ("numbering", '"lowerLetter"', '"decimal"', "the list marker is “1.”, not “a.”"),
    "a lost list item": ("document", r"<w:p>(?:(?!</w:p>).)*gamma.*?</w:p>", "", "gamma"),
}
PARTS = {
    "document": "word/document.xml",
    "footnotes": "word/footnotes.xml",
    "numbering": "word/numbering.xml",
    "document.rels": "word/_rels/document.xml.rels",
    "footnotes.rels": "word/_rels/footnotes.xml.rels",
}


@pytest.mark.parametrize("what", DOCX)
def test_tampered_docx(document: Document, files: dict[str, Path], tmp_path: Path, what: str) -> None:
    part, pattern, replacement, where = DOCX[what]
    path = tmp_path / "edition.docx"
    with zipfile.ZipFile(files["docx"]) as right, zipfile.ZipFile(path, "w") as wrong:
        for name in right.namelist():
            data = right.read(name)
            if name == PARTS[part]:
                text, count = re.subn(pattern, replacement, data.decode(), flags=re.DOTALL)
                assert count
                data = text.encode()
            wrong.writestr(name, data)
    assert where in found(document, path)


PDF: dict[str, tuple[str, str, str]] = {  # in the HTML or the CSS of which the PDF is made
    "a dropped note": (r'<span id="fn-2".*?</span>(?=</p>)', "", "note 2"),
    "a changed word": ("last paragraph", "first paragraph", "firstparagraph"),
    "1. for a.": (r'ol\[type="a"\]', "none", "1.alpha"),
    "a lost link": (r'<a\s+href="https://example.org/link"[^>]*>(.*?)</a>', r"\1", "https://example.org/link"),
    "a wrong page in the contents": (r"target-counter\(attr\(href\), page\)", '"7"', "stands on page 3, not 7"),
    "a wrong line in the contents": (r"(<nav.*?)A heading", r"\1Another heading", "Another heading"),
    "text over the edge": (
        "<p>A quotation",
        '<p style="white-space: nowrap; margin-left: 170mm">A quotation',
        "over the edge",
    ),
}


@pytest.mark.parametrize("what", PDF)
def test_tampered_pdf(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    pattern, replacement, where = PDF[what]
    changes = []

    def tampered(part: Callable[..., str]) -> Callable[..., str]:
        def change(*arguments: Any) -> str:
            text, count = re.subn(pattern, replacement, part(*arguments), flags=re.DOTALL)
            changes.append(count)
            return text

        return change

    monkeypatch.setattr(pdf, "_page", tampered(pdf._page))
    monkeypatch.setattr(pdf_style, "style", tampered(pdf_style.style))
    path = _written(document, "pdf", tmp_path)
    assert any(changes)
    assert where in found(document, path)


PAGES: dict[str, tuple[dict[str, Any], str]] = {
    "a note on a later page": ({"note_pages": ((1, (3,)), (2, (2,)))}, "note 1: stands on page 3, its call on page 2"),
    "a note that is never called": ({"call_pages": ((1, 2),)}, "note 2: stands on page 2, its call on page –"),
    "a note with a gap": ({"note_pages": ((1, (2, 4)), (2, (2,)))}, "note 1: is drawn on the pages 2, 4"),
    "a note drawn twice": ({"note_pages": ((1, (2, 2)), (2, (2,)))}, "note 1: is drawn on the pages 2, 2"),
    "a wrong page number": (
        {"contents_pages": (("One", 1), ("Two", 2))},
        "the contents: “Two” stands on page 3, not 2",
    ),
    "a line too many": ({"contents_pages": (("One", 1), ("Six", 3))}, "the contents: “Six” is no heading of the text"),
    "text over the edge": ({"outside": (("A long word", 2),)}, "page 2: “A long word” reaches over the edge"),
}


@pytest.mark.parametrize("what", PAGES)
def test_wrong_pages(what: str) -> None:
    right = PagedReading(
        blocks=(),
        notes=(),
        pages=3,
        note_pages=((1, (2, 3)), (2, (2,))),
        call_pages=((1, 2), (2, 2)),
        heading_pages=(("One", 1), ("Two", 3)),
        contents_pages=(("One", 1), ("Two", 3)),
        outside=(),
    )
    assert pages.compare(right, "page") == []
    change, message = PAGES[what]
    assert [f"{wrong.where}: {wrong.message}" for wrong in pages.compare(replace(right, **change), "page")] == [message]
