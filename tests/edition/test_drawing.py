"""Drawings of authors: in our typefaces, without what could load something, and as PNG, always the same."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from igreport.edition import drawing, pictures
from igreport.edition.assemble import assemble
from igreport.edition.pictures import Picture
from igreport.edition.writers import pdf
from igreport.errors import BuildError
from igreport.model.document import Document
from igreport.sources.load import load

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
RED = f'{HEAD}<rect width="150" height="100" fill="#ff0000"/></svg>'.encode()


def png(data: bytes, width: float = 50) -> Image.Image:
    return Image.open(io.BytesIO(pictures.rendered(Picture(data, pictures.SVG), width))).convert("RGB")


def test_a_drawing_as_png() -> None:
    image = png(RED)
    assert image.size == (pytest.approx(50 / 25.4 * pictures.DPI, abs=1), pytest.approx(image.width / 3, abs=1))
    assert image.getpixel((10, 10)) == (255, 0, 0)
    assert image.getpixel((image.width - 10, 10)) == (255, 255, 255)


def test_it_is_always_the_same() -> None:
    data = f'{HEAD}<text x="9" y="50">Grüße</text></svg>'.encode()
    assert pictures.rendered(Picture(data, pictures.SVG), 80) == pictures.rendered(Picture(data, pictures.SVG), 80)


def test_it_never_has_more_pixels_than_memory_bears() -> None:
    tall = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 30"><rect width="1" height="30"/></svg>'
    image = png(tall, 200)
    assert image.width * image.height <= 8_100_000


def test_text_is_drawn_in_our_typefaces() -> None:
    style = "<style>text{font:italic bold 14px/1.2 Arial,sans-serif;fill:red} .a{font-family:'Times'}</style>"
    text = '<text font-family="Courier" style="font: 12px Verdana; font-family : Helvetica">W</text>'
    plain = drawing.plain(f"{HEAD}{style}{text}</svg>".encode()).decode()
    assert not [name for name in ("Arial", "Times", "Courier", "Verdana", "Helvetica") if name in plain]
    assert "font-style:italic;font-weight:bold;font-size:14px;fill:red" in plain
    assert "font-size:12px" in plain


@pytest.mark.parametrize("size", ['font-size="60"', 'style="font-size:60px"', 'style="font: 60px Arial"'])
def test_the_size_of_text_stays(size: str) -> None:
    def width(text: str) -> int:
        image = png(drawing.plain(f"{HEAD}{text}</svg>".encode()))
        return sum(
            any(image.getpixel((x, y)) != (255, 255, 255) for y in range(0, image.height, 3))
            for x in range(image.width)
        )

    assert width(f'<text y="80" {size}>HHH</text>') == width('<text y="80" font-size="60">HHH</text>') > 30


def test_instructions_and_document_type_go() -> None:
    data = b'<?xml version="1.0"?><?xml-stylesheet href="https://example.org/a.css"?><!DOCTYPE svg><!-- c -->' + RED
    plain = drawing.plain(data)
    assert plain.startswith(b"<svg ")
    assert b"example.org" not in plain


def test_a_drawing_that_loads_something_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(f'{HEAD}<image href="file:///etc/passwd"/></svg>')
    with pytest.raises(BuildError, match=r"the drawing logo\.svg loads something from elsewhere: file:///etc/passwd"):
        pictures.read(None, str(path))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "target", ["https://example.org/a.png", "file:///etc/passwd", "data:text/plain,x", "picture:other"]
)
def test_the_fetcher_opens_nothing_else(target: str) -> None:
    fetcher = drawing.fetcher({"picture:drawing": lambda: Picture(RED, pictures.SVG)}.get)
    assert fetcher.fetch("picture:drawing").read() == RED
    with pytest.raises(BaseException, match="a build opens no other files"):
        fetcher.fetch(target)


def test_a_drawing_is_whole_each_time_that_it_is_drawn(small_report: Path, tmp_path: Path) -> None:
    gradient = '<linearGradient id="g"><stop stop-color="#ff0000"/></linearGradient>'
    content = f'{gradient}<defs><path id="p" d="M0 0h300v100H0z"/></defs>'
    drawn = f'{HEAD}{content}<use fill="url(#g)" href="#p"/></svg>'
    folder = small_report / "sections/2025-Q3"
    (folder / "a.svg").write_text(drawn)
    path = folder / "10-first.md"
    path.write_text(
        path.read_text("utf-8") + "\n![One](a.svg){width=20%}\n\n![Two](a.svg){width=20%}\n", encoding="utf-8"
    )
    report = load(small_report)
    document = assemble(report, report.editions[0], small_report)
    pdf.write(document, tmp_path / "a.pdf")
    red = 0
    for page in pypdfium2.PdfDocument(tmp_path / "a.pdf"):
        image = page.render(scale=1).to_pil().convert("RGB")
        red += sum(image.getpixel((x, y)) == (255, 0, 0) for x in range(image.width) for y in range(image.height))
    width = 0.2 * 160 / 25.4 * 72
    assert red == pytest.approx(2 * width * width / 3, rel=0.2)


def test_a_drawing_that_is_given_up_half_way_is_an_error() -> None:
    with pytest.raises(BuildError, match="cannot be drawn whole: drawing"):
        png(f'{HEAD}<rect width="9" height="9"/><g transform="rotate(a)"><rect/></g></svg>'.encode())


def test_a_gradient_is_no_tile_that_is_repeated_at_its_own_size() -> None:
    """Poppler shows such a tile as a few dots; should WeasyPrint draw it otherwise, `_single_gradients` can go."""
    stops = '<stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/>'
    gradient = f'<linearGradient id="g">{stops}</linearGradient><rect width="300" height="100" fill="url(#g)"/>'
    pattern = '<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><circle r="4"/></pattern>'
    tiled = f'{pattern}<rect width="300" height="50" fill="url(#p)"/>'
    assert _steps(f"{HEAD}{gradient}</svg>") == [2]
    assert _steps(f"{HEAD}{tiled}</svg>") == [1]


def _steps(drawn: str) -> list[float]:
    """Return how far apart the tiles in the drawing's PDF stand, in their own widths."""
    with pikepdf.open(io.BytesIO(drawing._page(drawn.encode()))) as pdf:
        tiles = [part for part in pdf.objects if isinstance(part, pikepdf.Stream) and part.get("/PatternType") == 1]
        boxes = [[float(value) for value in tile["/BBox"]] for tile in tiles]
        return [float(tile["/XStep"]) / (box[2] - box[0]) for tile, box in zip(tiles, boxes, strict=True)]


def test_what_another_reader_of_xml_refuses_is_an_error(small_report: Path) -> None:
    (small_report / "sections/2025-Q3/a.svg").write_text(HEAD + f"<{'a' * 60_000}/></svg>")
    with pytest.raises(BuildError, match=r"the drawing a\.svg cannot be read: Name too long"):
        pictures.read(with_picture(small_report, "a.svg"), str(small_report / "sections/2025-Q3/a.svg"))


def test_the_letters_of_a_drawing_count_whatever_its_name_is(small_report: Path) -> None:
    (small_report / "sections/2025-Q3/a.png").write_text(
        f"{HEAD}<text>\N{GREEK SMALL LETTER OMEGA}</text></svg>", "utf-8"
    )
    assert "\N{GREEK SMALL LETTER OMEGA}" in pictures.characters(with_picture(small_report, "a.png"))


def with_picture(root: Path, name: str) -> Document:
    with (root / "sections/2025-Q3/10-first.md").open("a") as file:
        file.write(f"\n![A picture]({name})\n")
    report = load(root)
    return assemble(report, report.editions[0], root)
