"""`igreport build --draft`: the files of a draft, and that nothing takes them for an edition's."""

from __future__ import annotations

import itertools
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pypdfium2
import pytest

from igreport.cli.main import main
from igreport.edition import manifest
from igreport.edition.assemble import assemble
from igreport.edition.draft import draft
from igreport.edition.verify import pdf_ua, verify
from igreport.edition.writers import docx, pdf
from igreport.model.document import Document, Draft
from igreport.sources.load import load

NAME = "report-2025-Q3-draft"
LINES = "".join(f"Sentence {number} of a long section about the governance of the internet.\n" for number in range(40))
SECTION = f"""---
title: First
topic: first
keypoint: A point
---

It was was said on Monday, 29 August 2025.

| Day | What |
|-----|------|
| Monday, 5 August 2025 | The the vote |

{LINES}
Last words words.
"""
MILLIMETRE = 72 / 25.4


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    (folder / "sections" / "2025-Q3").mkdir(parents=True)
    (folder / "references").mkdir()
    series = "title: A report\nslug: report\nauthor: An author\nlanguage: en-GB\n"
    (folder / "sections" / "series.yaml").write_text(series, encoding="utf-8")
    (folder / "sections" / "2025-Q3" / "10-first.md").write_text(SECTION, encoding="utf-8")
    return folder


def run(root: Path, *arguments: str) -> int:
    return main([*arguments, "--root", str(root)])


@pytest.fixture
def built(report: Path) -> Path:
    """Return the folder of a draft in three formats."""
    assert run(report, "build", "2025-Q3", "--draft") == 0
    return report / "build" / "2025-Q3-draft"


