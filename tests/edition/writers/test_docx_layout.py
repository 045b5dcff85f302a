"""The layout of the Word edition: columns, rows, indents, the running title, writing from the right, unlisted headings."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from igreport.edition.verify import verify
from igreport.edition.writers import docx, docx_direction, docx_measure, docx_page, docx_parts, docx_tables
from igreport.exchange import merge_docx
from igreport.model.document import Document
from tests.edition.writers.test_docx import W, document, style_of

LOREM = "the quick brown fox jumps over a lazy dog and "
LONG_TABLE = f"""
| No. | Name | What was said of it | Sum |
|----:|------|---------------------|----:|
| 1 | net ontaon | {LOREM * 3} | 12,345 |
| 2 | reportonda go | {LOREM * 2} | 1,234,567 |

: A caption
"""


@pytest.fixture
def root(tmp_path: Path) -> Callable[[Document | str], etree._Element]:
    """Return a function that writes an edition, which verify finds right, and returns its main part."""

    def write(value: Document | str) -> etree._Element:
        value = document(value) if isinstance(value, str) else value
        docx.write(value, tmp_path / "out.docx")
        assert not verify(value, "docx", tmp_path / "out.docx")
        return main(tmp_path / "out.docx")

    return write


def main(path: Path, name: str = "document") -> etree._Element:
    return docx_parts.parse(docx_parts.unpack(path.read_bytes())[f"word/{name}.xml"])


def lengths(root: etree._Element, name: str) -> list[int]:
    return [int(item.get(f"{W}w", "")) for item in root.iter(f"{W}{name}")]


def items(root: Any, style: str) -> Iterator[dict[str, int]]:
    """Yield the indents of the paragraphs of a style."""
    for paragraph in root.iter(f"{W}p"):
        if style_of(paragraph) == style:
            indent = paragraph.find(f"{W}pPr/{W}ind")
            yield (
                {} if indent is None else {str(key).removeprefix(W): int(value) for key, value in indent.attrib.items()}
            )


def words(element: etree._Element) -> str:
    return "".join(item.text or "" for item in element.iter(f"{W}t"))


def test_columns_follow_their_contents(root: Callable[[str], etree._Element]) -> None:
    table = next(root(f"# A\n\n{LONG_TABLE}").iter(f"{W}tbl"))
    grid = lengths(table, "gridCol")
    assert sum(grid) == docx_page.TEXT_WIDTH == lengths(table, "tblW")[0]
    assert lengths(table, "tcW") == grid * 3
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"  # type: ignore[union-attr]
    number, name, said, total = grid
    assert number < name < said
    assert said > sum(grid) / 2
    assert total >= docx_measure.width("1,234,567", 180)  # no figure is broken


def test_a_long_word_leaves_room_for_the_others() -> None:
    columns = [
        docx_tables.Column(9000, 9000, 9000),
        docx_tables.Column(900, 60000, 60000),
        docx_tables.Column(800, 800, 900),
    ]
    ship, text, name = docx_tables.widths(columns, 8504)
    assert text > ship > name >= 800
    assert ship + text + name == 8504


def test_columns_of_words_too_wide_share_the_room() -> None:
    found = docx_tables.widths([docx_tables.Column(2000, 4000, 5000)] * 8, 8504)
    assert sum(found) == 8504
    assert max(found) - min(found) <= 1
    (empty,) = docx_tables.widths([docx_tables.Column(170, 170, 1)], 8504)
    assert empty == 8504


def test_a_row_taller_than_half_a_page_may_be_split(root: Callable[[str], etree._Element]) -> None:
    table = f"| A | B |\n|---|---|\n| {LOREM * 60} | x |\n| {LOREM * 5} | y |\n\n: A caption\n"
    head, tall, short = next(root(f"# A\n\n{table}").iter(f"{W}tbl")).findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, tall, short)] == [True, False, True]


def test_the_markers_of_a_list_have_room(root: Callable[[str], etree._Element]) -> None:
    romans = "\n".join(f"{marker}. x" for marker in ("xxvi", "xxvii", "xxviii"))
    hundred = "\n".join(f"{number}. x" for number in range(98, 102))
    nested = "100. x\n\n     a. y\n\n        z\n\n> 100. q\n"
    few = "1. x\n2. x\n"
    written = root("# A\n\n" + f"{romans}\n\nText.\n\n{hundred}\n\nText.\n\n{few}\n\nText.\n\n{nested}")
    found = list(items(written, "ListNumber"))
    assert {item["hanging"] for item in found[:3]} == {item["left"] for item in found[:3]}
    assert found[0]["hanging"] > found[3]["hanging"] > 425
    assert found[7:9] == [{}, {}]  # the definition's own indent
    (letter,) = items(written, "ListNumber2")
    assert letter["left"] == found[9]["left"] + 425  # below the text of the item around it
    assert {"left": letter["left"]} in items(written, "")  # its further paragraph
    assert found[10]["left"] == found[10]["hanging"] + 425


def test_words_from_the_right(root: Callable[[str], etree._Element], tmp_path: Path) -> None:
    markdown = (
        "# A\n\nHe met محمد (2025) عمر and בנימין, [عمر 3%]{lang=ar}.[^n]\n\n[شبكة (net)]{lang=fa}\n\n[^n]: By محمد.\n"
    )
    written = root(markdown)
    runs = [run for run in written.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert [words(run) for run in runs] == ["محمد (2025) عمر", "בנימין", "عمر 3%", "شبكة (net)"]
    assert [run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") for run in runs] == ["ar-SA", "he-IL", "ar", "fa"]  # type: ignore[union-attr]
    assert [words(item) for item in written.iter(f"{W}p") if item.find(f"{W}pPr/{W}bidi") is not None] == ["شبكة (net)"]
    notes = main(tmp_path / "out.docx", "footnotes")
    assert [words(run) for run in notes.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None] == ["محمد"]


def test_a_paragraph_from_the_right_turns_its_sides() -> None:
    run = '<w:r><w:rPr><w:lang w:val="he"/></w:rPr><w:t>דבר</w:t></w:r>'
    xml = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:jc w:val="right"/></w:pPr>{run}<w:r><w:t>, </w:t></w:r></w:p>'
    paragraph = etree.parse(io.StringIO(f"<x>{xml}</x>")).getroot()
    docx_direction.finish(paragraph)
    assert [(child.tag.removeprefix(W), child.get(f"{W}val")) for child in paragraph[0][0]] == [
        ("bidi", None),
        ("jc", "left"),
    ]


def test_words_from_the_left_are_left_alone() -> None:
    assert not docx_direction.concerns('<w:lang w:val="en"/>Ἀριστοτέλης, Сергей'.encode())
    assert docx_direction.concerns("<w:t>עמר</w:t>".encode())


def test_a_long_title_is_short_in_the_footer(tmp_path: Path) -> None:
    title = "A series whose title is far too long for one line of a footer beside the period"
    docx.write(document(title=title), tmp_path / "out.docx")
    parts = docx_parts.unpack(tmp_path.joinpath("out.docx").read_bytes())
    running = max((words(docx_parts.parse(parts[name])) for name in parts if name.startswith("word/footer")), key=len)
    shown, _, rest = running.partition("…")
    assert rest.startswith("3rd quarter of 2025 · Page ")
    assert title.startswith(shown + " ")
    assert len(shown) > 30


def test_shortening() -> None:
    assert docx_measure.shortened("one two three", 100, 100_000) == "one two three"
    assert docx_measure.shortened("one two three", 100, docx_measure.width("one two t…", 100)) == "one two…"
    assert docx_measure.shortened("one two, three", 100, docx_measure.width("one two, …", 100)) == "one two…"
    assert docx_measure.shortened("Donaudampfschifffahrt", 100, docx_measure.width("Donau…", 100)) == "Donau…"


def test_headings_that_the_contents_leave_out(root: Callable[[str], etree._Element], tmp_path: Path) -> None:
    written = root("# A\n\nText.\n\n## Topic [x]{.smallcaps} {.unlisted}\n\nText.\n\n## Listed\n\nText.\n")
    style = next(item for item in written.iter(f"{W}pStyle") if item.get(f"{W}val") == "UnlistedHeading2")
    properties = style.getparent()
    assert properties is not None
    # Reading software sees a heading of the second level; the field of the contents looks at styles alone.
    assert properties.find(f"{W}outlineLvl").get(f"{W}val") == "1"  # type: ignore[union-attr]
    known = {item.get(f"{W}styleId"): item for item in main(tmp_path / "out.docx", "styles").iter(f"{W}style")}
    own = known["UnlistedHeading2"]
    assert own.find(f"{W}basedOn").get(f"{W}val") == "Heading2"  # type: ignore[union-attr]
    assert own.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "9"  # type: ignore[union-attr]
    units = merge_docx.read(tmp_path / "out.docx").units
    assert [unit.level for unit in units if unit.kind == "heading"] == [1, 2, 2]


def test_one_bookmark_a_call(root: Callable[[str], etree._Element]) -> None:
    written = root("# A\n\nText[[^n]]{#call_1}.\n\nNote [1](#call_1).\n\n[^n]: A note.\n")
    assert [mark.get(f"{W}name") for mark in written.iter(f"{W}bookmarkStart")].count("call_1") == 1


def test_the_room_of_a_page() -> None:
    page = '<w:p xmlns:w="%s"><w:sectPr><w:pgSz w:w="10000" w:h="x"/><w:pgMar w:left="1000" w:right="2000"/></w:sectPr></w:p>'
    found = docx_page.room(etree.fromstring(page % W[1:-1]))
    assert found.width == 7000
    assert found.height == 16838 - 1247 - 1814
    assert docx_page.room(etree.fromstring("<x/>")).width == docx_page.TEXT_WIDTH
