"""The gate: everything that stands in the way is listed in one run, and then nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.edition.verify import pdf_ua
from tests.publish.small_release import ledger, replace, snapshot, with_picture

FIRST = "sections/2025-Q3/10-first.md"
SERIES = "sections/series.yaml"
EDITION = "sections/2025-Q3/edition.yaml"


def refused(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, list[str]]:
    """Return, by gate, the findings of a release that is refused and writes nothing."""
    before = snapshot(root)
    assert main(["release", "--root", str(root), "--format", "json", *more]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["released"] is False
    assert found["files"] == []
    assert snapshot(root) == before
    rows = {row["name"]: row for row in found["gate"]}
    assert list(rows) == ["check", "links", "particulars", "revision", "build", "accessible"]
    shown = {
        name: [f"{item['path']}:{item['line']} {item['code']} {item['message']}" for item in row["findings"]]
        for name, row in rows.items()
        if row["result"] == "refused"
    }
    return shown | {name: [] for name, row in rows.items() if row["result"] == "not judged"}


CASES: list[tuple[str, Callable[[Path], object], str, str]] = [
    (
        "an error of check",
        lambda root: replace(root / FIRST, "A claim of", "On 31 June 2025, a claim of"),
        "check",
        f"{FIRST}:7 DAT101 ",
    ),
    (
        "a dead source",
        lambda root: ledger(root, "one", "dead", status=404),
        "links",
        "references/2025-Q3.yaml:8 LNK103 the page of the source `one` is gone: HTTP 404",
    ),
    (
        "an error page",
        lambda root: ledger(root, "two", "soft-404", reason="says “not found”"),
        "links",
        "references/2025-Q3.yaml:15 LNK104 ",
    ),
    (
        "a dead link of the text",
        lambda root: (
            ledger(root, "text", "dead", status=410),
            replace(root / FIRST, "Another,", "[Another](https://example.org/text),"),
        ),
        "links",
        f"{FIRST}:7 LNK103 ",
    ),
    ("no author", lambda root: replace(root / SERIES, "author: An author\n", ""), "particulars", f"{SERIES}:1 REL101 "),
    (
        "no author in a list",
        lambda root: replace(root / SERIES, "An author", "[]"),
        "particulars",
        f"{SERIES}:1 REL101 ",
    ),
    ("no language", lambda root: replace(root / SERIES, "language: en-GB\n", ""), "particulars", f"{SERIES}:1 REL103 "),
    (
        "no date",
        lambda root: replace(root / EDITION, "published: 2025-10-06", "title: A"),
        "particulars",
        f"{EDITION}:1 REL102 ",
    ),
    (
        "a file's name in the place of an alternative text",
        lambda root: (with_picture(root), replace(root / FIRST, "![Users by region, 2005 to 2025]", "![users.png]")),
        "particulars",
        f"{FIRST}:16 REL104 ",
    ),
    (
        "an alternative text without a letter",
        lambda root: (with_picture(root), replace(root / FIRST, "![Users by region, 2005 to 2025]", "![…]")),
        "particulars",
        f"{FIRST}:16 REL104 ",
    ),
]


@pytest.mark.parametrize(("change", "gate", "words"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_it_is_refused(
    report: Path, change: Callable[[Path], object], gate: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(report)
    found = refused(report, capsys)
    assert list(found) == [gate]
    assert [row for row in found[gate] if not row.startswith(words)] == []
    assert len(found[gate]) == 1


def test_a_picture_without_alternative_text_is_refused(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_picture(report)
    replace(report / FIRST, "![Users by region, 2005 to 2025]", "![]")
    found = refused(report, capsys)
    assert list(found) == ["check", "revision", "build", "accessible"]
    assert found["check"] == [f"{FIRST}:16 IMG103 the image `users.png` has no alternative text"]


def test_all_is_told_in_one_run(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _, change, _, _ in CASES[:3]:
        change(report)
    replace(report / SERIES, "author: An author\nlanguage: en-GB\n", "")
    replace(report / EDITION, "published: 2025-10-06", "title: A")
    found = refused(report, capsys)
    assert {gate: len(rows) for gate, rows in found.items()} == {"check": 1, "links": 2, "particulars": 3}


def test_what_is_wrong_elsewhere_is_let_pass(report: Path) -> None:
    ledger(report, "old", "dead", status=404)  # of a source that the edition does not cite
    other = report / "sections/2024-Q4"
    other.mkdir()
    text = (report / FIRST).read_text("utf-8").replace("A claim of", "On 31 June 2024, a claim of")
    (other / "10-first.md").write_text(
        text.replace("users.png", "gone.png").replace("@one", "@nobody"), encoding="utf-8"
    )
    assert main(["release", "2025-Q3", "--root", str(report)]) == 0


def test_a_dead_source_with_a_copy_is_let_pass(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(report, "one", "dead", status=404)
    ledger(report, "two", "dead", status=404, archive="https://web.archive.org/web/2/https://example.org/two")
    address = "  URL: https://example.org/one\n"
    copy = "  custom: {archive: https://web.archive.org/web/20250801120000/https://example.org/one}\n"
    replace(report / "references/2025-Q3.yaml", address, address + copy)
    assert main(["release", "--root", str(report)]) == 0
    assert (
        "note: 1 address is dead and has a copy that no note prints: igreport links --update" in capsys.readouterr().out
    )


def test_it_is_told_how_many_addresses_nobody_has_asked(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (report / "references/links.jsonl").unlink()
    assert main(["release", "--root", str(report)]) == 0
    assert "note: 2 of 2 addresses were never asked: igreport links" in capsys.readouterr().out


def test_what_is_allowed_is_recorded(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(report, "one", "dead", status=404)
    reason = ["--because", "the ministry has the paper"]
    assert refused(report, capsys, "--allow", "LNK104", *reason).keys() == {"links"}
    wishes = ["--allow", "dead-link", *reason, "--allow", "LNK104", "--because", "not needed"]
    assert main(["release", "--root", str(report), *wishes]) == 0
    printed = capsys.readouterr()
    assert "let pass: LNK103 the page of the source `one` is gone" in printed.out
    assert "nothing was found that --allow LNK104 would let pass" in printed.err
    folder = report / "build/release/2025-Q3"
    told = json.loads((folder / "release.json").read_text("utf-8"))
    (row,) = told["allowed"]
    assert (row["code"], row["because"]) == ("LNK103", "the ministry has the paper")
    assert row["findings"][0]["path"] == "references/2025-Q3.yaml"
    assert {gate["name"]: gate["result"] for gate in told["gate"]}["links"] == "allowed"
    assert main(["release", "--verify", str(folder)]) == 0
    assert "let pass by those who released it: LNK103: the ministry has the paper" in capsys.readouterr().out


def test_what_authors_ignore_is_recorded(report: Path) -> None:
    replace(report / FIRST, "A claim of", "On 31 June 2025, a claim of")
    replace(report / FIRST, "\nOn 31 June", "\n<!-- igreport: ignore DAT101 a date of fiction -->\nOn 31 June")
    assert main(["release", "--root", str(report)]) == 0
    told = json.loads((report / "build/release/2025-Q3/release.json").read_text("utf-8"))
    assert told["ignored"] == [{"path": FIRST, "line": 7, "codes": ["DAT101"], "because": "a date of fiction"}]


def test_a_pdf_that_is_not_what_it_says_is_refused(
    report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_ua, "findings", lambda _: ["page 1: a note has no ID"])
    found = refused(report, capsys)
    assert found == {"accessible": ["sections/2025-Q3:1 REL105 page 1: a note has no ID"]}


def test_a_file_that_is_not_proved_is_refused(
    report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from igreport.edition import build
    from igreport.edition.verify import Difference

    monkeypatch.setattr(build, "verify", lambda *_: [Difference("note 1", "is missing")])
    found = refused(report, capsys)
    assert found["build"] == [
        "sections/2025-Q3:1 REL107 the PDF does not say what the edition says:\n  note 1: is missing"
    ]


WRONG = [
    (["--allow", "LNK103"], "each --allow needs its reason"),
    (["--because", "so"], "each --allow needs its reason"),
    (["--allow", "LNK103", "--because", " "], "each --allow needs its reason"),
    (["--allow", "LNK999", "--because", "so"], "there is no rule `LNK999`"),
    (["--allow", "LNK", "--because", "so"], "`LNK` names more than one rule"),
    (["--allow", "YML101", "--because", "so"], "YML101 can never be allowed"),
    (["--allow", "not-proved", "--because", "so"], "REL107 can never be allowed"),
    (["--allow", "REL106", "--because", "so"], "REL106 can never be allowed"),
    (["--allow", "LNK103", "--because", "a", "--allow", "dead-link", "--because", "b"], "one code is allowed twice"),
    (["--verify", ".", "--allow", "LNK103", "--because", "a"], "--verify looks at one folder alone"),
    (["2025-Q4"], "there is no edition 2025-Q4"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[words for _, words in WRONG])
def test_wrong_use(
    arguments: list[str], words: str, report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(report)
    monkeypatch.chdir(report)
    assert main(["release", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert snapshot(report) == before


def test_a_warning_of_the_ledger_may_be_named(report: Path) -> None:
    assert main(["release", "--root", str(report), "--allow", "LNK102", "--because", "a merge is under way"]) == 0


@pytest.mark.parametrize("code", ["REL101", "REL102", "REL103", "REL104", "REL105", "REL106", "REL107"])
def test_a_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{code} ")
    assert "igreport: ignore" not in printed
