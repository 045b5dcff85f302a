"""Which quotations a paragraph has: the cases are in `quotations.txt`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from igreport.check.quotations import Quotation, find, parse

LINES = Path(__file__).with_name("quotations.txt").read_text("utf-8").replace("◦", "\ufffc").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]
HOSTILE = ['"', "'", "“", '" ', "'a ", "a' ", '"a ', 'a" ', "s' a", '5"', "„‚", "(“a", '\ufffc"']


def marked(text: str, language: str) -> str:
    result = parse(text, language)
    signs = [(pair.start, 1, "⟦") for pair in result.pairs] + [(pair.end, 0, "⟧") for pair in result.pairs]
    signs += [(mark.at, 1, "¦") for mark in result.unpaired]
    for place, _order, sign in sorted(signs, reverse=True):
        text = text[:place] + sign + text[place:]
    return text


@pytest.mark.parametrize(("language", "expected"), CASES)
def test_quotations(language: str, expected: str) -> None:
    text = expected.replace("⟦", "").replace("⟧", "").replace("¦", "")
    assert marked(text, language) == expected


def test_find_lists_no_quotation_in_another() -> None:
    assert find("\"One 'two' three\" and “four”", "en") == (
        Quotation(0, 17, '"', '"'),
        Quotation(22, 28, "“", "”"),
    )


def test_depth() -> None:
    assert [pair.depth for pair in parse('“A ‘b "c"’” ‘d’', "en").pairs] == [0, 1, 2, 0]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    start = time.perf_counter()
    parse(piece * (100_000 // len(piece)), "en")
    assert time.perf_counter() - start < 3
