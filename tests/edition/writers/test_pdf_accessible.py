"""PDF/UA-1, property by property, on a report with all that is hard; and what WeasyPrint makes of the same report by itself."""

from __future__ import annotations

import collections
import contextlib
import itertools
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from igreport.edition.assemble import assemble
from igreport.edition.writers import pdf, pdf_accessible
from igreport.model.document import Attachment, Document
from igreport.sources.load import load

SERIES = "title: A series of (many) reports\nauthor: [An author, Ωμέγα]\npublisher: P & Q\nlicense: CC-BY-4.0\n"
# No two rows have the same words: a judge takes lines that come again and again for running heads.
NAMES = [f"{one}{other}" for one in ("alder", "beech", "cedar", "elm", "fir", "oak") for other in "abcdefghij"]
ROWS = "\n".join(
    f"| {NAMES[number - 1]} {number} | what stands in it | and more[^{number}] |" for number in range(1, 61)
)
NOTES = "\n".join(f"[^{number}]: Note to row {number}." for number in range(1, 61))
LONG = "A sentence of some length that fills the lines of a note. " * 60
SECTION = f"""---
title: First topic
topic: first
keypoint: A point that is long enough to be broken, so that its link has two areas on the page and not only one of them
---

A claim.[^a] Another, with [a link that is long enough to be broken at the end of its line, so that it has two areas, and a
third](https://example.org/link) in it. {"Some words that fill the page. " * 40}

#### A heading that skips a level

1. one
   a. alpha
      i. first
         - innermost
   b. beta

   Behind the inner list.
2. two.[^b]

> A quotation.[^c]

![What the picture shows](picture.png)

## A table

| Name | What | More |
|------|------|------|
{ROWS}

The names عمر (2025) and בנימין [1949] are read from the right.

The end.

[^a]: The first remark, see <https://example.org/a/remark/with/an/address/that/is/longer/than/a/line/of/the/notes/can/be>.
[^b]: {LONG}
[^c]: The third.
{NOTES}
"""
ATTACHMENTS = (
    Attachment("sources.json", "application/vnd.citationstyles.csl+json", b"[]", "Data", "the sources"),
    Attachment("10-first.md", "text/markdown", SECTION.encode(), "Source", "the section “First topic”"),
)


def picture() -> bytes:
    """Return a PNG of 2 by 2 pixels."""
    rows = zlib.compress(b"".join(b"\0" + bytes(range(6)) for _ in range(2)))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def document(root: Path, notes: str) -> Document:
    """Return the report as a Document."""
    folder = root / "sections/2025-Q3"
    folder.mkdir(parents=True)
    (root / "sections/series.yaml").write_text(f"{SERIES}notes: {notes}\n", "utf-8")
    (folder / "edition.yaml").write_text("published: 2025-10-06\nidentifier: doi:10.5281/zenodo.1\n", "utf-8")
    (folder / "10-first.md").write_text(SECTION, "utf-8")
    (folder / "picture.png").write_bytes(picture())
    report = load(root)
    return replace(assemble(report, report.editions[0], root), attachments=ATTACHMENTS)


