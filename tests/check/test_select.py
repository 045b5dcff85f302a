"""Which findings are asked for."""

from __future__ import annotations

import pytest

from igreport.check import select
from igreport.check.select import Wish
from igreport.errors import UsageError
from igreport.model.diagnostic import Diagnostic, Severity, Span

NAMES = {"DAT101": "impossible-date", "DAT201": "wrong-weekday", "MD103": "raw-html", "TXT111": "doubled-word"}
A, B = "sections/2025-Q3/10-a.md", "sections/2025-Q3/20-b.md"


def finding(code: str, severity: Severity = Severity.WARNING, path: str = A, *related: str) -> Diagnostic:
    return Diagnostic(code, NAMES.get(code, "other"), severity, Span(path), "wrong", related=tuple(map(Span, related)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" , ", ()),
        ("DAT101", ("DAT101",)),
        ("dat101, MD", ("DAT101", "MD")),
        ("DAT1,wrong-weekday", ("DAT1", "DAT201")),
        ("Raw-HTML", ("MD103",)),
    ],
)
def test_codes(text: str, expected: tuple[str, ...]) -> None:
    assert select.codes(text, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("DAT199", "known: DAT101"),
        ("dat1o1", "did you mean `DAT101`?"),
        ("MDT", "did you mean `MD`?"),
        ("doubled-words", "did you mean `doubled-word`?"),
        ("TX", "did you mean `TXT`?"),
        ("D", "did you mean `MD`?"),
        ("Q", "lists all codes"),
        ("1", "lists all codes"),
        ("--", "lists all codes"),
    ],
)
def test_an_unknown_code(text: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"no rule `{text}`") as raised:
        select.codes(f"TXT,{text}", NAMES)
    assert hint in raised.value.hint


def test_the_beginning_of_a_code_is_its_family_at_least() -> None:
    assert select.covers("MD", "MD103")
    assert select.covers("DAT1", "DAT101")
    assert not select.covers("DAT1", "DAT201")
    assert not select.covers("M", "MD103")
    assert not select.covers("DAT101", "DAT1")


ALL = [
    finding("DAT101", Severity.ERROR),
    finding("DAT201", Severity.INFO),
    finding("TXT111", Severity.WARNING, B, A),
    finding("SRC101", Severity.ERROR, "sections/series.yaml"),
    finding("SRC105", Severity.ERROR, "sections/2025-Q3"),
]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), "DAT101 TXT111 SRC101 SRC105"),
        (Wish(info=True), "DAT101 DAT201 TXT111 SRC101 SRC105"),
        (Wish(select=("DAT",)), "DAT101"),
        (Wish(select=("DAT", "TXT111"), ignore=("DAT1",), info=True), "DAT201 TXT111"),
        (Wish(ignore=("SRC",)), "DAT101 TXT111"),
        (Wish(paths=frozenset([B])), "TXT111 SRC101 SRC105"),
        (Wish(paths=frozenset([A])), "DAT101 TXT111 SRC101 SRC105"),
        (Wish(paths=frozenset(["README.md"])), "SRC101 SRC105"),
    ],
)
def test_chosen(wish: Wish, expected: str) -> None:
    assert " ".join(item.code for item in select.chosen(ALL, wish)) == expected


def test_every_rule_is_known_by_code_and_name() -> None:
    known = select.known()
    assert list(known) == sorted(known)
    assert known["TXT111"] == "doubled-word"
    assert known["SRC109"] == "unknown-suppression"
    assert len(set(known.values())) == len(known)
