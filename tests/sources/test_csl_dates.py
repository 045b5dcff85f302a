"""CSL's date forms: words in ISO 8601 or EDTF, and mappings as in CSL-JSON."""

from __future__ import annotations

from typing import Any

import pytest

from igreport.sources import csl_dates


@pytest.mark.parametrize(
    ("value", "date", "circa"),
    [
        (2025, "2025", False),
        ("2025-08", "2025-08", False),
        ("2025-08-29", "2025-08-29", False),
        ("2025-08-29T10:00:00Z", "2025-08-29", False),
        ("2025-08~", "2025-08", True),
        ("2025?", "2025", True),
        ("2025-21", "2025", False),
        ("2025-08-29/2025-09-02", "2025-08-29/2025-09-02", False),
        ("2025-08/..", "2025-08", False),
        ({"date-parts": [[2025, 8, 29]]}, "2025-08-29", False),
        ({"date-parts": [[2025, 8], [2025, 9]], "circa": True}, "2025-08/2025-09", True),
        ({"literal": "no date"}, "no date", False),
        ({"raw": "2025-08-29"}, "2025-08-29", False),
        ({"year": 2025, "month": 8}, "2025-08", False),
        ([{"year": 2025}, {"year": 2026}], "2025/2026", False),
    ],
)
def test_a_form_is_read(value: Any, date: str, circa: bool) -> None:
    found = csl_dates.parse(value)
    assert (str(found), found.circa) == (date, circa)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("August 2025", "is not a date"),
        ("2025-06-31", "not a day of the calendar"),
        ("2025-09/2025-08", "ends before it begins"),
        ("..", "is not a date"),
        (True, "a date is written as"),
        ({"date-parts": []}, "list of lists"),
        ({"date-parts": [["x"]]}, "not year, month and day"),
        ({"season": 1}, "a date mapping has"),
        ([], "one part, or two"),
    ],
)
def test_other_values_say_why_not(value: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        csl_dates.parse(value)
