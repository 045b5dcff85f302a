"""The words of a section, and their places in the file: each character of the prose stands where it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igreport.model.prose import NOTE, Prose
from igreport.sources import markdown
from igreport.sources.load import load

PROJECT = Path(__file__).parents[2]
MARKED = """Text with *emphasis*, **both *nested* marks**, \\*escaped\\*, [a link](https://example.org "t") and <https://example.org/%C3%A4>,
    over two lines,  \nbroken; caf&eacute; [„Guten *Tag*“ [@a, p. 3]]{lang=de} ![picture](x.png) end[^1].

> A quotation ^[with a *remark* [@b]] of one.

- item *one*
    a.  deeper [@c; see @d, p. 4]

[^1]: The note, *marked*.
"""


def prose_of(text: str) -> tuple[Prose, ...]:
    return markdown.read(text, "x.md", "en-GB", []).prose


def wrong_places(text: str) -> list[str]:
    """Return the characters of the prose of `text` that do not stand where they say."""
    lines = text.split("\n")
    wrong = []
    for prose in prose_of(text):
        for index, character in enumerate(prose.text):
            span = prose.span(index, index + 1)
            written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
            if character not in (NOTE, "\n") and character != written and not written.startswith(("&", "\\")):
                wrong.append(f"{span}: {character!r} is {written!r}")
    return wrong


def test_words_are_what_a_reader_sees() -> None:
    note, paragraph, inner, quotation, first, second = prose_of(MARKED)
    assert paragraph.text == (
        "Text with emphasis, both nested marks, *escaped*, a link and https://example.org/%C3%A4,\nover two lines,\nbroken; "
        f"café „Guten Tag“ {NOTE} {NOTE} end{NOTE}."
    )
    assert [(prose.kind, prose.text) for prose in (note, inner, quotation, first, second)] == [
        ("note", "The note, marked."),
        ("note", f"with a remark {NOTE}"),
        ("paragraph", f"A quotation {NOTE} of one."),
        ("item", "item one"),
        ("item", f"deeper {NOTE}"),
    ]
    assert quotation.is_quoted
    assert not paragraph.is_quoted


def test_what_stands_in_the_words_has_its_place() -> None:
    note, paragraph, inner, quotation, _first, second = prose_of(MARKED)
    assert [(call.keys, call.label, call.locators) for call in paragraph.calls] == [
        (("a",), "", (", p. 3",)),
        ((), "1", ()),
    ]
    assert all(paragraph.text[call.position] == NOTE for call in paragraph.calls)
    assert quotation.calls[0].label == inner.label
    assert note.label == "1"
    assert second.calls[0].keys == ("c", "d")
    start, end, language = paragraph.foreign[0]
    assert (paragraph.text[start:end], language) == (f"„Guten Tag“ {NOTE}", "de")
    start, end, target = paragraph.links[0]
    assert (paragraph.text[start:end], target) == ("a link", "https://example.org")
    assert [paragraph.text[start:end] for start, end in paragraph.emphasis] == [
        "emphasis",
        "nested",
        "both nested marks",
        "Tag",
    ]
    assert second.item is not None
    assert (second.item.marker, second.item.depth, second.item.index) == ("a.", 2, 0)


def test_every_character_stands_where_it_says() -> None:
    assert wrong_places(MARKED) == []


@pytest.mark.parametrize("edition", ["2024-Q4", "2025-Q3"])
def test_every_character_of_an_edition_stands_where_it_says(edition: str) -> None:
    report = load(PROJECT, [edition])
    for section in report.editions[0].sections:
        body = (PROJECT / section.path).read_text("utf-8").split("---\n", 2)[2]
        assert wrong_places(body) == []


@settings(max_examples=300, deadline=None)
@given(st.text("a b*_[]()^@\\<>&;:/.,\"'{}=lngde-|#!\n1", max_size=80))
def test_any_text_keeps_its_places(text: str) -> None:
    assert wrong_places(text) == []
