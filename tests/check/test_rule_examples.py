"""Each rule's examples, `tests/rules/<name>.md`: what it must find, exactly where, and what it must let pass.

A file has `## Bad: …` and `## Good: …` parts; `## Bad (de): …` is of a German series. A part's text is the body of a section,
or files in fenced blocks whose info string is the path in the report folder; a section without front matter gets one.
In a bad part the places of the findings are marked ⟦so⟧; one without marks (something is missing) has at least one finding.
All its findings have the severity of the rule, or the one that the heading names: `## Bad [info]: …`, `## Bad (de) [info]: …`.
`### Fixed` below a part says what all safe fixes of the rule make of it, `### Fixed, unsafe` those asked for by `--unsafe`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from igreport.check.catalogue import rules
from igreport.check.fix import fixed
from igreport.check.run import check
from igreport.model.diagnostic import Diagnostic
from igreport.sources import findings as findings_while_reading
from igreport.sources.load import load

FOLDER = Path(__file__).parents[1] / "rules"
FUNCTIONS = {"check", "check_source", "collect", "compare"}
SECTION = "sections/2025-Q3/10-topic.md"
FRONT_MATTER = "---\ntitle: A topic\ntopic: topic\nkeypoint: A point\n---\n\n"
CASES = Path(__file__).parents[1] / "cases/check"
NO_EXAMPLES = {  # what files of text alone cannot show, and the case that does
    "SRC101": "folders-missing",
    "SRC102": "file-unreadable",
    "SRC103": "file-not-utf8",
    "MD111": "paragraph-endless",
}
PART = re.compile(
    r"^(?P<marks>##|###) (?P<kind>Bad|Good|Fixed, unsafe|Fixed)"
    r"(?: \((?P<language>[\w-]+)\))?(?: \[(?P<severity>info|warning|error)\])?(?::(?P<title>.*))?$",
    re.M,
)
FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<path>[\w./-]+)\n(?P<text>.*?)^(?P=ticks)$", re.M | re.S)


@dataclass
class Example:
    rule: str
    kind: str
    title: str
    language: str
    severity: str  # of all findings; empty where it is the rule's own
    files: dict[str, str]
    fixed: dict[str, dict[str, str]] = field(default_factory=dict)  # by kind: "Fixed", "Fixed, unsafe"

    def __str__(self) -> str:
        return f"{self.rule}: {self.title.strip()}"


def given(text: str) -> dict[str, str]:
    """Return the files that a part gives, by path."""
    files = {match["path"]: match["text"] for match in FENCE.finditer(text)}
    body = FENCE.sub("", text).strip("\n")
    if body.strip():
        files[SECTION] = body + "\n"
    return {
        path: FRONT_MATTER + text if path.endswith(".md") and not text.startswith("---") else text
        for path, text in files.items()
    }


def report_of(text: str, language: str) -> dict[str, str]:
    """Return a part's files, and the others that make them a report."""
    others = {
        "sections/series.yaml": f"title: A series\nauthor: An author\nlanguage: {language}\n",
        "references/2025-Q3.yaml": "references: []\n",
        SECTION: f"{FRONT_MATTER}Text.\n",
    }
    return {**others, **given(text)}


def examples(path: Path) -> list[Example]:
    text = path.read_text("utf-8")
    parts = list(PART.finditer(text))
    found: list[Example] = []
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        content = text[part.end() : following.start() if following else None]
        if part["kind"].startswith("Fixed"):
            found[-1].fixed[part["kind"]] = given(content)
        else:
            language, severity = part["language"] or "en-GB", part["severity"] or ""
            files = report_of(content, language)
            found.append(Example(path.stem, part["kind"], part["title"] or "", language, severity, files))
    return found


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("⟦", "").replace("⟧", ""), encoding="utf-8")
    return root


def marked(files: dict[str, str]) -> list[tuple[str, int, int, int, int]]:
    """Return the marked places as (path, line, column, end line, end column) in the files without marks."""
    found = []
    for path, text in files.items():
        line, column, start = 1, 1, (0, 0)
        for character in text:
            if character == "⟦":
                start = line, column
            elif character == "⟧":
                found.append((path, *start, line, column))
            elif character == "\n":
                line, column = line + 1, 1
            else:
                column += 1
    return sorted(found)


def findings(root: Path, code: str) -> list[Diagnostic]:
    return [finding for finding in check(load(root)) if finding.code == code]


ALL = [example for path in sorted(FOLDER.glob("*.md")) for example in examples(path)]
# What only a release finds is tested with releases.
RULES = [rule for rule in rules() if not rule.RULE.code.startswith("REL")]
CODES = {rule.RULE.name: rule.RULE.code for rule in RULES}
SEVERITIES = {rule.RULE.name: rule.RULE.severity.name.lower() for rule in RULES}


def test_every_rule_has_three_bad_and_three_good_examples() -> None:
    missing = []
    for name, code in CODES.items():
        if code in NO_EXAMPLES:
            continue
        kinds = [example.kind for example in ALL if example.rule == name]
        if kinds.count("Bad") < 3 or kinds.count("Good") < 3:
            missing.append(name)
    assert not missing


def test_what_has_no_examples_has_a_case() -> None:
    for code, case in NO_EXAMPLES.items():
        assert f" {code} " in (CASES / case / "expected.txt").read_text("utf-8")


def test_what_is_found_while_reading_has_a_page() -> None:
    pages = {rule.RULE.code: rule.RULE.name for rule in RULES if not FUNCTIONS & set(vars(rule))}
    assert pages == {**findings_while_reading.NAMES, "SRC107": "unused-suppression"}


def test_every_file_of_examples_is_of_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} <= set(CODES)


@pytest.mark.parametrize("example", [example for example in ALL if example.kind == "Bad"], ids=str)
def test_bad(example: Example, tmp_path: Path) -> None:
    found = findings(written(tmp_path, example.files), CODES[example.rule])
    places = [
        (finding.span.path, finding.span.line, finding.span.column, finding.span.end_line, finding.span.end_column)
        for finding in found
    ]
    assert places
    if expected := marked(example.files):
        assert sorted(places) == expected
    severity = example.severity or SEVERITIES[example.rule]
    assert {finding.severity.name.lower() for finding in found} == {severity}


@pytest.mark.parametrize("example", [example for example in ALL if example.kind == "Good"], ids=str)
def test_good(example: Example, tmp_path: Path) -> None:
    assert [str(finding) for finding in findings(written(tmp_path, example.files), CODES[example.rule])] == []


@pytest.mark.parametrize(
    ("example", "kind"), [(example, kind) for example in ALL for kind in example.fixed], ids=lambda value: str(value)
)
def test_fixed(example: Example, kind: str, tmp_path: Path) -> None:
    root = written(tmp_path, example.files)
    found = findings(root, CODES[example.rule])
    texts = {path: (root / path).read_text("utf-8") for path in example.files}
    assert fixed(texts, found, unsafe="unsafe" in kind) == {**texts, **example.fixed[kind]}
