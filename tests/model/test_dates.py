"""Periods and partial dates."""

from __future__ import annotations

import datetime

import pytest

from igreport.edition import wording
from igreport.model.dates import PartialDate, Period

DAY = datetime.date


@pytest.mark.parametrize(
    ("identifier", "start", "end", "english", "german"),
    [
        ("2025-Q1", DAY(2025, 1, 1), DAY(2025, 3, 31), "1st quarter of 2025", "1. Quartal 2025"),
        ("2025-Q3", DAY(2025, 7, 1), DAY(2025, 9, 30), "3rd quarter of 2025", "3. Quartal 2025"),
        ("2024-Q4", DAY(2024, 10, 1), DAY(2024, 12, 31), "4th quarter of 2024", "4. Quartal 2024"),
        ("2025-H2", DAY(2025, 7, 1), DAY(2025, 12, 31), "2nd half of 2025", "2. Halbjahr 2025"),
        ("2024-02", DAY(2024, 2, 1), DAY(2024, 2, 29), "February 2024", "Februar 2024"),
        ("2025", DAY(2025, 1, 1), DAY(2025, 12, 31), "2025", "2025"),
    ],
)
def test_an_edition_s_id_is_its_period(
    identifier: str, start: datetime.date, end: datetime.date, english: str, german: str
) -> None:
    period = Period.parse(identifier)
    assert period is not None
    assert (period.start, period.end) == (start, end)
    assert wording.period(period, "en-GB") == english
    assert wording.period(period, "de-AT") == german


@pytest.mark.parametrize(
    "identifier", ["2025-Q5", "2025-H3", "2025-13", "2025-00", "25-Q1", "2025-q1", "2025-Q1-a", "", "drafts"]
)
def test_other_names_are_no_periods(identifier: str) -> None:
    assert Period.parse(identifier) is None


def test_the_newest_period_is_the_greatest() -> None:
    names = ["2025-Q3", "2024", "2025-H1", "2024-Q4", "2025-09", "2025-Q2"]
    periods = sorted(period for name in names if (period := Period.parse(name)))
    assert [period.identifier for period in periods] == ["2024", "2024-Q4", "2025-H1", "2025-Q2", "2025-Q3", "2025-09"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-GB", "6\u00a0October 2025"),
        ("en", "6\u00a0October 2025"),
        ("en-US", "October\u00a06, 2025"),
        ("de", "6.\u00a0Oktober 2025"),
    ],
)
def test_a_day_is_written_in_the_edition_s_language(language: str, text: str) -> None:
    assert wording.day(DAY(2025, 10, 6), language) == text


@pytest.mark.parametrize(("parts", "text"), [((2025,), "2025"), ((2025, 8), "2025-08"), ((2025, 8, 9), "2025-08-09")])
def test_a_date_keeps_its_precision(parts: tuple[int, ...], text: str) -> None:
    date = PartialDate(*parts)
    assert str(date) == text
    assert date.parts == list(parts)


@pytest.mark.parametrize("parts", [(2025, 2, 29), (2025, 13), (2025, 6, 31)])
def test_an_impossible_date_is_refused(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        PartialDate(*parts)