@pytest.fixture(scope="module", params=["page", "end"])
def path(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("right") / "edition.pdf"
    pdf.write(document(tmp_path_factory.mktemp("report"), request.param), target)
    return target


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without our tags: as WeasyPrint makes it."""
    target = tmp_path_factory.mktemp("plain") / "edition.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_accessible, "_own_tags", lambda _document: contextlib.nullcontext())
        patch.setattr(pdf_accessible, "_without_repetitions", lambda links: links)
        pdf.write(document(tmp_path_factory.mktemp("report"), "page"), target)
    return target


class Tagged:
    """A PDF with its structure elements in their order."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.tree = file.Root.StructTreeRoot
        self.elements = list(_elements(self.tree.K))
        self.kinds = collections.Counter(str(element.S) for element in self.elements)

    def of(self, *kinds: str) -> list[Any]:
        return [element for element in self.elements if str(element.S) in kinds]

    def annotations(self) -> list[Any]:
        return [annotation for page in self.file.pages for annotation in page.get("/Annots", ())]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _elements(node: Any) -> Iterator[Any]:
    for element in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            for kid in _kids(element):
                yield from _elements(kid) if isinstance(kid, pikepdf.Dictionary) else ()


def _kinds_within(element: Any) -> list[str]:
    return [str(kid.S) for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def links_are_in_links(tagged: Tagged) -> bool:
    held = [kid.Obj.objgen for link in tagged.of("/Link") for kid in _kids(link) if _is_reference(kid)]
    return sorted(held) == sorted(annotation.objgen for annotation in tagged.annotations())


def _is_reference(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def links_are_printed_and_described(tagged: Tagged) -> bool:
    return all(link.get("/F") == 4 and str(link.get("/Contents", "#")).strip("#") for link in tagged.annotations())


def links_know_their_elements(tagged: Tagged) -> bool:
    owners = pikepdf.NumberTree(tagged.tree.ParentTree)
    found = [owners[int(link.StructParent)].S for link in tagged.annotations() if "/StructParent" in link]
    return bool(found) and set(found) == {"/Link"} and len(found) == len(tagged.annotations())


def a_broken_link_is_one(tagged: Tagged) -> bool:
    areas = [sum(_is_reference(kid) for kid in _kids(link)) for link in tagged.of("/Link")]
    return max(areas) > 1


def pages_are_tabbed_in_order(tagged: Tagged) -> bool:
    return all(page.Tabs == "/S" for page in tagged.file.pages)


def notes_have_identifiers_of_their_own(tagged: Tagged) -> bool:
    names = [str(note.get("/ID", "")) for note in tagged.of("/Note")]
    known = dict(pikepdf.NameTree(tagged.tree.IDTree)) if "/IDTree" in tagged.tree else {}
    return len(names) == 63 and all(names) and len(set(names)) == 63 and sorted(known) == sorted(names)


def notes_begin_with_their_number(tagged: Tagged) -> bool:
    notes = tagged.of("/Note")
    return bool(notes) and all(_kinds_within(note)[0] == "/Lbl" for note in notes) and tagged.kinds["/Reference"] >= 63


def list_items_have_a_body(tagged: Tagged) -> bool:
    return all(_kinds_within(item) == ["/Lbl", "/LBody"] for item in tagged.of("/LI"))


def lists_say_how_they_count(tagged: Tagged) -> bool:
    styles = [str(element.A.ListNumbering) for element in tagged.of("/L") if "/A" in element]
    return len(styles) == len(tagged.of("/L")) and {"/Decimal", "/LowerAlpha", "/LowerRoman", "/Disc"} <= set(styles)


def headings_skip_no_level(tagged: Tagged) -> bool:
    levels = [int(str(heading.S)[2]) for heading in tagged.of("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")]
    return levels[0] == 1 and all(new <= old + 1 for old, new in itertools.pairwise(levels))


def contents_are_contents(tagged: Tagged) -> bool:
    lines = tagged.of("/TOCI")
    return len(lines) >= 2 and all(_kinds_within(line)[0] == "/Reference" for line in lines) and "/TOC" in tagged.kinds


def a_table_over_pages_is_one(tagged: Tagged) -> bool:
    scopes = [str(cell.A.get("/Scope")) for cell in tagged.of("/TH") if "/A" in cell]
    return [tagged.kinds[kind] for kind in ("/Table", "/THead", "/TBody")] == [1, 1, 1] and scopes == ["/Column"] * 3


def figures_have_their_place(tagged: Tagged) -> bool:
    (figure,) = tagged.of("/Figure")
    page = next(page for page in tagged.file.pages if page.objgen == figure.Pg.objgen)
    left, bottom, right, top = (float(value) for value in figure.A.BBox)
    matrix = next(
        [float(value) for value in operands]
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "cm" and float(operands[0]) == pytest.approx((right - left) / 0.75, abs=0.01)
    )
    return bool(figure.Alt == "What the picture shows" and matrix and 0 < bottom < top < float(page.MediaBox[3]))


def nothing_is_empty(tagged: Tagged) -> bool:
    return all(_kids(element) for element in tagged.elements)


def all_content_has_one_owner(tagged: Tagged) -> bool:
    owners = pikepdf.NumberTree(tagged.tree.ParentTree)
    held = collections.Counter()
    for element in tagged.elements:
        for kid in _kids(element):
            if isinstance(kid, int):
                held[(element.Pg.objgen, kid)] += 1
            elif kid.get("/Type") == "/MCR":
                held[(kid.Pg.objgen, int(kid.MCID))] += 1
    marked = [(page.objgen, mark) for page in tagged.file.pages for mark, _ in _marks(page) if mark is not None]
    right = all(len(owners[int(page.StructParents)]) == len(_marks(page, True)) for page in tagged.file.pages)
    return right and sorted(held) == sorted(marked) and set(held.values()) == {1} and len(marked) == len(set(marked))


def _marks(page: Any, numbered: bool = False) -> list[tuple[int | None, str]]:
    """Return the marked content of a page that stands in no other: its number and tag."""
    found: list[tuple[int | None, str]] = []
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            if not depth:
                found.append((int(properties["/MCID"]) if "/MCID" in properties else None, str(operands[0])))
            depth += 1
        depth -= str(operator) == "EMC"
    return [mark for mark in found if mark[0] is not None] if numbered else found


def nothing_is_drawn_unmarked(tagged: Tagged) -> bool:
    for page in tagged.file.pages:
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            depth += (str(operator) in ("BDC", "BMC")) - (str(operator) == "EMC")
            if not depth and str(operator) in ("Tj", "TJ", "Do", "f", "S", "B"):
                return False
    return True


def running_heads_are_artifacts(tagged: Tagged) -> bool:
    found = collections.Counter()
    for page in tagged.file.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and operands[0] == "/Artifact":
                assert operands[1]["/Type"] == "/Pagination"
                found[str(operands[1]["/Subtype"])] += 1
    return found["/Header"] > 0 and found["/Footer"] > 0


def drawing_follows_the_tree(tagged: Tagged) -> bool:
    read: dict[Any, list[int]] = collections.defaultdict(list)
    for element in tagged.elements:
        for kid in _kids(element):
            if isinstance(kid, int):
                read[element.Pg.objgen].append(kid)
            elif kid.get("/Type") == "/MCR":
                read[kid.Pg.objgen].append(int(kid.MCID))
    return all([mark for mark, _ in _marks(page, True)] == read[page.objgen] for page in tagged.file.pages)


PROPERTIES = [
    links_are_in_links,
    links_are_printed_and_described,
    links_know_their_elements,
    a_broken_link_is_one,
    pages_are_tabbed_in_order,
    notes_have_identifiers_of_their_own,
    notes_begin_with_their_number,
    list_items_have_a_body,
    lists_say_how_they_count,
    headings_skip_no_level,
    contents_are_contents,
    a_table_over_pages_is_one,
    figures_have_their_place,
    nothing_is_empty,
    all_content_has_one_owner,
    nothing_is_drawn_unmarked,
    running_heads_are_artifacts,
    drawing_follows_the_tree,
]
# What WeasyPrint 70 has by itself; the rest of the list would be superfluous as soon as it had it.
UPSTREAM = [pages_are_tabbed_in_order, nothing_is_drawn_unmarked, nothing_is_empty]


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)
def test_property(path: Path, holds: Callable[[Tagged], bool]) -> None:
    with pikepdf.open(path) as file:
        assert holds(Tagged(file))


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)
def test_property_of_weasyprint_alone(plain: Path, holds: Callable[[Tagged], bool]) -> None:
    with pikepdf.open(plain) as file:
        assert _holds(holds, Tagged(file)) == (holds in UPSTREAM)


def _holds(holds: Callable[[Tagged], bool], tagged: Tagged) -> bool:
    with contextlib.suppress(Exception):  # what is looked for is not even there
        return holds(tagged)
    return False


def test_it_looks_as_weasyprint_draws_it(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "edition.pdf"
    pdf.write(document(tmp_path / "report", "page"), target)
    ours, theirs = pypdfium2.PdfDocument(target), pypdfium2.PdfDocument(plain)
    assert len(ours) == len(theirs) > 3
    for one, other in zip(ours, theirs, strict=True):
        assert one.render(scale=1).to_pil().tobytes() == other.render(scale=1).to_pil().tobytes()
    assert target.stat().st_size < plain.stat().st_size
    ours.close()
    theirs.close()


def test_a_note_is_read_behind_the_paragraph_of_its_call(tmp_path: Path) -> None:
    target = tmp_path / "edition.pdf"
    pdf.write(document(tmp_path / "report", "page"), target)
    with pikepdf.open(target) as file:
        tagged = Tagged(file)
        (quotation,) = tagged.of("/BlockQuote")
        assert _kinds_within(quotation) == ["/P", "/Note"]
        first = tagged.of("/Note")[0]
        siblings = _kinds_within(first.P)
        assert siblings[siblings.index("/Note") - 1] == "/P"


def test_metadata(path: Path) -> None:
    with pikepdf.open(path) as file, file.open_metadata() as xmp:
        title = "A series of (many) reports, 3rd quarter of 2025"
        assert (xmp["dc:title"], str(file.docinfo["/Title"])) == (title, title)
        assert xmp["dc:creator"] == ["An author", "Ωμέγα"]
        assert xmp["dc:publisher"] == {"P & Q"}
        assert xmp["dc:language"] == {"en-GB"}
        assert xmp["dc:date"] == ["2025-10-06"]
        assert xmp["dc:identifier"] == "doi:10.5281/zenodo.1"
        assert xmp["dc:rights"] == "CC-BY-4.0"
        assert xmp["xmpRights:WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
        assert xmp["{http://prismstandard.org/namespaces/basic/3.0/}issueIdentifier"] == "2025-Q3"
        assert xmp["pdfuaid:part"] == "1"
        assert "pdf:Keywords" not in xmp
        assert "/Keywords" not in file.docinfo
        info = {
            key: str(file.docinfo[f"/{key}"]) for key in ("Publisher", "Identifier", "License", "Edition", "Language")
        }
        assert list(info.values()) == ["P & Q", "doi:10.5281/zenodo.1", "CC-BY-4.0", "2025-Q3", "en-GB"]
        assert file.Root.Lang == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.MarkInfo.Marked
        assert "/Suspects" not in file.Root.MarkInfo
        assert "/RoleMap" not in file.Root.StructTreeRoot


def test_attachments(path: Path) -> None:
    with pikepdf.open(path) as file:
        assert sorted(file.attachments) == ["10-first.md", "sources.json"]
        names = pikepdf.NameTree(file.Root.Names.EmbeddedFiles)
        assert [spec.objgen for spec in file.Root.AF] == [names[name].objgen for name in sorted(names)]
        for wanted in ATTACHMENTS:
            spec, attached = names[wanted.name], file.attachments[wanted.name].get_file()
            assert (spec.AFRelationship, spec.Desc) == (f"/{wanted.relationship}", wanted.description)
            assert [str(spec.F), str(spec.UF)] == [wanted.name] * 2
            assert attached.mime_type == wanted.media_type
            assert attached.read_bytes() == wanted.data
            assert attached.obj.Params.Size == len(wanted.data)
            assert attached.obj.Params.ModDate == "D:20251006"
            assert attached.creation_date.year == 2025


def test_no_attachments(tmp_path: Path) -> None:
    target = tmp_path / "edition.pdf"
    pdf.write(replace(document(tmp_path / "report", "page"), attachments=(), license="All rights reserved"), target)
    with pikepdf.open(target) as file, file.open_metadata() as xmp:
        assert "/AF" not in file.Root
        assert not file.attachments
        assert xmp["dc:rights"] == "All rights reserved"
        assert "xmpRights:WebStatement" not in xmp


def test_it_is_made_the_same_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1759708800")
    made = document(tmp_path / "report", "page")
    for name in ("one.pdf", "two.pdf"):
        pdf.write(made, tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def _judge(name: str, *arguments: str) -> str:
    beside = Path(sys.executable).with_name(name)
    program = str(beside) if beside.exists() else shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=120)
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


JUDGES = {
    "outloud": ("--fail-on", "warning", "--no-info"),
    "pdfua": ("check", "--min-severity", "warning"),
    "qpdf": ("--check",),
}


@pytest.mark.parametrize("name", JUDGES)
def test_judges_find_nothing(path: Path, name: str) -> None:
    opinion = _judge(name, *JUDGES[name], str(path))
    assert opinion.startswith("0\n"), opinion


def test_a_judge_finds_what_weasyprint_leaves(plain: Path) -> None:
    opinion = _judge("outloud", *JUDGES["outloud"], str(plain))
    assert opinion.startswith("1\n")
    assert all(rule in opinion for rule in ("LNK-001", "LNK-004", "HDG-001"))
