"""Findings as text, JSON, SARIF and annotations."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.check import statistics
from igreport.check.excerpt import WIDTH, excerpt, visible
from igreport.check.reporters import Context, github, sarif, text
from igreport.check.reporters import json as as_json
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span

PATH = "sections/2025-Q3/10-a b, c.md"
LINES = ["First.", "The draft of of August.", "", "Last."]
DOUBLED = Diagnostic(
    "TXT111",
    "doubled-word",
    Severity.WARNING,
    Span(PATH, 2, 11, 2, 16),
    "“of” stands twice, 100 %: in a row",
    "delete one of the two",
    note=17,
    fix=Fix.replace(Span(PATH, 2, 13, 2, 16), ""),
    related=(Span(PATH, 4), Span("references/2025-Q3.yaml", 3, 2)),
)
UNDEFINED = Diagnostic(
    "CIT101",
    "undefined-citation",
    Severity.ERROR,
    Span("sections/2025-Q3/20-b.md", 1, 2, 3, 4),
    "the source `a` is\ncited",
    fix=Fix((Edit(Span("sections/2025-Q3/20-b.md", 1, 2, 1, 2), "x\ny"), Edit(Span(PATH, 1), "")), is_safe=False),
)
WORTH_A_LOOK = Diagnostic(
    "CIT103", "unused-note", Severity.INFO, Span("sections/series.yaml"), "look at note 3", note=3
)
ALL = [DOUBLED, UNDEFINED, WORTH_A_LOOK]


def lines(path: str) -> list[str]:
    return LINES if path == PATH else []


CONTEXT = Context(lines, "igreport check --root r", "r/", "1.2.3")


def test_text() -> None:
    assert text.report(ALL, CONTEXT) == (
        "sections/2025-Q3/10-a b, c.md\n"
        "  2:11 warning TXT111 “of” stands twice, 100 %: in a row (note 17)\n"
        "    | The draft of of August.\n"
        "    |           ^^^^^\n"
        "    = see line 4\n"
        "    = see references/2025-Q3.yaml:3:2\n"
        "    = delete one of the two\n"
        "    = --fix mends this\n"
        "\n"
        "sections/2025-Q3/20-b.md\n"
        "  1:2 error CIT101 the source `a` is�cited\n"
        "    = --fix --unsafe mends this: read what it changes\n"
        "\n"
        "sections/series.yaml\n"
        "  1:1 info CIT103 look at note 3\n"
        "\n"
        "1 error, 1 warning, 1 info in 3 files; 1 can be fixed\n"
        "next: igreport check --root r --fix --diff\n"
    )


@pytest.mark.parametrize(
    ("findings", "context", "last"),
    [
        ([], Context(), "nothing found\n"),
        ([], Context(hidden=4, elsewhere=1), "nothing found; 4 to look at with --info; 1 error in other files\n"),
        ([], Context(fixed=12, fixed_files=3), "fixed 12 findings in 3 files; nothing found\n"),
        ([UNDEFINED], Context(), "1 error in 1 file\nnext: igreport check --fix --unsafe --diff\n"),
        ([UNDEFINED, WORTH_A_LOOK], Context(), "1 error, 1 info in 2 files\nnext: igreport explain CIT101\n"),
        ([WORTH_A_LOOK] * 2, Context(), "2 info in 1 file\nnext: igreport explain CIT103\n"),
        (
            [DOUBLED],
            Context(fixed=1, fixed_files=1, refused=1),
            "fixed 1 finding in 1 file; 1 warning in 1 file; 1 can be fixed; 1 fix would make a new error\n"
            "next: igreport explain TXT111\n",
        ),
    ],
)
def test_the_last_lines_of_text(findings: list[Diagnostic], context: Context, last: str) -> None:
    assert text.report(findings, context).endswith(last)
    assert text.report(findings, context).startswith(last) is not bool(findings)


def test_colours_are_only_added() -> None:
    coloured = text.report(ALL, Context(lines, "igreport check --root r", is_coloured=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text.report(ALL, CONTEXT)
    assert "\x1b[1;31merror\x1b[0m" in coloured


def test_what_an_author_wrote_moves_no_cursor() -> None:
    span = Span("sections/\x1b[2J.md", 1, 1, 1, 3)
    evil = Diagnostic("YML104", "unknown-key", Severity.ERROR, span, "unknown key `\x1b[31m`", "delete \u202eit\r")
    printed = text.report([evil], Context(lambda _: ["\x1b[2Jtext\u202e\x07"]))
    assert not set(printed) & set("\x1b\u202e\r\x07")


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "marks"),
    [
        pytest.param("abc def", 5, 8, "abc def", "    ^^^", id="plain"),
        pytest.param("a\tb", 3, 4, "a    b", "     ^", id="tab before"),
        pytest.param("a\tb", 2, 3, "a    b", " ^^^^", id="tab"),
        pytest.param("日本 of", 4, 6, "日本 of", "     ^^", id="wide before"),
        pytest.param("日本", 1, 3, "日本", "^^^^", id="wide"),
        pytest.param("e\u0301e\u0301 of", 6, 8, "e\u0301e\u0301 of", "   ^^", id="accents"),
        pytest.param("👩\u200d💻 of", 5, 7, "👩\u200d💻 of", "   ^^", id="joined emoji"),
        pytest.param("👍🏽 of", 4, 6, "👍🏽 of", "   ^^", id="skin tone"),
        pytest.param("ab", 3, 4, "ab", "  ^", id="behind the end"),
        pytest.param("ab", 2, 2, "ab", " ^", id="without width"),
        pytest.param("e\u0301", 2, 3, "e\u0301", " ^", id="an accent alone"),
        pytest.param("", 1, 2, "", "^", id="empty"),
        pytest.param("a\u200bb", 2, 3, "a�b", " ^", id="invisible"),
    ],
)
def test_the_place_is_underlined(line: str, start: int, end: int, shown: str, marks: str) -> None:
    assert excerpt([line], Span("a.md", 1, start, 1, end)) == (shown, marks)


@pytest.mark.parametrize("start", [1, 40, 95, 150, 290, 298])
@pytest.mark.parametrize("word", ["ab ", "日 "])
def test_a_long_line_is_cut_around_the_place(start: int, word: str) -> None:
    line = word * (300 // len(word))
    line = line[: start - 1] + "XY" + line[start + 1 :]
    found = excerpt([line], Span("a.md", 1, start, 1, start + 2))
    assert found is not None
    shown, marks = found
    columns = [sign for sign in shown for _ in range(2 if sign == "日" else 1)]
    assert "".join(columns[marks.index("^") : marks.rindex("^") + 1]) == "XY"
    assert len(columns) <= WIDTH + 2
    assert shown.startswith("…") is (start > 80)
    assert shown.endswith("…") is (start < 250)


def test_a_long_place_is_cut_too() -> None:
    found = excerpt(["a" * 500], Span("a.md", 1, 201, 2, 5))
    assert found is not None
    assert found[0] == "…" + "a" * WIDTH + "…"
    assert found[1] == " " * 41 + "^" * (WIDTH - 40)


def test_there_is_no_line_to_show() -> None:
    assert excerpt(["a"], Span("a.md", 2)) is None
    assert excerpt([], Span("a.md", 1)) is None
    assert visible("plain") == "plain"


@given(st.text(max_size=300), st.integers(1, 400), st.integers(0, 400))
def test_any_line_can_be_shown(line: str, start: int, length: int) -> None:
    found = excerpt([line], Span("a.md", 1, start, 1, start + length))
    assert found is not None
    shown, marks = found
    assert not set(shown) & set("\n\r\t\x1b\u202e")
    assert re.fullmatch(r" *\^+", marks)
    assert len(marks) <= WIDTH + 2


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_words_can_be_reported(message: str, hint: str, path: str) -> None:
    found = [Diagnostic("TXT111", "doubled-word", Severity.WARNING, Span(path, 1), message, hint)]
    (command,) = github.report(found).split("\n")[:-1]
    assert "\r" not in command
    assert re.match(r"::warning file=[^,:]*,line=1,endLine=1,col=1,endColumn=2,title=TXT111 doubled-word::", command)
    assert json.loads(as_json.report(found))[0]["message"] == message
    assert json.loads(sarif.report(found, Context()))["runs"][0]["results"][0]["ruleId"] == "TXT111"
    assert "\x1b" not in text.report(found)


def test_json() -> None:
    first, second, third = json.loads(as_json.report(ALL, CONTEXT))
    assert first == {
        "code": "TXT111",
        "name": "doubled-word",
        "severity": "warning",
        "path": PATH,
        "line": 2,
        "column": 11,
        "end_line": 2,
        "end_column": 16,
        "message": "“of” stands twice, 100 %: in a row",
        "hint": "delete one of the two",
        "fix": {
            "safe": True,
            "edits": [{"path": PATH, "line": 2, "column": 13, "end_line": 2, "end_column": 16, "text": ""}],
        },
        "url": "docs/rules/TXT111.md",
        "note": 17,
        "related": [
            {"path": PATH, "line": 4, "column": 1, "end_line": 4, "end_column": 2},
            {"path": "references/2025-Q3.yaml", "line": 3, "column": 2, "end_line": 3, "end_column": 3},
        ],
    }
    assert second["fix"]["safe"] is False
    assert (third["fix"], third["related"], third["severity"]) == (None, [], "info")


def test_github() -> None:
    assert github.report(ALL, CONTEXT).splitlines() == [
        "::warning file=r/sections/2025-Q3/10-a b%2C c.md,line=2,endLine=2,col=11,endColumn=16,"
        "title=TXT111 doubled-word::“of” stands twice, 100 %25: in a row%0Adelete one of the two",
        "::error file=r/sections/2025-Q3/20-b.md,line=1,endLine=3,title=CIT101 undefined-citation::the source `a` is%0Acited",
        "::notice file=r/sections/series.yaml,line=1,endLine=1,col=1,endColumn=2,title=CIT103 unused-note::look at note 3",
    ]


def run_of(findings: list[Diagnostic], context: Context = CONTEXT) -> dict[str, Any]:
    log = json.loads(sarif.report(findings, context))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_sarif() -> None:
    run = run_of(ALL)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CIT101", "CIT103", "TXT111"]
    assert "Why is this bad" in rules[2]["help"]["text"]
    assert [(result["ruleId"], rules[result["ruleIndex"]]["id"], result["level"]) for result in run["results"]] == [
        ("TXT111", "TXT111", "warning"),
        ("CIT101", "CIT101", "error"),
        ("CIT103", "CIT103", "note"),
    ]
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "r/sections/2025-Q3/10-a%20b%2C%20c.md"},
        "region": {"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 16},
    }
    assert [place["id"] for place in first["relatedLocations"]] == [1, 2]
    (fix,) = run["results"][1]["fixes"]
    assert [len(change["replacements"]) for change in fix["artifactChanges"]] == [1, 1]
    assert fix["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "x\ny"}
    assert fix["properties"] == {"safe": False}


def test_fingerprints_stay_when_lines_are_added_above() -> None:
    def prints(before: int, *columns: int) -> list[str]:
        moved = [*["New."] * before, *LINES]
        span = Span(PATH, 2 + before, 11, 2 + before, 16)
        found = [Diagnostic("TXT111", "doubled-word", Severity.WARNING, span, f"at {column}") for column in columns]
        context = Context(lambda _: moved)
        return [result["partialFingerprints"]["igreport/v1"] for result in run_of(found, context)["results"]]

    assert prints(0, 11) == prints(5, 11)
    assert len(set(prints(0, 11, 12))) == 2


@pytest.fixture(scope="session")
def sarif_schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the official schema, of which npm's package @microsoft/jest-sarif has a copy."""
    if path := os.environ.get("SARIF_SCHEMA"):
        return json.loads(Path(path).read_text("utf-8"))
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is needed to fetch SARIF's schema, or the variable SARIF_SCHEMA with its path")
    folder = tmp_path_factory.mktemp("schema")
    try:
        subprocess.run(
            [npm, "pack", "@microsoft/jest-sarif@1.0.0-beta.0"], cwd=folder, capture_output=True, check=True, timeout=60
        )
    except (subprocess.SubprocessError, OSError):
        pytest.skip("SARIF's schema cannot be fetched; set SARIF_SCHEMA to its path")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        name = next(name for name in archive.getnames() if Path(name).match("sarif-2.1.0*.json"))
        file = archive.extractfile(name)
        assert file
        return json.load(file)


