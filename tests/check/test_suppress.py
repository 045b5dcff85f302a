"""What authors ask not to be told: where a comment reaches, which findings it silences, and which wishes are wrong."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.check.run import check
from igreport.check.suppress import suppressed
from igreport.cli.main import main
from igreport.model.diagnostic import Diagnostic, Severity, Span, Suppression
from igreport.sources import suppressions
from igreport.sources.load import load

PARTS = [
    *"\n\n -#'\"|>:[{,a",
    "---\n",
    "<!--",
    "-->",
    " igreport:",
    " ignore ",
    "TXT111",
    " why",
    "# ",
    "- id: a\n",
    "  b: c\n",
]
SECTION = "sections/2025-Q3/10-first.md"
HEAD = "---\ntitle: One\ntopic: one\nkeypoint: A point\n---\n"


def reach(text: str, name: str) -> list[tuple[tuple[str, ...], str, int, int]]:
    return [(wish.codes, wish.reason, wish.line, wish.last_line) for wish in suppressions.find(text, name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "One. <!-- igreport: ignore TXT111 why -->\nTwo.", [(("TXT111",), "why", 1, 1)], id="its own line"
        ),
        pytest.param(
            "<!-- igreport: ignore TXT111 why -->\nOne.\nTwo.\n\nNo.", [(("TXT111",), "why", 2, 3)], id="block"
        ),
        pytest.param(
            "<!-- igreport: ignore TXT111 why -->\n\nOne.\n\nNo.", [(("TXT111",), "why", 3, 3)], id="blank line"
        ),
        pytest.param("<!-- igreport: ignore A1 why -->\n\n- a\n  b\n- c", [(("A1",), "why", 3, 4)], id="first item"),
        pytest.param("> <!-- igreport: ignore A1 why -->\n>\n> a", [(("A1",), "why", 2, 3)], id="quotation"),
        pytest.param(
            "<!-- igreport: ignore A1 one -->\n<!-- igreport: ignore B1 two -->\nText.",
            [(("A1",), "one", 3, 3), (("B1",), "two", 3, 3)],
            id="one above the other",
        ),
        pytest.param(
            "<!--igreport:ignore A1,b-name, C why so-->\nT", [(("A1", "b-name", "C"), "why so", 2, 2)], id="codes"
        ),
        pytest.param("<!-- igreport: ignore A1: the\nname -->\nT", [(("A1",), "the name", 3, 3)], id="over lines"),
        pytest.param("<!-- igreport: ignore A1 -- a > b -->\nT", [(("A1",), "a > b", 2, 2)], id="signs"),
        pytest.param("<!-- igreport: ignore A1 why -->T\nU", [(("A1",), "why", 1, 1)], id="text right behind it"),
        pytest.param("T<!-- igreport: ignore A1 why -->\nU", [(("A1",), "why", 1, 1)], id="text right before it"),
        pytest.param("\nT <!-- igreport: ignore A1 why -->", [(("A1",), "why", 2, 2)], id="on the second line"),
        pytest.param("T <!-- igreport: ignore A1 -->", [(("A1",), "", 1, 1)], id="no reason"),
        pytest.param("T <!-- igreport: ignore -->", [((), "", 1, 1)], id="no code"),
        pytest.param("T <!-- igreport: silence A1 -->", [((), "", 1, 1)], id="another word"),
        pytest.param("T <!-- a remark on igreport: ignore A1 -->", [], id="a remark"),
        pytest.param("# igreport: ignore A1 why\n\nT", [], id="a heading"),
        pytest.param("<!-- igreport: ignore A1 why -->", [(("A1",), "why", 1, 1)], id="nothing follows"),
        pytest.param("<!-- igreport: ignore A1 never closed", [], id="never closed"),
        pytest.param("---\ntitle: a # igreport: ignore A1 why\n---\nT", [(("A1",), "why", 2, 2)], id="front matter"),
        pytest.param("---\ntitle: 'a # igreport: ignore A1 why'\n---\nT", [], id="front matter, in a string"),
    ],
)
def test_markdown(text: str, expected: list[object]) -> None:
    assert reach(text, "a.md") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 1 # igreport: ignore A1 why\nb: 2", [(("A1",), "why", 1, 1)], id="its own line"),
        pytest.param("# igreport: ignore A1 why\na: 1\nb: 2", [(("A1",), "why", 2, 2)], id="the next key"),
        pytest.param(
            "- id: a\n# igreport: ignore A1 why\n- id: b\n  c: d\n\n  e: f\n- id: g",
            [(("A1",), "why", 3, 6)],
            id="entry",
        ),
        pytest.param(
            "# igreport: ignore A1 why\na:\n- b\n- c\nd: e", [(("A1",), "why", 2, 4)], id="a list under a key"
        ),
        pytest.param("# igreport: ignore A1 why\n# a remark\na: b", [(("A1",), "why", 2, 2)], id="a remark follows"),
        pytest.param("a: 'x # igreport: ignore A1 why'", [], id="single quotes"),
        pytest.param('a: "x\n  # igreport: ignore A1 why"', [], id="double quotes"),
        pytest.param("a: |\n  x # igreport: ignore A1 why\n  # igreport: ignore A1 why\nb: c", [], id="block"),
        pytest.param("a: >-\n  x\n# igreport: ignore A1 why\nb: c", [(("A1",), "why", 4, 4)], id="behind a block"),
        pytest.param("- 'x'\n- 'y' # igreport: ignore A1 why", [(("A1",), "why", 2, 2)], id="behind a string"),
        pytest.param("- 'x\n  y' # igreport: ignore A1 why", [(("A1",), "why", 2, 2)], id="behind a long string"),
        pytest.param("a: 1 # igreport ignore A1 why", [((), "", 1, 1)], id="no colon"),
        pytest.param("a: 1 # IGREPORT: ignore A1 why", [((), "", 1, 1)], id="capitals"),
        pytest.param("# igreport reads this\na: 1", [], id="about the program"),
        pytest.param("a: x#igreport: ignore A1 why", [], id="part of a word"),
        pytest.param("a: https://example.org/#igreport:ignore", [], id="part of an address"),
        pytest.param("a: [ # igreport: ignore A1 why", [(("A1",), "why", 1, 1)], id="not YAML"),
    ],
)
def test_yaml(text: str, expected: list[object]) -> None:
    assert reach(text, "a.yaml") == expected


@pytest.mark.parametrize(
    "text",
    ["<!-- igreport:" * 8_000, "<!--" + " " * 100_000, "<!-- igreport: ignore " + "a," * 50_000 + "-->", "[" * 100_000],
)
@pytest.mark.parametrize("name", ["a.md", "a.yaml"])
def test_hostile_text_takes_no_time(text: str, name: str) -> None:
    start = time.perf_counter()
    suppressions.find(f"# igreport: ignore A1 why\n{text}", name)
    assert time.perf_counter() - start < 1


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join), st.sampled_from(["a.md", "a.yaml"]))
def test_any_text_can_be_read(text: str, name: str) -> None:
    lines = text.split("\n")
    for wish in suppressions.find(text, name):
        assert 1 <= wish.line <= wish.last_line <= len(lines)
        assert "igreport:" in text
        assert lines[wish.span.line - 1][wish.span.column - 1 :].startswith(("<!--", "#"))


def found_in(root: Path, text: str) -> list[str]:
    (root / SECTION).write_text(HEAD + text, encoding="utf-8")
    codes = ("TXT111", "SRC107", "SRC108", "SRC109", "MD103")
    return [f"{finding.span.line} {finding.code}" for finding in check(load(root)) if finding.code in codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("of of", ["6 TXT111"], id="no wish"),
        pytest.param("of of <!-- igreport: ignore TXT111 a name -->", [], id="code"),
        pytest.param("of of <!-- igreport: ignore doubled-word a name -->", [], id="name"),
        pytest.param("of of <!-- igreport: ignore TXT a name -->", [], id="family"),
        pytest.param("of of <!-- igreport: ignore txt1 a name -->", [], id="beginning"),
        pytest.param("of of <!-- igreport: ignore CIT103 a name -->", ["6 TXT111", "6 SRC107"], id="another"),
        pytest.param("of of <!-- igreport: ignore TXT111, CIT103 a name -->", ["6 SRC107"], id="one of two is unused"),
        pytest.param("of of <!-- igreport: ignore TXT111 -->", ["6 SRC108"], id="no reason"),
        pytest.param("of of <!-- igreport: ignore TX a name -->", ["6 TXT111", "6 SRC109"], id="half a family"),
        pytest.param("of of <!-- igreport: ignroe TXT111 a name -->", ["6 TXT111", "6 SRC109"], id="misspelt"),
        pytest.param("of of <!-- igreport ignore TXT111 a name -->", ["6 TXT111", "6 SRC109"], id="no colon"),
        pytest.param("of of <!--Igreport: Ignore TXT111 a name-->", ["6 TXT111", "6 SRC109"], id="capitals"),
        pytest.param("A. <!-- igreport-like tools, and igreports -->", [], id="another word"),
        pytest.param("A. <!-- see igreport: ignore -->", [], id="not at the beginning"),
        pytest.param("by\nby <!-- igreport: ignore TXT111 a name -->", [], id="a place over two lines"),
        pytest.param("<!-- igreport: ignore TXT111 a name -->\n\na\nof of\n\nof of", ["11 TXT111"], id="block"),
        pytest.param("<b> <!-- igreport: ignore MD103 wanted -->", ["6 MD103", "6 SRC109"], id="an error in reading"),
    ],
)
def test_what_is_silenced(small_report: Path, text: str, expected: list[str]) -> None:
    assert sorted(found_in(small_report, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("path: sections/2025-Q3/*.md\n  codes: TXT111\n  reason: names", []),
        ("path: sections/2025-Q3\n  codes: [doubled-word]\n  reason: names", []),
        ("path: '*'\n  codes: [TXT]\n  reason: names", []),
        ("path: sections/2025-Q2\n  codes: TXT111\n  reason: names", ["6 TXT111", "5 SRC107"]),
        ("path: sections\n  codes: TXT999\n  reason: names", ["6 TXT111", "5 SRC109"]),
    ],
)
def test_in_the_series(small_report: Path, entry: str, expected: list[str]) -> None:
    series = small_report / "sections" / "series.yaml"
    series.write_text(f"title: A series\nauthor: An author\nlanguage: en-GB\nignore:\n- {entry}\n", encoding="utf-8")
    assert sorted(found_in(small_report, "of of")) == sorted(expected)


@pytest.mark.parametrize(
    ("entry", "code", "line", "words"),
    [
        ("path: a\n  codes: TXT111", "YML105", 3, "`reason` is missing"),
        ("path: a\n  codes: TXT111\n  reason: ''", "YML106", 5, "`reason`: text is missing"),
        ("path: a\n  code: TXT111\n  codes: TXT111\n  reason: b", "YML104", 4, "unknown key `code`"),
        ("path: a\n  reason: b", "YML105", 3, "`codes` is missing"),
        ("TXT111", "YML106", 3, "`ignore`"),
    ],
)
def test_wrong_settings(small_report: Path, entry: str, code: str, line: int, words: str) -> None:
    series = small_report / "sections" / "series.yaml"
    series.write_text(f"title: A series\nignore:\n- {entry}\n", encoding="utf-8")
    found = [finding for finding in load(small_report).problems if finding.span.path == "sections/series.yaml"]
    assert [finding.code for finding in found] == [code]
    assert words in found[0].message
    assert found[0].span.line == line


def test_each_wish_is_told_by_its_place(small_report: Path) -> None:
    text = "A. <!-- igreport: ignore TXT999 why -->"
    (small_report / SECTION).write_text(HEAD + text, encoding="utf-8")
    (finding,) = [finding for finding in check(load(small_report)) if finding.code == "SRC109"]
    assert finding.span == Span(SECTION, 6, 4, 6, len(text) + 1)
    assert "igreport explain" in finding.hint or "known: TXT" in finding.hint
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(("codes", "hint"), [(("TXT111",), "delete it"), (("TXT111", "MD"), "delete `TXT111`")])
def test_what_to_do_about_an_unused_one(codes: tuple[str, ...], hint: str) -> None:
    wish = Suppression(Span("sections/a.md", 3), "sections/a.md", 3, codes, "why", 3)
    assert suppressed([], [wish])[0].hint == hint


def test_a_wish_for_several_files_counts_once_it_meets_any() -> None:
    wish = Suppression(Span("sections/series.yaml", 3), "sections/*", 0, ("TXT111",), "why")
    found = [Diagnostic("TXT111", "doubled-word", Severity.WARNING, Span(f"sections/{n}.md"), "twice") for n in "ab"]
    assert suppressed(found, [wish]) == []
    assert [finding.code for finding in suppressed([], [wish])] == ["SRC107"]


@pytest.mark.parametrize(
    ("code", "severity", "is_silent"),
    [
        ("TXT111", Severity.ERROR, True),
        ("TXT111", Severity.INFO, True),
        ("CIT103", Severity.WARNING, True),
        ("CIT103", Severity.ERROR, False),
    ],
)
def test_errors_in_reading_stay(code: str, severity: Severity, is_silent: bool) -> None:
    wish = Suppression(Span("sections/a.md", 3), "sections/a.md", 3, (code,), "why", 3)
    found = Diagnostic(code, "a-name", severity, Span("sections/a.md", 3), "wrong")
    assert (found not in suppressed([found], [wish])) is is_silent


def test_comments_are_not_printed(built_once: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil
    import zipfile

    root = Path(shutil.copytree(built_once, tmp_path / "copy"))
    with (root / SECTION).open("a", encoding="utf-8") as file:
        file.write(
            "\n<!-- igreport: ignore TXT111 hidden-reason -->\nOne of <!-- igreport: ignore A1 hidden-reason --> two.\n"
        )
    assert main(["build", "--root", str(root), "--format", "docx,html"]) == 0
    folder = root / "build" / "2025-Q3"
    html = next(folder.glob("*.html")).read_text("utf-8")
    document = zipfile.ZipFile(next(folder.glob("*.docx"))).read("word/document.xml").decode()
    for text in (html, document):
        assert "hidden-reason" not in text
        assert "igreport: ignore" not in text
    assert "One of two." in " ".join(html.split())
    assert json.loads((folder / "manifest.json").read_text("utf-8"))
    assert "verified" in capsys.readouterr().out
