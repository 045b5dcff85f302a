"""Which addresses are asked, and when."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from igreport.links.due import due
from igreport.links.targets import Target, targets
from igreport.model.link import LinkRecord
from igreport.sources.load import load

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
AGE = datetime.timedelta(days=30)


def record(verdict: str, days: float, url: str = "https://example.org/") -> LinkRecord:
    checked = NOW - datetime.timedelta(days=days)
    return LinkRecord(url, verdict, checked=f"{checked:%Y-%m-%dT%H:%M:%SZ}")  # type: ignore[arg-type]


def is_due(known: LinkRecord | None, only: str | None = None) -> bool:
    url = known.url if known else "https://example.org/"
    return bool(due([Target(url)], {url: known} if known else {}, NOW, AGE, only))  # type: ignore[arg-type]


@pytest.mark.parametrize("verdict", ["ok", "moved", "redirected", "blocked", "changed"])
def test_what_is_fresh_is_not_asked(verdict: str) -> None:
    assert not is_due(record(verdict, 20))
    assert is_due(record(verdict, 30))
    assert is_due(record(verdict, 300))


@pytest.mark.parametrize("verdict", ["dead", "soft-404", "failing"])
def test_what_is_broken_is_always_asked(verdict: str) -> None:
    assert is_due(record(verdict, 0))
    assert is_due(record(verdict, 0), "broken")
    assert not is_due(record(verdict, 40), "stale")
    assert not is_due(record(verdict, 40), "new")


def test_what_is_new_is_asked() -> None:
    assert is_due(None)
    assert is_due(None, "new")
    assert not is_due(None, "broken")
    assert is_due(record("unchecked", 1), "new")
    assert not is_due(record("ok", 40), "new")
    assert is_due(record("ok", 40), "stale")
    assert not is_due(record("ok", 40), "broken")


def test_what_was_asked_on_one_day_falls_due_on_many() -> None:
    known = {url: record("ok", 26, url) for url in (f"https://example.org/{number}" for number in range(1000))}
    asked = due(map(Target, known), known, NOW, AGE)
    assert 300 < len(asked) < 700
    assert not due(map(Target, known), known, NOW - datetime.timedelta(days=4), AGE)
    assert len(due(map(Target, known), known, NOW + datetime.timedelta(days=4), AGE)) == 1000
    assert asked == due(map(Target, known), known, NOW, AGE), "it is the same ones each time"


@pytest.mark.parametrize("checked", ["yesterday", "", "2026-13-40", None])
def test_a_time_that_is_none_counts_as_long_ago(checked: str | None) -> None:
    known = LinkRecord("https://example.org/", "ok", checked=checked)
    assert due([Target(known.url)], {known.url: known}, NOW, AGE)


SECTION = "---\ntitle: T\ntopic: {topic}\nkeypoint: K\n---\n\n{text}\n"
SOURCES = """references:
- {id: one, type: webpage, title: One, URL: "https://example.org/one#part"}
- {id: two, type: webpage, title: Two, URL: "https://example.org/two", custom: {archive: "https://archive.example.org/2"}}
- {id: again, type: webpage, title: Again, URL: "https://example.org/one"}
- {id: uncited, type: webpage, title: Uncited, URL: "http://example.org/uncited"}
- {id: none, type: book, title: A book}
"""


def test_targets(tmp_path: Path) -> None:
    texts = {
        "sections/series.yaml": "title: A series\nauthor: A\n",
        "sections/2025-Q3/10-a.md": SECTION.format(
            topic="a",
            text="Words [@one]. [A link](https://example.org/text#x), [mail](mailto:a@example.org).[^1]\n\n[^1]: <https://example.org/note>",
        ),
        "sections/2025-Q4/10-a.md": SECTION.format(
            topic="a", text="Words [@two; @again], [again](https://example.org/one)."
        ),
        "references/all.yaml": SOURCES,
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    report = load(tmp_path)

    def found(*editions: str) -> dict[str, int]:
        return {
            row.url.removeprefix("https://example.org/"): len(row.places) for row in targets(report, editions or None)
        }

    assert found("2025-Q3") == {"one": 1, "text": 1, "note": 1}
    assert found("2025-Q4") == {"one": 2, "two": 1}
    assert found() == {"http://example.org/uncited": 1, "one": 3, "two": 1, "text": 1, "note": 1}
    first = next(row for row in targets(report) if row.url.endswith("/one"))
    assert first.title == "One"
    assert [place.path for place in first.places] == [
        "references/all.yaml",
        "references/all.yaml",
        "sections/2025-Q4/10-a.md",
    ]
    assert next(row for row in targets(report) if row.url.endswith("/two")).archive == "https://archive.example.org/2"