@pytest.mark.parametrize("findings", [ALL, []], ids=["some", "none"])
def test_sarif_is_valid(findings: list[Diagnostic], sarif_schema: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    log = json.loads(sarif.report(findings, CONTEXT))
    checker = jsonschema.Draft7Validator(sarif_schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(log)] == []
    assert not checker.is_valid({**log, "version": "2"})


def test_statistics() -> None:
    rows = statistics.rows([DOUBLED, UNDEFINED, DOUBLED, WORTH_A_LOOK])
    assert statistics.as_text(rows).splitlines() == [
        "    2  TXT111  doubled-word        warning  2 can be fixed",
        "    1  CIT101  undefined-citation  error",
        "    1  CIT103  unused-note         info",
    ]
    assert json.loads(statistics.as_json(rows))[0] == {
        "count": 2,
        "code": "TXT111",
        "name": "doubled-word",
        "severity": "warning",
        "fixable": 2,
    }
    assert statistics.as_text([]) == "nothing found\n"


@pytest.mark.parametrize("columns", [1, 40, 41, 60, 80, 200])
@pytest.mark.parametrize("start", [1, 20, 35, 80, 148, 199])
@pytest.mark.parametrize("sign", ["x", "日"])
def test_what_is_shown_fits_the_terminal(columns: int, start: int, sign: str) -> None:
    line = "a" * (start - 1) + sign * 4 + "b" * (200 - start)
    finding = Diagnostic("TXT111", "doubled-word", Severity.ERROR, Span("a.md", 1, start, 1, start + 4), "a message")
    printed = text.report([finding], Context(lines=lambda _: [line], width=columns)).split("\n")
    shown, marks = (row for row in printed if row.startswith("    | "))
    wide = 2 if sign == "日" else 1
    assert len(shown) + (wide - 1) * shown.count(sign) <= max(columns, 40)
    before = shown[: shown.index(sign)]
    before = shown[: shown.index(sign)].replace("a", " ").replace("…", " ")
    assert marks == before + "^" * 4 * wide


def test_the_help_of_a_rule_links_to_no_file_beside_it() -> None:
    finding = Diagnostic("TXT111", "doubled-word", Severity.ERROR, Span("a.md"), "a message")
    (rule,) = json.loads(sarif.report([finding]))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"].startswith("# TXT111 doubled-word")
    assert "README.md" not in rule["help"]["markdown"]
