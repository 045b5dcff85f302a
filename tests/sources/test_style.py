"""`sections/style.css`: what a theme is made of, and that nothing an author writes there ends in an exception."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from igreport.check.folder import check_folder
from igreport.model.diagnostic import Diagnostic
from igreport.model.document import DEFAULT_DARK, DEFAULT_THEME
from igreport.sources import style, typefaces
from igreport.sources.load import load

PIECES = [
    *":root @media (prefers-color-scheme: dark) @import url( \" ' { } ; : \\ /* */ <!--".split(),
    *"--accent --text-font -- #7a1f3d 10pt 1e999".split(),
    "((((" * 50,
    "rgb(",
    "hsl(1e999, nan%, 1%)",
    "--text-size: 1e999pt",
    "\n",
    "\x00",
    "é",
]


def theme(root: Path, text: str) -> tuple[style.Theme, list[Diagnostic]]:
    (root / "sections").mkdir(exist_ok=True)
    (root / style.NAME).write_text(text, encoding="utf-8", newline="")
    problems: list[Diagnostic] = []
    return style.read(root, problems), problems


def test_without_a_file_nothing_changes_and_nothing_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tinycss2", None)
    assert style.read(tmp_path, []).light == DEFAULT_THEME


def test_values_are_plain_css(tmp_path: Path) -> None:
    text = """:root { --accent: RebeccaPurple; --rule: rgb(50% 50% 50%); --text-size: 14px; --line-height: 1.50;
      --text-font: "source sans 3" }
    @media (prefers-color-scheme: dark) { :root { --accent: hsl(270, 100%, 80%) } }"""
    found, problems = theme(tmp_path, text)
    assert problems == []
    own = {
        "accent": "#663399",
        "rule": "#808080",
        "text-size": "10.5pt",
        "line-height": "1.5",
        "text-font": "Source Sans 3",
    }
    assert found.light == {**DEFAULT_THEME, **own}
    assert found.dark == {**DEFAULT_DARK, "accent": "#cc99ff"}


def test_the_last_one_holds(tmp_path: Path) -> None:
    found, problems = theme(tmp_path, ":root { --accent: #7a1f3d }\n:root { --accent: #1f3d7a }\n")
    assert (found.light["accent"], problems) == ("#1f3d7a", [])


def test_what_is_wrong_stays_as_it_was(tmp_path: Path) -> None:
    found, problems = theme(tmp_path, ":root {\n  --accent: wine;\n  --box: #eee;\n}\n")
    assert (found.light["accent"], found.light["box"]) == (DEFAULT_THEME["accent"], "#eeeeee")
    assert [str(problem.span) for problem in problems] == ["sections/style.css:2:3"]


@pytest.mark.parametrize(
    ("text", "code", "words", "hint"),
    [
        (":root { --acent: #7a1f3d }", "STY102", "there is no property `--acent`", "did you mean `--accent`?"),
        (
            ':root { --text-font: "Lora Nova" }',
            "STY104",
            "`Lora Nova` is not installed",
            "installed are Amiri, Frank Ruhl Libre, Source Sans 3, Source Serif 4",
        ),
        (':root { --text-font: "Sorce Sans" }', "STY104", "is not installed", "did you mean `Source Sans 3`?"),
        (":root { --box: url(x.png) }", "STY103", "a style opens no files", "write it as `#7a1f3d`"),
        ("@import 'x.css';", "STY101", "`@import` is not read", ":root { --accent: #7a1f3d }"),
        (":root { --muted: #999999 }", "STY105", "has a contrast of 2.5:1, less than 4.5:1", "darker or lighter"),
    ],
)
def test_findings(tmp_path: Path, text: str, code: str, words: str, hint: str) -> None:
    _, (problem,) = theme(tmp_path, text)
    assert problem.code == code
    assert words in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#abcdef", "#abcdef", 1)]
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert round(style.contrast(one, other), 2) == ratio == round(style.contrast(other, one), 2)


@pytest.mark.parametrize("defaults", [DEFAULT_THEME, DEFAULT_DARK])
def test_our_own_colours_can_be_read(defaults: dict[str, str]) -> None:
    for name in ("text", "muted", "accent"):
        assert min(style.contrast(defaults[name], defaults[ground]) for ground in ("ground", "box")) >= style.AA


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_nothing_written_ends_in_an_exception(tmp_path: Path, pieces: list[str]) -> None:
    found, _ = theme(tmp_path, " ".join(pieces))
    assert set(found.light) == set(DEFAULT_THEME)


def test_a_changed_style_is_checked_again(small_report: Path) -> None:
    path = small_report / style.NAME
    path.write_text(":root { --accent: #7a1f3d }")
    assert [found.code for found in check_folder(small_report) if found.code.startswith("STY")] == []
    path.write_text(":root { --accent: #7a1f3g }")
    assert [found.code for found in check_folder(small_report) if found.code.startswith("STY")] == ["STY103"]
    path.unlink()
    assert [found.code for found in check_folder(small_report) if found.code.startswith("STY")] == []


def test_the_report_has_the_theme(small_report: Path) -> None:
    (small_report / style.NAME).write_text(":root { --accent: #7a1f3d }")
    assert load(small_report).theme.light["accent"] == "#7a1f3d"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an installed package that says it is a family; running it would fail."""
    folder = tmp_path / "site" / "fontpkg_my_own"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise SystemExit\n")
    (folder / "a.ttf").write_bytes(b"")
    monkeypatch.syspath_prepend(str(folder.parent))
    typefaces.find.cache_clear()
    return folder


def test_a_family_is_found_and_not_run(package: Path) -> None:
    files = [{"path": "a.ttf", "style": "italic", "weight": 700}, {"path": "gone.ttf"}]
    (package / "metadata.json").write_text(json.dumps({"family": "My Own", "files": files}))
    found = typefaces.find("my own")
    assert found == typefaces.Typeface("My Own", (typefaces.Face(package / "a.ttf", "italic", "700"),))


@pytest.mark.parametrize("text", ["", "[]", '{"family": "My Own"}', '{"family": "x\\"; } @import", "files": []}'])
def test_a_package_that_says_nothing_is_no_family(package: Path, text: str) -> None:
    (package / "metadata.json").write_text(text)
    assert typefaces.find("My Own") is None
