"""What `igreport check` asks for, shows, and ends with; the sessions in `cases` show the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from igreport.cli import report_files
from igreport.cli.commands import check
from igreport.cli.main import main
from igreport.errors import UsageError
from igreport.model.diagnostic import Diagnostic, Fix, Severity, Span
from igreport.sources.load import load

SECTION = "sections/2025-Q3/10-first.md"
Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def finding(severity: Severity, path: str = SECTION, fix: Fix | None = None) -> Diagnostic:
    return Diagnostic("TXT111", "doubled-word", severity, Span(path, 1), f"an {severity}", fix=fix)


def answered(patch: Patch, found: list[Diagnostic], root: Path, *arguments: str) -> int:
    patch.setattr(check, "findings", lambda _root, **_: found)
    return main(["check", "--root", str(root), *arguments])


@pytest.mark.parametrize(
    ("severities", "arguments", "status", "shown"),
    [
        ([], [], 0, "nothing found\n"),
        (["info"], [], 0, "nothing found; 1 to look at with --info\n"),
        (["info"], ["--info"], 0, "1 info in 1 file\n"),
        (["info"], ["--strict"], 1, "1 info in 1 file\n"),
        ([], ["--strict"], 0, "nothing found\n"),
        (["warning", "info"], [], 1, "1 warning in 1 file; 1 to look at with --info\n"),
        (["error"], [], 1, "1 error in 1 file\n"),
        (["error", "warning", "info"], ["--only-errors"], 1, "1 error in 1 file\n"),
        (["warning", "info"], ["--only-errors"], 0, "nothing found\n"),
        (["error"], ["2025-Q3"], 1, "1 error in 1 file\n"),
        (["error"], ["references"], 0, "nothing found; 1 error in other files\n"),
        (["error"], ["references", "--ignore", "TXT"], 0, "nothing found\n"),
    ],
)
def test_what_is_shown_and_what_fails(
    small_report: Path,
    monkeypatch: Patch,
    capsys: Capture,
    severities: list[str],
    arguments: list[str],
    status: int,
    shown: str,
) -> None:
    paths = [str(small_report / word) if word == "references" else word for word in arguments]
    found = [finding(Severity(severity)) for severity in severities]
    assert answered(monkeypatch, found, small_report, *paths) == status
    assert shown in capsys.readouterr().out


@pytest.mark.parametrize("format_name", ["json", "sarif", "github"])
def test_info_is_hidden_in_all_formats(
    small_report: Path, monkeypatch: Patch, capsys: Capture, format_name: str
) -> None:
    found = [finding(Severity.INFO)]
    assert answered(monkeypatch, found, small_report, "--format", format_name) == 0
    assert "TXT111" not in capsys.readouterr().out
    assert answered(monkeypatch, found, small_report, "--format", format_name, "--info") == 0
    assert "TXT111" in capsys.readouterr().out


def test_a_fix_that_would_break_the_file_is_told(small_report: Path, monkeypatch: Patch, capsys: Capture) -> None:
    path = small_report / SECTION
    before = path.read_bytes()
    real = check.findings
    fix = Fix.replace(Span(SECTION, 7, 1, 7, 2), "<b>")

    def findings(root: Path, *, most: int | None = None) -> list[Diagnostic]:
        return [*real(root, most=most), finding(Severity.WARNING, fix=fix)]

    monkeypatch.setattr(check, "findings", findings)
    assert main(["check", "--fix", "--select", "TXT111", "--root", str(small_report)]) == 1
    assert "1 fix would make a new error" in capsys.readouterr().out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("is_terminal", "environment", "is_coloured"),
    [(True, {}, True), (False, {}, False), (True, {"NO_COLOR": "1"}, False), (True, {"TERM": "dumb"}, False)],
)
def test_colour_is_for_terminals(
    small_report: Path,
    monkeypatch: Patch,
    capsys: Capture,
    is_terminal: bool,
    environment: dict[str, str],
    is_coloured: bool,
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    answered(monkeypatch, [finding(Severity.ERROR)], small_report)
    assert ("\x1b[" in capsys.readouterr().out) is is_coloured


def test_the_places_are_seen_from_where_the_command_runs(
    small_report: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    monkeypatch.chdir(small_report.parent)
    answered(monkeypatch, [finding(Severity.ERROR)], Path("report"), "--format", "github")
    assert f"file=report/{SECTION}," in capsys.readouterr().out


def test_named_files(small_report: Path, monkeypatch: Patch, capsys: Capture) -> None:
    monkeypatch.chdir(small_report.parent)
    root = Path("report")
    (small_report / "sections" / "2025-Q3" / "link.md").symlink_to("/nowhere")
    every = {SECTION, "sections/2025-Q3", "sections/2025-Q3/edition.yaml", "sections/2025-Q3/link.md"}
    assert set(report_files.named([Path("report/sections/2025-Q3")], root)) == every
    assert set(report_files.named([Path("2025-Q3")], root)) == {*every, "references/2025-Q3.yaml"}
    assert report_files.named([Path("report") / SECTION, Path("/")], root) == []
    assert report_files.named([Path()], root) == []
    assert report_files.named([], root) == []
    assert capsys.readouterr().err == ""
    (small_report.parent / "other.md").write_text("of of")
    assert report_files.named([Path("other.md")], root) == ["other.md"]
    assert capsys.readouterr().err == ""
    with pytest.raises(UsageError, match=r"no file gone\.md"):
        report_files.named([Path("gone.md")], root)
    with pytest.raises(UsageError, match="no edition or file 2026-Q9"):
        report_files.named([Path("2026-Q9")], root)


@pytest.mark.parametrize("name", ["../elsewhere/sections", "../elsewhere/a.md", "/etc/passwd"])
def test_what_lies_in_no_report_is_wrong_use(
    small_report: Path, monkeypatch: Patch, capsys: Capture, name: str
) -> None:
    other = small_report.parent / "elsewhere" / "sections"
    other.mkdir(parents=True)
    (other.parent / "a.md").write_text("of of")
    (small_report / "README.md").write_text("of of")
    monkeypatch.chdir(small_report)
    assert main(["check", name]) == 2
    assert f"{name} does not belong to the report in this folder" in capsys.readouterr().err
    assert main(["check", name, "README.md"]) == 0
    assert main(["check", "README.md"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
@pytest.mark.parametrize("command", [["check"], ["explain", "TXT111"], ["check", "--format", "json"]])
def test_a_full_disk_is_no_defect(small_report: Path, command: list[str]) -> None:
    program = [sys.executable, "-m", "igreport", *command]
    with open("/dev/full", "w") as full:
        done = subprocess.run(program, cwd=small_report, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "igreport: the output cannot be written: no space left on device\n")


def test_lines_of_files_that_are_not_the_report_s(small_report: Path) -> None:
    (small_report.parent / "secret.md").write_text("secret")
    assert report_files.lines(small_report, SECTION)[1] == "title: First topic"
    for path in ("../secret.md", str(small_report.parent / "secret.md"), "sections", "gone.md"):
        assert report_files.lines(small_report, path) == ()


def test_nothing_is_kept_of_the_copy_in_which_fixes_are_tried(
    small_report: Path, tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    arguments = ["check", "--select", "TXT111", "--root", str(small_report)]
    main(arguments)
    before = {path.parent for path in (tmp_path / "cache").rglob("*") if path.is_file()}
    path = small_report / SECTION
    path.write_text(path.read_text("utf-8").replace("A claim", "A claim of of"), encoding="utf-8")
    main([*arguments, "--fix"])
    assert "fixed 1 finding" in capsys.readouterr().out
    assert {path.parent for path in (tmp_path / "cache").rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.name == "nt", reason="a pipe that is closed early is a signal elsewhere")
def test_a_pipe_that_is_closed_early(small_report: Path) -> None:
    command = f"{sys.executable} -m igreport check --root {small_report} --format sarif | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""


GERMAN = (
    "---\n{head}title: Eins\nkeypoint: Ein Punkt\nlanguage: de\n---\n\nDer Entwurf liegt seit seit dem 3. Juli vor.\n"
)


def test_a_section_keeps_its_language_where_another_key_is_missing(small_report: Path) -> None:
    (small_report / SECTION).write_text(GERMAN.format(head=""), encoding="utf-8")
    report = load(small_report)
    front = report.editions[0].sections[0].front
    assert [(problem.code, problem.message) for problem in report.problems] == [("YML105", "`topic` is missing")]
    assert (front.language, front.title, front.topic) == ("de", "Eins", "unread")
    (small_report / SECTION).write_text(GERMAN.format(head="").replace("de\n", "xx\n"), encoding="utf-8")
    assert load(small_report).editions[0].sections[0].front.language is None


def test_a_series_keeps_its_language_where_its_title_is_missing(small_report: Path) -> None:
    (small_report / "sections" / "series.yaml").write_text("language: de-AT\n", encoding="utf-8")
    assert load(small_report).series.language == "de-AT"


@pytest.mark.parametrize(("head", "is_mended"), [("", False), ("topic: eins\n", True), ("blank\n", False)])
def test_nothing_is_mended_below_a_front_matter_that_is_wrong(
    small_report: Path, capsys: Capture, head: str, is_mended: bool
) -> None:
    path = small_report / SECTION
    path.write_text(GERMAN.format(head=head), encoding="utf-8")
    main(["check", "--root", str(small_report), "--fix", "--unsafe"])
    assert ("seit seit" not in path.read_text("utf-8")) is is_mended
    assert ("can be fixed" in capsys.readouterr().out) is False


def test_what_stands_in_the_place_of_a_missing_title_is_not_found(small_report: Path, capsys: Capture) -> None:
    (small_report / SECTION).write_text("---\ntitle: ''\nkeypoint: A point\n---\n\nThe text.\n", encoding="utf-8")
    (small_report / "sections" / "series.yaml").write_text("language: en\n", encoding="utf-8")
    main(["check", "--root", str(small_report)])
    assert "STR105" not in capsys.readouterr().out


@pytest.mark.parametrize("other", ["--info", "--strict"])
def test_only_errors_and_all_is_wrong_use(small_report: Path, capsys: Capture, other: str) -> None:
    assert main(["check", "--root", str(small_report), "--only-errors", other]) == 2
    assert "--only-errors leaves out" in capsys.readouterr().err
