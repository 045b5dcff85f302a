"""Putting a release in its place: whole or not at all, and no former one is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from igreport.errors import OutputError
from igreport.publish import place


def folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "a.txt").write_text(text)
    return path


def texts(parent: Path) -> dict[str, str]:
    return {path.parent.relative_to(parent).as_posix(): path.read_text() for path in parent.rglob("a.txt")}


def test_the_former_release_moves_aside(tmp_path: Path) -> None:
    target = tmp_path / "out" / "2025-Q3"
    assert place.put(folder(tmp_path / "1", "one"), target) is None
    assert place.put(folder(tmp_path / "2", "two"), target) == tmp_path / "out" / "2025-Q3.before-1"
    place.put(folder(tmp_path / "3", "three"), target)
    assert texts(tmp_path / "out") == {"2025-Q3": "three", "2025-Q3.before-1": "one", "2025-Q3.before-2": "two"}


def test_a_rename_that_fails_leaves_the_former_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder(tmp_path / "out" / "2025-Q3", "one")
    rename = Path.rename

    def failing(self: Path, to: Path) -> Path:
        if self.parent.name.startswith(".igreport-"):
            raise OSError(28, "No space left on device")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError, match="no space left"):
        place.put(folder(tmp_path / "2", "two"), target)
    assert texts(tmp_path / "out") == {"2025-Q3": "one"}


class Killed(BaseException):
    """What nobody catches."""


def test_who_is_killed_between_has_the_former_release_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder(tmp_path / "out" / "2025-Q3", "one")
    rename = Path.rename

    def killed(self: Path, to: Path) -> Path:
        if self.parent.name.startswith(".igreport-"):
            raise Killed
        return rename(self, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)  # who is killed cleans nothing up
        with pytest.raises(Killed):
            place.put(folder(tmp_path / "2", "two"), target)
    assert not target.exists()
    place.repair(target)
    assert texts(tmp_path / "out") == {"2025-Q3": "one"}
    place.put(tmp_path / "2", target)
    assert texts(tmp_path / "out") == {"2025-Q3": "two", "2025-Q3.before-1": "one"}


def test_a_release_that_somebody_deleted_stays_deleted(tmp_path: Path) -> None:
    folder(tmp_path / "2025-Q3.before-1", "one")
    place.repair(tmp_path / "2025-Q3")
    assert texts(tmp_path) == {"2025-Q3.before-1": "one"}


def test_a_copy_that_fails_says_why_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "[Errno 28] No space left on device: '/a/b' -> '/c/d'"

    def full(*_: object) -> None:
        raise shutil.Error([("/a/b", "/c/d", reason), ("/a/e", "/c/e", reason)])

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(OutputError, match=r"be written to .*/2025-Q3: no space left on device$"):
        place.put(folder(tmp_path / "1", "one"), tmp_path / "out" / "2025-Q3")
