"""Which abbreviations a text uses."""

from __future__ import annotations

import time

import pytest

from igreport.edition.abbreviations import _collated, used
from igreport.model.report import Term

TERMS = [
    Term("ITU", "International Telecommunication Union"),
    Term("ITU-T", "its sector for standards"),
    Term("NGO", "non-governmental organisation"),
    Term("NGOs", "non-governmental organisations"),
    Term("SDGs", "Sustainable Development Goals"),
    Term("G7", "Group of Seven"),
    Term("IP", "Internet Protocol"),
    Term("GGE LAWS", "Group of Governmental Experts"),
    Term("C++", "a language"),
    Term("BRICS"),
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the ITU.", ["ITU"]),
        ("(ITU)", ["ITU"]),
        ("the ITU’s ITU-T", ["ITU", "ITU-T"]),
        ("the ITU-T", ["ITU-T"]),
        ("ITU-backed", ["ITU"]),
        ("die ITU-Konferenz", ["ITU"]),
        ("SITU, ITUC, itu", []),
        ("NGOs", ["NGO"]),
        ("an NGO and NGOs", ["NGO"]),
        ("the SDGs", ["SDGs"]),
        ("ITU25", ["ITU"]),
        ("G77 and G7", ["G7"]),
        ("G77", []),
        ("IPv6", []),
        ("GGE  LAWS", ["GGE LAWS"]),
        ("C++ code", ["C++"]),
        ("BRICS", []),
        ("https://example.org/ITU", []),
        ("www.example.org/ITU/IP", []),
        ("ITU@example.org", []),
        ("ITU/NGO", ["ITU", "NGO"]),
        ("", []),
    ],
)
def test_used(text: str, names: list[str]) -> None:
    assert [term.term for term in used(text, TERMS)] == names


def test_no_terms() -> None:
    assert used("ITU", []) == []


def test_sorted_as_in_a_dictionary() -> None:
    names = ["ZB", "G20", "ÖRK", "G7", "OECD", "PR", "eID", "EU", "itu", "ITU", "DSA"]
    assert sorted(names, key=_collated) == ["DSA", "eID", "EU", "G7", "G20", "ITU", "itu", "OECD", "ÖRK", "PR", "ZB"]


@pytest.mark.parametrize("text", ["a" * 400_000, "a." * 200_000, "a-" * 200_000, "ITU " * 100_000, "ITU-" * 100_000])
def test_hostile_text_takes_no_longer(text: str) -> None:
    start = time.perf_counter()
    used(text, TERMS)
    assert time.perf_counter() - start < 2
