"""The list of sources: who is in it, in which order, and where its numbers lead."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from igreport import load
from igreport.cli.main import main
from igreport.edition.assemble import assemble
from igreport.edition.verify import expected
from igreport.model.document import Document, headings, walk

CASES = Path(__file__).parents[1] / "cases" / "build"


def document(case: str) -> Document:
    report = load(CASES / case)
    return assemble(report, report.editions[-1], CASES / case)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sources") / "report"
    shutil.copytree(CASES / "sources-by-topic", root)
    assert main(["build", "--root", str(root)]) == 0
    return root / "build" / "2025-Q3"


def file(built: Path, name: str) -> Path:
    (path,) = built.glob(f"*.{name}")
    return path


def test_each_cited_source_stands_once() -> None:
    lines = [block.text for block in expected.read(document("sources-by-topic")).blocks]
    listed = lines[len(lines) - lines[::-1].index("Sources") - 1 :]
    assert [line.partition(",")[0] for line in listed] == [
        "Sources",
        "WSIS+20",
        "Zero Draft",
        "Cited in a remark",
        "Müller",
        "Other things",
        "A page that is gone",
    ]


def test_the_numbers_are_those_of_the_notes_that_name_the_source() -> None:
    reading = expected.read(document("sources-by-topic"))
    naming = [note.number for note in reading.notes if "Zero Draft" in note.text]
    (line,) = [block.text for block in reading.blocks if block.text.startswith("Zero Draft, UN DESA")]
    assert [int(number) for number in re.findall(r"\d+", line.partition("Notes")[2])] == naming


def test_the_contents_name_the_list_and_not_its_topics() -> None:
    assert [line.identifier for line in headings(document("sources-by-topic"))] == [
        "wsis-20",
        "a-heading-with-a-source",
        "without-a-source",
        "other-things",
        "sources",
    ]


def test_key_topics_are_those_of_the_sections_alone() -> None:
    links = [element["c"][2][0] for element in walk(document("sources-by-topic").blocks[0]) if element["t"] == "Link"]
    assert links == ["#wsis-20", "#without-a-source", "#other-things"]


def test_no_id_stands_twice() -> None:
    found = [str(identifier) for identifier in _ids(document("sources-by-topic").blocks)]
    assert len(found) == len(set(found)) > 9


def _ids(blocks: Any) -> list[Any]:
    attributes = {"Header": 1, "Span": 0, "Div": 0}
    found = [element["c"][attributes[element["t"]]][0] for element in walk(blocks) if element["t"] in attributes]
    return [identifier for identifier in found if identifier]


def test_no_list_and_no_ids_where_none_is_wanted() -> None:
    blocks = document("citations").blocks
    assert not [element for element in walk(blocks) if element["t"] == "Span" and element["c"][0][0]]
    assert not [block for block in blocks if block["t"] == "Header" and "generated" in block["c"][1][1]]


def test_numbers_lead_to_the_calls_in_html(built: Path) -> None:
    html = file(built, "html").read_text("utf-8")
    targets = re.findall(r'href="#(call_\d+)"', html)
    assert len(targets) == 10
    for target in targets:
        at = html.index(f'id="{target}"')
        assert f'id="fnref-{target.removeprefix("call_")}"' in html[at : at + 200]


def test_numbers_lead_to_the_calls_in_docx(built: Path) -> None:
    with zipfile.ZipFile(file(built, "docx")) as package:
        xml = package.read("word/document.xml").decode()
    targets = re.findall(r'w:anchor="(call_\d+)"', xml)
    assert len(targets) == 10
    for target in targets:
        at = xml.index(f'w:name="{target}"')
        assert "<w:footnoteReference " in xml[at : xml.index("<w:bookmarkEnd", at)]


def test_numbers_lead_to_the_calls_in_pdf(built: Path) -> None:
    with pikepdf.open(file(built, "pdf")) as pdf:
        names = set(pikepdf.NameTree(pdf.Root.Names.Dests))
        links = [str(link.Dest) for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link]
    targets = {link for link in links if link.startswith("call_")}
    assert len(targets) == 8
    assert targets <= names
