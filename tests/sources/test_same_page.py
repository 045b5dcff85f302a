"""Which address may be written in the place of another: the table `moved_page.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from igreport.sources.same_page import over_https, twin, written_anew

TABLE = Path(__file__).parent / "moved_page.txt"
ROWS = [line.split(" ⇥ ") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("url", "final", "expected"), ROWS, ids=lambda text: str(text))
def test_moved_for_ever(url: str, final: str, expected: str) -> None:
    assert (written_anew(url, final, "en-GB") or "-") == expected


def test_in_the_language_of_the_source() -> None:
    assert written_anew("https://example.org/a", "https://example.org/de/a", "de-AT") == "https://example.org/de/a"
    assert written_anew("https://example.org/a", "https://example.org/en/a", "de") is None


@pytest.mark.parametrize(
    ("url", "final", "expected"),
    [
        ("http://example.org/a?b=1#c", "https://example.org/a?b=1", "https://example.org/a?b=1#c"),
        ("http://example.org/a", "https://www.example.org/a/", "https://www.example.org/a/"),
        ("http://example.org/a", "https://example.org/en/a", None),
        ("http://example.org/a", "https://example.org/", None),
        ("http://example.org/a", "http://www.example.org/a", None),
        ("https://example.org/a", "https://www.example.org/a", None),
        ("http://example.org:8080/a", "https://example.org/a", None),
        ("http://example.org/a", "https://example.org/a?utm_source=x", None),
    ],
)
def test_the_same_by_https(url: str, final: str, expected: str | None) -> None:
    assert over_https(url, final) == expected


def test_twins() -> None:
    assert twin("http://example.org/a?b") == "https://example.org/a?b"
    assert twin("https://example.org/a") is None
    assert twin("http://example.org:8080/a") is None
    assert twin("no address") is None
