"""How sure the rules on notes and sources are of a finding, what else they say of it, and that hostile text costs no time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from igreport.check.run import check
from igreport.exchange.sources import placeholder
from igreport.model.diagnostic import Diagnostic
from igreport.sources.load import load

FRONT = "---\ntitle: A topic\ntopic: topic\nkeypoint: A point\n---\n\n"
NOTES = "It was read [@a], discussed [@b] and changed [@c]."


def found(root: Path, code: str, files: dict[str, str]) -> list[Diagnostic]:
    others = {
        "sections/series.yaml": "title: A series\nlanguage: en-GB\n",
        "references/2025-Q3.yaml": "references: []\n",
    }
    for name, text in {**others, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return [finding for finding in check(load(root)) if finding.code == code]


def in_text(root: Path, code: str, text: str) -> list[Diagnostic]:
    return found(root, code, {"sections/2025-Q3/10-topic.md": f"{FRONT}{text}\n"})


def in_sources(root: Path, code: str, *items: str, name: str = "2025-Q3") -> list[Diagnostic]:
    return found(
        root,
        code,
        {
            "sections/2025-Q3/10-topic.md": f"{FRONT}Text.\n",
            f"references/{name}.yaml": "".join(f"- {item}\n" for item in items),
        },
    )


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (f"{NOTES} See https://example.org/draft for more.", "warning"),
        (f"{NOTES} See its site (https://example.org/) for more.", "warning"),
        (f"{NOTES} See the site https://example.org/ for more.", "info"),
        ("It was read [@a] and discussed [@b]. See https://example.org/draft for more.", "info"),
        ("It was read.[^1]\n\n[^1]: https://example.org/", "warning"),
    ],
)
def test_how_sure_a_bare_address_is(text: str, severity: str, tmp_path: Path) -> None:
    assert [finding.severity for finding in in_text(tmp_path, "CIT108", text)] == [severity]


def test_a_bare_address_says_where_it_stands(tmp_path: Path) -> None:
    text = f"{NOTES} See https://example.org/1.^[See https://example.org/2 too.]^[https://example.org/3]"
    messages = {finding.message: finding.note for finding in in_text(tmp_path, "CIT108", text)}
    assert messages == {
        "a bare address stands in the text": None,
        "a bare address stands in the note": 4,
        "a bare address is all that this note says": 5,
    }


@pytest.mark.parametrize("call", ["^[So.]", " [@a]"])
def test_a_source_out_of_its_place_is_printed_right_all_the_same(call: str, tmp_path: Path) -> None:
    text = " ".join(f"It was {word}.{call}" for word in ("read", "discussed", "changed")) + f" It was adopted{call}."
    (finding,) = in_text(tmp_path, "CIT111", text)
    assert finding.severity == ("info" if "@" in call else "warning")


def test_a_list_of_no_edition_may_hold_more_than_is_cited(tmp_path: Path) -> None:
    item = "{id: a, type: report, title: A report}"
    assert [finding.severity for finding in in_sources(tmp_path, "REF103", item, name="library")] == ["info"]
    assert "warning" in [finding.severity for finding in in_sources(tmp_path, "REF103", item.replace("a,", "b,"))]


def test_nothing_is_uncited_where_there_is_no_edition(tmp_path: Path) -> None:
    assert found(tmp_path, "REF103", {"references/2025-Q3.yaml": "- {id: a, type: report, title: A report}\n"}) == []


@pytest.mark.parametrize(("accessed", "severity"), [("2025-09-01", "warning"), ("2025-09-30", "info")])
def test_a_page_may_be_looked_at_again(accessed: str, severity: str, tmp_path: Path) -> None:
    item = "{{id: {}, type: webpage, title: A page, URL: 'https://example.org/a', accessed: {}}}"
    (finding,) = in_sources(tmp_path, "REF104", item.format("a", "2025-09-01"), item.format("b", accessed))
    assert finding.severity == severity
    assert [span.line for span in finding.related] == [1]


def test_the_importers_placeholder_is_no_title(tmp_path: Path) -> None:
    title = placeholder("https://www.example.org/draft")
    assert in_sources(tmp_path, "REF105", f'{{id: a, type: book, title: "{title}"}}')


def test_lists_that_are_marked_otherwise_are_only_information(tmp_path: Path) -> None:
    text = "- one\n\nText.\n\n- two\n\nText.\n\n* three\n\nText.\n\n· four"
    assert [finding.severity for finding in in_text(tmp_path, "STR102", text)] == ["info", "warning"]


HOSTILE = [
    "(a) " * 4000,
    "1. x y. " * 3000,
    "C1. ab cd " * 3000,
    "[1,2" * 5000,
    "[1] " * 5000,
    "word¹²³⁴ " * 4000,
    "https://a.b/ " * 2000,
    'x [@a]. "' * 3000,
    "x [@a] " * 3000,
    "“" * 20000,
    "\n· x.".join(["y"] * 4000),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_takes_linear_time(text: str, tmp_path: Path) -> None:
    from igreport.check.catalogue import rules
    from igreport.check.manuscript import Manuscript

    in_text(tmp_path, "", "Text.")
    (tmp_path / "sections/2025-Q3/10-topic.md").write_text(FRONT + text, encoding="utf-8")
    report = load(tmp_path)
    manuscript = Manuscript(report, report.editions[0])
    for rule in rules():
        if rule.RULE.code.startswith(("CIT", "STR")) and hasattr(rule, "check"):
            start = time.process_time()
            list(rule.check(manuscript))
            assert time.process_time() - start < 3, rule.RULE.name
