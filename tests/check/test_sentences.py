"""Where sentences begin and end: the cases are in `sentences.txt`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from igreport.check.sentences import find, is_abbreviation

LINES = Path(__file__).with_name("sentences.txt").read_text("utf-8").replace("◦", "\ufffc").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("language", "expected"), CASES)
def test_sentences(language: str, expected: str) -> None:
    text = expected.replace("|", "")
    assert [text[start:end] for start, end in find(text, language)] == [
        sentence.strip() for sentence in expected.split("|")
    ]


def test_blank_lines_end_sentences() -> None:
    assert find("One\n\ntwo\n\n", "en") == ((0, 3), (5, 8))


def test_nothing_has_no_sentence() -> None:
    assert find("", "en") == find(" \n ", "de") == ()


ABBREVIATIONS = [("etc.", "en"), ("U.S.", "en-GB"), ("z. B.", "de"), ("5.", "de-AT"), ("No.", "en"), ("B.", "en")]


@pytest.mark.parametrize(("text", "language"), ABBREVIATIONS)
def test_abbreviations(text: str, language: str) -> None:
    assert is_abbreviation(text, len(text) - 1, language)


@pytest.mark.parametrize(("text", "language"), [("end.", "en"), (".", "en"), ("5.", "en"), ("usw.", "en")])
def test_other_full_stops(text: str, language: str) -> None:
    assert not is_abbreviation(text, len(text) - 1, language)


@pytest.mark.parametrize("piece", [".", ". ", ".\ufffc", '." ', " \ufffc", "A. ", "\n\n", ".\n ("])
def test_time_is_linear(piece: str) -> None:
    start = time.perf_counter()
    find(piece * (100_000 // len(piece)), "en")
    assert time.perf_counter() - start < 3
