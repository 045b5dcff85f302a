"""List markers: which lines begin with one, and what they count."""

from __future__ import annotations

import pytest

from igreport.sources.markdown import markers


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a. one", "1. one"),
        ("  b.  two", "  1.  two"),
        ("iv. four", "11. four"),
        ("- a. nested", "- 1. nested"),
        ("> 1. a. b", "> 1. 1. b"),
        ("A.  upper case, two spaces", "1.  upper case, two spaces"),
        ("M. Smith said", "M. Smith said"),
        ("mix. no numeral", "mix. no numeral"),
        ("vx. no numeral either", "vx. no numeral either"),
        ("z.B. so", "z.B. so"),
        ("a.b", "a.b"),
        ("text a. b", "text a. b"),
    ],
)
def test_letters_become_digits_of_the_same_length(line: str, expected: str) -> None:
    assert markers.to_digits(line) == expected
    assert len(markers.to_digits(line)) == len(line)


@pytest.mark.parametrize(
    ("text", "style", "start"),
    [
        ("1. x", "Decimal", 1),
        ("12. x", "Decimal", 12),
        ("a. x", "LowerAlpha", 1),
        ("c. x", "LowerAlpha", 3),
        ("v. x", "LowerAlpha", 22),
        ("i. x", "LowerRoman", 1),
        ("iv. x", "LowerRoman", 4),
        ("xxxix. x", "LowerRoman", 39),
        ("B.  x", "UpperAlpha", 2),
        ("II.  x", "UpperRoman", 2),
    ],
)
def test_the_first_marker_tells_style_and_start(text: str, style: str, start: int) -> None:
    marker = markers.parse(text)
    assert marker is not None
    assert (marker.style, marker.start, marker.end) == (style, start, ".")
