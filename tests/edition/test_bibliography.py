"""The sources in other formats: pandoc reads back what was written."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igreport import pandoc
from igreport.edition import bibliography, bibliography_biblatex
from igreport.model.dates import DateRange, PartialDate
from igreport.model.reference import Reference
from tests.clock import seconds

TITLE = "The zero draft_of the “Öffnung” & {brace} $5 #1 50% \\x ~y ^z <b iPhone's „Ö“ – wg-2 @c [d] | e|f"


def reference(identifier: str = "a", kind: str = "report", **fields: Any) -> Reference:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return Reference(identifier, kind, {"id": identifier, "type": kind, **named})


def day(*parts: int) -> DateRange:
    return DateRange(PartialDate(*parts))


FULL = reference(
    title=TITLE,
    author=[{"family": "Müller", "given": "Ann & Jo"}, {"literal": "Office of A and B {C}"}],
    publisher="Department of Economic and Social Affairs",
    publisher_place="Genève",
    issued=day(2025, 8, 29),
    accessed=day(2025, 10, 2),
    URL="https://example.org/a_b?x=1&y=%20z#ö",
    number="A/RES/79_1",
)


def read(name: str, data: bytes) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(pandoc.convert([f"--from={name}", "--to=csljson"], data))
    return items


def test_csl_json_says_all() -> None:
    source = reference(
        title="A <i>b</i>",
        issued=DateRange(PartialDate(2025, 1), PartialDate(2025, 3), circa=True),
        submitted=DateRange(None, literal="in spring"),
        author=[{"family": "B", "given": "A", "comma-suffix": True}],
        custom={"archive": "https://example.net/copy", "symbols": ["A/1", 2]},
        categories="one",
    )
    (item,) = json.loads(bibliography.csl_json([source]))
    assert item == {
        "id": "a",
        "type": "report",
        "title": "A <i>b</i>",
        "issued": {"date-parts": [[2025, 1], [2025, 3]], "circa": True},
        "submitted": {"literal": "in spring"},
        "author": [{"family": "B", "given": "A", "comma-suffix": True}],
        "custom": {"archive": "https://example.net/copy", "symbols": ["A/1", 2]},
        "categories": ["one"],
    }


def test_csl_json_is_read_by_pandoc() -> None:
    (item,) = read("csljson", bibliography.csl_json([FULL]))
    written = json.loads(bibliography.csl_json([FULL]))[0]
    assert {name: item[name] for name in ("author", "issued", "accessed", "URL", "publisher")} == {
        name: written[name] for name in ("author", "issued", "accessed", "URL", "publisher")
    }


def test_biblatex_is_read_by_pandoc() -> None:
    (item,) = read("biblatex", bibliography.biblatex([FULL]))
    assert item["title"] == TITLE
    assert item["author"] == FULL.fields["author"]
    assert item["publisher"] == FULL.fields["publisher"]
    assert item["publisher-place"] == "Genève"
    assert item["issued"] == {"date-parts": [[2025, 8, 29]]}
    assert item["accessed"] == {"date-parts": [[2025, 10, 2]]}
    assert item["URL"] == "https://example.org/a_b?x=1&y=%20z#%C3%B6"
    assert item["number"] == "A/RES/79_1"


def test_ris_is_read_by_pandoc() -> None:
    (item,) = read("ris", bibliography.ris([FULL]))
    assert item["title"] == TITLE
    assert item["author"][0] == FULL.fields["author"][0]
    assert item["publisher"] == FULL.fields["publisher"]
    assert item["issued"]["date-parts"][0][0] == 2025
    assert item["URL"] == FULL.url


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (day(2025, 8, 29), "2025/08/29/"),
        (day(2025, 8), "2025/08//"),
        (day(2025), "2025///"),
        (DateRange(PartialDate(2025), circa=True), "2025///circa"),
        (DateRange(PartialDate(2025, 1), PartialDate(2025, 3)), "2025/01//to 2025-03"),
        (DateRange(None, literal="no date"), "///no date"),
    ],
)
def test_ris_dates(date: DateRange, written: str) -> None:
    lines = bibliography.ris([reference(title="A", issued=date, accessed=date)]).decode().split("\r\n")
    assert f"DA  - {written}" in lines
    assert f"Y2  - {written}" in lines
    assert [line for line in lines if line.startswith("PY")] == ([] if date.literal else ["PY  - 2025"])


def test_ris_has_a_field_a_line() -> None:
    source = reference(title="A\nTY  - BOOK", author=[{"family": "B", "given": "A", "suffix": "Jr."}], page="3–5")
    assert bibliography.ris([source]) == (
        b"TY  - RPRT\r\nID  - a\r\nAU  - B, A, Jr.\r\nTI  - A TY - BOOK\r\nSP  - 3\r\nEP  - 5\r\nER  - \r\n\r\n"
    )


@pytest.mark.parametrize("write", [bibliography.biblatex, bibliography.ris])
def test_the_copy_in_an_archive_is_told(write: Any) -> None:
    source = reference(title="A", URL="https://example.org/a", custom={"archive": "https://example.net/copy"})
    text = write([source]).decode()
    assert "https://example.org/a" in text
    assert "Archived at https://example.net/copy" in text


def test_biblatex_keys_are_single_and_plain() -> None:
    sources = [reference(name, title=name) for name in ("a b", "a-b", "a{b", "ö", "%", "x:1")]
    keys = re.findall(r"^@\w+\{(.*),$", bibliography.biblatex(sources).decode(), re.MULTILINE)
    assert keys == ["a-b", "a-b-1", "a-b-2", "source", "source-1", "x:1"]


def test_keys_of_many_sources_in_another_alphabet_take_no_time() -> None:
    sources = [reference("ж" * (number + 1), title="A") for number in range(3000)]
    assert seconds(lambda: bibliography_biblatex._keys(sources)) < 1  # a tenth of it here; it was minutes


def test_no_sources() -> None:
    assert bibliography.csl_json([]) == b"[]\n"
    assert bibliography.ris([]) == b""
    assert bibliography.biblatex([]).strip() == b""


# What people write, and signs that mean something in TeX, in RIS or to pandoc; a double ` is a quotation mark in TeX, and
# pandoc takes a `*` behind a command for a part of it.
_WORDS = st.text(st.sampled_from("abcXYZ ÄöüßéжÉ漢012 -–—.,:;&_{}$#%~^\\<>|/()[]@+=?!'’„“"), min_size=1, max_size=40)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=4).map(lambda parts: " ".join("".join(parts).split())).filter(bool)
_NAMES = st.fixed_dictionaries(
    {
        "family": st.text("abcÖéжZ", min_size=2, max_size=9).map(str.capitalize),
        "given": st.text("abcÄé", min_size=2, max_size=9).map(str.capitalize),
    }
)
_DATES = st.one_of(
    st.dates().map(lambda date: day(date.year, date.month, date.day)),
    st.integers(1000, 9999).map(day),
    st.tuples(st.integers(1000, 9999), st.integers(1, 12)).map(lambda parts: day(*parts)),
).filter(lambda date: date.start is not None and date.start.year >= 1000)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_TEXTS, st.lists(_NAMES, max_size=3), _DATES), min_size=1, max_size=6))
def test_titles_names_and_dates_come_back(found: list[tuple[str, list[dict[str, str]], DateRange]]) -> None:
    sources = [
        reference(f"s{number}", title=title, author=people, issued=date, accessed=date)
        for number, (title, people, date) in enumerate(found)
    ]
    for name, write in (
        ("csljson", bibliography.csl_json),
        ("biblatex", bibliography.biblatex),
        ("ris", bibliography.ris),
    ):
        items = read(name, write(sources))
        assert len(items) == len(sources)
        for item, (title, people, date) in zip(items, found, strict=True):
            assert date.start is not None
            if name != "csljson":  # in which a title has the few tags of CSL, and pandoc reads more
                assert item["title"] == title, name
            assert item.get("author", []) == people, name
            parts = date.start.parts
            assert item["issued"]["date-parts"] == [parts[:1] if name == "ris" else parts], name
