"""The project's own words and files: schemas, README, editions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from igreport.cli.main import main
from igreport.model.document import walk
from igreport.sources.load import load
from igreport.sources.schemas import schemas

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"
WORDS = {"2024-Q4": 2500, "2025-Q3": 3500}


def test_the_schemas_are_those_of_the_models() -> None:
    written = {
        path.name: json.loads(path.read_text("utf-8")) for path in (PROJECT / "igreport" / "schemas").glob("*.json")
    }
    assert written == json.loads(json.dumps(schemas()))


def test_each_yaml_file_names_a_schema_that_exists() -> None:
    paths = [*PROJECT.glob("sections/**/*.yaml"), *PROJECT.glob("references/*.yaml")]
    assert paths
    for path in paths:
        match = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text("utf-8"))
        assert match, path
        assert (path.parent / match[1]).is_file(), path


def test_the_project_s_own_report_has_no_findings() -> None:
    assert load(PROJECT).problems == ()


@pytest.mark.parametrize("identifier", WORDS)
def test_an_edition_has_its_length_and_cites_all_its_sources(identifier: str) -> None:
    report = load(PROJECT)
    edition = report.edition(identifier)
    assert edition is not None
    text = [word for section in edition.sections for word in walk(section.body.blocks) if word["t"] == "Str"]
    assert len(text) >= WORDS[identifier]
    own = {key for key, item in report.references.items() if item.where().path == f"references/{identifier}.yaml"}
    cited = {citation.key for section in edition.sections for citation in section.body.citations}
    assert own <= cited


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published editions are not part of the project")
@pytest.mark.parametrize(("identifier", "seed"), [("2024-Q4", "000_*.txt"), ("2025-Q3", "002_*.txt")])
def test_no_sentence_of_the_published_edition_is_copied(identifier: str, seed: str) -> None:
    published = words(next((SHARED / "seeds").glob(seed)).read_text("utf-8"))
    runs = {tuple(published[start : start + 15]) for start in range(len(published) - 14)}
    for path in sorted((PROJECT / "sections" / identifier).glob("*.md")):
        # Quoted words of a named person, and titles, may be the same.
        own = words(re.sub(r'"[^"]*"|“[^”]*”|^>.*$', " | ", path.read_text("utf-8"), flags=re.MULTILINE))
        copied = [
            " ".join(own[start : start + 15])
            for start in range(len(own) - 14)
            if tuple(own[start : start + 15]) in runs
        ]
        assert copied == [], path


def words(text: str) -> list[str]:
    return re.findall(r"[\w|]+", re.sub(r"\[[^\]]*\]", " ", text).lower())


def test_the_readme_s_example_is_a_report_that_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", readme, re.DOTALL)
    yaml = [text for language, text in blocks if language == "yaml"]
    section = next(text for language, text in blocks if language == "markdown")
    files = {
        "sections/series.yaml": yaml[0],
        "sections/2026-Q1/10-wsis.md": section,
        "references/2026-Q1.yaml": yaml[1],
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
    assert main(["build"]) == 0
    assert main(["verify"]) == 0
    assert len(list((tmp_path / "build" / "2026-Q1").iterdir())) == 4


def test_the_readme_s_mistake_is_reported_as_it_says(small_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    section = re.search(r"```markdown\n(.*?)```", readme, re.DOTALL)
    source = re.search(r"```yaml\n(references:.*?)```", readme, re.DOTALL)
    shown = re.search(r"A mistake looks like this:\n\n```\n(.*?)```", readme, re.DOTALL)
    assert section
    assert source
    assert shown
    folder = small_report / "sections" / "2026-Q1"
    folder.mkdir()
    (folder / "10-wsis.md").write_text(section[1].replace("[@zero-draft].", "[@zero-drft]."), encoding="utf-8")
    (small_report / "references" / "2026-Q1.yaml").write_text(source[1], encoding="utf-8")
    assert main(["check", "--root", str(small_report)]) == 1
    assert capsys.readouterr().out == shown[1]
