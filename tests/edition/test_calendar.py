"""The calendar: which events stand in it, in which half, and what is said of them; a drawing that is lost is found."""

from __future__ import annotations

import datetime
import importlib
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from igreport.edition import calendar
from igreport.edition.assemble import assemble
from igreport.edition.verify import verify
from igreport.model.dates import Period
from igreport.model.document import DEFAULT_THEME, Block, Document, walk
from igreport.model.report import Event
from igreport.sources.load import load

DAY = datetime.date
EVENTS = """events:
- {id: a, name: First meeting, start: 2025-07-07, end: 2025-07-11, place: Geneva, url: "https://example.org/a"}
- {id: b, name: Second meeting, start: 2025-12-16, place: New York}
"""


def event(name: str, start: datetime.date, end: datetime.date | None = None, **more: Any) -> Event:
    return Event(id=name, name=name, start=start, end=end, **more)


def section(*events: Event, period: str = "2025-Q3", language: str = "en") -> calendar.Calendar:
    found = Period.parse(period)
    assert found
    return calendar.section(events, found, DAY(2025, 10, 6), DEFAULT_THEME, language)


def text(node: Any) -> str:
    return "".join(part["c"] if part["t"] == "Str" else " " for part in walk(node) if part["t"] in ("Str", "Space"))


def tables(made: calendar.Calendar) -> dict[str, list[list[str]]]:
    """Return the rows of each table, under its caption."""
    found = [block["c"] for block in made.blocks if block["t"] == "Table"]
    return {text(table[1]): [[text(cell[4]) for cell in row[1]] for row in table[4][0][3]] for table in found}


def test_an_event_belongs_where_it_begins() -> None:
    made = section(
        event("before", DAY(2025, 6, 30), DAY(2025, 7, 5)),
        event("first day", DAY(2025, 7, 1)),
        event("over the border", DAY(2025, 9, 30), DAY(2025, 10, 2)),
        event("first to come", DAY(2025, 10, 1)),
        event("last to come", DAY(2026, 9, 30), DAY(2026, 10, 3)),
        event("too late", DAY(2026, 10, 1)),
    )
    names = {title: [row[1] for row in rows] for title, rows in tables(made).items()}
    happened, coming = ["first day", "over the border"], ["first to come", "last to come"]
    assert names == {"3rd quarter of 2025": happened, "Outlook": coming}


@pytest.mark.parametrize(
    ("start", "titles"),
    [(DAY(2025, 8, 1), ["3rd quarter of 2025"]), (DAY(2025, 11, 1), ["Outlook"]), (DAY(2024, 1, 1), [])],
)
def test_of_an_empty_half_nothing_is_said(start: datetime.date, titles: list[str]) -> None:
    made = section(event("only", start))
    assert list(tables(made)) == titles
    assert bool(made.blocks) == bool(made.pictures) == bool(titles)


def test_the_last_period_there_is() -> None:
    made = section(event("last", DAY(2999, 12, 31), DAY(9999, 12, 31)), period="2999")
    assert list(tables(made)) == ["2999"]


def test_rows() -> None:
    made = section(
        event("second", DAY(2025, 8, 2)),
        event("first", DAY(2025, 7, 7), DAY(2025, 7, 11), place="Geneva", url="https://example.org/a"),
        event("third", DAY(2025, 8, 3), DAY(2025, 8, 1), url="javascript:alert(1)"),
    )
    assert tables(made)["3rd quarter of 2025"] == [
        ["7–11\u00a0July 2025", "first", "Geneva"],
        ["2\u00a0August 2025", "second", ""],
        ["3\u00a0August 2025", "third", ""],
    ]
    assert [link["c"][2][0] for link in walk(made.blocks) if link["t"] == "Link"] == ["https://example.org/a"]


def test_the_alternative_text_in_german() -> None:
    made = section(event("Treffen", DAY(2025, 7, 7), DAY(2025, 7, 11), place="Genf"), language="de")
    (image,) = [found for found in walk(made.blocks) if found["t"] == "Image"]
    spoken = "Zeitachse vom 1.\u00a0Juli 2025 bis zum 30.\u00a0September 2025 mit 1 Ereignis. 3. Quartal 2025: "
    assert text(image["c"][1]) == spoken + "7.–11.\u00a0Juli 2025, Treffen, Genf."
    assert image["c"][2][0] == "picture:timeline.svg"


@pytest.mark.parametrize(
    ("series", "edition", "wanted"),
    [
        ("", "", False),
        ("calendar: true", "", True),
        ("calendar: true", "calendar: false", False),
        ("", "calendar: true", True),
    ],
)
def test_the_edition_decides_before_the_series(small_report: Path, series: str, edition: str, wanted: bool) -> None:
    document = _document(small_report, series, edition)
    titles = [text(block["c"][2]) for block in document.blocks if block["t"] == "Header" and _is_generated(block)]
    assert titles == (["Calendar"] if wanted else [])
    assert list(document.pictures) == (["timeline.svg"] if wanted else [])


def _is_generated(block: Block) -> bool:
    return "generated" in block["c"][1][1]


def _document(root: Path, series: str = "calendar: true", edition: str = "") -> Document:
    (root / "references/events.yaml").write_text(EVENTS, encoding="utf-8")
    for name, more in (("series.yaml", series), ("2025-Q3/edition.yaml", edition)):
        path = root / "sections" / name
        path.write_text(f"{path.read_text('utf-8')}{more}\n", encoding="utf-8")
    report = load(root)
    return assemble(report, report.editions[0], root)


@pytest.fixture
def document(small_report: Path) -> Document:
    return _document(small_report)


def _written(document: Document, name: str, folder: Path) -> Path:
    path = folder / f"edition.{name}"
    importlib.import_module(f"igreport.edition.writers.{name}").write(document, path)
    return path


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
def test_the_calendar_is_in_each_format(document: Document, tmp_path: Path, name: str) -> None:
    assert verify(document, name, _written(document, name, tmp_path)) == []


def test_a_pdf_without_the_drawing(document: Document, tmp_path: Path) -> None:
    nothing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 100"/>'
    path = _written(replace(document, pictures={"timeline.svg": nothing}), "pdf", tmp_path)
    assert "animagethatisnotdrawn" in str(verify(document, "pdf", path))


def test_a_page_without_the_drawing(document: Document, tmp_path: Path) -> None:
    path = _written(document, "html", tmp_path)
    path.write_text(
        re.sub(r'src="data:image/svg[^"]*"', 'src="timeline.svg"', path.read_text("utf-8")), encoding="utf-8"
    )
    assert verify(document, "html", path)


def test_a_docx_without_the_drawing(document: Document, tmp_path: Path) -> None:
    path = _written(document, "docx", tmp_path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if "media/" not in name}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert "[an image that is not in" in str(verify(document, "docx", path))


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
def test_another_alternative_text_is_found(document: Document, tmp_path: Path, name: str) -> None:
    path = _written(document, name, tmp_path)
    for image in walk(document.blocks):
        if image["t"] == "Image":
            image["c"][1][0]["c"] = "Another"
    assert verify(document, name, path)
