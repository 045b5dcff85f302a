"""What the pages of a PDF look like, as far as it can be counted: sizes, running matter, headings, hyphens, the theme."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from igreport.cli.main import main
from igreport.edition.verify import read
from igreport.edition.writers import pdf_hyphens, pdf_patterns

WORDS = (
    "The intergovernmental organisations published comprehensive recommendations on telecommunications infrastructure. "
)
FRONT = "---\ntitle: First topic\ntopic: first\nkeypoint: A point\n---\n\n"


def built(root: Path, *, section: str = "", series: str = "", style: str = "", status: int = 0) -> Path:
    """Return the PDF of the report with that section, more settings, and a style."""
    if section:
        (root / "sections/2025-Q3/10-first.md").write_text(FRONT + section, encoding="utf-8")
        (root / "references/2025-Q3.yaml").write_text("references: []\n", encoding="utf-8")
    if style:
        (root / "sections/style.css").write_text(style, encoding="utf-8")
    with (root / "sections/series.yaml").open("a", encoding="utf-8") as file:
        file.write(series)
    assert main(["build", "--root", str(root), "--output", str(root / "build"), "--format", "pdf"]) == status
    return next(root.glob("build/*/*.pdf"), root)


def texts(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    finally:
        pdf.close()


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("letter", (612, 792))])
def test_paper(small_report: Path, paper: str, size: tuple[int, int]) -> None:
    pdf = pypdfium2.PdfDocument(built(small_report, series=f"paper: {paper}\n"))
    assert {tuple(round(side) for side in pdf[number].get_size()) for number in range(len(pdf))} == {size}
    pdf.close()


def test_running_matter_on_all_pages_but_the_cover(small_report: Path) -> None:
    first, contents, *rest = texts(built(small_report, section=(WORDS * 6 + "\n\n") * 12))
    assert len(rest) > 1
    assert "PAGE" not in first
    assert "Key topics" in first
    assert "First topic" not in first
    for number, text in enumerate([contents, *rest], 2):
        assert f"3RD QUARTER OF 2025 · PAGE {number} OF {len(rest) + 2}" in text
        assert text.count("A SERIES") == 1
    assert "Contents" in contents
    assert all(text.startswith("FIRST TOPIC") for text in rest)


@pytest.mark.parametrize(
    "following", ["- one\n- two", "| a | b |\n|---|---|\n| c | d |", "### Below\n\nText.", "Text."]
)
def test_no_heading_is_left_alone(small_report: Path, following: str) -> None:
    """Parts of growing length put a heading at every height of a page."""
    parts = [f"## Heading {number}\n\n{following}\n\n{WORDS * (number % 9 + 4)}\n\n" for number in range(60)]
    pages = texts(built(small_report, section="".join(parts)))
    assert len(pages) > 8
    last = [re.sub(r"\s*A SERIES\s+3RD QUARTER.*", "", text, flags=re.DOTALL).split("\r\n")[-1] for text in pages[2:]]
    assert not [line for line in last if re.match(r"Heading \d+|Below", line)]


@pytest.fixture
def drawn_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_hyphens, "_set_apart", lambda _stream: None)


def test_hyphens_at_the_end_of_a_line_are_not_read(small_report: Path) -> None:
    path = built(small_report, section=(WORDS * 5 + "A non-governmental body.\n\n") * 8)
    text = "".join(block.text for block in read("pdf", path).blocks).replace("\u00ad", "").replace(" ", "")
    assert text.count(WORDS.replace(" ", "")) == 40
    assert text.count("Anon-governmentalbody.") == 8
    assert soft_hyphens(path) > 10


def soft_hyphens(path: Path) -> int:
    """Return how many glyphs are drawn by a font that makes soft hyphens of them."""
    count = 0
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            fonts = {name: b"<00ad>" in font.ToUnicode.read_bytes() for name, font in page.Resources.Font.items()}
            name = ""
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operands[0]) if str(operator) == "Tf" else name
                count += str(operator) == "TJ" and fonts[name]
    return count


@pytest.mark.usefixtures("drawn_plain")
def test_hyphens_that_are_read_fail_the_proof(small_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(small_report, section=(WORDS * 5 + "\n\n") * 8, status=1)
    assert "does not say what the edition says" in capsys.readouterr().err


def test_no_hyphen_is_added_to_an_address(small_report: Path) -> None:
    names = [
        "www.telecommunications.organisations.example",
        "https://example.org/intergovernmental/telecommunications/x",
    ]
    section = "".join(f"{'word ' * number}{name} and <{names[1]}>\n\n" for number in range(24) for name in names)
    words = " ".join(block.text for block in read("pdf", built(small_report, section=section)).blocks)
    assert not re.search(r"[a-z/.]\u00ad[a-z/.]", words.replace("word", ""))
    assert words.replace(" ", "").count(names[0]) == 24


def test_the_theme_reaches_the_pages(small_report: Path) -> None:
    style = (
        ':root { --accent: #7a1f3d; --text-font: "source sans 3"; --heading-font: Source Serif 4; --text-size: 12pt }'
    )
    path = built(small_report, style=style)
    with pikepdf.open(path) as pdf:
        page = pdf.pages[2]
        used = {fonts_of(page)[name]: size for name, size in sizes(page)}
        colours = {tuple(round(float(part) * 255) for part in operands) for operands in painted(page)}
    assert round(used["igreport-Sans"] * 0.75, 1) in (12, 9, 16)  # CSS pixels
    assert any(name.startswith("igreport-Serif-Semi-Bold") for name in used)
    assert (0x7A, 0x1F, 0x3D) in colours
    assert (0x1F, 0x3A, 0x5F) not in colours


def fonts_of(page: Any) -> dict[str, str]:
    return {name: str(font.BaseFont).partition("+")[2] for name, font in page.Resources.Font.items()}


def sizes(page: Any) -> list[tuple[str, float]]:
    found = pikepdf.parse_content_stream(page)
    return [(str(operands[0]), float(operands[1])) for operands, operator in found if str(operator) == "Tf"]


def painted(page: Any) -> list[Any]:
    return [operands for operands, operator in pikepdf.parse_content_stream(page) if str(operator) in ("rg", "RG")]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("zusammenarbeit", "zu-sam-menarbeit"),  # the patterns do not see the seam: neither place around it is taken
        ("ablage", "ab-la-ge"),  # `5ab61la1ge`: of two figures in a row the last counts
        ("menschenrechtsrat", "men-schen-rechts-rat"),
    ],
)
def test_german_hyphenation(word: str, expected: str) -> None:
    import pyphen

    pdf_patterns.prepare("de")
    assert pyphen.Pyphen(lang="de", cache=False).inserted(word) == expected


@pytest.mark.parametrize("language", ["en_GB", "en_US", "fr"])
def test_patterns_are_those_of_pyphen(language: str) -> None:
    import pyphen

    pdf_patterns.prepare(language)
    path = pyphen.LANGUAGES[language]
    ours, whole = pyphen.HyphDict(path), pyphen.HyphDict.__mro__[1](path)
    words = ["internationalisation", "government", "multistakeholder", "cybersecurity", "resolution", "organisation"]
    words += [key for key in whole.patterns if key.isalpha()][:500]
    for word in words:
        places = [place for place in whole.positions(word) if 0 < place < len(word)]
        apart = [place for place in places if place - 1 not in places and place + 1 not in places]
        assert ours.positions(word) == apart, word
