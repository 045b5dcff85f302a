"""The rules' manual pages: complete, and `docs/rules/` made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from igreport.check import pages
from igreport.check.catalogue import rules
from igreport.check.pages import Page
from igreport.cli.main import main
from igreport.model.diagnostic import Severity
from igreport.sources.findings import NAMES

DOCS = Path(__file__).parents[2] / "docs" / "rules"
WRITTEN_BY_HAND = {"your-own.md"}
PAGE = Page(
    "TXT900", "example", Severity.WARNING, "A title | of it.", "## What it does\nFinds.\n\n## Example\n    a\n\n    b"
)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.RULE.name)
def test_each_rule_has_its_page(rule: object) -> None:
    page = pages.pages()[rule.RULE.code]  # type: ignore[attr-defined]
    assert [section for section in page.sections if section in pages.SECTIONS] == list(pages.SECTIONS)
    assert page.title.endswith(".")
    assert page.family in pages.FAMILIES
    for section in ("Example", "Use instead"):
        text = page.text.split(f"## {section}\n")[1].split("\n## ")[0]
        assert text.startswith("    "), f"{section} is no indented block"


def test_no_code_or_name_stands_for_two_rules() -> None:
    codes, names = [rule.RULE.code for rule in rules()], [rule.RULE.name for rule in rules()]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert {code: name for code, name in NAMES.items() if code in codes} == {
        rule.RULE.code: rule.RULE.name for rule in rules() if rule.RULE.code in NAMES
    }


def test_what_is_found_in_reading_has_a_page() -> None:
    assert set(NAMES) <= set(pages.pages())


def test_the_pages_are_those_of_the_docstrings() -> None:
    """`igreport explain --write docs/rules` makes them anew."""
    written = {path.name: path.read_text("utf-8") for path in DOCS.glob("*") if path.name not in WRITTEN_BY_HAND}
    expected = pages.documents(pages.pages())
    assert sorted(written) == sorted(expected)
    assert [name for name in expected if written[name] != expected[name]] == []


def test_a_page_as_markdown() -> None:
    assert pages.markdown(PAGE) == (
        "# TXT900 example\n\nA title | of it.\n\nSeverity: warning. [All rules](README.md)\n\n"
        "## What it does\nFinds.\n\n## Example\n\n    a\n\n    b\n"
    )


def test_a_page_on_a_terminal() -> None:
    assert pages.plain(PAGE) == (
        "TXT900 example (warning)\n\nA title | of it.\n\nWhat it does\n------------\nFinds.\n\nExample\n-------\n    a\n\n    b\n"
        "\nTo let one pass, with the reason:\n    <!-- igreport: ignore TXT900 reason -->\n"
    )


def test_the_table_and_the_index() -> None:
    other = Page("HOU101", "other", Severity.INFO, "Another.", "", is_own=False)
    assert pages.table([PAGE, other]) == (
        "TXT: Text and typography\nTXT900  example  warning  A title | of it.\n\n"
        "HOU: of other packages\nHOU101  other  info     Another.\n"
    ).replace("example  warning", "example  warning").replace("other  info", "other    info")
    found = pages.documents({"TXT900": PAGE, "HOU101": other})
    assert sorted(found) == ["README.md", "TXT900.md"]
    assert "| [TXT900](TXT900.md) | example | warning | A title \\| of it. |" in found["README.md"]


def test_pages_of_rules_that_are_no_more_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("TXT999.md", "your-own.md", "notes.txt"):
        (tmp_path / name).write_text("old")
    assert main(["explain", "--write", str(tmp_path)]) == 0
    assert "files in" in capsys.readouterr().out
    assert not (tmp_path / "TXT999.md").exists()
    assert (tmp_path / "your-own.md").read_text() == "old"
    assert (tmp_path / "notes.txt").read_text() == "old"
    assert (tmp_path / "TXT111.md").read_text("utf-8").startswith("# TXT111 doubled-word\n")
