"""What `sections/series.yaml` says of the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from igreport.model.report import HostSettings, LinkSettings, Series
from igreport.sources.lists import read_series

ALL = """title: A series
contact: editor@example.org
links:
  concurrency: 20
  per_host: 2
  pause: 500
  hosts:
  - host: www.example.org
    pause: 2000
  - {host: docs.example.org, per_host: 1}
  archive: http://127.0.0.1:8080/wayback
"""


def series(root: Path, text: str) -> tuple[Series, list[str]]:
    (root / "sections").mkdir()
    (root / "sections" / "series.yaml").write_text(text, encoding="utf-8")
    problems: list[object] = []
    found = read_series(root, problems)  # type: ignore[arg-type]
    return found, [str(problem) for problem in problems]


def test_all_settings(tmp_path: Path) -> None:
    found, problems = series(tmp_path, ALL)
    hosts = (HostSettings("www.example.org", pause=2000), HostSettings("docs.example.org", per_host=1))
    assert found.links == LinkSettings(20, 2, 500, hosts, "http://127.0.0.1:8080/wayback")
    assert found.contact == "editor@example.org"
    assert problems == []


def test_without_settings(tmp_path: Path) -> None:
    found, _ = series(tmp_path, "title: A series\n")
    assert found.links == LinkSettings()
    assert (found.links.concurrency, found.links.per_host, found.links.pause) == (100, 4, 50)
    assert found.links.archive == "https://web.archive.org"
    assert found.contact == ""


def test_the_right_settings_beside_a_wrong_one(tmp_path: Path) -> None:
    found, problems = series(tmp_path, ALL.replace("pause: 500", "pause: 5").replace("www.", "www:"))
    assert found.links == LinkSettings(20, 2, 50, (HostSettings("docs.example.org", per_host=1),), found.links.archive)
    assert len(problems) == 2


@pytest.mark.parametrize("contact", ["https://example.org/contact?who=us", "a.b+c@example.org", ""])
def test_a_contact(tmp_path: Path, contact: str) -> None:
    assert series(tmp_path, f"title: A series\ncontact: '{contact}'\n")[0].contact == contact


@pytest.mark.parametrize(
    "contact", ["example.org", "a@b@c", "a b@example.org", "é@example.org", "a@b\\n", "a@b\\r\\nX: y", "(a)@b"]
)
def test_what_could_not_stand_in_a_header(tmp_path: Path, contact: str) -> None:
    found, problems = series(tmp_path, f'title: A series\ncontact: "{contact}"\n')
    assert found.contact == ""
    assert len(problems) == 1
