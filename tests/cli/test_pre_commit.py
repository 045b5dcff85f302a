"""The hooks, run by the real pre-commit in a repository of their own, with igreport as it is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from igreport.sources import yaml
from tests.links.local_server import answer, page, serving

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
SECTION = "sections/2025-Q3/10-first.md"
SOURCES = "references/2025-Q3.yaml"

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is needed"),
    pytest.mark.skipif(shutil.which("pre-commit") is None, reason="pre-commit is needed: pip install pre-commit"),
]


def hooks() -> list[dict[str, Any]]:
    read = yaml.read(HOOKS.read_text("utf-8"), HOOKS.name, [])
    assert read is not None
    return list(read.data)


def configuration(identifier: str, *arguments: str) -> str:
    """Return a configuration with one of our hooks, run from here: what `language: python` would install is installed."""
    hook = next(hook for hook in hooks() if hook["id"] == identifier)
    options = [f"    {key}: {value}" for key, value in hook.items() if key not in ("id", "language", "require_serial")]
    lines = ["repos:", "- repo: local", "  hooks:", f"  - id: {identifier}", "    language: system", *options]
    return "\n".join([*lines, "    require_serial: true", f"    args: {list(arguments)}"]) + "\n"


class Repository:
    """A git repository with the report in `folder` of it, and the hook installed."""

    def __init__(self, root: Path, folder: str, identifier: str, *arguments: str) -> None:
        self.root, self.report = root, root / folder
        script = shutil.which("igreport", path=Path(sys.executable).parent) or shutil.which("igreport")
        own = {"HOME": str(root.parent), "PRE_COMMIT_HOME": str(root.parent / "cache"), "GIT_CONFIG_NOSYSTEM": "1"}
        names = {
            f"GIT_{who}_{what}": "someone@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        path = f"{Path(str(script)).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, **own, **names, "PATH": path}
        (root / ".pre-commit-config.yaml").write_text(configuration(identifier, *arguments), encoding="utf-8")
        self.run("git", "init", "--quiet", "--initial-branch=main")
        self.run("pre-commit", "install")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False)

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.run("git", "add", "--all")
        return self.run("git", "commit", "--message", "change")

    def write(self, name: str, old: str, new: str) -> None:
        path = self.report / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def repository(small_report: Path, folder: str = "", identifier: str = "igreport-check") -> Repository:
    """Return a repository with one good commit."""
    root = small_report.parent / "repository"
    shutil.copytree(small_report, root / folder)
    made = Repository(root, folder, identifier, *(["--root", folder] if folder else []), "--select", "CIT101,TXT111")
    done = made.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stderr
    return made


@pytest.mark.parametrize("folder", ["", "reports/quarterly"])
def test_a_bad_commit_is_stopped(small_report: Path, folder: str) -> None:
    repo = repository(small_report, folder)
    repo.write(SECTION, "[@source]", "[@sourse]")
    done = repo.commit()
    assert done.returncode == 1
    assert "error CIT101 the source `sourse` is cited and defined nowhere" in done.stderr
    assert "did you mean `source`?" in done.stderr
    repo.write(SECTION, "[@sourse]", "[@source]")
    repo.write(SECTION, "A claim", "A better claim")
    assert repo.commit().returncode == 0


def test_it_reports_on_changed_files_and_knows_the_whole_series(small_report: Path) -> None:
    repo = repository(small_report)
    (repo.report / "README.md").write_text("of of\n")
    assert "no files to check" in repo.commit().stderr
    repo.write(SOURCES, "id: source", "id: renamed")
    done = repo.commit()
    assert done.returncode == 0, "what is wrong stands in a file that is not part of the commit"
    assert "CIT101" not in done.stderr
    repo.write(SECTION, "A claim", "A better claim")
    done = repo.commit()
    assert done.returncode == 1
    assert "CIT101 the source `source` is cited and defined nowhere" in done.stderr


def test_deleted_and_renamed_files(small_report: Path) -> None:
    repo = repository(small_report)
    other = repo.report / "sections" / "2025-Q3" / "20-second.md"
    other.write_text(
        (repo.report / SECTION).read_text("utf-8").replace("topic: first", "topic: second"), encoding="utf-8"
    )
    assert repo.commit().returncode == 0
    other.rename(other.with_name("30-third.md"))
    assert repo.commit().returncode == 0
    other.with_name("30-third.md").unlink()
    done = repo.commit()
    assert done.returncode == 0, done.stderr


def test_fixes_stop_the_commit_and_the_next_one_passes(small_report: Path) -> None:
    repo = repository(small_report, identifier="igreport-fix")
    repo.write(SECTION, "A claim", "A claim of of")
    done = repo.commit()
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stderr
    assert "fixed 1 finding in 1 file" in done.stderr
    assert "A claim of [@source]" in (repo.report / SECTION).read_text("utf-8")
    assert repo.commit().returncode == 0


def test_a_new_address_that_is_gone_stops_a_push(small_report: Path) -> None:
    gone = answer(404, "<title>Not found</title>")
    with serving(lambda target, *_: page("A page") if target == "/page" else gone, "127.0.0.16") as server:
        path = small_report / SOURCES
        path.write_text(path.read_text("utf-8").replace("https://example.org", server.url), encoding="utf-8")
        repo = Repository(small_report, "", "igreport-links", "--allow-private")
        repo.run("git", "add", "--all")
        ask = ("pre-commit", "run", "--hook-stage", "manual", "--all-files", "igreport-links")
        done = repo.run(*ask)
        assert done.returncode == 0, done.stdout
        repo.write(SOURCES, "/page", "/gone")
        repo.run("git", "add", "--all")
        done = repo.run(*ask)
        assert done.returncode == 1
        assert "HTTP 404" in done.stdout
        assert "modified" not in done.stdout, "nothing is written"


def test_the_hooks_are_what_pre_commit_expects() -> None:
    done = subprocess.run(["pre-commit", "validate-manifest", str(HOOKS)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert [hook["id"] for hook in hooks()] == ["igreport-check", "igreport-fix", "igreport-links"]
    assert all(hook["require_serial"] for hook in hooks())
