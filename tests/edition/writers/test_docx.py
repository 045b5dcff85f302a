"""The Word edition, unzipped and looked at."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from igreport import pandoc
from igreport.edition.writers import docx
from igreport.errors import OutputError
from igreport.model.document import Document, Labels

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parents[3]

SAMPLE = """
::: {#key-topics}
**Key topics**

- [Review](#review)
- [Other](#other)
:::

# The review[^head] of *all* {#review}

A [link](https://example.org/?a=1&b=2) and a note.[^two]

4. four

   a. alpha
   b. beta

      i. one
      ii. two
5. five

> A quotation.
>
> - an item[^quoted]

| A | B |
|---|--:|
| 1 | 2 |

: A caption

## Second level {#second}

After.

# Other {#other}

End.

[^head]: On the heading.
[^two]: First paragraph, [here](https://note.example/x).

    Second paragraph.
[^quoted]: In a list in a quotation, <https://quoted.example/>.
"""


def document(markdown: str = SAMPLE, **changes: Any) -> Document:
    """Return a Document with the blocks of `markdown`."""
    blocks = json.loads(pandoc.convert(["--from=markdown", "--to=json"], markdown.encode()))["blocks"]
    value = Document(
        edition="2025-Q3",
        slug="sample",
        title="Sample & <Report>",
        period="3rd quarter of 2025",
        authors=("Ada Lovelace", "Jürgen & Söhne"),
        publisher="Publisher <e. V.>",
        published="2025-10-06",
        published_text="6 October 2025",
        language="en-GB",
        notes="page",
        labels=Labels("Contents", "Key topics", "Notes", "Page {page} of {pages}", "Back"),
        blocks=tuple(blocks),
    )
    return dataclasses.replace(value, **changes)


@pytest.fixture
def parts(tmp_path: Path) -> Any:
    """Return a function that writes a Document and returns the package's files."""

    def write(value: Document | None = None) -> dict[str, str]:
        target = tmp_path / "out.docx"
        docx.write(value or document(), target)
        with zipfile.ZipFile(target) as package:
            assert package.testzip() is None
            names = package.namelist()
            texts = {name: package.read(name) for name in names}
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(texts[name])
        return {name: text.decode("utf-8", "replace") for name, text in texts.items()}

    return write


def paragraphs(xml: str, style: str) -> list[ElementTree.Element]:
    """Return the paragraphs of a style."""
    found = ElementTree.fromstring(xml).iter(f"{W}p")
    return [item for item in found if style_of(item) == style]


def style_of(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.attrib[f"{W}val"]


def text(element: ElementTree.Element) -> str:
    return "".join(item.text or "" for item in element.iter(f"{W}t"))


def test_front(parts: Any) -> None:
    xml = parts()["word/document.xml"]
    styles = ("Title", "Subtitle", "Author", "Date")
    assert {style: [text(item) for item in paragraphs(xml, style)] for style in styles} == {
        "Title": ["Sample & <Report>"],
        "Subtitle": ["3rd quarter of 2025"],
        "Author": ["Ada Lovelace, Jürgen & Söhne"],
        "Date": ["6 October 2025"],
    }
    assert [text(item) for item in paragraphs(xml, "Publisher")] == ["Publisher <e. V.>"]
    assert [text(item) for item in paragraphs(xml, "KeyTopics")] == ["Key topics"]
    assert len(paragraphs(xml, "KeyTopic")) == 2


def test_empty_front_lines_are_left_out(parts: Any) -> None:
    xml = parts(document(authors=(), publisher="", published="", published_text=""))["word/document.xml"]
    assert not any(paragraphs(xml, style) for style in ("Author", "Publisher", "Date"))


def test_contents_are_filled_in(parts: Any) -> None:
    package = parts()
    xml = package["word/document.xml"]
    assert [text(item) for item in paragraphs(xml, "TOCHeading")] == ["Contents"]
    assert [text(item) for item in paragraphs(xml, "TOC1")] == ["The review of all", "Other"]
    assert [text(item) for item in paragraphs(xml, "TOC2")] == ["Second level"]
    assert ' TOC \\o "1-2" \\h \\z ' in xml
    for line in paragraphs(xml, "TOC1") + paragraphs(xml, "TOC2"):
        name = line.find(f"{W}hyperlink").attrib[f"{W}anchor"]  # type: ignore[union-attr]
        assert xml.count(f'w:name="{name}"') == 1
        assert f" PAGEREF {name} \\h " in [item.text for item in line.iter(f"{W}instrText")]
    assert "updateFields" not in package["word/settings.xml"]
    assert "w:dirty" not in xml


def test_the_contents_lead_to_the_headings(parts: Any) -> None:
    xml = parts()["word/document.xml"]
    bookmarks = [
        (mark.attrib[f"{W}name"], text(item))
        for style in ("Heading1", "Heading2")
        for item in paragraphs(xml, style)
        for mark in item.iter(f"{W}bookmarkStart")
    ]
    lines = [
        (item.find(f"{W}hyperlink").attrib[f"{W}anchor"], text(item))  # type: ignore[union-attr]
        for style in ("TOC1", "TOC2")
        for item in paragraphs(xml, style)
    ]
    assert lines == bookmarks


def test_fields_begin_separate_and_end(parts: Any) -> None:
    kinds = re.findall(r'fldCharType="(\w+)"', parts()["word/document.xml"])
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        assert depth >= 0
    assert depth == 0
    assert kinds.count("begin") == kinds.count("separate") == 4


def test_ids_of_bookmarks_differ(parts: Any) -> None:
    xml = parts()["word/document.xml"]
    starts = re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml)
    assert len(starts) == len(set(starts))
    assert sorted(starts) == sorted(re.findall(r'<w:bookmarkEnd w:id="(\d+)"', xml))


def test_a_document_without_headings_has_no_contents(parts: Any) -> None:
    assert "TOC" not in parts(document("Text."))["word/document.xml"]


def test_footnotes(parts: Any) -> None:
    package = parts()
    notes = ElementTree.fromstring(package["word/footnotes.xml"]).findall(f"{W}footnote")
    printed = [note for note in notes if f"{W}type" not in note.attrib]
    assert ["|".join(text(item).strip() for item in note.iter(f"{W}p")) for note in printed] == [
        "On the heading.",
        "First paragraph, here.|Second paragraph.",
        "In a list in a quotation, https://quoted.example/.",
    ]
    assert "https://note.example/x" in package["word/_rels/footnotes.xml.rels"]
    assert "word/endnotes.xml" not in package


def test_endnotes(parts: Any) -> None:
    link = "[it](https://example.org/relationships/footnotes)"
    markdown = SAMPLE.replace("After.", f"See {link} of Footnote[^z].\n\n[^z]: Z.")
    package = parts(document(markdown, notes="end"))
    assert not [name for name in package if "footnotes" in name]
    body, notes = (ElementTree.fromstring(package[f"word/{name}.xml"]) for name in ("document", "endnotes"))
    called = [item.attrib[f"{W}id"] for item in body.iter(f"{W}endnoteReference")]
    kept = [note.attrib[f"{W}id"] for note in notes.findall(f"{W}endnote") if f"{W}type" not in note.attrib]
    assert called == kept
    assert len(called) == 4
    kinds = {note.get(f"{W}type") for note in notes.findall(f"{W}endnote")}
    assert kinds == {None, "separator", "continuationSeparator"}
    styles = {style_of(item) for note in notes for item in note.iter(f"{W}p")} - {""}
    assert styles == {"EndnoteText"}
    for root in (*body.iter(f"{W}sectPr"), ElementTree.fromstring(package["word/settings.xml"])):
        assert root.find(f"{W}endnotePr/{W}numFmt").attrib == {f"{W}val": "decimal"}  # type: ignore[union-attr]
    assert 'w:styleId="EndnoteText"' in package["word/styles.xml"]
    assert 'w:styleId="EndnoteReference"' in package["word/styles.xml"]
    assert "/word/endnotes.xml" in package["[Content_Types].xml"]
    assert "wordprocessingml.endnotes+xml" in package["[Content_Types].xml"]
    assert 'Target="endnotes.xml"' in package["word/_rels/document.xml.rels"]
    assert "https://note.example/x" in package["word/_rels/endnotes.xml.rels"]
    # What the author wrote is not renamed with the part.
    assert "https://example.org/relationships/footnotes" in package["word/_rels/document.xml.rels"]
    assert "of Footnote." in "".join(item.text or "" for item in body.iter(f"{W}t"))
    assert [text(item) for item in paragraphs(package["word/document.xml"], "NotesHeading")] == ["Notes"]


def test_no_heading_for_notes_that_are_not_there(parts: Any) -> None:
    assert "NotesHeading" not in parts(document("# A\n\nText.", notes="end"))["word/document.xml"]


def test_table(parts: Any) -> None:
    xml = parts()["word/document.xml"]
    table = next(ElementTree.fromstring(xml).iter(f"{W}tbl"))
    head, row = table.findall(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert row.find(f"{W}trPr/{W}tblHeader") is None
    assert [item.find(f"{W}trPr/{W}cantSplit") is not None for item in (head, row)] == [True, True]
    assert all(item.find(f"{W}pPr/{W}keepNext") is not None for item in head.iter(f"{W}p"))
    assert [text(item) for item in paragraphs(xml, "TableCaption")] == ["A caption"]


def test_properties_stand_in_the_order_of_the_schema(parts: Any) -> None:
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "bidi", "spacing", "ind", "jc", "sectPr"]
    for properties in ElementTree.fromstring(parts()["word/document.xml"]).iter(f"{W}pPr"):
        places = [order.index(child.tag.removeprefix(W)) for child in properties]
        assert places == sorted(set(places))


def test_author_text_is_no_template_code(parts: Any) -> None:
    title = "A {{ edition }} {% raw %} & <b> {# no #} %}"
    package = parts(document("# {{ title }} {% if %}\n\n{{ period }} & <x>", title=title, publisher="{{ title }}"))
    assert max(footers(package)).startswith(f"{title}3rd quarter of 2025 · ")
    assert [text(item) for item in paragraphs(package["word/document.xml"], "Publisher")] == ["{{ title }}"]
    assert [text(item) for item in paragraphs(package["word/document.xml"], "Title")] == [title]
    assert [text(item) for item in paragraphs(package["word/document.xml"], "Heading1")] == ["{{ title }} {% if %}"]
    core = ElementTree.fromstring(package["docProps/core.xml"])
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == f"{title}, 3rd quarter of 2025"


def headers(package: dict[str, str]) -> list[str]:
    return sorted(
        text(ElementTree.fromstring(part)) for name, part in package.items() if name.startswith("word/header")
    )


def footers(package: dict[str, str]) -> list[str]:
    return sorted(
        text(ElementTree.fromstring(part)) for name, part in package.items() if name.startswith("word/footer")
    )


def test_header_and_footer(parts: Any) -> None:
    labels = Labels("Inhalt", "Themen", "Anmerkungen", "Seite {page} von {pages}", "Zurück")
    package = parts(document(labels=labels, language="de-DE"))
    # The section's title is Word's own field; who does not know it shows the title of the series, which is never wrong.
    assert headers(package) == ["", "", "Sample & <Report>"]
    running = [part for name, part in package.items() if name.startswith("word/header") and "STYLEREF" in part]
    assert len(running) == 1
    assert footers(package) == ["", "Sample & <Report>3rd quarter of 2025 · Seite 1 von 1"]
    footer = max((part for name, part in package.items() if name.startswith("word/footer")), key=len)
    assert [field.strip() for field in re.findall(r"<w:instrText[^>]*>([^<]*)<", footer)] == ["PAGE", "NUMPAGES"]
    front, last = ElementTree.fromstring(package["word/document.xml"]).iter(f"{W}sectPr")
    assert [section.find(f"{W}titlePg") is not None for section in (front, last)] == [True, False]
    assert front.find(f"{W}pgSz").attrib == {f"{W}w": "11906", f"{W}h": "16838"}  # type: ignore[union-attr]


def test_language_and_properties(parts: Any) -> None:
    package = parts(document(language="de-AT"))
    styles = ElementTree.fromstring(package["word/styles.xml"])
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None
    assert language.attrib[f"{W}val"] == "de-AT"
    core = ElementTree.fromstring(package["docProps/core.xml"])
    values = {child.tag.rpartition("}")[2]: child.text for child in core if child.text}
    assert values == {
        "title": "Sample & <Report>, 3rd quarter of 2025",
        "creator": "Ada Lovelace, Jürgen & Söhne",
        "language": "de-AT",
        "created": "2025-10-06T00:00:00Z",
        "modified": "2025-10-06T00:00:00Z",
    }
    company = ElementTree.fromstring(package["docProps/app.xml"])
    assert [child.text for child in company] == ["igreport", "Publisher <e. V.>"]


def test_the_date_comes_from_the_environment_or_is_left_out(parts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert "2023-11-14T22:13:20Z" in parts(document(published=""))["docProps/core.xml"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert "created" not in parts(document(published=""))["docProps/core.xml"]
    assert "2025-10-01T00:00:00Z" in parts(document(published="2025-10"))["docProps/core.xml"]


def test_a_very_long_title(parts: Any) -> None:
    assert parts(document(title="word " * 200))["docProps/core.xml"].count("word ") == 51


def test_two_builds_in_two_folders_are_the_same(tmp_path: Path) -> None:
    digests = []
    for name in ("one", "another folder"):
        folder = tmp_path / name
        folder.mkdir()
        Image.new("RGB", (30, 20)).save(folder / "p.png")
        docx.write(document(SAMPLE + f"\n\n![Alt](<{folder / 'p.png'}>)\n"), folder / "x.docx")
        digests.append((folder / "x.docx").read_bytes())
    assert digests[0] == digests[1]
    assert str(tmp_path).encode() not in b"".join(zip_texts(digests[0]))


def zip_texts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist()]


def test_images(parts: Any, tmp_path: Path) -> None:
    source = tmp_path / "a #1 ü%20.png"
    Image.new("RGB", (30, 20)).save(source)
    value = document("Figure:\n\n![A *caption*](x){fig-alt='What is seen & <meant>'}\n\nAnd ![inline](x) and ![](x)\n")
    blocks = json.dumps(value.blocks).replace('["x", ""]', json.dumps([str(source), ""]))
    value = dataclasses.replace(value, blocks=json.loads(blocks))
    package = parts(value)
    drawings = re.findall(r'<(?:wp:docPr|pic:cNvPr)[^>]* descr="([^"]*)"', package["word/document.xml"])
    assert drawings == ["What is seen &amp; &lt;meant&gt;"] * 2 + ["inline"] * 2 + [""] * 2
    assert [text(item) for item in paragraphs(package["word/document.xml"], "ImageCaption")] == ["A caption"]
    assert [name for name in package if name.startswith("word/media/")]


def test_an_image_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nowhere\.png"):
        docx.write(document("![A](/nowhere.png)"), tmp_path / "x.docx")


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        docx.write(document("Text."), tmp_path / "no folder" / "x.docx")


def test_the_document_is_left_as_it_was(tmp_path: Path) -> None:
    value = document()
    before = json.dumps(value.blocks)
    docx.write(value, tmp_path / "x.docx")
    assert json.dumps(value.blocks) == before


def test_the_template_is_what_the_script_makes(tmp_path: Path) -> None:
    target = tmp_path / "t.docx"
    command = [sys.executable, "tools/make_template.py", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, env={"PYTHONPATH": str(ROOT)})
    assert target.read_bytes() == (ROOT / "igreport/edition/templates/template.docx").read_bytes()


def test_a_link_to_the_call_of_a_note(parts: Any) -> None:
    for notes in ("page", "end"):
        xml = parts(document(SAMPLE.replace("End.", "Note [2](#call_2)."), notes=notes))["word/document.xml"]
        marks = list(ElementTree.fromstring(xml).iter(f"{W}bookmarkStart"))
        assert [mark.attrib[f"{W}name"] for mark in marks if "call" in mark.attrib[f"{W}name"]] == ["call_2"]
        name = "footnoteReference" if notes == "page" else "endnoteReference"
        around = re.search(r'w:name="call_2"/>(.*?)<w:bookmarkEnd w:id="3000002"/>', xml)
        assert around is not None
        assert around[1].count(f"<w:{name} ") == 1


def test_a_picture_of_dots_has_its_share_of_the_text(parts: Any, tmp_path: Path) -> None:
    picture = tmp_path / "wide.png"
    Image.new("RGB", (900, 300), "teal").save(picture)
    written = parts(document(f"# A\n\n![A dot]({picture}){{width=30%}}\n"))["word/document.xml"]
    (width,) = re.findall(r'<wp:extent cx="(\d+)"', written)
    assert int(width) / 36_000 == pytest.approx(0.3 * 150, abs=0.1)  # EMU, ECMA-376 part 1, 20.1.2.1
