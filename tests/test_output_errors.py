"""When the surroundings fail, a build says so in one message, with its exit code, and leaves the last good files as they were."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from igreport import pandoc
from igreport.cli.main import main
from igreport.edition.verify.compare import Difference

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]
TOOL_FAILED = 3
NOT_PRINTABLE = 1


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """Return a built report of its own, with a change that calls for a new build."""
    root = Path(shutil.copytree(built_once, tmp_path / "copy"))
    with next(root.glob("sections/*/*.md")).open("a", encoding="utf-8") as file:
        file.write("\nOne sentence more.\n")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below `folder`; one that a build left behind is among them."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fails(root: Path, capfd: Capture, status: int, *words: str, arguments: tuple[str, ...] = ()) -> None:
    """Build and expect that exit code, one message with those words, and nothing changed or left behind."""
    before, started = contents(root), set(multiprocessing.active_children())
    assert main(["build", "--root", str(root), *arguments]) == status
    message = capfd.readouterr().err
    assert [line for line in message.splitlines() if line.startswith("igreport: ")], message
    assert all(word in message for word in words), message
    assert "Traceback" not in message
    assert "igreport itself failed" not in message
    assert contents(root) == before
    assert not list(root.rglob(".igreport-*"))
    assert set(multiprocessing.active_children()) == started


def failing(error: BaseException) -> Callable[..., NoReturn]:
    """Return a function that raises `error`."""

    def fail(*_arguments: Any, **_options: Any) -> NoReturn:
        raise error

    return fail


def test_output_below_a_file(built: Path, capfd: Capture) -> None:
    file = built / "file"
    file.write_text("no folder")
    fails(built, capfd, TOOL_FAILED, "cannot be written to", arguments=("--output", str(file)))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "may not be written to"), (errno.EROFS, "is read-only")],
)
@pytest.mark.parametrize("place", ["html", "pdf", "docx", "replace", "mkdir"])
def test_file_cannot_be_written(
    built: Path, capfd: Capture, monkeypatch: Patch, place: str, number: int, words: str
) -> None:
    error = OSError(number, os.strerror(number))
    if place in ("replace", "mkdir"):
        monkeypatch.setattr(Path, place, failing(error))
    else:
        monkeypatch.setattr(f"igreport.edition.writers.{place}.write", failing(error))
    fails(built, capfd, TOOL_FAILED, words, "--output")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_full_disk(built: Path, capfd: Capture, monkeypatch: Patch) -> None:
    def to_a_full_disk(_document: Any, target: Path) -> None:
        target.symlink_to("/dev/full")
        target.write_text("text")

    monkeypatch.setattr("igreport.edition.writers.html.write", to_a_full_disk)
    fails(built, capfd, TOOL_FAILED, "the disk is full")


@pytest.mark.parametrize("name", ["pdf", "html", "docx"])
def test_wrong_file_is_not_put_in_place(built: Path, capfd: Capture, monkeypatch: Patch, name: str) -> None:
    def verify(_document: Any, format_name: str, _path: Path) -> list[Difference]:
        return [Difference("note 7", "is missing")] if format_name == name else []

    monkeypatch.setattr("igreport.edition.build.verify", verify)
    fails(built, capfd, NOT_PRINTABLE, f"the {name.upper()} does not say", "note 7: is missing")


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="what is patched here must reach the worker")
def test_killed_worker(built: Path, capfd: Capture, monkeypatch: Patch) -> None:
    monkeypatch.setattr("igreport.edition.writers.html.write", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    fails(built, capfd, TOOL_FAILED, "ended without a word")


def test_interrupted(built: Path, capfd: Capture, monkeypatch: Patch) -> None:
    monkeypatch.setattr("igreport.edition.writers.pdf.write", failing(KeyboardInterrupt()))
    fails(built, capfd, 130, "interrupted")


def test_pandoc_is_missing(built: Path, capfd: Capture, monkeypatch: Patch) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", failing(OSError("No pandoc was found")))
    pandoc.executable.cache_clear()
    fails(built, capfd, TOOL_FAILED, "pandoc was not found", "pip install pypandoc_binary")


@pytest.mark.parametrize(
    ("program", "words"), [("/nowhere/pandoc", "could not be started"), (shutil.which("false") or "", "pandoc failed")]
)
def test_pandoc_fails(built: Path, capfd: Capture, monkeypatch: Patch, program: str, words: str) -> None:
    monkeypatch.setattr(pandoc, "executable", lambda: program)
    fails(built, capfd, TOOL_FAILED, words)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_pandoc_dies_under_way(built: Path, capfd: Capture, monkeypatch: Patch, number: int) -> None:
    start, calls = subprocess.Popen, []

    def popen(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        calls.append(command)
        return start(["false"] if len(calls) == number else command, **options)

    monkeypatch.setattr(subprocess, "Popen", popen)
    fails(built, capfd, TOOL_FAILED, "pandoc failed")


class NoPango:
    """Finds no WeasyPrint, in the way in which it is not found where its libraries are missing."""

    def find_spec(self, name: str, *_arguments: Any) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


def test_pango_is_missing(built: Path, capfd: Capture, monkeypatch: Patch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    fails(built, capfd, TOOL_FAILED, "Pango", "apt-get install")
