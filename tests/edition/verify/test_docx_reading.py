"""Word's edition read back: what our writer wrote, and files that were broken on purpose."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image

from igreport import pandoc
from igreport.edition.verify.docx import read
from igreport.edition.verify.docx_numbering import formatted
from igreport.edition.verify.reading import Block, PrintedNote, Reading
from igreport.edition.writers import docx
from igreport.errors import BuildError
from igreport.model.document import Document, Labels

Break = Callable[[str], str]
_NO_KEY_TOPICS = {"t": "Div", "c": [["", [], []], []]}


def document(markdown: str, notes: Literal["page", "end"] = "page") -> Document:
    """Return a Document with the blocks of `markdown`."""
    blocks = json.loads(pandoc.convert(["--from=markdown", "--to=json"], markdown.encode()))["blocks"]
    labels = Labels("Contents", "Key topics", "Notes", "Page {page} of {pages}", "Back")
    return Document(
        "2025-Q3", "s", "Series", "3rd quarter", (), "", "", "", "en-GB", notes, labels, (_NO_KEY_TOPICS, *blocks)
    )  # fmt: skip


def reading(tmp_path: Path, markdown: str, notes: Literal["page", "end"] = "page") -> Reading:
    """Write `markdown` and read it back, without title and period."""
    docx.write(document(markdown, notes), tmp_path / "x.docx")
    result = read(tmp_path / "x.docx")
    assert [block.text for block in result.blocks[:2]] == ["Series", "3rd quarter"]
    return Reading(result.blocks[2:], result.notes)


def markers(result: Reading) -> list[str]:
    return [f"{block.marker} {block.text}".strip() for block in result.blocks]


def broken(tmp_path: Path, markdown: str, part: str, change: Break, notes: Literal["page", "end"] = "page") -> Path:
    """Write `markdown`, change one part of the package, and return the file."""
    source, target = tmp_path / "whole.docx", tmp_path / "broken.docx"
    docx.write(document(markdown, notes), source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                changed = change(text.decode()).encode()
                assert changed != text
                text = changed
            new.writestr(name, text)
    return target


def test_contents_without_page_numbers_and_notes(tmp_path: Path) -> None:
    result = reading(tmp_path, "# One[^a] & *two* 3 {#one}\n\n## Sub\n\nText.\n\n[^a]: Note.")
    texts = [block.text for block in result.blocks]
    assert texts == ["Contents", "One & two 3", "Sub", "One[^1] & two 3", "Sub", "Text."]
    assert not any(block.links for block in result.blocks)


@pytest.mark.parametrize("notes", ["page", "end"])
def test_notes_and_links(tmp_path: Path, notes: Literal["page", "end"]) -> None:
    markdown = (
        "A[^a] [link](https://a.example/?x=1&y=2) and <https://b.example/>.[^b]\n\n> - Quoted.[^c]\n\n"
        "[^a]: First.\n\n    Second [par](https://n.example/#f).\n\n[^b]: Bee.\n\n[^c]: Cee."
    )
    result = reading(tmp_path, markdown, notes)
    assert result.blocks[:2] == (
        Block("", "A[^1] link and https://b.example/.[^2]", ("https://a.example/?x=1&y=2", "https://b.example/")),
        Block("•", "Quoted.[^3]", ()),
    )
    assert [block.text for block in result.blocks[2:]] == (["Notes"] if notes == "end" else [])
    assert result.notes == (
        PrintedNote(1, "First.\nSecond par.", ("https://n.example/#f",)),
        PrintedNote(2, "Bee.", ()),
        PrintedNote(3, "Cee.", ()),
    )


def test_markers(tmp_path: Path) -> None:
    markdown = """
4. four

   a. alpha

      further
   b. beta

      i. one
      ii. two
   c. gamma

      i. again
5. five

Text.

1. new
2. list
   1. same kind below
   2. below
3. three
   1. anew

> 7. quoted
>    - deep

C. capital

- [x]{} bullet
  - sub
"""
    assert markers(reading(tmp_path, markdown)) == [
        "4. four", "a. alpha", "further", "b. beta", "i. one", "ii. two", "c. gamma", "i. again", "5. five", "Text.",
        "1. new", "2. list", "1. same kind below", "2. below", "3. three", "1. anew", "7. quoted", "• deep",
        "C. capital", "• x bullet", "• sub",
    ]  # fmt: skip


def test_tables_images_and_white_space(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20)).save(tmp_path / "p.png")
    markdown = f"""
| A | B[^n] |
|---|---|
| 1 | **2** *x* |

: Caption

