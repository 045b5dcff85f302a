"""What a build makes of a small report, seen from the command line."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from igreport.cli.main import main
from igreport.edition import manifest, pictures
from igreport.edition.assemble import assemble
from igreport.edition.verify import expected
from igreport.sources.load import load


@pytest.fixture
def illustrated(small_report: Path) -> Path:
    Image.new("RGB", (300, 200), "teal").save(small_report / "sections" / "2025-Q3" / "a b ü.png")
    with (small_report / "sections" / "2025-Q3" / "10-first.md").open("a") as file:
        file.write("\n![A teal field](<a b ü.png>)\n\nIn a line ![once more](<a b ü.png>) of text.\n")
    return small_report


def test_the_picture_is_in_all_formats(illustrated: Path) -> None:
    assert main(["build", "--root", str(illustrated)]) == 0
    folder = illustrated / "build" / "2025-Q3"
    document = pypdfium2.PdfDocument(next(folder.glob("*.pdf")))
    images = [item for page in document for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    assert len(images) == 2
    document.close()
    with zipfile.ZipFile(next(folder.glob("*.docx"))) as package:
        assert [name for name in package.namelist() if name.startswith("word/media/")]
    assert next(folder.glob("*.html")).read_text("utf-8").count("data:image/png;base64,") == 2


def test_words_in_the_place_of_a_picture_fail_the_build(
    illustrated: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # WeasyPrint then prints the alternative text.
    monkeypatch.setattr(pictures, "read", lambda *_: pictures.Picture(b"no picture", "image/png"))
    assert main(["build", "--root", str(illustrated), "--format", "pdf"]) == 1
    assert "animagethatisnotdrawn" in capsys.readouterr().err


def test_a_file_of_the_last_build_stays_only_where_it_says_the_same(small_report: Path) -> None:
    folder = small_report / "build" / "2025-Q3"
    build = ["build", "--root", str(small_report), "--format"]
    assert main([*build, "html,docx"]) == 0
    assert main([*build, "pdf"]) == 0
    assert {path.suffix for path in folder.iterdir()} == {".html", ".docx", ".pdf", ".json"}
    assert main(["verify", "--root", str(small_report)]) == 0
    with (small_report / "sections" / "2025-Q3" / "10-first.md").open("a") as file:
        file.write("\nOne more paragraph.\n")
    assert main([*build, "html"]) == 0
    assert {path.suffix for path in folder.iterdir()} == {".html", ".json"}


def test_check_of_something_that_is_not_there(small_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_report / "sections" / "2025-Q3" / "10-first.md").write_text("no front matter [@source]", "utf-8")
    root = ["--root", str(small_report)]
    assert main(["check", *root, "nothing.md"]) == 2
    assert "there is no file nothing.md" in capsys.readouterr().err
    for argument in ("2025-Q3", str(small_report / "sections"), str(small_report / "sections/2025-Q3/10-first.md")):
        assert main(["check", *root, argument]) == 1
    assert main(["check", *root, str(small_report / "references")]) == 0


def test_a_section_may_be_called_as_the_series(small_report: Path) -> None:
    path = small_report / "sections" / "2025-Q3" / "10-first.md"
    path.write_text(path.read_text("utf-8").replace("First topic", "A series"), "utf-8")
    assert main(["build", "--root", str(small_report)]) == 0


def test_notes_side_by_side(small_report: Path) -> None:
    path = small_report / "sections" / "2025-Q3" / "10-first.md"
    front = path.read_text("utf-8").split("\n\n")[0]
    text = (
        "One[^1][@source]. Two [@source] here. Three^[a]^[b [@source]]: four [@source] [^1], end[^1].\n\n[^1]: Note.\n"
    )
    path.write_text(f"{front}\n\n{text}", "utf-8")
    report = load(small_report)
    edition = report.edition("2025-Q3")
    assert edition is not None
    blocks = expected.read(assemble(report, edition, small_report)).blocks
    printed = "One.[^1],[^2] Two[^3] here. Three[^4],[^5]: four,[^6],[^7] end[^8]."
    assert blocks[-1].text == printed


def test_a_section_in_another_language_says_so_in_all_formats(small_report: Path) -> None:
    section = (
        "---\ntitle: Zwei\ntopic: two\nkeypoint: Ein Punkt\nlanguage: de\n---\n\nText.[^1]\n\n[^1]: Ein Hinweis.\n"
    )
    (small_report / "sections" / "2025-Q3" / "20-second.md").write_text(section, encoding="utf-8")
    assert main(["build", "--root", str(small_report)]) == 0
    folder = small_report / "build" / "2025-Q3"
    page = next(folder.glob("*.html")).read_text("utf-8")
    assert '<section id="zwei" class="level2" lang="de">' in page
    assert '<a href="#zwei" lang="de">Zwei</a>' in page
    assert '<span lang="de">Ein Punkt</span>' in page
    assert re.search(r'id="fn-\d" class="note" role="listitem" lang="de"', page)
    with zipfile.ZipFile(next(folder.glob("*.docx"))) as package:
        parts = [package.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")]
    tagged = re.compile(r'<w:lang w:val="de"\s?/></w:rPr><w:t[^>]*>([^<]*)')
    words = [" ".join("".join(tagged.findall(part)).split()) for part in parts]
    assert words == ["Ein PunktZweiZweiText.", "Ein Hinweis."]
    assert b"/Lang (de)" in _unpacked(next(folder.glob("*.pdf")))


def _unpacked(path: Path) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"x")


def test_a_build_tells_what_check_finds(small_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small_report / "sections" / "2025-Q3" / "10-first.md"
    with path.open("a") as file:
        file.write("\nIt ends on 31 June 2025, and of of that we speak.\n")
    build = ["build", "--root", str(small_report), "--format", "html"]
    assert main(build) == 0
    told = f"check finds 1 error and 1 warning in this edition: igreport check 2025-Q3 --root {small_report}\n"
    assert told in capsys.readouterr().out
    assert main(build) == 0
    assert "check finds" not in capsys.readouterr().out


@pytest.mark.parametrize("epoch", ["²", "٣", "-1", "1" * 12])
def test_a_time_of_the_environment_that_is_none_is_refused(
    small_report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["build", "--root", str(small_report)]) == 2
    assert f"SOURCE_DATE_EPOCH is `{epoch}`, not a number of seconds" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        {"files": {"pdf": "a"}, "sources": {}},
        {"files": {"pdf": {"path": ".."}}, "sources": {}},
        {"files": {"pdf": {"path": "a/b.pdf"}}, "sources": {}},
        {"files": {"pdf": {"path": "a.pdf"}}, "sources": ["a"]},
        {"files": {"pdf": {"path": "a.pdf"}}, "sources": {"../../secret": ""}},
        {"files": {"pdf": {"path": "a.pdf"}}, "sources": {"/etc/passwd": ""}},
    ],
)
def test_a_manifest_that_no_build_wrote_is_none(tmp_path: Path, content: dict[str, object]) -> None:
    (tmp_path / manifest.NAME).write_text(json.dumps(content))
    assert manifest.read(tmp_path) is None
    assert manifest.others(tmp_path, content) == ({}, [])


def test_words_of_the_cover_may_stand_on_several_lines(small_report: Path) -> None:
    words = 'publisher: "A\\nbody"\nauthor: ["Ada\\n\\nExample", "Ben\\tMuster", "A.\N{NO-BREAK SPACE}B."]\ntitle: "A\\nseries"\n'
    revision = "revision:\n- date: 2025-10-20\n  changed: |\n    One thing\n\n    and another\n"
    (small_report / "sections/2025-Q3/edition.yaml").write_text(f"published: 2025-10-06\n{words}{revision}", "utf-8")
    report = load(small_report)
    document = assemble(report, report.editions[0], small_report)
    assert (document.publisher, document.authors, document.title) == (
        "A body",
        ("Ada Example", "Ben Muster", "A.\N{NO-BREAK SPACE}B."),
        "A series",
    )
    assert document.imprint == ("Revised on 20\N{NO-BREAK SPACE}October 2025: One thing and another",)
    assert main(["build", "--root", str(small_report)]) == 0
