"""Folders that nobody would write on purpose: nothing but findings comes of them, each in its file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import fuzz
from fuzz_inputs import FRONT_MATTER, SECTION, SOURCES, Change, Plan, files

from igreport.model.diagnostic import Diagnostic, Fix, Severity, Span

NUMBERS = st.integers(0, (1 << 30) - 1)
PLANS = st.builds(
    Plan,
    NUMBERS,
    NUMBERS,
    st.booleans(),
    st.lists(st.builds(Change, NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=8).map(tuple),
)
SERIES = "sections/series.yaml"
HEAD = "---\ntopic: topic\nkeypoint: A point\n"
ODD = {  # what went wrong once, by what it shows
    "a line end of YAML 1.1 inside of a value": {SOURCES: "- {id: s\x85, title: A, URL: '/'}", SECTION: ""},
    "a line end of YAML 1.1 before a key": {SERIES: "e: \x85r:l:"},
    "a line end of YAML 1.1 before the list": {SOURCES: "references:\u2028- {id: e, type: '', title: '', URL: /}"},
    "a title on two lines with a lone bracket": {SECTION: HEAD + "title: A[\n  word\n---\n"},
    "a title on two lines with a doubled word": {SECTION: HEAD + "title: topic\n  topic\n---\n"},
    "a name with a NUL for an image": {SECTION: FRONT_MATTER + "![a](%00.png)\n"},
    "an address that is none for an image": {SECTION: FRONT_MATTER + "![a](http://[) ![b](//[c)\n"},
    "a name that is too long for an image": {SECTION: FRONT_MATTER + f"![a]({'b' * 300})\n\n![a]({'b/' * 3000})\n"},
    "half of a character": {SERIES: '# igreport: ignore TXT101 it is\ntitle: "\\ud800"\nauthor: "\\ude00"\n'},
    "half of a character among many brackets": {SOURCES: "- {id: a, title: " + "[" * 1001 + '"\\ud800"'},
    "a half of a character that is escaped": {SERIES: "title: '\\ud800'\nauthor: \\ud800\n"},
    "a tab that indents a list's second line": {SECTION: FRONT_MATTER + "- t\n\t“r\n\na. t\n\t“r\n"},
    "more brackets than anybody closes": {SOURCES: "[" * 5000},
    "commas without end": {SECTION: FRONT_MATTER + "n " + ", " * 36 + ",\n"},
    "a word many times": {SECTION: FRONT_MATTER + "st st st st st st st st st\n"},
    "a word some thousand times, in one line": {SECTION: FRONT_MATTER + "word " * 3000},
}


def problem(texts: dict[str, str], *, is_thorough: bool) -> tuple[str, str]:
    with tempfile.TemporaryDirectory() as name:
        return fuzz.problem(texts, Path(name, "report"), is_thorough=is_thorough)[:2]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_changed_folders(plan: Plan) -> None:
    assert problem(files(plan), is_thorough=False) == ("", "")


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_changed_folders_twice_and_mended(plan: Plan) -> None:
    assert problem(files(plan), is_thorough=True) == ("", "")


@pytest.mark.parametrize("texts", ODD.values(), ids=ODD)
def test_what_went_wrong_once(texts: dict[str, str]) -> None:
    assert problem({SERIES: "title: A series\nauthor: An author\n", **texts}, is_thorough=len(str(texts)) < 2000) == (
        "",
        "",
    )


def finding(*place: int, code: str = "TXT111", note: int | None = None, fix: Fix | None = None) -> Diagnostic:
    return Diagnostic(code, "doubled-word", Severity.WARNING, Span(SECTION, *place), "", note=note, fix=fix)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (finding(1, 1, 1, 4), ""),
        (finding(1, 4), ""),
        (finding(1, 5), "span of TXT111"),
        (finding(1, 1, 1, 6), "span of TXT111"),
        (finding(9, 1), "span of TXT111"),
        (finding(3, 1, 2, 1), "span of TXT111"),
        (finding(1, 1, code="TXT999"), "unknown code TXT999"),
        (finding(1, 1, note=0), "note of TXT111"),
        (finding(1, 1, fix=Fix.replace(Span(SECTION, 1, 4), "")), "edit of TXT111"),
        (finding(1, 1, fix=Fix.replace(Span("elsewhere", 1, 1), "")), "edit of TXT111"),
    ],
)
def test_what_does_not_hold_is_told(monkeypatch: pytest.MonkeyPatch, found: Diagnostic, kind: str) -> None:
    monkeypatch.setattr(fuzz, "check", lambda _report: [found])
    assert problem({SECTION: "---\nA word.\n"}, is_thorough=False)[0] == kind


def test_an_exception_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("igreport.check.rules.txt.doubled_word.check", lambda _manuscript: iter([0 / 0]))
    assert problem({SECTION: "---\nA word.\n"}, is_thorough=False)[0] == "ZeroDivisionError in run.py:<listcomp>"


def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "SECONDS", 0.001)
    assert problem({SECTION: FRONT_MATTER + "A word.\n"}, is_thorough=False)[0].startswith("TooSlow")


def test_a_failure_is_made_small() -> None:
    plan = Plan(1, 0, False, (Change(0, 0, 0, 0),))
    small = fuzz.smaller(plan, lambda texts: any("A" in text for text in texts.values()))
    assert list(small.values()) == ["A"]
