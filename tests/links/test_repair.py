"""What the ledger says → changed files: which sources, which not, and what is written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from igreport.errors import OutputError
from igreport.links.repair import Repairs, repairs, twins
from igreport.model.link import LinkRecord, Verdict
from igreport.sources import changes
from igreport.sources.load import load

ORG = "https://example.org"
FIRST = """references:
- id: moved
  type: webpage
  title: A page
  URL: https://example.org/moved#part
- id: lost   # since June
  type: webpage
  title: A page
  URL: https://example.org/lost
- id: lost-with-a-copy
  type: webpage
  title: A page
  URL: https://example.org/lost
  custom: {archive: "https://archive.example.net/lost"}
- {id: insecure, type: webpage, title: A page, URL: http://example.org/insecure}
"""
SECOND = """- id: moved-as-well
  type: webpage
  title: The same page
  URL: https://example.org/moved
- id: alive
  type: webpage
  title: A page
  URL: https://example.org/alive
"""
SECTION = """---
title: A topic
topic: a-topic
keypoint: A point
---

A text [@moved] with [a link](https://example.org/moved#text), with [another](https://example.org/moved#text) and
[one that is lost](https://example.org/lost).
"""


def record(path: str, verdict: Verdict, scheme: str = "https", **known: str | int | None) -> LinkRecord:
    return LinkRecord(f"{scheme}://example.org/{path}", verdict, checked="2026-11-22T10:00:00Z", **known)  # type: ignore[arg-type]


def ledger(rows: Iterable[LinkRecord]) -> dict[str, LinkRecord]:
    return {row.url: row for row in rows}


KNOWN = ledger(
    [
        record("moved", "moved", status=200, final_url=f"{ORG}/moved/", title="A page", last_ok="2026-11-22T10:00:00Z"),
        record("lost", "dead", status=404, archive="https://web.archive.org/web/2025/https://example.org/lost"),
        record("alive", "ok", status=200, archive="https://web.archive.org/web/2025/https://example.org/alive"),
        record("insecure", "redirected", "http", status=200, final_url=f"{ORG}/insecure"),
    ]
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "report"
    (root / "sections" / "2025-Q3").mkdir(parents=True)
    (root / "references").mkdir()
    (root / "sections" / "series.yaml").write_text("title: A series\n", encoding="utf-8")
    (root / "sections" / "2025-Q3" / "10-topic.md").write_text(SECTION, encoding="utf-8")
    (root / "references" / "2025-Q2.yaml").write_bytes(FIRST.replace("\n", "\r\n").encode())
    (root / "references" / "2025-Q3.yaml").write_text(SECOND, encoding="utf-8")
    return root


def found(root: Path, records: dict[str, LinkRecord] = KNOWN) -> Repairs:
    return repairs(root, load(root), records)


def test_what_is_written(root: Path) -> None:
    result = found(root)
    changes.write(root, result.changes)
    first = FIRST.replace("/moved#", "/moved/#").replace("http:", "https:")
    copy = "https://web.archive.org/web/2025/https://example.org/lost"
    first = first.replace("org/lost\n- id: lost-with", f"org/lost\n  custom:\n    archive: {copy}\n- id: lost-with")
    assert (root / "references" / "2025-Q2.yaml").read_bytes() == first.replace("\n", "\r\n").encode()
    assert (root / "references" / "2025-Q3.yaml").read_text("utf-8") == SECOND.replace("/moved", "/moved/")
    assert (root / "sections" / "2025-Q3" / "10-topic.md").read_text("utf-8") == SECTION
    assert (result.moved, result.archived, result.refused) == (3, 1, ())
    assert load(root).references["lost"].archive == copy


def test_the_second_time_nothing_is_changed(root: Path) -> None:
    result = found(root)
    changes.write(root, result.changes)
    assert found(root, KNOWN | ledger(result.records)).changes == ()


def test_the_new_addresses_are_known(root: Path) -> None:
    rows = ledger(found(root).records)
    assert sorted(rows) == [f"{ORG}/insecure", f"{ORG}/moved/"]
    moved = rows[f"{ORG}/moved/"]
    assert (moved.verdict, moved.final_url, moved.title, moved.last_ok) == (
        "ok",
        None,
        "A page",
        "2026-11-22T10:00:00Z",
    )


def test_a_new_address_that_is_known_keeps_its_record(root: Path) -> None:
    known = ledger([record("moved/", "ok", title="Its own")])
    assert ledger(found(root, KNOWN | known).records)[f"{ORG}/moved/"].title == "Its own"


def test_addresses_in_texts_are_named(root: Path) -> None:
    rows = {row.url: (row.new, [span.line for span in row.places]) for row in found(root).in_texts}
    assert rows == {
        f"{ORG}/moved#text": (f"{ORG}/moved/#text", [7, 7]),
        f"{ORG}/lost": (f"https://web.archive.org/web/2025/{ORG}/lost", [8]),
    }


def test_only_some_addresses(root: Path) -> None:
    result = repairs(root, load(root), KNOWN, only=[f"{ORG}/lost"])
    assert (result.moved, result.archived) == (0, 1)
    assert [row.url for row in result.in_texts] == [f"{ORG}/lost"]


@pytest.mark.parametrize(
    "row",
    [
        record("moved", "redirected", final_url=f"{ORG}/moved/"),
        record("moved", "moved", final_url=f"{ORG}/"),
        record("moved", "changed", final_url=f"{ORG}/moved/"),
        record("moved", "soft-404", final_url=f"{ORG}/moved/"),
        record("moved", "blocked", final_url=f"{ORG}/moved/", archive="https://archive.example.net/moved"),
        record("moved", "failing", failures=2, archive="https://archive.example.net/moved"),
        record("moved", "dead"),
        record("moved", "dead", archive="no address"),
        record("moved", "dead", archive="javascript:alert(1)"),
    ],
)
def test_what_is_not_certain_stays(root: Path, row: LinkRecord) -> None:
    result = found(root, ledger([row]))
    assert (result.changes, result.records, result.in_texts) == ((), (), ())


@pytest.mark.parametrize(("verdict", "failures"), [("dead", 1), ("soft-404", 1), ("failing", 3)])
def test_what_is_lost_gets_its_copy(root: Path, verdict: Verdict, failures: int) -> None:
    result = found(root, ledger([record("alive", verdict, failures=failures, archive=f"{ORG}/a copy|x")]))
    assert result.changes[0].after == SECOND + f"  custom:\n    archive: {ORG}/a%20copy%7Cx\n"


def test_the_same_text_by_https(root: Path) -> None:
    rows = [record("insecure", "ok", "http", text_sha256="a"), record("insecure", "ok", text_sha256="a")]
    assert twins(ledger(rows[:1])) == [f"{ORG}/insecure"]
    assert twins(ledger(rows)) == []
    assert found(root, ledger(rows)).moved == 1
    assert found(root, ledger([rows[0], record("insecure", "ok", text_sha256="b")])).moved == 0
    assert found(root, ledger(rows[:1])).moved == 0


def test_the_diff_is_one_that_git_applies(root: Path) -> None:
    result = found(root)
    (root / "changes.diff").write_bytes(changes.diff(result.changes).encode())
    subprocess.run(["git", "apply", "changes.diff"], cwd=root, check=True)
    for change in result.changes:
        assert (root / change.path).read_bytes().decode() == change.after


def test_a_file_that_is_a_link_stays(root: Path) -> None:
    path = root / "references" / "2025-Q3.yaml"
    path.rename(root / "references" / "real.txt")
    path.symlink_to("real.txt")
    result = found(root)
    assert [wish.identifier for wish in result.refused] == ["moved-as-well"]
    assert [change.path for change in result.changes] == ["references/2025-Q2.yaml"]


@pytest.mark.parametrize("spoil", ["read-only", "changed"])
def test_all_files_or_none(root: Path, spoil: str) -> None:
    result = found(root)
    path = root / "references" / "2025-Q3.yaml"
    if spoil == "read-only":
        path.chmod(0o444)
    else:
        path.write_text(SECOND + "# a remark\n", encoding="utf-8")
    before = {name.name: name.read_bytes() for name in (root / "references").iterdir()}
    with pytest.raises(OutputError, match=r"2025-Q3\.yaml"):
        changes.write(root, result.changes)
    assert {name.name: name.read_bytes() for name in (root / "references").iterdir()} == before


def test_a_file_that_was_changed_while_the_network_was_asked(root: Path) -> None:
    report = load(root)
    path = root / "references" / "2025-Q3.yaml"
    path.write_text("# a remark\n" + SECOND.replace("org/moved", "org/elsewhere"), encoding="utf-8")
    result = repairs(root, report, KNOWN)
    assert [wish.identifier for wish in result.refused] == ["moved-as-well"]
    path.unlink()
    assert [wish.identifier for wish in repairs(root, report, KNOWN).refused] == ["moved-as-well"]
    assert os.listdir(root / "references") == ["2025-Q2.yaml"]
