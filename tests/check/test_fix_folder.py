"""A report folder with its fixes made: what is written, what is left alone, and what is refused."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from igreport.check import mend, run
from igreport.check.folder import check_folder
from igreport.check.mend import Change, Mended
from igreport.check.select import Wish, chosen
from igreport.errors import OutputError
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span
from igreport.sources.load import load

SECTION = "sections/2025-Q3/10-first.md"
HEAD = b"---\ntitle: One\ntopic: one\nkeypoint: A point\n---\n\n"


def check(root: Path) -> list[Diagnostic]:
    return run.check(load(root))


def doubled(found: list[Diagnostic]) -> list[Diagnostic]:
    return chosen(found, Wish(select=("TXT111",)))


def mended(root: Path, *only: str) -> Mended:
    return mend.mend(root, check, doubled, only)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"The the the draft.\n", b"The draft.\n"),
        (b"The draft of of August", b"The draft of August"),
        (b"A.\r\n\r\nThe draft of of August.\r\n", b"A.\r\n\r\nThe draft of August.\r\n"),
        (b"A draft of\r\nof August.\r\n", b"A draft of August.\r\n"),
        (b"Caf\xc3\xa9 \xe6\x97\xa5 of of August.\t \n\n\n", b"Caf\xc3\xa9 \xe6\x97\xa5 of August.\t \n\n\n"),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_only_the_words_change(small_report: Path, before: bytes, after: bytes, mark: bytes) -> None:
    path = small_report / SECTION
    path.write_bytes(mark + HEAD + before)
    mend.write(small_report, mended(small_report).changes)
    assert path.read_bytes() == mark + HEAD + after
    assert mended(small_report) == Mended()
    assert not list(small_report.rglob(".igreport-*"))


def test_one_run_suffices_where_fixes_overlap(small_report: Path) -> None:
    (small_report / SECTION).write_bytes(HEAD + b"one one one one.\n")
    result = mended(small_report)
    assert [change.after for change in result.changes] == [HEAD.decode() + "one.\n"]


def test_comments_in_yaml_stay(small_report: Path) -> None:
    path = small_report / "references" / "2025-Q3.yaml"
    text = "# ours\nreferences:   # all\n- id:  source # first\n  type: webpage\n  title: 'A page'\n  URL: https://example.org/\n"
    path.write_text(text, encoding="utf-8")
    result = mend.mend(small_report, with_fix(check, "references/2025-Q3.yaml", 5, 11, 17, "The page"), everything)
    assert [change.after for change in result.changes] == [text.replace("A page", "The page")]


def everything(found: list[Diagnostic]) -> list[Diagnostic]:
    return [finding for finding in found if finding.code == "TXT900"]


def with_fix(inner: mend.Check, path: str, line: int, start: int, end: int, text: str) -> mend.Check:
    """Return a check that also proposes that fix, as long as it is not made."""

    def also(root: Path) -> list[Diagnostic]:
        span = Span(path, line, start, line, end)
        now = (root / path).read_text("utf-8").split("\n")[line - 1]
        proposed = Diagnostic("TXT900", "example", Severity.WARNING, span, "wrong", fix=Fix((Edit(span, text),)))
        return inner(root) if now[start - 1 :].startswith(text) else [*inner(root), proposed]

    return also


@pytest.mark.parametrize(
    ("text", "count"),
    [("A <b>claim", 0), ("A claim [@nobody]", 0), ("A better claim", 1)],
)
def test_a_fix_that_makes_an_error_is_refused(small_report: Path, text: str, count: int) -> None:
    result = mend.mend(small_report, with_fix(check, SECTION, 7, 1, 8, text), everything)
    assert (len(result.changes), result.count, result.refused) == (count, count, 1 - count)


def test_the_others_are_made_all_the_same(small_report: Path) -> None:
    words = b"".join(b"word%d word%d. " % (number, number) for number in range(9)).replace(b"word", b"x")
    (small_report / SECTION).write_bytes(HEAD + b"Claim here here.\n\nOn on it. And and. We we.\n\n" + words)

    def both(root: Path) -> list[Diagnostic]:
        return with_fix(check, SECTION, 7, 1, 6, "<b>")(root)

    def choose(found: list[Diagnostic]) -> list[Diagnostic]:
        return [finding for finding in found if finding.code in ("TXT111", "TXT900")]

    result = mend.mend(small_report, both, choose)
    assert result.refused == 1
    assert [change.after.split("\n\n")[1:3] for change in result.changes] == [["Claim here.", "On it. And. We."]]


def test_rules_that_undo_one_another_end(small_report: Path) -> None:
    def there_and_back(root: Path) -> list[Diagnostic]:
        text = (root / SECTION).read_text("utf-8").split("\n")[6]
        other = "B" if text.startswith("A") else "A"
        fix = Fix.replace(Span(SECTION, 7, 1), other)
        return [Diagnostic("TXT900", "example", Severity.WARNING, Span(SECTION, 7, 1), "wrong", fix=fix)]

    assert mend.mend(small_report, there_and_back, everything).count <= 3


def test_only_the_named_files_change(small_report: Path) -> None:
    other = small_report / "sections" / "2025-Q3" / "20-second.md"
    for path in (small_report / SECTION, other):
        path.write_bytes(HEAD + b"The draft of of August.\n")
    assert [change.path for change in mended(small_report).changes] == [SECTION, "sections/2025-Q3/20-second.md"]
    assert [change.path for change in mended(small_report, SECTION).changes] == [SECTION]


def outside_file(root: Path) -> Path:
    return root.parent / "outside.md"


def link_outside(root: Path) -> None:
    outside_file(root).write_bytes(HEAD + b"of of\n")
    (root / SECTION).unlink()
    (root / SECTION).symlink_to(outside_file(root))


def link_inside(root: Path) -> None:
    (root / "notes.md").write_bytes(HEAD + b"of of\n")
    (root / SECTION).unlink()
    (root / SECTION).symlink_to("../../notes.md")


def link_to_a_folder(root: Path) -> None:
    (root / SECTION).write_bytes(HEAD + b"of of\n")
    (root / "sections" / "2025-Q3").rename(root.parent / "elsewhere")
    (root / "sections" / "2025-Q3").symlink_to(root.parent / "elsewhere")


def link_to_itself(root: Path) -> None:
    (root / SECTION).write_bytes(HEAD + b"of\n")
    (root / "sections" / "2025-Q3" / "loop").symlink_to(root)
    (root / "sections" / "2025-Q3" / "20-loop.md").symlink_to("20-loop.md")


@pytest.mark.parametrize("prepare", [link_outside, link_inside, link_to_a_folder, link_to_itself])
def test_links_are_not_written(small_report: Path, prepare: Callable[[Path], None]) -> None:
    prepare(small_report)
    assert mended(small_report).changes == ()


def test_a_file_that_is_not_utf8_is_left_alone(small_report: Path) -> None:
    (small_report / "sections" / "2025-Q3" / "20-second.md").write_bytes(b"\xff\xfe of of")
    (small_report / SECTION).write_bytes(HEAD + b"of of\n")
    assert [change.path for change in mended(small_report).changes] == [SECTION]


@pytest.mark.parametrize("path", ["../outside.md", "{absolute}", "sections/../../outside.md", "README.md", "C:/a.md"])
def test_an_edit_of_another_file_is_not_made(small_report: Path, path: str) -> None:
    outside_file(small_report).write_text("abc")
    (small_report / "README.md").write_text("abc")
    path = path.format(absolute=outside_file(small_report).resolve())

    def strange(_root: Path) -> list[Diagnostic]:
        fix = Fix.replace(Span(path, 1, 1, 1, 2), "X")
        return [Diagnostic("TXT900", "example", Severity.WARNING, Span(SECTION), "wrong", fix=fix)]

    assert mend.mend(small_report, strange, everything) == Mended()
    assert outside_file(small_report).read_text() == "abc"


def test_the_mode_stays(small_report: Path) -> None:
    path = small_report / SECTION
    path.write_bytes(HEAD + b"of of\n")
    path.chmod(0o640)
    mend.write(small_report, mended(small_report).changes)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_that_changed_in_the_meantime_is_not_overwritten(small_report: Path) -> None:
    path = small_report / SECTION
    other = small_report / "sections" / "2025-Q3" / "20-second.md"
    for one in (path, other):
        one.write_bytes(HEAD + b"of of\n")
    result = mended(small_report)
    other.write_bytes(HEAD + b"New words.\n")
    with pytest.raises(OutputError, match="changed by someone else"):
        mend.write(small_report, result.changes)
    assert path.read_bytes() == HEAD + b"of of\n"
    assert not list(small_report.rglob(".igreport-*"))


def test_words_that_are_written_while_fixes_are_tried_stay(small_report: Path) -> None:
    path = small_report / SECTION
    path.write_bytes(HEAD + b"of of\n")
    runs = 0

    def slow(root: Path) -> list[Diagnostic]:
        nonlocal runs
        runs += 1
        if runs == 2:
            path.write_bytes(HEAD + b"of of new words\n")
        return check(root)

    result = mend.mend(small_report, slow, doubled)
    with pytest.raises(OutputError, match="changed by someone else"):
        mend.write(small_report, result.changes)
    assert path.read_bytes() == HEAD + b"of of new words\n"


@pytest.mark.parametrize("place", ["tempfile.TemporaryDirectory", "pathlib.Path.write_bytes"])
def test_there_is_no_room_to_try_fixes(small_report: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (small_report / SECTION).write_bytes(HEAD + b"of of\n")

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(place, full)
    with pytest.raises(OutputError, match="cannot be tried: no space left"):
        mended(small_report)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_left_alone(small_report: Path) -> None:
    secret = small_report / "sections" / "2025-Q3" / "20-second.md"
    secret.write_bytes(HEAD)
    secret.chmod(0)
    (small_report / SECTION).write_bytes(HEAD + b"of of\n")
    assert [change.path for change in mended(small_report).changes] == [SECTION]


def test_nothing_is_written_where_one_file_cannot_be(small_report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (small_report / SECTION).read_text("utf-8")
    change = Change(SECTION, before, "new")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OutputError, match=f"{SECTION} cannot be written: no space left"):
        mend.write(small_report, [change])
    assert (small_report / SECTION).read_text("utf-8") == before
    assert not list(small_report.rglob(".igreport-*"))


@pytest.mark.skipif(shutil.which("git") is None, reason="git reads the diff")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\r\ntwo", "one\r\n2"),
        ("one\n", "one"),
        ("one", "one\n"),
        ("one\x0ctwo\u2028three\x85\nfour\n", "one\x0c2\u2028three\x85\nfour\n"),
        ("\ufeffone\n" + "same\n" * 20 + "two\n", "\ufeff1\n" + "same\n" * 20 + "2\n"),
        ("a\rb\rc", "a\rB\rc"),
    ],
)
def test_the_diff_is_one_that_git_applies(tmp_path: Path, before: str, after: str) -> None:
    names = [SECTION, "references/2025-Q3.yaml"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(before.encode())
    diff = mend.diff([Change(name, before, after) for name in names])
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(command, cwd=tmp_path, input=diff.encode(), env=environment, check=True)
    assert [(tmp_path / name).read_bytes() for name in names] == [after.encode()] * 2


def test_the_findings_of_the_copy_are_those_of_the_folder(small_report: Path) -> None:
    (small_report / "picture.png").write_bytes(b"x")
    with (small_report / SECTION).open("a", encoding="utf-8") as file:
        file.write("\n![a picture](../../picture.png)\n\nA draft of of it.\n")
    seen: list[list[Diagnostic]] = []

    def watched(root: Path) -> list[Diagnostic]:
        seen.append(check(root))
        return seen[-1]

    assert mend.mend(small_report, watched, doubled).count == 1
    place = [replace(finding, message="") for finding in check(small_report) if finding.code != "IMG104"]
    assert [replace(finding, message="") for finding in seen[0] if finding.code not in ("IMG101", "IMG104")] == place


@pytest.mark.parametrize(
    ("severity", "message", "count"),
    [
        (Severity.ERROR, "another error", 0),
        (Severity.ERROR, "an error", 1),  # the old one, on another line
        (Severity.WARNING, "another warning", 1),
    ],
)
def test_a_fix_that_makes_an_error_of_a_rule_is_refused(
    small_report: Path, severity: Severity, message: str, count: int
) -> None:
    (small_report / SECTION).write_bytes(HEAD + b"A claim\n")
    before = Diagnostic("DAT108", "example", Severity.ERROR, Span(SECTION, 1), "an error")

    def found(root: Path) -> list[Diagnostic]:
        is_mended = "A better claim" in (root / SECTION).read_text("utf-8")
        new = replace(before, severity=severity, message=message, span=Span(SECTION, 2))
        stays = [] if message == "an error" and is_mended else [before]
        return [*with_fix(lambda _: stays, SECTION, 7, 1, 8, "A better claim")(root), *([new] if is_mended else [])]

    result = mend.mend(small_report, found, everything)
    assert (result.count, result.refused) == (count, 1 - count)


def test_the_error_that_a_fix_mends_makes_no_room_for_another(small_report: Path) -> None:
    (small_report / SECTION).write_bytes(HEAD + b"A claim\n")
    edit = Fix((Edit(Span(SECTION, 7, 1, 7, 8), "A better claim"),))
    first = Diagnostic("TXT900", "example", Severity.ERROR, Span(SECTION, 7), "an error", fix=edit)

    def found(root: Path) -> list[Diagnostic]:
        is_mended = "A better claim" in (root / SECTION).read_text("utf-8")
        return [replace(first, message="a new error", fix=None)] if is_mended else [first]

    assert mend.mend(small_report, found, everything) == Mended((), 0, 1)


def test_many_fixes_take_few_checks(small_report: Path) -> None:
    (small_report / SECTION).write_bytes(HEAD + b"It was was said.\n\n" * (run.MOST + 1))
    checks = []

    def counted(root: Path) -> list[Diagnostic]:
        checks.append(root)
        return check_folder(root, most=10_000)

    result = mend.mend(small_report, counted, doubled)
    assert (result.count, len(checks)) == (run.MOST + 1, 2)


def test_fixes_that_all_do_harm_come_to_an_end(small_report: Path) -> None:
    (small_report / SECTION).write_bytes(HEAD + b"x\n\n" * 2000)
    checks = []

    def found(root: Path) -> list[Diagnostic]:
        checks.append(root)
        lines = (root / SECTION).read_text("utf-8").split("\n")
        spans = [Span(SECTION, number, 1, number, 2) for number, line in enumerate(lines, 1) if line == "x"]
        wrong = [Diagnostic("MD101", "example", Severity.ERROR, Span(SECTION), "wrong")] * (2000 - len(spans))
        return [Diagnostic("TXT900", "e", Severity.INFO, at, "x", fix=Fix((Edit(at, "y"),))) for at in spans] + wrong

    result = mend.mend(small_report, found, everything)
    assert (result.count, result.changes) == (0, ())
    assert len(checks) <= 1 + mend._MOST_CHECKS


def test_a_file_that_is_read_only_is_not_replaced(small_report: Path) -> None:
    path = small_report / SECTION
    path.chmod(0o444)
    change = Change(SECTION, path.read_text("utf-8"), "new")
    with pytest.raises(OutputError, match=f"{SECTION} cannot be written: it is read-only"):
        mend.write(small_report, [change])
    assert path.read_text("utf-8") == change.before
    assert not list(small_report.rglob(".igreport-*"))