![Figure]({tmp_path}/p.png){{fig-alt="Seen"}}

Line  one\\
two ![inline]({tmp_path}/p.png) H~2~O “q”.

[^n]: N.
"""
    assert [block.text for block in reading(tmp_path, markdown).blocks] == [
        "Caption", "A", "B[^1]", "1", "2 x", "[image] Seen", "Figure", "Line one two [image] inline H2O “q”.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name", "printed"),
    [(4, "decimal", "4"), (28, "lowerLetter", "bb"), (3, "upperLetter", "C"), (1994, "lowerRoman", "mcmxciv"),
     (9, "upperRoman", "IX"), (1, "none", ""), (2, "ordinal", "ordinal:2")],
)  # fmt: skip
def test_number_formats(number: int, name: str, printed: str) -> None:
    assert formatted(number, name) == printed


NOTE = "A.[^a]\n\nB.[^b]\n\n[^a]: One.\n\n[^b]: Two <https://x.example/>."


def test_roman_endnotes_are_seen(tmp_path: Path) -> None:
    """Word's endnotes are roman unless told otherwise, and the settings alone do not tell the section."""

    def change(xml: str) -> str:
        return xml.replace('<w:numFmt w:val="decimal"/>', "")

    path = broken(tmp_path, NOTE, "word/document.xml", change, "end")
    assert "A.[^1]" in [block.text for block in read(path).blocks]
    path = broken(tmp_path, NOTE, "word/document.xml", lambda xml: xml.replace('"decimal"', '"lowerRoman"'), "end")
    assert "B.[^ii]" in [block.text for block in read(path).blocks]


def test_a_call_without_a_note(tmp_path: Path) -> None:
    def rename(xml: str) -> str:
        return xml.replace('<w:footnote w:id="', '<w:footnote w:id="9', 1)

    path = broken(tmp_path, NOTE, "word/footnotes.xml", rename)
    with pytest.raises(BuildError, match="call 1 leads to no footnote"):
        read(path)


def test_calls_that_share_a_note(tmp_path: Path) -> None:
    def share(xml: str) -> str:
        first, second = re.findall(r"<w:footnoteReference [^>]*>", xml)
        return xml.replace(second, first)

    with pytest.raises(BuildError, match="calls 1 and 2 share a footnote"):
        read(broken(tmp_path, NOTE, "word/document.xml", share))


def test_a_dead_link_in_a_note(tmp_path: Path) -> None:
    change: Break = lambda xml: xml.replace('Id="rId', 'Id="x')  # noqa: E731
    with pytest.raises(BuildError, match="a link in the footnote leads nowhere"):
        read(broken(tmp_path, NOTE, "word/_rels/footnotes.xml.rels", change))


def test_a_note_that_is_not_printed(tmp_path: Path) -> None:
    def uncall(xml: str) -> str:
        return re.sub(r"<w:footnoteReference [^>]*>", "", xml, count=1)

    path = broken(tmp_path, NOTE, "word/document.xml", uncall)
    assert read(path).notes == (PrintedNote(1, "Two https://x.example/.", ("https://x.example/",)),)


def test_notes_that_the_document_does_not_name(tmp_path: Path) -> None:
    path = broken(tmp_path, NOTE, "word/_rels/document.xml.rels", lambda xml: xml.replace('/footnotes"', '/other"'))
    with pytest.raises(BuildError, match="call 1"):
        read(path)


def test_another_marker(tmp_path: Path) -> None:
    markdown = "a. one\n\nb. two\n"
    path = broken(tmp_path, markdown, "word/numbering.xml", lambda xml: xml.replace("lowerLetter", "decimal"))
    assert [block.marker for block in read(path).blocks[2:]] == ["1.", "2."]


def test_deleted_text_is_not_read(tmp_path: Path) -> None:
    def delete(xml: str) -> str:
        return xml.replace('<w:r><w:t xml:space="preserve">gone', '<w:del w:id="1"><w:r><w:t>gone').replace(
            "gone</w:t></w:r>", "gone</w:t></w:r></w:del>"
        )

    path = broken(tmp_path, "stays *i* gone", "word/document.xml", lambda xml: delete(xml.replace("> gone", ">gone")))
    assert read(path).blocks[-1].text == "stays i"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_no_package(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(BuildError, match=r"x\.docx cannot be read as DOCX"):
        read(tmp_path / "x.docx")


def test_broken_xml(tmp_path: Path) -> None:
    path = broken(tmp_path, "Text.", "word/document.xml", lambda xml: xml[:-20])
    with pytest.raises(BuildError, match="cannot be read as DOCX"):
        read(path)
