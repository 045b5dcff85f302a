"""What verification reads in a PDF: pictures that are really drawn, and words from the right in the order of their line."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from igreport.edition.assemble import assemble
from igreport.edition.verify import pdf as reader
from igreport.edition.verify import verify
from igreport.edition.writers import pdf
from igreport.model.document import Document, walk
from igreport.sources.load import load

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">
<rect x="1" y="1" width="38" height="18" fill="#123456"/><text x="4" y="12" font-size="8">Inside</text></svg>"""
SECTION = """---
title: First topic
topic: first
keypoint: A point
---

![What the drawing shows](drawing.svg)

In حيفا (2025) and עמר [1948], as عمر (2025) said: «مرحبا»! Then came the end.[^1]

| Name | Year |
|------|------|
| בנימין (b. 1949) | עמר |

[^1]: A note by محمد بن سلمان (2025), p. 12; עמר.
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    root = tmp_path_factory.mktemp("report")
    files = {"series.yaml": "title: A series\nauthor: An author\n", "2025-Q3/10-first.md": SECTION}
    for name, text in {**files, "2025-Q3/drawing.svg": DRAWING}.items():
        (root / "sections" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "sections" / name).write_text(text, encoding="utf-8")
    report = load(root)
    return assemble(report, report.editions[0], root)


@pytest.fixture(scope="module")
def path(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("right") / "edition.pdf"
    pdf.write(document, target)
    return target


def test_the_right_file_is_right(document: Document, path: Path) -> None:
    assert verify(document, "pdf", path) == []


def test_a_drawing_is_one_figure_and_its_words_are_no_text(path: Path) -> None:
    texts = [block.text for block in reader.read(path).blocks]
    assert texts.count("[image] What the drawing shows") == 1
    assert "Inside" not in "".join(texts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("حيفا", "حيفة"),
        ("עמר", "עמרי"),
        ("(2025)", "(2024)"),
        ("[1948],", "[1949],"),
        ("Then", "When"),
        ("עמר.", "עמד."),
    ],
)
def test_another_word_on_a_line_from_the_right_is_found(document: Document, path: Path, old: str, new: str) -> None:
    blocks = copy.deepcopy(document.blocks)
    words = [element for element in walk(blocks) if element["t"] == "Str" and element["c"] == old]
    assert words
    words[0]["c"] = new
    assert verify(replace(document, blocks=blocks), "pdf", path)


def test_a_word_that_has_moved_past_a_left_to_right_one_is_found(document: Document, path: Path) -> None:
    blocks = copy.deepcopy(document.blocks)
    words = [element for element in walk(blocks) if element["t"] == "Str" and element["c"] in ("حيفا", "עמר")]
    words[0]["c"], words[1]["c"] = words[1]["c"], words[0]["c"]
    assert verify(replace(document, blocks=blocks), "pdf", path)


PICTURES = {
    "a filled path": (b"10 10 50 50 re f", True),
    "a line": (b"10 10 m 60 10 l S", True),
    "a path that is not painted": (b"10 10 50 50 re n", False),
    "a path of no size": (b"10 10 .2 .2 re f", False),
    "words": (b"BT /F 9 Tf (picture) Tj ET", False),
    "nothing": (b"", False),
    "an image": (b"q 50 0 0 50 10 10 cm /Image Do Q", True),
    "an image of no size": (b"q .1 0 0 .1 10 10 cm /Image Do Q", False),
    "a form": (b"/Form Do", True),
}


@pytest.mark.parametrize("what", PICTURES)
def test_a_picture_is_drawn(tmp_path: Path, what: str) -> None:
    operators, is_drawn = PICTURES[what]
    path = _figure(tmp_path / "figure.pdf", b"/Figure <</MCID 0>> BDC " + operators + b" EMC")
    (block,) = reader.read(path).blocks
    assert block.text == ("[image] What it shows" if is_drawn else "[an image that is not drawn]")


def test_a_picture_beside_its_figure_is_not_the_figures(tmp_path: Path) -> None:
    path = _figure(tmp_path / "figure.pdf", b"/Figure <</MCID 0>> BDC EMC /Artifact BMC 10 10 50 50 re f EMC")
    assert [block.text for block in reader.read(path).blocks] == ["[an image that is not drawn]"]


def test_a_picture_over_the_edge_is_outside(tmp_path: Path) -> None:
    path = _figure(tmp_path / "figure.pdf", b"/Figure <</MCID 0>> BDC 10 10 500 50 re f EMC")
    assert [page for _, page in reader.read(path).outside] == [1]


def _figure(path: Path, content: bytes) -> Path:
    """Write a page with one figure, which draws `content`."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(200, 200)).obj
    page.Contents = file.make_stream(content)
    page.Resources = Dictionary(Font=Dictionary(F=_font()), XObject=_objects(file))
    page.StructParents = 0
    root = file.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, P=root, Pg=page, K=0, Alt=String("What it shows"))
    root.K = file.make_indirect(figure)
    root.ParentTree = Dictionary(Nums=Array([0, Array([root.K])]))
    file.Root.StructTreeRoot, file.Root.MarkInfo = root, Dictionary(Marked=True)
    file.save(path)
    return path


def _font() -> Any:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _objects(file: pikepdf.Pdf) -> Any:
    size = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    image = file.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, **size)
    form = file.make_stream(b"10 10 50 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 200])
    return Dictionary(Image=image, Form=form)