def test_where_a_draft_stands_and_what_it_is_called(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(report, "build", "2025-Q3", "--draft") == 0
    folder = report / "build" / "2025-Q3-draft"
    assert {path.name for path in folder.iterdir()} == {f"{NAME}.{kind}" for kind in ("pdf", "docx", "html")} | {
        manifest.NAME
    }
    assert "2025-Q3-draft: " in capsys.readouterr().out
    assert not (folder.parent / "2025-Q3").exists()


def test_one_format_unverified(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(report, "build", "--draft", "--no-verify", "--format", "pdf") == 0
    assert [path.suffix for path in sorted((report / "build" / "2025-Q3-draft").iterdir())] == [".json", ".pdf"]
    assert "not verified" in capsys.readouterr().out


def test_what_cannot_be_built_is_no_draft_either(report: Path) -> None:
    (report / "sections" / "2025-Q3" / "edition.yaml").write_text("publshed: 2025-10-06\n", encoding="utf-8")
    assert run(report, "build", "--draft") == 1
    assert not (report / "build").exists()


def test_nothing_takes_a_draft_for_an_edition(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, output = built.parents[1], built.parent
    assert run(root, "verify", "2025-Q3") == 2
    shutil.copytree(built, output / "2025-Q3")
    assert run(root, "verify", "2025-Q3") == 2
    assert not manifest.is_current(root, "2025-Q3", output / "2025-Q3", ["pdf"])
    assert main(["merge", str(built / f"{NAME}.docx"), "--root", str(root), "--dry-run"]) == 2
    assert "as it was built is not in" in capsys.readouterr().err
    assert run(root, "build", "2025-Q3", "--format", "html") == 0
    assert [path.suffix for path in sorted((output / "2025-Q3").iterdir())] == [".json", ".html"]


def test_a_release_beside_a_draft_is_not_one(built: Path) -> None:
    assert main(["release", "--verify", str(built)]) != 0


def test_what_check_says_in_a_draft_is_no_editors_comment(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = built.parents[1]
    assert run(root, "build", "2025-Q3", "--format", "docx") == 0
    renamed = root / "edited.docx"  # known by its title then: the edition's, not the draft's
    shutil.copy(built / f"{NAME}.docx", renamed)
    for path in (built / f"{NAME}.docx", renamed):
        capsys.readouterr()
        assert main(["merge", str(path), "--root", str(root), "--dry-run"]) == 0
        assert capsys.readouterr().out == "no changes\n"


def document(root: Path) -> Document:
    loaded = load(root)
    return assemble(loaded, loaded.editions[0], root)


def test_comments_of_word(report: Path, tmp_path: Path) -> None:
    plain = document(report)
    marked = draft(plain, load(report).editions[0], [])
    findings = {place: (f"TXT111 warning: one of {place}", "two") for place in range(len(plain.blocks))}
    value = Document(**{**vars(marked), "draft": Draft(findings)})
    target = tmp_path / "draft.docx"
    docx.write(value, target)
    assert verify(value, "docx", target) == []
    assert "TXT111" in verify(plain, "docx", target)[0].message
    with zipfile.ZipFile(target) as package:
        comments = package.read("word/comments.xml").decode()
        assert b'w:countBy="5"' in package.read("word/document.xml")
    assert comments.count('w:author="igreport check"') == 2 * len(plain.blocks)


@pytest.mark.parametrize("text", ["- - an item in an item", "> 1. quoted", "| | b |\n|-|-|\n| | c |"])
def test_a_comment_stands_before_the_block_that_it_is_about(report: Path, tmp_path: Path, text: str) -> None:
    (report / "sections" / "2025-Q3" / "10-first.md").write_text(SECTION + f"\n{text}\n", encoding="utf-8")
    plain = document(report)
    marked = draft(plain, load(report).editions[0], [])
    value = Document(**{**vars(marked), "draft": Draft({len(plain.blocks) - 1: ("one", "two")})})
    for module, name in ((docx, "docx"), (pdf, "pdf")):
        module.write(value, tmp_path / f"draft.{name}")
        assert verify(value, name, tmp_path / f"draft.{name}") == []


def test_in_german(report: Path) -> None:
    series = report / "sections" / "series.yaml"
    series.write_text(series.read_text("utf-8").replace("en-GB", "de-DE"), encoding="utf-8")
    assert run(report, "build", "2025-Q3", "--draft") == 0
    folder = report / "build" / "2025-Q3-draft"
    assert all(list(places(page, "Entwurf")) for page in pypdfium2.PdfDocument(folder / f"{NAME}.pdf"))
    page = lxml.html.parse(str(folder / f"{NAME}.html"))
    assert page.xpath("//p[@class='draft']/text()") == ["Entwurf"]
    assert {found.get("lang") for found in page.xpath("//div[@role='note']")} == {"en"}


def test_the_page_of_a_browser(built: Path) -> None:
    page = lxml.html.parse(str(built / f"{NAME}.html"))
    assert page.xpath("//p[@class='draft']/text()") == ["Draft"]
    classes = [found.get("class") for found in page.xpath("//div[@role='note']")]
    assert sorted(classes) == ["finding error"] * 2 + ["finding warning"] * 3
    numbers = page.xpath("//span[@class='number']")
    assert [number.text for number in numbers] == ["1", "2", "3"]
    assert {number.get("aria-hidden") for number in numbers} == {"true"}


Rectangle = tuple[float, float, float, float]


def places(page: pypdfium2.PdfPage, words: str) -> Iterator[Rectangle]:
    """Yield where words stand on a page: left, bottom, right, top."""
    text = page.get_textpage()
    search = text.search(words, match_case=True)
    while found := search.get_next():
        yield text.get_charbox(found[0])


def test_findings_stand_in_the_margin_of_the_pdf(built: Path) -> None:
    pages = pypdfium2.PdfDocument(built / f"{NAME}.pdf")
    assert all(list(places(page, "Draft")) for page in pages)
    found = [box for code in ("TXT111", "DAT102") for page in pages for box in places(page, code)]
    assert len(found) == 5
    assert all(left > (14 + 150) * MILLIMETRE for left, *_ in found)
    assert pdf_ua.findings(built / f"{NAME}.pdf") == []


def test_lines_are_numbered_beside_them(built: Path) -> None:
    pages = pypdfium2.PdfDocument(built / f"{NAME}.pdf")
    width = 13.5 * MILLIMETRE
    margins = [page.get_textpage().get_text_bounded(right=width) for page in pages]
    numbers = [int(number) for margin in margins for number in re.findall(r"\d+", margin)]
    assert len(numbers) > 5
    assert numbers == [5 * count for count in range(1, len(numbers) + 1)]
    (text,) = [page for page in pages if "Sentence 39" in page.get_textpage().get_text_range()]
    start = next(places(text, "Sentence 0"))[1]  # the third line: behind the heading and a paragraph
    heights = sorted(box[1] for words in ("5", "10") for box in places(text, words) if box[2] < width)[-2:]
    line = 10.5 * 1.42
    assert heights == pytest.approx([start - 7 * line, start - 2 * line], abs=1)


@pytest.mark.parametrize("count", [3, 90])
def test_findings_stand_over_nothing(report: Path, tmp_path: Path, count: int) -> None:
    """Those for which the margin has no room stand in the text."""
    marked = draft(document(report), load(report).editions[0], [])
    findings = {0: ("about a source",), 2: tuple(f"A{number:03} error: {'word ' * 12}" for number in range(count))}
    value = Document(**{**vars(marked), "draft": Draft(findings)})
    target = tmp_path / "draft.pdf"
    pdf.write(value, target)
    assert verify(value, "pdf", target) == []
    for page in pypdfium2.PdfDocument(target):
        found = sorted(
            (box for number in range(count) for box in places(page, f"A{number:03}")), key=lambda box: -box[3]
        )
        in_margin = [box for box in found if box[0] > 164 * MILLIMETRE]
        assert len(in_margin) in (0, len(found))
        assert not in_margin or count == 3
        assert all(upper[1] - lower[3] > 15 for upper, lower in itertools.pairwise(in_margin))
        assert all(box[1] > 0 for box in found)
