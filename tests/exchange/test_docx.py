"""What Word knows and Markdown does not: tracked changes, endnotes, styles, pictures, boxes; in files that pandoc or we make."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from igreport import pandoc
from igreport.cli.main import main
from igreport.sources.load import load

FIELD = Path(__file__).parents[1] / "cases" / "build" / "image" / "sections" / "2025-Q3" / "field.png"
MARKDOWN = """---
title: The series
subtitle: 3rd quarter of 2025
author: [A. One, B. Two]
---

Key topics of the quarter:

- The first topic
- The second topic

# First topic

Text with a note[^1] and ***both* emphases**, H~2~O and [smallcaps]{.smallcaps}.

**A bold line**

| A | B |
|---|---|
| 1 | 2 |

![A field of blue](field.png)

# Second topic[^2]

1) one
2) two

    a. deeper

::: {custom-style="Quote"}
A quotation in a style.
:::

More [The linked paper](https://example.org/link).

[^1]: Title of it, <https://example.org/a>.
[^2]: In a heading, with a remark. See <https://example.org/b> there.
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    (tmp_path / "field.png").write_bytes(FIELD.read_bytes())
    arguments = ["--from=markdown", "--to=docx", f"--output={path}", f"--resource-path={tmp_path}"]
    pandoc.convert(arguments, MARKDOWN.encode())
    return path


def change(path: Path, part: str, pattern: str, replacement: str) -> None:
    """Change a part of the document's XML."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(pattern, replacement, parts[part].decode(), count=1, flags=re.DOTALL)
    assert count == 1
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def run(path: Path, root: Path, *more: str) -> str:
    """Import, and return the sections' text."""
    root.mkdir()
    assert main(["import", str(path), "--edition", "2025-Q3", "--root", str(root), *more]) == 0
    assert load(root).problems == ()
    return "\n".join(file.read_text("utf-8") for file in sorted(root.glob("sections/2025-Q3/*.md")))


def test_styles_notes_lists_tables_and_pictures(document: Path, tmp_path: Path) -> None:
    text = run(document, tmp_path / "new")
    report = load(tmp_path / "new")
    edition = report.edition("2025-Q3")
    assert edition is not None
    assert (report.series.title, report.series.author) == ("The series", ("A. One", "B. Two"))
    assert [part.front.title for part in edition.sections] == ["First topic", "Second topic"]
    assert [part.front.keypoint for part in edition.sections] == ["The first topic", "The second topic"]
    assert [item.title for item in report.references.values()] == [
        "Title of it",
        "Untitled source (example.org)",
        "The linked paper",
    ]
    for words in (
        "note [@example-a] and",
        "## A bold line",
        "| 1   | 2   |",
        "1.  one",
        "a.  deeper",
        "H2O",
        "In a heading, with a remark. See [@example-b] there.",
        "> A quotation in a style.",
    ):
        assert words in text
    (picture,) = (tmp_path / "new").glob("sections/2025-Q3/*.png")
    assert picture.read_bytes() == FIELD.read_bytes()
    assert f"({picture.name})" in text
    assert main(["build", "--root", str(tmp_path / "new"), "--format", "docx,html"]) == 0


@pytest.mark.parametrize(
    ("option", "words"), [("--accept-changes", "Text anew with"), ("--reject-changes", "Text of old with")]
)
def test_tracked_changes(document: Path, tmp_path: Path, option: str, words: str) -> None:
    tracked = (
        '<w:t xml:space="preserve">Text </w:t></w:r>'
        '<w:ins w:id="90" w:author="A" w:date="2025-01-01T00:00:00Z"><w:r><w:t>anew</w:t></w:r></w:ins>'
        '<w:del w:id="91" w:author="B" w:date="2025-01-01T00:00:00Z"><w:r><w:delText>of old</w:delText></w:r></w:del>'
        '<w:r><w:t xml:space="preserve"> with'
    )
    change(document, "word/document.xml", r'<w:t xml:space="preserve">Text with', tracked)
    assert words in run(document, tmp_path / "new", option)


def test_words_that_cannot_be_read_are_named(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = '<w:r><w:object><w:p><w:r><w:t>Hiddenword</w:t></w:r></w:p></w:object></w:r><w:r><w:t xml:space="preserve">Text with'
    change(document, "word/document.xml", r'<w:r><w:t xml:space="preserve">Text with', box)
    (tmp_path / "new").mkdir()
    assert main(["import", str(document), "--edition", "2025-Q3", "--root", str(tmp_path / "new")]) == 1
    assert "Hiddenword" in capsys.readouterr().err
    assert list((tmp_path / "new").iterdir()) == []


def test_endnotes(small_report: Path, tmp_path: Path) -> None:
    series = small_report / "sections" / "series.yaml"
    series.write_text(series.read_text("utf-8") + "notes: end\n", encoding="utf-8")
    assert main(["build", "--root", str(small_report), "--format", "docx"]) == 0
    (file,) = small_report.glob("build/*/*.docx")
    text = run(file, tmp_path / "new")
    assert "A claim. [@example] Another" in text
    assert "[^1]: The remark." in text
    assert "notes: end" in (tmp_path / "new/sections/2025-Q3/edition.yaml").read_text("utf-8")
