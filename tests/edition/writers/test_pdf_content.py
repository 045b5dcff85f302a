"""A page's drawing taken apart and put together: what a piece needs of its surroundings goes along with it."""

from __future__ import annotations

from typing import Any

from igreport.edition.writers.pdf_content import Run, put_together, take_apart

START = [b"1 0 0 -1 0 842 cm", b"q", b".75 0 0 .75 0 0 cm"]


def piece(mark: int, *operators: bytes) -> list[Any]:
    return ["/Span", {"MCID": mark}, b"BDC", *operators, b"EMC"]


def text(words: bytes) -> list[bytes]:
    return [b"BT", b"(" + words + b") Tj", b"ET"]


def together(operators: list[Any], *runs: list[int], margins: dict[int, Any] | None = None) -> list[Any]:
    drawing = take_apart([*START, *operators, b"Q"])
    found = put_together(drawing, [Run("P", run) for run in runs], margins or {})
    assert found[: len(START)] == START
    assert found[-1] == b"Q"
    return found[len(START) : -1]


def test_pieces_are_drawn_in_the_order_of_the_runs() -> None:
    found = together([*piece(0, *text(b"a")), *piece(1, *text(b"b")), *piece(2, *text(b"c"))], [2], [0, 1])
    assert found == [
        b"/P <</MCID 0>> BDC",
        *text(b"c"),
        b"EMC",
        b"/P <</MCID 1>> BDC",
        *text(b"a"),
        *text(b"b"),
        b"EMC",
    ]


def test_a_colour_goes_along() -> None:
    found = together([b"1 0 0 rg", *piece(0, *text(b"a")), b"0 0 1 rg", *piece(1, *text(b"b"))], [1], [0])
    assert found[2:] == [
        *(b"/P <</MCID 0>> BDC", b"0 0 1 rg", *text(b"b"), b"EMC"),
        *(b"/P <</MCID 1>> BDC", b"1 0 0 rg", *text(b"a"), b"EMC"),
    ]


def test_a_colour_that_a_piece_sets_stays_for_what_follows_it() -> None:
    rule = ["/Artifact", b"BMC", b"0 0 9 9 re", b"f", b"EMC"]
    found = together([*piece(0, b"1 0 0 rg", *text(b"a")), *rule], [0])
    assert found[:6] == [b"1 0 0 rg", *rule]


def test_a_clip_and_a_transformation_go_along() -> None:
    around = [b"q", b"0 0 50 50 re", b"W", b"n", b"1 0 0 1 5 5 cm"]
    found = together(
        [*piece(0, *text(b"a")), *around, *piece(1, *text(b"b")), b"Q", *piece(2, *text(b"c"))], [1], [2], [0]
    )
    assert found[: len(around) + 1] == [*around, b"Q"]
    assert found[len(around) + 1 :][:8] == [b"/P <</MCID 0>> BDC", *around, *text(b"b")[:2]]
    assert found[-8:-5] == [*text(b"c")[1:], b"EMC"]


def test_what_no_run_holds_is_an_artifact() -> None:
    header = {"Type": "/Pagination"}
    found = together([*piece(0, *text(b"head")), *piece(1, *text(b".")), *piece(2, *text(b"."))], margins={0: header})
    assert found == [
        *("/Artifact", header, b"BDC", *text(b"head"), b"EMC"),
        *("/Artifact", b"BMC", *text(b"."), *text(b"."), b"EMC"),
    ]


def test_what_draws_nothing_goes() -> None:
    assert together(piece(0, b"BT", b"ET")) == []


def test_no_artifact_stands_in_tagged_content() -> None:
    underline = ["/Artifact", b"BMC", b"q", b"0 0 m", b"9 0 l", b"S", b"Q", b"EMC"]
    hyphen = ["/Span", {"ActualText": "-"}, b"BDC", b"(-) Tj", b"EMC"]
    found = together(piece(0, *underline, *text(b"a"), *hyphen), [0])  # type: ignore[arg-type]
    assert found == [b"/P <</MCID 0>> BDC", *underline[2:-1], *text(b"a"), *hyphen, b"EMC"]


def test_a_form_without_a_mark_is_an_artifact() -> None:
    assert together([b"/x1 Do"]) == ["/Artifact", b"BMC", b"/x1 Do", b"EMC"]
