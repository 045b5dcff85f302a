"""Edits in texts: each fix whole or not at all, none on another, and nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.check.fix import fixable, fixed, made
from igreport.model.diagnostic import Diagnostic, Edit, Fix, Severity, Span


def finding(*edits: Edit, is_safe: bool = True) -> Diagnostic:
    span = edits[0].span
    return Diagnostic("TXT900", "example", Severity.WARNING, span, "wrong", fix=Fix(edits, is_safe))


def edit(start: int, end: int, text: str, line: int = 1, path: str = "a.md") -> Edit:
    """Return an edit of the characters `start` to `end` (from 0) of one line."""
    return Edit(Span(path, line, start + 1, line, end + 1), text)


@pytest.mark.parametrize(
    ("text", "findings", "expected"),
    [
        pytest.param("abc", [finding(edit(1, 2, "X"))], "aXc", id="replaced"),
        pytest.param("abc", [finding(edit(1, 2, ""))], "ac", id="deleted"),
        pytest.param("abc", [finding(edit(1, 1, "X"))], "aXbc", id="inserted"),
        pytest.param("abc", [finding(edit(3, 3, "X"))], "abcX", id="inserted at the end"),
        pytest.param("", [finding(edit(0, 0, "X"))], "X", id="inserted into nothing"),
        pytest.param("abcd", [finding(edit(0, 2, "X")), finding(edit(1, 3, "Y"))], "Xcd", id="overlap"),
        pytest.param("abcd", [finding(edit(0, 2, "X")), finding(edit(2, 4, "Y"))], "XY", id="side by side"),
        pytest.param(
            "abcd", [finding(edit(2, 4, "Y")), finding(edit(0, 2, "X"))], "XY", id="side by side, the last first"
        ),
        pytest.param("ab", [finding(edit(1, 1, "X")), finding(edit(1, 1, "Y"))], "aXb", id="insertions at one place"),
        pytest.param("ab", [finding(edit(1, 1, "X")), finding(edit(1, 1, "X"))], "aXb", id="the same insertion twice"),
        pytest.param("ab", [finding(edit(0, 1, "X")), finding(edit(1, 1, "Y"))], "Xb", id="insertion behind an edit"),
        pytest.param("abc", [finding(edit(1, 1, "X"), edit(1, 2, "Y"))], "aXYc", id="one fix, touching itself"),
        pytest.param("abc", [finding(edit(0, 2, "X"), edit(1, 3, "Y"))], "abc", id="one fix, on itself"),
        pytest.param("abc", [finding(edit(1, 9, "X"))], "abc", id="behind the end of the line"),
        pytest.param("abc", [finding(edit(1, 2, "X", line=2))], "abc", id="behind the last line"),
        pytest.param("abc", [finding(edit(1, 2, "X"), edit(0, 1, "Y", line=7))], "abc", id="half of it is nowhere"),
        pytest.param("abc", [finding(edit(2, 1, "X"))], "abc", id="backwards"),
        pytest.param("abc", [finding(edit(1, 2, "b"))], "abc", id="nothing new"),
        pytest.param("ab\ncd", [finding(Edit(Span("a.md", 1, 2, 2, 2), "X"))], "aXd", id="over lines"),
        pytest.param(
            "ab\r\ncd\r\n", [finding(edit(1, 2, "X\nY", line=2))], "ab\r\ncX\r\nY\r\n", id="line ends of the file"
        ),
        pytest.param(
            "ab\r\ncd", [finding(edit(2, 2, "\nX", line=2))], "ab\r\ncd\r\nX", id="line ends of the line above"
        ),
        pytest.param("\ufeffab\r\n", [finding(edit(0, 1, "X"))], "\ufeffXb\r\n", id="byte order mark"),
        pytest.param("a\rb\nc\r\nd", [finding(edit(0, 1, "X", line=4))], "a\rb\nc\r\nX", id="line ends of three kinds"),
        pytest.param("日本e\u0301", [finding(edit(1, 2, "X"))], "日Xe\u0301", id="characters, not bytes or columns"),
    ],
)
def test_one_text(text: str, findings: list[Diagnostic], expected: str) -> None:
    assert fixed({"a.md": text}, findings) == {"a.md": expected}


def test_a_fix_in_two_files_is_made_in_both_or_in_none() -> None:
    both = finding(edit(0, 1, "X"), edit(0, 1, "Y", path="b.yaml"))
    assert fixed({"a.md": "a", "b.yaml": "b"}, [both]) == {"a.md": "X", "b.yaml": "Y"}
    assert fixed({"a.md": "a"}, [both]) == {"a.md": "a"}
    other = finding(edit(0, 1, "Z", path="b.yaml"))
    assert fixed({"a.md": "a", "b.yaml": "b"}, [other, both]) == {"a.md": "a", "b.yaml": "Z"}


def test_unsafe_fixes_are_made_when_asked_for() -> None:
    safe, unsafe = finding(edit(0, 1, "X")), finding(edit(1, 2, "Y"), is_safe=False)
    without = Diagnostic("TXT900", "example", Severity.WARNING, Span("a.md"), "wrong")
    assert fixable([safe, unsafe, without]) == [safe]
    assert fixable([safe, unsafe, without], unsafe=True) == [safe, unsafe]
    assert fixed({"a.md": "ab"}, [safe, unsafe]) == {"a.md": "Xb"}
    assert fixed({"a.md": "ab"}, [safe, unsafe], unsafe=True) == {"a.md": "XY"}


def test_it_tells_which_findings_are_mended() -> None:
    first, second = finding(edit(0, 2, "X")), finding(edit(1, 3, "Y"))
    assert made({"a.md": "abc"}, [first, second]) == ({"a.md": "Xc"}, [first])


TEXT = st.text(st.sampled_from("ab ä日\n"), max_size=40)
PIECES = st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6)  # rows of (words kept, words replaced, new words)


@given(PIECES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_what_no_edit_covers_stays(pieces: list[tuple[str, str, str]], line_end: str, mark: str) -> None:
    text, expected, findings = "first\n", "first\n", []
    for kept, old, new in pieces:
        start = len(text) + len(kept) + 1
        text += f"{kept}|{old}|"
        expected += f"{kept}|{new}|"
        findings.append(((start, start + len(old)), new))
    found = [finding(Edit(Span("a.md", *place(text, start), *place(text, end)), new)) for (start, end), new in findings]
    assert fixed({"a.md": mark + text.replace("\n", line_end)}, found) == {
        "a.md": mark + expected.replace("\n", line_end)
    }


def place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
